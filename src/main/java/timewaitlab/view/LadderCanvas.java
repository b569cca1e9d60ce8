package timewaitlab.view;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Palette;

/**
 * The picture of a ladder: a body taller than what is in sight, so that scrolling mostly moves what is painted already;
 * over it the veil of a lesson, where there is one, and the head, which stays.
 */
final class LadderCanvas extends Region {
    /** How many times the height in sight is painted at once. */
    private static final double TALL = 2.2;
    /** What part of what is painted beyond sight lies above it: time goes down. */
    private static final double ABOVE = 0.3;

    private final MarkCanvas body = new MarkCanvas().opaque();
    private final MarkCanvas veil = new MarkCanvas();
    private final MarkCanvas head = new MarkCanvas();
    private final Rectangle sight = new Rectangle();
    private double base;
    private double top;
    private double headHeight;
    private double aside;

    /** What makes the marks of the body between two heights. */
    interface Scene {
        List<Mark> between(double from, double to);
    }

    LadderCanvas() {
        setClip(sight);
        veil.setVisible(false);
        getChildren().addAll(body, veil, head);
    }

    /** Is this wide in a view of that width; where it is wider, it can be slid aside. */
    void setWidths(double own, double view) {
        setPrefWidth(own);
        setMinWidth(own);
        aside = Math.max(0, own - view);
        sight.setWidth(Math.min(own, view));
        slide(0);
    }

    /** Moves it sideways, as far as there is anything to see. */
    void slide(double by) {
        double at = Math.max(0, Math.min(aside, by - getTranslateX()));
        sight.setX(at);
        setTranslateX(-at);
    }

    void use(Palette palette) {
        body.use(palette);
        veil.use(palette);
        head.use(palette);
    }

    /** Between which heights the body is painted when the part in sight begins at {@code offset}. */
    double[] aim(double offset) {
        top = Math.round(offset);
        double tall = tall();
        if (top < base || top + getHeight() > base + tall) {
            base = Math.floor(top - (tall - getHeight()) * ABOVE);
        }
        return new double[] {base, base + tall};
    }

    /** Shows the part of the body that begins at {@code offset}. */
    void showBody(double offset, Scene scene) {
        aim(offset);
        double tall = tall();
        body.setTranslateY(base - top);
        body.show(scene.between(base, base + tall), base);
    }

    void showHead(List<Mark> marks, double height) {
        if (headHeight != height) {
            headHeight = height;
            requestLayout();
        }
        head.show(marks, 0);
    }

    /** What hides the future, drawn with heights of the body. */
    void showVeil(boolean shown, Consumer<FxPen> painter) {
        if (shown) {
            veil.paintedBy(pen -> {
                GraphicsContext gc = pen.context();
                gc.save();
                gc.translate(0, -top);
                painter.accept(pen);
                gc.restore();
            });
            veil.repaint();
        }
        veil.setVisible(shown);
    }

    /** Paints everything. */
    void repaint() {
        body.repaint();
        head.repaint();
    }

    private double tall() {
        return Math.ceil(getHeight() * TALL);
    }

    @Override
    protected void layoutChildren() {
        sight.setHeight(getHeight());
        body.resizeRelocate(0, 0, getWidth(), tall());
        veil.resizeRelocate(0, 0, getWidth(), getHeight());
        head.resizeRelocate(0, 0, getWidth(), headHeight);
    }

    /** What is in sight is all it needs; the body is taller. */
    @Override
    protected double computePrefHeight(double width) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }
}
