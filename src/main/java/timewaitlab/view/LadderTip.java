package timewaitlab.view;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import timewaitlab.viewmodel.Showing;

/** What a ladder tells of the thing that is pointed at; where there is none it tells nothing. */
final class LadderTip {
    private static final double DELAY = 500;
    /** A popup is not below the window's root, whose states say so to everything else. */
    private static final PseudoClass LARGE = PseudoClass.getPseudoClass("large");

    private final Node owner;
    private final Tooltip tip = new Tooltip();

    LadderTip(Node owner, Showing showing) {
        this.owner = owner;
        tip.setOnShowing(event -> tip.pseudoClassStateChanged(LARGE, showing.isLarge()));
        tip.setShowDelay(Duration.millis(DELAY));
    }

    /** These words, from now on; none if empty. */
    void say(String words) {
        if (words.isEmpty()) {
            Tooltip.uninstall(owner, tip);
        } else if (tip.getText().isEmpty()) {
            Tooltip.install(owner, tip);
        }
        tip.setText(words);
    }
}
