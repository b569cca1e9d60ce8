package timewaitlab.view;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.KeyStroke;

/** Turns what is typed into actions, by the table of keys; leaves to controls what is theirs. */
final class Keys {
    /** Property of nodes that take keys of the window for themselves while focused: codes, characters and strokes. */
    static final String OWN_KEYS = "lab.own-keys";

    private static final Set<KeyCode> WALKING = Set.of(
            KeyCode.UP,
            KeyCode.DOWN,
            KeyCode.LEFT,
            KeyCode.RIGHT,
            KeyCode.HOME,
            KeyCode.END,
            KeyCode.PAGE_UP,
            KeyCode.PAGE_DOWN);

    private final Desk desk;
    private final Consumer<Action> doer;
    private final Scene scene;
    private final BiConsumer<KeyStroke, Action> told;
    private final EventHandler<KeyEvent> pressed = this::pressed;
    private final EventHandler<KeyEvent> typed = this::typed;

    /** {@code told} hears of every key that did something, before it does it. */
    Keys(Desk desk, Consumer<Action> doer, BiConsumer<KeyStroke, Action> told, Scene scene) {
        this.desk = desk;
        this.doer = doer;
        this.told = told;
        this.scene = scene;
        // Before the controls: a focused button must not take the space that pauses.
        scene.addEventFilter(KeyEvent.KEY_PRESSED, pressed);
        scene.addEventFilter(KeyEvent.KEY_TYPED, typed);
    }

    void dispose() {
        scene.removeEventFilter(KeyEvent.KEY_PRESSED, pressed);
        scene.removeEventFilter(KeyEvent.KEY_TYPED, typed);
    }

    private void typed(KeyEvent event) {
        if (!event.isControlDown() && !event.isMetaDown() && !writes() && !isOwn(event.getCharacter())) {
            doing(event, KeyStroke.typed(event.getCharacter()));
        }
    }

    private void pressed(KeyEvent event) {
        boolean escape = event.getCode() == KeyCode.ESCAPE;
        Node owner = scene.getFocusOwner();
        if (event.getCode() == KeyCode.SPACE && owner != null && owner.isFocusVisible() && Pressing.press(owner)) {
            event.consume();
            return;
        }
        if (escape || !writes() && !belongsToControl(event)) {
            stroke(event).filter(stroke -> !stroke.isTyped()).ifPresent(stroke -> doing(event, stroke));
        }
    }

    private void doing(KeyEvent event, KeyStroke stroke) {
        Optional<Action> action = desk.getKeys().find(stroke);
        action.ifPresent(found -> {
            told.accept(stroke, found);
            doer.accept(found);
            event.consume();
        });
    }

    private static Optional<KeyStroke> stroke(KeyEvent event) {
        String name = event.getCode().getName().replace(" ", "");
        return KeyStroke.of((event.isShortcutDown() ? "Ctrl+" : "")
                + (event.isAltDown() ? "Alt+" : "")
                + (event.isShiftDown() ? "Shift+" : "")
                + name);
    }

    /** The space bar presses the focused button, and arrows walk in what holds several things. */
    private boolean belongsToControl(KeyEvent event) {
        if (isOwn(event.getCode()) || stroke(event).filter(this::isOwn).isPresent()) {
            return true;
        }
        Node owner = scene.getFocusOwner();
        if (event.getCode() == KeyCode.SPACE) {
            return owner != null && owner.isFocusVisible() && owner instanceof Control;
        }
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
        boolean holdsMany = owner instanceof TableView<?>
                || owner instanceof ListView<?>
                || owner instanceof TreeView<?>
                || owner instanceof ToggleButton && owner.isFocusVisible();
        boolean walks = event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN;
        if (owner instanceof ComboBoxBase<?> && event.isAltDown() && walks) {
            return true; // opens its list, and closes it
        }
        boolean closes = event.getCode() == KeyCode.ENTER && owner instanceof ButtonBase;
        return plain && (closes || holdsMany && WALKING.contains(event.getCode()));
    }

    private boolean isOwn(Object key) {
        Node owner = scene.getFocusOwner();
        return owner != null
                && owner.hasProperties()
                && owner.getProperties().get(OWN_KEYS) instanceof Set<?> keys
                && keys.contains(key);
    }

    private boolean writes() {
        Node owner = scene.getFocusOwner();
        return owner instanceof TextInputControl || owner instanceof ComboBoxBase<?> box && box.isShowing();
    }
}
