package timewaitlab.view;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Bounds;
import timewaitlab.draw.Face;
import timewaitlab.draw.Fill;
import timewaitlab.draw.Hatch;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Outline;
import timewaitlab.draw.Palette;
import timewaitlab.draw.Pen;
import timewaitlab.draw.Stroke;

/**
 * Draws marks on a canvas. Hatches are lines under a clip rather than tiles, so that they stay sharp at every output
 * scale and are continuous across neighbouring marks.
 */
final class FxPen implements Pen {
    private static final Map<String, Font> FONTS = new HashMap<>();

    /** Read once: a pen is made for every piece that is painted. */
    private static final Map<Palette, Map<Ink, Color>> COLOURS = new ConcurrentHashMap<>();

    private final GraphicsContext gc;
    private final double top;
    private final Palette palette;
    private final Map<Ink, Color> colours;

    FxPen(GraphicsContext gc, Palette palette) {
        this(gc, palette, 0);
    }

    /**
     * @param top the height that is drawn at 0; taken off here, since the canvas keeps no more than 24 bits of a place,
     *     too few for long ladders
     */
    FxPen(GraphicsContext gc, Palette palette, double top) {
        this.gc = gc;
        this.top = top;
        this.palette = palette;
        colours = COLOURS.computeIfAbsent(palette, FxPen::colours);
    }

    private static Map<Ink, Color> colours(Palette palette) {
        Map<Ink, Color> colours = new EnumMap<>(Ink.class);
        for (Ink ink : Ink.values()) {
            colours.put(ink, Color.web(palette.hex(ink)));
        }
        return colours;
    }

    /** What is drawn on. */
    GraphicsContext context() {
        return gc;
    }

    /** The colour of this ink. */
    Color colour(Ink ink) {
        return colours.getOrDefault(ink, Color.MAGENTA);
    }

    @Override
    public void shape(Mark.Shape shape) {
        Fill fill = shape.fill();
        if (fill != null) {
            fill(shape.outline(), fill);
        }
        Stroke stroke = shape.stroke();
        if (stroke != null) {
            stroke(shape.outline(), stroke);
        }
    }

    @Override
    public void text(Mark.Text text) {
        gc.setFont(font(text.lettering().face(), text.lettering().size()));
        gc.setFill(colour(text.lettering().ink()));
        gc.setTextAlign(
                switch (text.anchor()) {
                    case START -> TextAlignment.LEFT;
                    case MIDDLE -> TextAlignment.CENTER;
                    case END -> TextAlignment.RIGHT;
                });
        gc.fillText(text.text(), text.x(), text.y() - top);
    }

    @Override
    public void open(Mark.Group group) {}

    @Override
    public void close(Mark.Group group) {}

    /** The font of this face, loaded once a size. */
    static Font font(Face face, double size) {
        return FONTS.computeIfAbsent(face.resource() + "@" + size, key -> Fonts.of(face, size));
    }

    private void fill(Outline outline, Fill fill) {
        if (fill.hatch() != null) {
            hatch(outline, fill.ink(), fill.hatch());
            return;
        }
        gc.setGlobalAlpha(fill.opacity());
        gc.setFill(colour(fill.ink()));
        if (outline instanceof Outline.Disc disc) {
            double size = 2 * disc.radius();
            gc.fillOval(disc.x() - disc.radius(), disc.y() - top - disc.radius(), size, size);
        } else if (outline instanceof Outline.Box box) {
            double arc = 2 * box.radius();
            if (arc == 0) {
                gc.fillRect(box.x(), box.y() - top, box.width(), box.height());
            } else {
                gc.fillRoundRect(box.x(), box.y() - top, box.width(), box.height(), arc, arc);
            }
        } else if (outline instanceof Outline.Path path) {
            trace(path);
            gc.fill();
        }
        gc.setGlobalAlpha(1);
    }

    private void stroke(Outline outline, Stroke stroke) {
        gc.setGlobalAlpha(stroke.opacity());
        gc.setStroke(colour(stroke.ink()));
        gc.setLineWidth(palette.stroke(stroke.width()));
        gc.setLineCap(stroke.dash().isRound() ? StrokeLineCap.ROUND : StrokeLineCap.BUTT);
        gc.setLineJoin(stroke.dash().isRound() ? StrokeLineJoin.ROUND : StrokeLineJoin.MITER);
        if (stroke.dash().isSolid()) {
            gc.setLineDashes();
        } else {
            gc.setLineDashes(stroke.dash().on(), stroke.dash().off());
        }
        if (outline instanceof Outline.Disc disc) {
            double size = 2 * disc.radius();
            gc.strokeOval(disc.x() - disc.radius(), disc.y() - top - disc.radius(), size, size);
        } else if (outline instanceof Outline.Box box) {
            double arc = 2 * box.radius();
            gc.strokeRoundRect(box.x(), box.y() - top, box.width(), box.height(), arc, arc);
        } else if (outline instanceof Outline.Path path) {
            trace(path);
            gc.stroke();
        }
        gc.setLineDashes();
        gc.setGlobalAlpha(1);
    }

    private void hatch(Outline outline, Ink ink, @Nullable Hatch hatch) {
        Outline.Box box = Bounds.of(outline);
        if (hatch == null || box.width() <= 0 || box.height() <= 0) {
            return;
        }
        gc.save();
        if (outline instanceof Outline.Path path) {
            trace(path);
        } else {
            gc.beginPath();
            // On whole pixels, or the canvas would clip through a mask of its own size, which takes longer than all
            // else.
            double left = Math.round(box.x());
            double above = Math.round(box.y() - top);
            gc.rect(left, above, Math.round(box.right()) - left, Math.round(box.bottom() - top) - above);
        }
        gc.clip();
        Color colour = colour(ink);
        if (hatch.isDots()) {
            dots(box, colour, hatch);
        } else {
            lines(box, colour, hatch);
        }
        gc.restore();
    }

    private void lines(Outline.Box box, Color colour, Hatch hatch) {
        gc.setStroke(colour);
        gc.setLineWidth(hatch.width());
        gc.setLineCap(StrokeLineCap.BUTT);
        gc.setLineDashes();
        if (hatch.angle() == 0) {
            double first = Math.ceil(box.y() / hatch.pitch()) * hatch.pitch();
            for (double y = first; y <= box.bottom(); y += hatch.pitch()) {
                gc.strokeLine(box.x(), y - top, box.right(), y - top);
            }
            return;
        }
        // Lines of equal x + y; their pitch along an axis is longer than the one across them.
        double step = hatch.pitch() * Math.sqrt(2);
        double first = Math.floor((box.x() + box.y()) / step) * step;
        for (double sum = first; sum <= box.right() + box.bottom() + step; sum += step) {
            gc.strokeLine(sum - box.y() + 2, box.y() - top - 2, sum - box.bottom() - 2, box.bottom() - top + 2);
        }
    }

    private void dots(Outline.Box box, Color colour, Hatch hatch) {
        gc.setFill(colour);
        double size = hatch.width();
        double pitch = hatch.pitch();
        for (double y = Math.floor(box.y() / pitch) * pitch; y < box.bottom(); y += pitch) {
            for (double x = Math.floor(box.x() / pitch) * pitch; x < box.right(); x += pitch) {
                gc.fillOval(x - size / 2, y - top - size / 2, size, size);
            }
        }
    }

    private void trace(Outline.Path path) {
        gc.beginPath();
        path.walk(new Outline.Path.Walker() {
            @Override
            public void moveTo(double x, double y) {
                gc.moveTo(x, y - top);
            }

            @Override
            public void lineTo(double x, double y) {
                gc.lineTo(x, y - top);
            }

            @Override
            public void curveTo(Outline.Curve c) {
                gc.bezierCurveTo(c.x1(), c.y1() - top, c.x2(), c.y2() - top, c.x(), c.y() - top);
            }

            @Override
            public void close() {
                gc.closePath();
            }
        });
    }
}
