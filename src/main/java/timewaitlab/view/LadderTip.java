package timewaitlab.view;

import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** What a ladder tells of the thing that is pointed at; where there is none it tells nothing. */
final class LadderTip {
    private static final double DELAY = 500;

    private final Node owner;
    private final Tooltip tip = new Tooltip();

    LadderTip(Node owner) {
        this.owner = owner;
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
