package timewaitlab.view;

import java.util.Optional;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import timewaitlab.viewmodel.Errands;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Remembered;
import timewaitlab.viewmodel.Texts;

/**
 * The edge of a pane, which can be dragged, or moved by the arrow keys; two clicks put it back. The width is remembered
 * as {@code layout.KEY}, in pixels.
 */
final class Divider extends Region {
    private static final double GRIP = 7;
    private static final double STEP = 16;
    /** A pane narrower than this part of its usual width shows nothing whole. */
    private static final double LEAST = 0.6;

    private final MainViewModel model;
    private final Pane pane;
    private final boolean atLeft;
    private String key;
    private Runnable whenSmall = () -> {};
    private double usual = 200;
    private double spare;
    private double held = usual;
    private double grip;

    /** Which edge of its pane it is. */
    enum Edge {
        LEFT,
        RIGHT
    }

    /** Puts itself at an edge of a pane and keeps the pane's width from now on. */
    Divider(MainViewModel model, Pane pane, Edge edge, String key) {
        this.model = model;
        this.pane = pane;
        this.key = "layout." + key;
        atLeft = edge == Edge.LEFT;
        setManaged(false);
        setId("divider-" + key);
        getStyleClass().add("lab-divider");
        setCursor(Cursor.H_RESIZE);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.THUMB);
        setAccessibleText(Texts.say("main.divider"));
        getProperties().put(Keys.OWN_KEYS, Set.of(KeyCode.LEFT, KeyCode.RIGHT));
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> grip = event.getScreenX());
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> remember(pane.getPrefWidth()));
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2) {
                remember(usual);
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyed);
        pane.getChildren().add(this);
        pane.widthProperty().addListener(value -> place());
        pane.heightProperty().addListener(value -> place());
        model.showing()
                .watch(model.desk().remembered().layoutsTakenProperty(), (layout, before, now) -> holdRemembered());
    }

    /** What becomes of the pane when it is made too narrow. */
    Divider whenSmall(Runnable action) {
        whenSmall = action;
        return this;
    }

    /**
     * How wide the pane is unless somebody chose otherwise, and by how much it may be made wider; {@code under} names
     * what is shown, since what somebody chose for one thing is not meant for another.
     */
    void usual(String under, double width, double spare) {
        key = "layout." + under;
        usual = width;
        this.spare = spare;
        holdRemembered();
    }

    private void holdRemembered() {
        Remembered remembered = model.desk().remembered();
        Optional<Double> chosen = remembered.number(key, usual * LEAST, usual + spare);
        hold(chosen.orElse(usual));
    }

    private void place() {
        resizeRelocate(atLeft ? 0 : pane.getWidth() - GRIP, 0, GRIP, pane.getHeight());
        toFront();
    }

    private void dragged(MouseEvent event) {
        double by = event.getScreenX() - grip;
        grip = event.getScreenX();
        widen(atLeft ? -by : by);
        event.consume();
    }

    private void keyed(KeyEvent event) {
        double by = event.getCode() == KeyCode.LEFT ? -STEP : event.getCode() == KeyCode.RIGHT ? STEP : 0;
        if (by != 0 && !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown()) {
            widen(atLeft ? -by : by);
            remember(pane.getPrefWidth());
            event.consume();
        }
    }

    /** As far as the ladder keeps what it needs; all at once below the least, which is the end of the pane. */
    private void widen(double by) {
        Node ladder = pane.getScene().lookup(".lab-ladder");
        double spare = Math.max(0, ladder.getLayoutBounds().getWidth() - Widths.LADDER);
        double width = pane.getPrefWidth() + Math.min(spare, by);
        if (width < usual * LEAST) {
            whenSmall.run();
        }
        hold(Math.max(usual * LEAST, width));
    }

    private void hold(double width) {
        held = width;
        if (isVisible()) {
            pane.setMinWidth(width);
            pane.setPrefWidth(width);
            pane.setMaxWidth(width);
        }
    }

    /** While it is not shown its pane is folded to a rail, as wide as that is by itself. */
    void setShown(boolean shown) {
        setVisible(shown);
        if (shown) {
            hold(held);
        } else {
            pane.setMinWidth(Region.USE_PREF_SIZE);
            pane.setPrefWidth(Region.USE_COMPUTED_SIZE);
            pane.setMaxWidth(Region.USE_PREF_SIZE);
        }
    }

    private void remember(double width) {
        hold(width);
        model.desk().remembered().put(key, Math.round(width));
        Errands.remember(model);
    }
}
