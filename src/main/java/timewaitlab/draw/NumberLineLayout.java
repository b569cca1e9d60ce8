package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;

/**
 * Two compared values on one axis, drawn to scale: what would be refused is hatched, the segment's value is a disc, the
 * remembered one a diamond, their signed difference stands between them.
 */
public final class NumberLineLayout {
    /** How high it is. */
    public static final double HEIGHT = 90;

    /** Values nearer than this cannot be told apart. */
    private static final double NEAR = 12;

    private static final double TOP = 27;
    private static final double BAND = 22;
    private static final double AXIS = TOP + BAND;
    private static final double LOW = 0.2;
    private static final double HIGH = 0.87;
    private static final Lettering SMALL = new Lettering(Face.REGULAR, 11, Ink.MUTED);
    private static final Lettering NUMBER = new Lettering(Face.MONO_BOLD, 12.5, Ink.INK);
    private static final Lettering BETWEEN = new Lettering(Face.SEMIBOLD, 12.5, Ink.INK);

    private final SerialPair pair;
    private final double width;
    private final Scale scale;

    private NumberLineLayout(SerialPair pair, double width) {
        this.pair = pair;
        this.width = width;
        scale = Scale.of(pair, width);
    }

    /** The layout of this comparison. */
    public static NumberLineLayout of(SerialPair pair, double width) {
        return new NumberLineLayout(pair, width);
    }

    /** Whether the two values are so near that the cells tell more. */
    public boolean isTooNear() {
        return Math.abs(segment() - remembered()) < NEAR;
    }

    /** Pixels a unit. */
    double perUnit() {
        return scale.perUnit;
    }

    /** Where the remembered value stands. */
    double remembered() {
        return Math.round(scale.x(0));
    }

    private double segment() {
        return Math.round(scale.x((double) pair.distance()));
    }

    /** A linear axis by the distance from the remembered value; it begins at 0 where 0 is near enough to be seen. */
    private record Scale(double origin, double perUnit, boolean fromZero) {
        static Scale of(SerialPair pair, double width) {
            double low = Math.min(pair.segment(), pair.remembered());
            double high = Math.max(pair.segment(), pair.remembered());
            boolean wraps = high - low > SerialPair.RING / 2;
            double share = low / Math.max(1, high);
            if (!wraps && share > 0.05 && share < 0.9) {
                double perUnit = width * HIGH / high;
                return new Scale(pair.remembered() * perUnit, perUnit, true);
            }
            double perUnit = width * (HIGH - LOW) / Math.max(1, Math.abs(pair.distance()));
            boolean older = pair.distance() <= 0;
            return new Scale(width * (older ? HIGH : LOW), perUnit, false);
        }

        double x(double distance) {
            return origin + distance * perUnit;
        }
    }

    /** Everything, the later ones on top. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        boolean above = pair.refused().isAbove();
        double edge = scale.x((double) pair.refused().nearestOutside() + (above ? 1 : 0));
        double across = Math.min(width, Math.max(0, edge));
        Box below = new Box(0, TOP, across, BAND, 0);
        Box beyond = new Box(across, TOP, width - across, BAND, 0);
        marks.add(Mark.fill(above ? below : beyond, Ink.ACCEPT_TINT));
        marks.add(Mark.fill(above ? beyond : below, pair.ground()));
        marks.add(Mark.fill(above ? beyond : below, pair.hatch()));
        marks.add(Mark.stroke(PathMaker.polyline(0, AXIS, width, AXIS), Stroke.of(Ink.INK, 1.4)));
        ticks(marks);
        zone(marks);
        value(marks, segment(), new Value(pair.segment(), pair.labels().segment(), Ink.SELECT));
        value(marks, remembered(), new Value(pair.remembered(), pair.labels().remembered(), Ink.CAUSE));
        difference(marks);
        return marks;
    }

    private void ticks(List<Mark> marks) {
        double step = Round.step(width / scale.perUnit / 3);
        double from = scale.fromZero ? -pair.remembered() : Math.ceil(-scale.origin / scale.perUnit / step) * step;
        for (double at = from; scale.x(at) < width; at += step) {
            double x = Math.floor(scale.x(at)) + 0.5;
            marks.add(Mark.stroke(PathMaker.polyline(x, AXIS, x, AXIS + 5), Stroke.of(Ink.INK, 1)));
        }
        if (scale.fromZero) {
            Lettering zero = new Lettering(Face.MONO, 10.5, Ink.MUTED);
            marks.add(Mark.text(1, AXIS + 13, Anchor.START, zero, "0"));
        }
    }

    private void zone(List<Mark> marks) {
        String word = pair.end(pair.isHeld());
        Lettering lettering = new Lettering(Face.SEMIBOLD, 11, pair.isHeld() ? Ink.INK : Ink.ACCEPT);
        double middle = (segment() + remembered()) / 2;
        double across = lettering.width(word) + 8;
        Ink ground = pair.isHeld() ? pair.ground() : Ink.ACCEPT_TINT;
        marks.add(Mark.fill(new Box(middle - across / 2, TOP + 4, across, BAND - 8, 2), ground));
        marks.add(Mark.text(middle, TOP + BAND / 2, Anchor.MIDDLE, lettering, word));
    }

    private record Value(long number, String name, Ink ink) {}

    private void value(List<Mark> marks, double x, Value value) {
        marks.add(Mark.stroke(PathMaker.polyline(x, TOP - 4, x, AXIS), Stroke.of(value.ink, 2.4)));
        marks.add(
                value.ink == Ink.SELECT
                        ? Mark.fill(new Disc(x, AXIS, 5), value.ink)
                        : Mark.fill(Glyphs.diamond(x, AXIS, 6.5), value.ink));
        String digits = Long.toString(value.number);
        double half = Math.max(NUMBER.width(digits), SMALL.width(value.name)) / 2;
        double middle = Math.max(half + (scale.fromZero ? 14 : 0), Math.min(width - half, x));
        marks.add(Mark.text(middle, AXIS + 17, Anchor.MIDDLE, NUMBER.in(value.ink), digits));
        marks.add(Mark.text(middle, AXIS + 34, Anchor.MIDDLE, SMALL, value.name));
    }

    private void difference(List<Mark> marks) {
        double from = Math.min(segment(), remembered()) + 3;
        double to = Math.max(segment(), remembered()) - 3;
        double across = BETWEEN.width(pair.labels().distance());
        boolean fits = to - from > across + 44;
        double y = fits ? 14 : 22;
        marks.add(Mark.stroke(PathMaker.polyline(from + 5, y, to - 5, y), Stroke.of(Ink.INK, 1.4)));
        marks.add(Mark.fill(Glyphs.head(from, y, Math.PI, 9), Ink.INK));
        marks.add(Mark.fill(Glyphs.head(to, y, 0, 9), Ink.INK));
        double middle = Math.max(across / 2 + 2, Math.min(width - across / 2 - 2, (from + to) / 2));
        if (fits) {
            marks.add(Mark.fill(new Box(middle - across / 2 - 6, y - 8, across + 12, 16, 0), Ink.PAPER));
        }
        marks.add(Mark.text(
                middle, fits ? y : 9, Anchor.MIDDLE, BETWEEN, pair.labels().distance()));
    }
}
