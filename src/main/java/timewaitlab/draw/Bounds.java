package timewaitlab.draw;

import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;

/** What a mark covers, rather too much than too little. */
public final class Bounds {
    /** A mitre may stand out this many line widths. */
    private static final double MITRE = 2.5;

    private static final double ABOVE_BASELINE = 1.1;
    private static final double BELOW_BASELINE = 0.4;
    /** Glyphs may lean out of their advance, and antialiasing takes a pixel more. */
    private static final double MARGIN = 2;

    private Bounds() {}

    /** The box that holds everything a pen draws for this mark; of no size for an empty group. */
    public static Box of(Mark mark) {
        if (mark instanceof Mark.Text text) {
            return of(text);
        }
        if (mark instanceof Mark.Shape shape) {
            Stroke stroke = shape.stroke();
            double more = MARGIN + (stroke == null ? 0 : stroke.width() * MITRE);
            return of(shape.outline()).grown(more);
        }
        Box all = null;
        for (Mark part : ((Mark.Group) mark).marks()) {
            Box box = of(part);
            all = all == null ? box : union(all, box);
        }
        return all == null ? new Box(0, 0, 0, 0, 0) : all;
    }

    /** The smallest box that holds both. */
    static Box union(Box one, Box other) {
        double x = Math.min(one.x(), other.x());
        double y = Math.min(one.y(), other.y());
        double right = Math.max(one.right(), other.right());
        double bottom = Math.max(one.bottom(), other.bottom());
        return new Box(x, y, right - x, bottom - y, 0);
    }

    private static Box of(Mark.Text text) {
        double size = text.lettering().size();
        double width = text.lettering().width(text.text());
        double left = switch (text.anchor()) {
            case START -> text.x();
            case MIDDLE -> text.x() - width / 2;
            case END -> text.x() - width;
        };
        double top = text.y() - ABOVE_BASELINE * size;
        return new Box(left, top, width, (ABOVE_BASELINE + BELOW_BASELINE) * size, 0).grown(MARGIN);
    }

    /** The smallest box that holds this outline. */
    public static Box of(Outline outline) {
        if (outline instanceof Disc disc) {
            double size = 2 * disc.radius();
            return new Box(disc.x() - disc.radius(), disc.y() - disc.radius(), size, size, 0);
        }
        return outline instanceof Box box ? box : ((Outline.Path) outline).bounds();
    }
}
