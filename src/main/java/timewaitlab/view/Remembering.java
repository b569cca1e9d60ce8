package timewaitlab.view;

import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import timewaitlab.draw.TimeScale;
import timewaitlab.viewmodel.Errands;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Remembered;
import timewaitlab.viewmodel.Theme;

/** Puts the window as it was left, and notes how it is left. */
final class Remembering {
    private static final String THEME = "theme";
    private static final String SCALE = "layout.time-scale";
    private static final String STILL = "reduced-motion";
    private static final String POINTER = "present.pointer";
    private static final String X = "window.x";
    private static final String Y = "window.y";
    private static final String WIDTH = "window.width";
    private static final String HEIGHT = "window.height";
    private static final String LARGEST = "window.maximized";
    private static final double MOST = 20_000;

    private Remembering() {}

    /** How things were looked at. From now on every change of it is noted. */
    static void restore(MainViewModel model) {
        Remembered remembered = model.desk().remembered();
        remembered.constant(THEME, Theme.class).ifPresent(model.themeProperty()::set);
        remembered.constant(SCALE, TimeScale.Kind.class).ifPresent(model.timeScaleProperty()::set);
        remembered
                .layoutsTakenProperty()
                .addListener((layout, before, now) ->
                        remembered.constant(SCALE, TimeScale.Kind.class).ifPresent(model.timeScaleProperty()::set));
        remembered.find(STILL).map(Boolean::valueOf).ifPresent(model.reducedMotionProperty()::set);
        remembered.find(POINTER).map(Boolean::valueOf).ifPresent(model.showing().pointerProperty()::set);
        model.themeProperty().addListener((value, before, now) -> note(model, THEME, now));
        model.timeScaleProperty().addListener((value, before, now) -> note(model, SCALE, now));
        model.reducedMotionProperty().addListener((value, before, now) -> note(model, STILL, now));
        model.showing().pointerProperty().addListener((value, before, now) -> note(model, POINTER, now));
    }

    /** Where the window was and how large, as far as that is on a screen there is. */
    static void place(Stage stage, Remembered remembered) {
        Optional<Double> width = remembered.number(WIDTH, stage.getMinWidth(), MOST);
        Optional<Double> height = remembered.number(HEIGHT, stage.getMinHeight(), MOST);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        width.ifPresent(value -> stage.setWidth(Math.min(value, screen.getWidth())));
        height.ifPresent(value -> stage.setHeight(Math.min(value, screen.getHeight())));
        Optional<Double> x = remembered.number(X, -MOST, MOST);
        Optional<Double> y = remembered.number(Y, -MOST, MOST);
        boolean seen = x.isPresent()
                && y.isPresent()
                && !Screen.getScreensForRectangle(x.get(), y.get(), stage.getWidth(), stage.getHeight())
                        .isEmpty();
        if (seen) {
            stage.setX(x.get());
            stage.setY(y.get());
        }
        stage.setMaximized(remembered.find(LARGEST).map(Boolean::valueOf).orElse(false));
    }

    /** Notes where the window is whenever it was moved or resized. */
    static void follow(Stage stage, MainViewModel model) {
        Remembered remembered = model.desk().remembered();
        Runnable note = () -> {
            remembered.put(LARGEST, stage.isMaximized());
            if (!stage.isMaximized() && !stage.isFullScreen()) {
                remembered.put(X, Math.round(stage.getX()));
                remembered.put(Y, Math.round(stage.getY()));
                remembered.put(WIDTH, Math.round(stage.getWidth()));
                remembered.put(HEIGHT, Math.round(stage.getHeight()));
            }
        };
        stage.xProperty().addListener(value -> note.run());
        stage.yProperty().addListener(value -> note.run());
        stage.widthProperty().addListener(value -> note.run());
        stage.heightProperty().addListener(value -> note.run());
        stage.maximizedProperty().addListener(value -> note.run());
    }

    private static void note(MainViewModel model, String key, Object value) {
        model.desk().remembered().put(key, value);
        Errands.remember(model);
    }
}
