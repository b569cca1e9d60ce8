package timewaitlab.view;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.StatesPane;

/**
 * What is seen of the window in a demonstration: the ladder and one diagram, or the ladder alone for the last row; the
 * card of a lesson in the place of everything that would give the answer away.
 */
final class DemoLayout {
    /** From this width on the top bar has room for the program's name. */
    private static final double NAMED = 1200;

    private static final PseudoClass DEMO = PseudoClass.getPseudoClass("demo");
    private static final PseudoClass PRESENT = PseudoClass.getPseudoClass("present");
    private static final double STATES = 350;
    private static final double SPARE = 250;
    private static final double CARD = 496;
    private static final double NARROW_CARD = 452;
    private static final double WIDE = 1360;

    private final MainViewModel model;
    private final Parts parts;

    /** The regions that come and go. */
    record Parts(
            Parent root,
            Node whatIf,
            Node inspector,
            Node transport,
            StatesView left,
            StatesView right,
            LessonView lesson,
            Region lessonPane,
            DemoBarView bar) {}

    DemoLayout(MainViewModel model, Parts parts) {
        this.model = model;
        this.parts = parts;
    }

    /** Shows what belongs to a demonstration; what it leaves as it is belongs to Explore. */
    void arrange(double width) {
        boolean large = model.showing().isLarge();
        boolean presenting = model.showing().presentingProperty().get();
        boolean teaching = large && model.lessons().getStep().isPresent();
        parts.root().pseudoClassStateChanged(DEMO, large);
        parts.root().pseudoClassStateChanged(PRESENT, presenting);
        boolean why = parts.bar().whyProperty().get() && !teaching;
        show(
                parts.whatIf(),
                !large || parts.bar().whatIfProperty().get() && !model.lessons().isHiding());
        show(parts.inspector(), !large || why);
        show(parts.transport(), !large);
        // The title of the lesson, or what a small window chooses from, needs the room more than the program's name.
        show(parts.root().lookup(".lab-app-name"), !large && width >= NAMED);
        parts.bar().setShown(large);
        parts.lesson().setShown(teaching);
        parts.lessonPane().setMinWidth(width < WIDE ? NARROW_CARD : CARD);
        parts.lessonPane().setMaxWidth(width < WIDE ? NARROW_CARD : CARD);
        if (large) {
            parts.left().setShown(false);
            parts.right().follow(StatesPane.Whose.ALL);
            parts.right().setShown(!teaching && !why && !presenting);
            parts.right().setDemoWidth(STATES, SPARE);
        }
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
