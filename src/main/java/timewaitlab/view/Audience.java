package timewaitlab.view;

import javafx.animation.Animation;
import javafx.animation.FadeTransition;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import javafx.util.Duration;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.KeyStroke;
import timewaitlab.viewmodel.MainViewModel;

/**
 * What the last row of a hall cannot see by itself while something is presented: where the pointer is, that it clicked,
 * which key was pressed and what that did. It lies over everything and takes no event from anything. Where motion is
 * reduced nothing grows or fades: it is there, and then it is not.
 */
final class Audience {
    private static final double HALO = 30;
    private static final double RIPPLE = 54;
    private static final double LEAST_RIPPLE = 10;
    private static final Duration CLICK = Duration.millis(500);
    private static final Duration KEY = Duration.millis(1600);
    private static final Duration GOES = Duration.millis(300);
    /** From the lower edge of the window: above the bar of a demonstration. */
    private static final double ABOVE = 128;

    private final MainViewModel model;
    private final Pane layer = new Pane();
    private final Circle halo = new Circle(HALO);
    private final Circle ripple = new Circle(RIPPLE);
    private final HBox keys = new HBox();
    private Animation clicking = new PauseTransition();
    private Animation telling = new PauseTransition();

    /** Over this root, as long as it is shown. */
    Audience(MainViewModel model, StackPane root) {
        this.model = model;
        layer.setId("audience");
        layer.setMouseTransparent(true);
        layer.setManaged(false);
        layer.getChildren().addAll(halo, ripple, keys);
        halo.getStyleClass().add("lab-halo");
        ripple.getStyleClass().add("lab-ripple");
        keys.getStyleClass().add("lab-key-echo");
        root.getChildren().add(layer);
        root.addEventFilter(MouseEvent.MOUSE_MOVED, this::follow);
        root.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::follow);
        root.addEventFilter(MouseEvent.MOUSE_PRESSED, this::clicked);
        root.setOnMouseExited(event -> halo.setVisible(false));
        model.showing().watch(model.showing().presentingProperty(), (value, before, now) -> clear());
        model.showing().watch(model.showing().pointerProperty(), (value, before, now) -> clear());
        clear();
    }

    private boolean isOn() {
        return model.showing().presentingProperty().get()
                && model.showing().pointerProperty().get();
    }

    private void clear() {
        clicking.stop();
        telling.stop();
        layer.setVisible(isOn());
        layer.getChildren().forEach(each -> each.setVisible(false));
    }

    private void follow(MouseEvent event) {
        if (isOn()) {
            at(halo, event);
            halo.setVisible(true);
        }
    }

    private static void at(Circle circle, MouseEvent event) {
        circle.setCenterX(event.getX());
        circle.setCenterY(event.getY());
    }

    private void clicked(MouseEvent event) {
        if (isOn()) {
            follow(event);
            at(ripple, event);
            clicking.stop();
            clicking = model.reducedMotionProperty().get() ? new PauseTransition(CLICK) : spreading();
            ripple.setRadius(model.reducedMotionProperty().get() ? RIPPLE : LEAST_RIPPLE);
            ripple.setOpacity(1);
            ripple.setVisible(true);
            clicking.setOnFinished(done -> ripple.setVisible(false));
            clicking.play();
        }
    }

    private Animation spreading() {
        return new Timeline(new KeyFrame(
                CLICK, new KeyValue(ripple.radiusProperty(), RIPPLE), new KeyValue(ripple.opacityProperty(), 0)));
    }

    /** A key was pressed, and does this. */
    void hears(KeyStroke stroke, Action action) {
        if (isOn()) {
            Label cap = new Label(stroke.text());
            cap.getStyleClass().add("lab-key");
            keys.getChildren().setAll(cap, new Label(action.text()));
            keys.applyCss();
            keys.autosize();
            keys.relocate(
                    (layer.getParent().getLayoutBounds().getWidth() - keys.getWidth()) / 2,
                    layer.getParent().getLayoutBounds().getHeight() - ABOVE - keys.getHeight());
            keys.setOpacity(1);
            keys.setVisible(true);
            telling.stop();
            telling = new PauseTransition(KEY);
            telling.setOnFinished(done -> leave());
            telling.play();
        }
    }

    private void leave() {
        if (model.reducedMotionProperty().get()) {
            keys.setVisible(false);
            return;
        }
        FadeTransition fade = new FadeTransition(GOES, keys);
        fade.setToValue(0);
        fade.setOnFinished(done -> keys.setVisible(false));
        telling = fade;
        fade.play();
    }
}
