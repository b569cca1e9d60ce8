package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Problem;

/** Small work with the files of the desk, done on the sim thread. */
public final class Errands {
    private Errands() {}

    /** Writes what is remembered. What goes wrong is said. */
    public static void remember(MainViewModel model) {
        String text = model.desk().remembered().text();
        model.alongside(
                () -> model.desk().save(text),
                problem -> problem.ifPresent(
                        wrong -> model.say(new Notice(Texts.say("notice.desk"), List.of(wrong.toString()), true))));
    }

    /** Shows another scenario as it was left; one to which nothing was done is run from its start. */
    public static void pick(MainViewModel model, String scenario) {
        model.desk()
                .home()
                .file(Autosave.FILE)
                .ifPresentOrElse(
                        sessions -> model.resume(sessions, Optional.of(scenario)), () -> model.start(scenario));
    }

    /** Reads the file of keys again, after making one where there is none, and says what came of it. */
    public static void readKeys(MainViewModel model) {
        Desk desk = model.desk();
        String path = desk.home().file(Desk.KEYS).map(String::valueOf).orElse("");
        record Read(KeyTable.Read read, List<Problem> problems) {}
        model.alongside(
                () -> {
                    List<Problem> problems = new ArrayList<>();
                    desk.offerKeys().ifPresent(problems::add);
                    KeyTable.Read read = desk.readKeys();
                    problems.addAll(read.problems());
                    return new Read(read, problems);
                },
                done -> {
                    desk.use(done.read().table());
                    List<String> lines =
                            done.problems().stream().map(Problem::toString).toList();
                    String heading = lines.isEmpty() ? Texts.say("notice.keys", path) : Texts.say("notice.desk");
                    model.say(new Notice(heading, lines, !lines.isEmpty()));
                });
    }

    /** Says what was wrong with the files of the desk when they were read. */
    static void sayProblems(MainViewModel model) {
        List<String> lines =
                model.desk().problems().stream().map(Problem::toString).toList();
        if (!lines.isEmpty()) {
            model.say(new Notice(Texts.say("notice.desk"), lines, true));
        }
    }
}
