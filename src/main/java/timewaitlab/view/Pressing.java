package timewaitlab.view;

import atlantafx.base.controls.ToggleSwitch;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;

/** The space bar on controls that do nothing with it by themselves, though it presses every button. */
final class Pressing {
    private Pressing() {}

    /** Opens a box, turns a switch; answers whether there was one. */
    static boolean press(Node control) {
        if (control instanceof ComboBoxBase<?> box && !box.isShowing()) {
            box.show();
            return true;
        }
        if (control instanceof ToggleSwitch toggle) {
            toggle.setSelected(!toggle.isSelected());
            return true;
        }
        return false;
    }
}
