package timewaitlab.view;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import timewaitlab.draw.Bounds;
import timewaitlab.draw.Damage;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Palette;

/**
 * A region that is painted with a pen: by a painter, whole, whenever its size changes or somebody asks; or with marks,
 * of which only those are drawn again that lie where something changed.
 */
final class MarkCanvas extends Region {
    /** Whole multiples of this are whole pixels at output scales of 1.25, 1.5 and 1.75 too. */
    private static final int GRAIN = 4;

    private final Canvas canvas = new Canvas();
    private Palette palette = Palette.LIGHT;
    private Consumer<FxPen> painter = this::drawMarks;
    private boolean transparent = true;
    private List<Mark> marks = List.of();
    private double top;

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

    GraphicsContext context() {
        return canvas.getGraphicsContext2D();
    }

    /** Shows these marks; {@code newTop} is the height that lies at its upper edge. */
    void show(List<Mark> next, double newTop) {
        List<Mark> before = marks;
        marks = next;
        if (newTop == top) {
            Damage.between(before, next).forEach(this::mend);
        } else {
            top = newTop;
            repaint();
        }
    }

    /** Paints now, all of it. */
    void repaint() {
        if (canvas.getWidth() > 0 && canvas.getHeight() > 0) {
            FxPen pen = pen();
            ground(pen, new Box(0, 0, canvas.getWidth(), canvas.getHeight(), 0));
            painter.accept(pen);
        }
    }

    private FxPen pen() {
        return new FxPen(context(), palette, top);
    }

    private void drawMarks(FxPen pen) {
        pen.draw(marks);
    }

    private void ground(FxPen pen, Box box) {
        GraphicsContext gc = context();
        if (transparent) {
            gc.clearRect(box.x(), box.y(), box.width(), box.height());
        } else {
            gc.setFill(pen.colour(Ink.PAPER));
            gc.fillRect(box.x(), box.y(), box.width(), box.height());
        }
    }

    /** Draws again what lies in this box. */
    private void mend(Box damaged) {
        double left = Math.max(0, grain(Math.floor(damaged.x() / GRAIN)));
        double above = Math.max(0, grain(Math.floor((damaged.y() - top) / GRAIN)));
        double right = Math.min(canvas.getWidth(), grain(Math.ceil(damaged.right() / GRAIN)));
        double below = Math.min(canvas.getHeight(), grain(Math.ceil((damaged.bottom() - top) / GRAIN)));
        if (left >= right || above >= below) {
            return;
        }
        GraphicsContext gc = context();
        gc.save();
        gc.beginPath();
        gc.rect(left, above, right - left, below - above);
        gc.clip();
        FxPen pen = pen();
        ground(pen, new Box(left, above, right - left, below - above, 0));
        Box area = new Box(left, above + top, right - left, below - above, 0);
        pen.draw(marks.stream().filter(mark -> Bounds.of(mark).touches(area)).toList());
        gc.restore();
    }

    private static double grain(double count) {
        return count * GRAIN;
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
