package timewaitlab.view;

import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Palette;

/** A region that is painted with a pen, again whenever its size changes or somebody asks. */
final class MarkCanvas extends Region {
    private final Canvas canvas = new Canvas();
    private Palette palette = Palette.LIGHT;
    private Consumer<FxPen> painter = pen -> {};
    private boolean transparent = true;

    MarkCanvas() {
        getChildren().add(canvas);
        canvas.setMouseTransparent(true);
    }

    /** What paints it. */
    MarkCanvas paintedBy(Consumer<FxPen> newPainter) {
        painter = newPainter;
        requestLayout();
        return this;
    }

    /** Filled with paper before it is painted. */
    MarkCanvas opaque() {
        transparent = false;
        return this;
    }

    void use(Palette newPalette) {
        palette = newPalette;
        repaint();
    }

    Palette palette() {
        return palette;
    }

    javafx.scene.canvas.GraphicsContext context() {
        return canvas.getGraphicsContext2D();
    }

    /** Paints now. */
    void repaint() {
        var gc = canvas.getGraphicsContext2D();
        FxPen pen = new FxPen(gc, palette);
        gc.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (!transparent) {
            gc.setFill(pen.colour(Ink.PAPER));
            gc.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        }
        if (canvas.getWidth() > 0 && canvas.getHeight() > 0) {
            painter.accept(pen);
        }
    }

    @Override
    protected void layoutChildren() {
        double width = Math.ceil(getWidth());
        double height = Math.ceil(getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
        }
        repaint();
    }
}
