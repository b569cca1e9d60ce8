package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Problem;
import timewaitlab.scenario.SessionText;

/**
 * Keeps the session, with what can be undone and done again, what was written down and how it is looked at, in a file
 * after every edit and every look, so that a process that is killed loses nothing. The file is written whole beside the
 * old one and then takes its place, on the sim thread; it goes when nothing was done.
 */
public final class Autosave {
    /** Its file, in the directory of whoever sits at the window. */
    public static final String FILE = "session.yaml";

    private final MainViewModel model;
    private final SessionFiles files;
    private final AtomicReference<@Nullable Snapshot> waiting = new AtomicReference<>();
    private boolean failed;
    private Snapshot last = Snapshot.NOTHING;
    /** Of the sim thread. */
    private Snapshot written = Snapshot.NOTHING;

    private Autosave(MainViewModel model, Path file) {
        this.model = model;
        files = new SessionFiles(file);
    }

    /** What is kept of which scenario. */
    private record Snapshot(String scenario, Optional<String> text) {
        static final Snapshot NOTHING = new Snapshot("", Optional.empty());
    }

    /** Keeps the session of this window in this file from now on, and beside it what was done before. */
    public static void keep(MainViewModel model, Path file) {
        Autosave autosave = new Autosave(model, file);
        model.session().treeProperty().addListener((tree, before, now) -> autosave.changed());
        model.breakpoints().pointsProperty().addListener((points, before, now) -> autosave.changed());
        model.session().bookmarks().momentsProperty().addListener((marks, before, now) -> autosave.changed());
        model.desk().remembered().layoutChangesProperty().addListener((layout, before, now) -> autosave.changed());
        model.filter().testProperty().addListener((test, before, now) -> autosave.changed());
        model.selectedProperty().addListener((selected, before, now) -> autosave.looked());
        model.playhead().timeProperty().addListener((time, before, now) -> autosave.looked());
        model.playhead().playingProperty().addListener((playing, before, now) -> autosave.looked());
    }

    /** While it plays everything moves by itself. */
    private void looked() {
        if (!model.playhead().isPlaying()) {
            changed();
        }
    }

    private void changed() {
        Snapshot now = snapshot();
        if (now.equals(last) || now.scenario().isEmpty()) {
            return;
        }
        last = now;
        // Of what changes while the sim thread is busy the last state is written.
        if (waiting.getAndSet(now) == null) {
            model.alongside(this::write, this::told);
        }
    }

    private Optional<Problem> write() {
        Snapshot now = Objects.requireNonNull(waiting.getAndSet(null));
        boolean done =
                written.scenario().equals(now.scenario()) && written.text().isPresent();
        written = now;
        return files.keep(now.scenario(), now.text(), done);
    }

    /** Nothing is kept where nothing was done that could be lost. */
    private Snapshot snapshot() {
        Session session = model.session();
        Future.Tree tree = session.getTree();
        String scenario = tree.shown().map(future -> future.choice().scenario()).orElse("");
        // What was undone is work too: it can be done again.
        String filter = model.filter().applied();
        boolean done = !filter.isEmpty()
                || !model.breakpoints().texts().isEmpty()
                || !session.bookmarks().moments().isEmpty()
                || tree.futures().size() > 1
                || tree.futures().stream()
                        .anyMatch(future -> !future.choice().interventions().isEmpty()
                                || future.choice().plan().isPresent()
                                || !session.undone(future.id()).isEmpty());
        return new Snapshot(scenario, done ? Optional.of(text(scenario, tree)) : Optional.empty());
    }

    private String text(String scenario, Future.Tree tree) {
        Session session = model.session();
        List<SessionText.Branch> branches = new ArrayList<>();
        for (Future future : tree.inOrder()) {
            branches.add(new SessionText.Branch(
                    future.id(),
                    future.parent(),
                    future.name(),
                    future.forkedAt(),
                    future.choice().plan(),
                    future.choice().interventions(),
                    session.done(future.id()),
                    session.undone(future.id())));
        }
        SessionText.Look look = new SessionText.Look(
                model.playhead().getTime(),
                model.selectedProperty().get(),
                model.filter().applied(),
                model.breakpoints().texts(),
                model.session().bookmarks().moments(),
                model.desk().remembered().layout());
        return new SessionText(scenario, session.recording(), tree.current(), look, branches).text();
    }

    /** Said once, not after every edit. */
    private void told(Optional<Problem> problem) {
        if (problem.isPresent() && !failed) {
            failed = true;
            model.say(new Notice(
                    Texts.say("notice.autosave"), List.of(problem.get().toString()), true));
        }
    }
}
