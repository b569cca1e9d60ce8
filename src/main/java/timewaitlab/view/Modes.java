package timewaitlab.view;

import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.KernelGroup;
import timewaitlab.viewmodel.MainViewModel;

/** Demo, Explore and Compare: which of them is on, and what of the frame it shows. */
final class Modes {
    private final MainViewModel model;
    private final Parts parts;

    /** What a mode shows or hides, and the buttons that choose it. */
    record Parts(
            ToggleButton demo,
            ToggleButton explore,
            ToggleButton compare,
            Node middle,
            Node inspector,
            Region serverKernel,
            Region clientKernel) {}

    Modes(MainViewModel model, Parts parts) {
        this.model = model;
        this.parts = parts;
    }

    /** Shows what the mode that is on asks for; two futures need the room of one with all its panes. */
    void show(boolean wide) {
        boolean compares = model.compare().activeProperty().get();
        boolean large = model.showing().isLarge();
        parts.demo().setSelected(large);
        parts.explore().setSelected(!compares && !large);
        parts.compare().setSelected(compares);
        parts.middle().setVisible(!compares);
        if (compares) {
            shown(parts.inspector(), false);
        }
        // Of the hosts of a recording only the one that judges has a kernel.
        boolean known = model.getExperiment()
                .filter(shown -> !KernelGroup.of(shown, false).kernel().isEmpty())
                .isPresent();
        shown(parts.clientKernel(), ((wide && known) || compares) && !large);
        shown(parts.serverKernel(), model.getExperiment().isPresent() && !large);
    }

    static void shown(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    /** One thing at a time, large. */
    void demo() {
        model.showing().galleryProperty().set(false);
        model.compare().activeProperty().set(false);
        model.showing().demoProperty().set(true);
    }

    /** Everything about one run. */
    void explore() {
        model.showing().galleryProperty().set(false);
        model.compare().activeProperty().set(false);
        leaveLarge();
    }

    /** Two futures side by side. */
    void compare() {
        model.showing().galleryProperty().set(false);
        leaveLarge();
        if (!model.compare().activeProperty().get()) {
            model.compare().toggle();
        }
    }

    /** The largest type and nothing but the ladder, with the notes in a window of their own; and back. */
    static void present(MainViewModel model, NotesWindow notes, @Nullable Stage owner) {
        boolean begins = !model.showing().presentingProperty().get();
        model.showing().presentingProperty().set(begins);
        if (begins && owner != null) {
            notes.show(owner);
        } else {
            notes.hide();
        }
    }

    private void leaveLarge() {
        model.lessons().leave();
        model.showing().demoProperty().set(false);
        model.showing().presentingProperty().set(false);
    }
}
