package timewaitlab.view;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Which of some controls has the focus, by its id: they are made anew, and the hand stays where it was. */
final class Focus {
    private final Parent parent;
    private final @Nullable String id;
    private final boolean visible;

    private Focus(Parent parent, @Nullable Node owner) {
        this.parent = parent;
        id = owner == null ? null : owner.getId();
        visible = owner != null && owner.isFocusVisible();
    }

    /** The focus within a parent, if it is there. */
    static Focus in(Parent parent) {
        Node owner = parent.getScene() == null ? null : parent.getScene().getFocusOwner();
        Node at = owner;
        while (at != null && at != parent) {
            at = at.getParent();
        }
        return new Focus(parent, at == null ? null : owner);
    }

    /** Gives it to the control that has this id now. */
    void restore() {
        named(parent).ifPresent(node -> {
            node.requestFocus();
            if (visible) {
                // Only going there by key makes the focus visible, and its keys the control's own.
                tab(node, false);
                tab(node.getScene().getFocusOwner(), true);
            }
        });
    }

    private static void tab(Node from, boolean back) {
        from.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.TAB, back, false, false, false));
    }

    /** Ids hold addresses, which a selector may not. */
    private Optional<Node> named(Node node) {
        if (id != null && id.equals(node.getId())) {
            return Optional.of(node);
        }
        return node instanceof Parent some
                ? some.getChildrenUnmodifiable().stream()
                        .flatMap(child -> named(child).stream())
                        .findFirst()
                : Optional.empty();
    }
}
