package timewaitlab.view;

import java.util.List;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Palette;

/** The sign of the program: a ring with the time already spent, a segment that enters by the gap, a refusal. */
final class AppIcon {
    private static final double GRID = 64;
    /** The icon stands on its own ground in every theme, so its colours are those of the dark one. */
    private static final Color GROUND = Color.web("#13202E");

    private static final Color RING = Color.web("#F0AE2B");

    private AppIcon() {}

    /** For the window's title bar and the task bar. */
    static List<Image> images() {
        return List.of(image(16), image(32), image(48), image(128));
    }

    /** The sign as a node of this size. */
    static Canvas node(double size) {
        Canvas canvas = new Canvas(size, size);
        paint(canvas.getGraphicsContext2D(), size);
        return canvas;
    }

    private static Image image(int size) {
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        return node(size).snapshot(clear, null);
    }

    private static void paint(GraphicsContext gc, double size) {
        Color segment = Color.web(Palette.DARK.hex(Ink.TO_SERVER));
        gc.scale(size / GRID, size / GRID);
        gc.setFill(GROUND);
        gc.fillRoundRect(0, 0, GRID, GRID, 28, 28);
        gc.setLineCap(StrokeLineCap.ROUND);
        gc.setStroke(RING);
        gc.setLineWidth(6.4);
        gc.strokeArc(12.5, 12.5, 41, 41, 174, 298, ArcType.OPEN);
        gc.setStroke(segment);
        gc.setLineWidth(5.6);
        gc.strokeLine(9, 14.5, 33, 33);
        if (size > 16) {
            gc.setStroke(GROUND);
            gc.setLineWidth(12);
            cross(gc, 7.4);
        }
        gc.setStroke(Color.WHITE);
        gc.setLineWidth(6);
        cross(gc, 6.4);
    }

    private static void cross(GraphicsContext gc, double arm) {
        gc.strokeLine(33 - arm, 33 - arm, 33 + arm, 33 + arm);
        gc.strokeLine(33 + arm, 33 - arm, 33 - arm, 33 + arm);
    }
}
