package timewaitlab.view;

import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;

/** What is cut off for want of room is told whole by a tooltip of its own, unless it has one that says something. */
final class Elided {
    private static final String TIP = "lab.elided";

    private Elided() {}

    /** Everything below this node, also what is put there later. */
    static void tellBelow(Node root) {
        root.addEventFilter(MouseEvent.MOUSE_ENTERED_TARGET, event -> {
            // Its text is a part of it, and enters too.
            if (event.getTarget() instanceof Labeled labeled) {
                tell(labeled);
            }
        });
    }

    private static void tell(Labeled labeled) {
        Object own = labeled.getProperties().get(TIP);
        if (isElided(labeled) && labeled.getTooltip() == null) {
            Tooltip tip = own instanceof Tooltip known ? known : new Tooltip();
            tip.setText(labeled.getText());
            labeled.getProperties().put(TIP, tip);
            Tooltip.install(labeled, tip);
        } else if (own instanceof Tooltip known) {
            Tooltip.uninstall(labeled, known);
            labeled.getProperties().remove(TIP);
        }
    }

    private static boolean isElided(Labeled labeled) {
        String text = labeled.getText();
        return text != null
                && labeled.getChildrenUnmodifiable().stream()
                        .anyMatch(child -> child instanceof Text shown
                                && !shown.getText().equals(text)
                                && shown.getText().endsWith(labeled.getEllipsisString()));
    }
}
