package timewaitlab.draw;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing a pen draws. A diagram is a list of marks, the later ones on top. */
public sealed interface Mark {
    /** An outline, filled first and stroked then. */
    record Shape(
            Outline outline, @Nullable Fill fill, @Nullable Stroke stroke) implements Mark {}

    /** A line of text; {@code y} is its baseline. */
    record Text(double x, double y, Anchor anchor, Lettering lettering, String text) implements Mark {}

    /**
     * Marks that belong to one thing.
     *
     * @param id unique in a diagram, such as {@code leg-31}
     * @param kind CSS classes, such as {@code lab-segment syn}
     * @param title what it is, in words
     */
    record Group(String id, String kind, String title, List<Mark> marks) implements Mark {
        public Group {
            marks = List.copyOf(marks);
        }
    }

    /** Which part of a text stands at its x. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** Face, size and colour of text. */
    record Lettering(Face face, double size, Ink ink) {
        /** How wide {@code text} is in it. */
        public double width(String text) {
            return TextMeasure.width(face, size, text);
        }

        /** The same in another colour. */
        public Lettering in(Ink other) {
            return new Lettering(face, size, other);
        }

        /** Where the baseline lies when capitals are centred on {@code middle}. */
        public double baseline(double middle) {
            return middle + size * TextMeasure.CAPITALS / 2;
        }
    }

    static Mark fill(Outline outline, Ink ink) {
        return new Shape(outline, Fill.of(ink), null);
    }

    static Mark fill(Outline outline, Fill fill) {
        return new Shape(outline, fill, null);
    }

    static Mark stroke(Outline outline, Stroke stroke) {
        return new Shape(outline, null, stroke);
    }

    /** Text whose capitals are centred on {@code middle}. */
    static Mark text(double x, double middle, Anchor anchor, Lettering lettering, String text) {
        return new Text(x, lettering.baseline(middle), anchor, lettering, text);
    }
}
