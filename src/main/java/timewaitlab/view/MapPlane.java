package timewaitlab.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import timewaitlab.draw.MapLayout;
import timewaitlab.draw.MapRegions;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.MapPane;

/**
 * The plane itself. Dragging the dot moves it, dragging elsewhere pans, a click puts the dot there, the wheel zooms;
 * arrow keys move the dot by 1, with Shift by 10, with Alt to the next edge.
 */
final class MapPlane extends Region {
    static final double STEP = 1.6;

    private static final double WHEEL = 1.0015;
    private static final double GRIP = 14;
    private static final long FAR = 10;

    private final MapPane map;
    private final MarkCanvas canvas = new MarkCanvas();
    private final Map<String, Runnable> typed = new HashMap<>();
    private Optional<MapLayout> layout = Optional.empty();
    private boolean dragsDot;
    private boolean moved;
    private double lastX;
    private double lastY;

    MapPlane(MapPane map, MainViewModel model) {
        this.map = map;
        getStyleClass().add("lab-map-plane");
        setId("mapPlane");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinHeight(160);
        getChildren().add(canvas);
        canvas.use(model.themeProperty().get().palette());
        model.showing().watch(model.themeProperty(), (value, before, now) -> canvas.use(now.palette()));
        canvas.paintedBy(pen -> layout.ifPresent(shown -> pen.draw(shown.marks())));
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnMouseMoved(event -> setCursor(isOnDot(event) ? Cursor.OPEN_HAND : Cursor.DEFAULT));
        setOnScroll(this::scroll);
        setOnKeyPressed(this::key);
        setOnKeyTyped(
                event -> Optional.ofNullable(typed.get(event.getCharacter())).ifPresent(Runnable::run));
        typed.put("+", () -> zoom(STEP));
        typed.put("=", () -> zoom(STEP));
        typed.put("-", () -> zoom(1 / STEP));
        typed.put("0", this::whole);
        typed.put("F", this::fit);
        getProperties()
                .put(
                        Keys.OWN_KEYS,
                        Set.of(KeyCode.LEFT, KeyCode.RIGHT, KeyCode.UP, KeyCode.DOWN, "+", "=", "-", "0", "F"));
    }

    /** Lays out and paints again. */
    void refresh() {
        layout = map.layout(getWidth(), getHeight());
        canvas.repaint();
    }

    void zoom(double factor) {
        map.zoom(factor);
        refresh();
    }

    void fit() {
        map.fit();
        refresh();
    }

    void whole() {
        map.whole();
        refresh();
    }

    /** Where the dot is drawn; for whoever points at it. */
    Optional<Disc> dot() {
        return layout.flatMap(
                shown -> Optional.ofNullable(map.dotProperty().get()).map(at -> shown.place(at, GRIP)));
    }

    /** The offsets of the dot; zero while there is none. */
    MapRegions.Point point() {
        return Optional.ofNullable(map.dotProperty().get()).orElse(new MapRegions.Point(0, 0));
    }

    @Override
    protected void layoutChildren() {
        layout = map.layout(getWidth(), getHeight());
        canvas.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private boolean isOnDot(MouseEvent event) {
        return dot().filter(disc -> Math.hypot(disc.x() - event.getX(), disc.y() - event.getY()) <= GRIP)
                .isPresent();
    }

    private void press(MouseEvent event) {
        requestFocus();
        dragsDot = isOnDot(event);
        moved = false;
        lastX = event.getX();
        lastY = event.getY();
        event.consume();
    }

    private void drag(MouseEvent event) {
        moved = true;
        if (dragsDot) {
            moveTo(event);
        } else {
            map.pan(event.getX() - lastX, event.getY() - lastY);
            lastX = event.getX();
            lastY = event.getY();
            refresh();
        }
        event.consume();
    }

    private void release(MouseEvent event) {
        if (!moved && !dragsDot && event.getButton() == MouseButton.PRIMARY) {
            moveTo(event);
        }
        event.consume();
    }

    private void moveTo(MouseEvent event) {
        layout.ifPresent(shown -> map.moveTo(shown.pointAt(event.getX(), event.getY())));
    }

    private void scroll(ScrollEvent event) {
        layout.ifPresent(shown -> map.zoom(shown, event.getX(), event.getY(), Math.pow(WHEEL, event.getDeltaY())));
        refresh();
        event.consume();
    }

    private void key(KeyEvent event) {
        int right = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        int upwards = event.getCode() == KeyCode.UP ? 1 : event.getCode() == KeyCode.DOWN ? -1 : 0;
        if (right == 0 && upwards == 0) {
            return;
        }
        if (event.isAltDown()) {
            map.toEdge(right, upwards);
        } else {
            long by = event.isShiftDown() ? FAR : 1;
            map.nudge(right * by, upwards * by);
        }
        refresh();
        event.consume();
    }
}
