package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Problem;

/** What came of the lessons since the window was opened, and the file of it. */
public final class LessonBook {
    private static final String DONE = "lesson.done.";

    private final MainViewModel model;
    private final List<LessonResult> results = new ArrayList<>();

    LessonBook(MainViewModel model) {
        this.model = model;
    }

    void add(LessonResult result) {
        results.add(result);
        model.desk().remembered().put(DONE + result.scenario(), result.at());
        Errands.remember(model);
    }

    /** Whether the lesson of this scenario was ever gone through to its end at this desk. */
    public boolean isDone(String scenario) {
        return model.desk().remembered().find(DONE + scenario).isPresent();
    }

    /** Every result, the oldest first. */
    public List<LessonResult> results() {
        return List.copyOf(results);
    }

    /** The results as a file of comma separated values. */
    public String csv() {
        return LessonResult.file(results);
    }

    /** Saves the results there, and says how that went. */
    public void save(Path file) {
        String text = csv();
        model.alongside(() -> Home.replace(file, text), problem -> model.say(said(file, problem)));
    }

    private static Notice said(Path file, Optional<Problem> problem) {
        return problem.map(wrong -> new Notice(
                        Texts.say("notice.exportFailed", file.getFileName()), List.of(wrong.toString()), true))
                .orElseGet(() -> new Notice(Texts.say("notice.exported", file.getFileName()), List.of(), false));
    }
}
