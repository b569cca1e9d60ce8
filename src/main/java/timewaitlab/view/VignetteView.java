package timewaitlab.view;

import java.util.List;
import java.util.Objects;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.collections.MapChangeListener;
import javafx.collections.WeakMapChangeListener;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.draw.Mark;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Theme;
import timewaitlab.viewmodel.Vignettes;

/** The small picture of a scenario, in the middle of what room it has; a sign until it is drawn. */
final class VignetteView extends StackPane {
    private final MarkCanvas canvas = new MarkCanvas().opaque();
    private final FontIcon sign = new FontIcon("fth-shuffle");
    // Kept, since both are held weakly: cards come and go, pictures stay.
    private final ChangeListener<Theme> dresser = (theme, before, now) -> canvas.use(now.palette());
    private final MapChangeListener<String, List<Mark>> hearer;

    VignetteView(MainViewModel model, String scenario) {
        getStyleClass().add("lab-vignette");
        setMinHeight(Vignettes.HEIGHT);
        setMaxHeight(Vignettes.HEIGHT);
        setMouseTransparent(true);
        canvas.use(model.themeProperty().get().palette());
        model.themeProperty().addListener(new WeakChangeListener<>(dresser));
        getChildren().addAll(canvas, sign);
        Vignettes vignettes = model.runs().vignettes();
        hearer = change -> {
            if (change.getKey().equals(scenario)) {
                show(change.getValueAdded());
            }
        };
        vignettes.made().addListener(new WeakMapChangeListener<>(hearer));
        show(Objects.requireNonNullElse(vignettes.made().get(scenario), List.of()));
    }

    private void show(List<Mark> marks) {
        sign.setVisible(marks.isEmpty());
        canvas.paintedBy(pen -> {
            GraphicsContext gc = pen.context();
            gc.save();
            gc.translate(Math.floor((canvas.getWidth() - Vignettes.WIDTH) / 2), 0);
            pen.draw(marks);
            gc.restore();
        });
    }
}
