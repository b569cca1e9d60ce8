package timewaitlab.view;

import javafx.scene.Node;

/** Questions tests ask of nodes. */
final class FxNodes {
    private FxNodes() {}

    /** Whether a node and everything it is in are visible. */
    static boolean isSeen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
