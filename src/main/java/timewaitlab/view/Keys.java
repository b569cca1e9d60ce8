package timewaitlab.view;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import timewaitlab.viewmodel.MainViewModel;

/** The keys of the window; each does what some button or menu entry does too. */
final class Keys {
    private static final double PAN = 60;

    private final MainViewModel model;
    private final MainView main;
    private final LadderView ladder;
    private final KeysView sheet;
    private final Map<String, Runnable> typed = new HashMap<>();
    private final Map<KeyCode, Runnable> pressed = new HashMap<>();
    private final Map<KeyCode, Runnable> withControl = new HashMap<>();

    Keys(MainViewModel model, MainView main, LadderView ladder, KeysView sheet) {
        this.model = model;
        this.main = main;
        this.ladder = ladder;
        this.sheet = sheet;
        type();
        press();
    }

    private void type() {
        typed.put(".", model.playhead()::toggle);
        typed.put("]", model::stepForward);
        typed.put("[", model::stepBack);
        typed.put("n", () -> model.stepSegment(1));
        typed.put("p", () -> model.stepSegment(-1));
        typed.put("d", () -> model.stepRefusal(true));
        typed.put("D", () -> model.stepRefusal(false));
        typed.put("+", ladder::zoomIn);
        typed.put("=", ladder::zoomIn);
        typed.put("-", ladder::zoomOut);
        typed.put("0", ladder::zoomReset);
        typed.put("F", ladder::zoomFit);
        typed.put("j", () -> ladder.pan(PAN));
        typed.put("k", () -> ladder.pan(-PAN));
        typed.put(",", () -> main.changeSpeed(-1));
        typed.put(";", () -> main.changeSpeed(1));
        typed.put("t", main::toggleTheme);
        typed.put("w", main::toggleWhatIf);
        typed.put(
                "m",
                () -> model.reducedMotionProperty()
                        .set(!model.reducedMotionProperty().get()));
        typed.put("g", sheet::askTime);
        typed.put("?", sheet::toggle);
    }

    private void press() {
        pressed.put(KeyCode.SPACE, model.playhead()::toggle);
        pressed.put(KeyCode.RIGHT, model::stepForward);
        pressed.put(KeyCode.LEFT, model::stepBack);
        pressed.put(KeyCode.HOME, () -> model.seek(0));
        pressed.put(KeyCode.END, () -> model.seek(model.until()));
        pressed.put(KeyCode.ESCAPE, () -> {
            sheet.hide();
            model.dismiss();
        });
        withControl.put(KeyCode.LEFT, model::goToCause);
        withControl.put(KeyCode.RIGHT, model::goToEffect);
        withControl.put(KeyCode.O, main::openFile);
        withControl.put(KeyCode.S, () -> main.save("ladder.svg"));
    }

    void attach(Scene scene, Stage stage) {
        pressed.put(KeyCode.F11, () -> stage.setFullScreen(!stage.isFullScreen()));
        // Before the controls: a focused button must not take the space that pauses.
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> handle(scene, event));
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            Runnable action = typed.get(event.getCharacter());
            if (action != null && !event.isControlDown() && !writes(scene)) {
                action.run();
                event.consume();
            }
        });
    }

    private void handle(Scene scene, KeyEvent event) {
        Runnable action = event.isControlDown()
                ? withControl.get(event.getCode())
                : event.isAltDown() ? null : pressed.get(event.getCode());
        boolean onControl = event.getCode() == KeyCode.SPACE && isPressable(scene);
        boolean inTable = scene.getFocusOwner() instanceof TableView<?>
                && (event.getCode() == KeyCode.HOME || event.getCode() == KeyCode.END);
        if (action != null && !writes(scene) && !onControl && !inTable) {
            action.run();
            event.consume();
        }
    }

    /** Whether the space bar belongs to the focused control. */
    private static boolean isPressable(Scene scene) {
        Node owner = scene.getFocusOwner();
        return owner != null && owner.isFocusVisible() && owner instanceof Control;
    }

    private static boolean writes(Scene scene) {
        Node owner = scene.getFocusOwner();
        return owner instanceof TextInputControl || owner instanceof ComboBoxBase<?> box && box.isShowing();
    }
}
