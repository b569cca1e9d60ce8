package timewaitlab.viewmodel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.capture.WholeFile;
import timewaitlab.scenario.SessionText;

/**
 * Keeps the session, with what can be undone and done again, what was written down and which segments are shown, in a
 * file after every edit, so that a process that is
 * killed loses nothing. The file is written whole beside the old one and then takes its place, on the sim thread; it
 * goes when nothing was done.
 */
public final class Autosave {
    /** Its file, in the directory of whoever sits at the window. */
    public static final String FILE = "session.yaml";

    private final MainViewModel model;
    private final Path file;
    private boolean failed;
    private Optional<String> written = Optional.empty();

    private Autosave(MainViewModel model, Path file) {
        this.model = model;
        this.file = file;
    }

    /** Keeps the session of this window in this file from now on. */
    public static void keep(MainViewModel model, Path file) {
        Autosave autosave = new Autosave(model, file);
        model.session().treeProperty().addListener((tree, before, now) -> autosave.changed(now));
        model.filter()
                .testProperty()
                .addListener(
                        (test, before, now) -> autosave.changed(model.session().getTree()));
    }

    private void changed(Future.Tree tree) {
        Optional<String> text = text(tree);
        model.alongside(() -> written(text), this::told);
    }

    /** Nothing, where nothing was done that could be lost. */
    private Optional<String> text(Future.Tree tree) {
        Session session = model.session();
        // What was undone is work too: it can be done again.
        String filter = model.filter().applied();
        boolean done = !filter.isEmpty()
                || tree.futures().size() > 1
                || tree.futures().stream()
                        .anyMatch(future -> !future.choice().interventions().isEmpty()
                                || future.choice().plan().isPresent()
                                || !session.undone(future.id()).isEmpty());
        if (!done || tree.shown().isEmpty()) {
            return Optional.empty();
        }
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
        String scenario = tree.shown().get().choice().scenario();
        return Optional.of(
                new SessionText(scenario, tree.current(), model.playhead().getTime(), filter, branches).text());
    }

    private Optional<Problem> written(Optional<String> text) {
        if (text.equals(written)) {
            return Optional.empty();
        }
        written = text;
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException refused) {
            return Optional.of(Problem.of(file.toString(), "cannot be written", "a file that can be written"));
        }
        byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
        return WholeFile.write(file, out -> out.write(bytes));
    }

    /** Said once, not after every edit. */
    private void told(Optional<Problem> problem) {
        if (problem.isPresent() && !failed) {
            failed = true;
            model.say(new Notice(
                    Texts.say("notice.autosave"), List.of(problem.get().toString()), true));
        }
    }

    /** The session in this file, if there is one of this scenario, or of any. Reads: sim thread. */
    static Optional<Reading<SessionText>> read(MainViewModel model, Path file, Optional<String> scenario) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file);
            Reading<SessionText> read = model.laboratory().session(file.toString(), text);
            boolean wanted = read.value()
                    .map(found -> scenario.isEmpty() || scenario.get().equals(found.scenario()))
                    .orElse(true);
            return wanted ? Optional.of(read) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(Reading.failed(Problem.of(file.toString(), "cannot be read as text", "a session")));
        }
    }
}
