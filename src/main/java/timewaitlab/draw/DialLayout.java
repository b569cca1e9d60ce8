package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import timewaitlab.decide.Arc;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;

/**
 * All 2^32 values once around, the remembered one at the top: the right half is newer, the left one older, and what
 * would be refused is hatched. Where the two values are too near to be told apart, the axis above it is its top,
 * magnified.
 */
public final class DialLayout {
    private static final double LARGEST = 96;
    private static final double SMALLEST = 40;
    private static final double INNER = 0.7;
    /** Room beside the ring for {@code -2^30}. */
    private static final double BESIDE = 42;

    private static final double LENS = 34;
    private static final double BELOW = 42;
    /** Below half a degree two marks are one. */
    private static final double APART = SerialPair.RING / 720.0;

    private static final Lettering SMALL = new Lettering(Face.REGULAR, 11, Ink.MUTED);
    private static final Lettering WORD = new Lettering(Face.SEMIBOLD, 12, Ink.INK);
    private static final Lettering NUMBER = new Lettering(Face.MONO_BOLD, 12.5, Ink.CAUSE);

    private final SerialPair pair;
    private final Words words;
    private final double width;
    private final boolean magnified;
    private final double top;
    private final double outer;
    private final double x;
    private final double y;

    private DialLayout(SerialPair pair, Words words, double width) {
        this.pair = pair;
        this.words = words;
        this.width = width;
        magnified = Math.abs(pair.distance()) < APART;
        top = magnified ? NumberLineLayout.HEIGHT + LENS : 40;
        outer = Math.max(SMALLEST, Math.min(LARGEST, width / 2 - BESIDE));
        x = Math.round(width / 2);
        y = top + outer;
    }

    /** The layout of this comparison. */
    public static DialLayout of(SerialPair pair, Words words, double width) {
        return new DialLayout(pair, words, width);
    }

    /** How high it is. */
    public double height() {
        return y + outer + BELOW;
    }

    /** Everything, the later ones on top. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        ring(marks);
        turns(marks);
        centre(marks);
        if (magnified) {
            lens(marks);
        } else {
            segment(marks);
        }
        remembered(marks);
        bottom(marks);
        return marks;
    }

    private void ring(List<Mark> marks) {
        Arc arc = pair.refused();
        Outline refused = sector(arc.first(), arc.last() + 1);
        marks.add(Mark.fill(sector(arc.last() + 1, arc.first() + SerialPair.RING), Ink.ACCEPT_TINT));
        marks.add(Mark.fill(refused, pair.ground()));
        marks.add(Mark.fill(refused, pair.hatch()));
        marks.add(Mark.stroke(new Disc(x, y, outer), Stroke.of(Ink.INK, 1.4)));
        marks.add(Mark.stroke(new Disc(x, y, outer * INNER), Stroke.of(Ink.LINE, 1)));
    }

    /** A part of the ring, by distances from the remembered value. */
    private Outline sector(long from, long to) {
        int steps = 90;
        double[] points = new double[4 * (steps + 1)];
        for (int i = 0; i <= steps; i++) {
            double angle = angle(from + (double) (to - from) * i / steps);
            points[2 * i] = x + outer * Math.sin(angle);
            points[2 * i + 1] = y - outer * Math.cos(angle);
            int back = points.length - 2 - 2 * i;
            points[back] = x + outer * INNER * Math.sin(angle);
            points[back + 1] = y - outer * INNER * Math.cos(angle);
        }
        return PathMaker.polygon(points);
    }

    /** Clockwise from the top. */
    private static double angle(double distance) {
        return 2 * Math.PI * distance / SerialPair.RING;
    }

    private void turns(List<Mark> marks) {
        for (int i = 0; i < 24; i++) {
            double angle = 2 * Math.PI * i / 24;
            double length = i % 6 == 0 ? 7 : 4;
            marks.add(Mark.stroke(radial(angle, outer, outer + length), Stroke.of(Ink.EDGE, 1)));
        }
        marks.add(Mark.text(x - outer - 10, y, Anchor.END, SMALL, "−2³⁰"));
        marks.add(Mark.text(x + outer + 10, y, Anchor.START, SMALL, "+2³⁰"));
    }

    private Outline radial(double angle, double from, double to) {
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        return PathMaker.polyline(x + from * sin, y - from * cos, x + to * sin, y - to * cos);
    }

    private void centre(List<Mark> marks) {
        double apart = outer * 0.33;
        Ink older = pair.refused().isAbove() ? Ink.ACCEPT : Ink.INK;
        Ink newer = pair.refused().isAbove() ? Ink.INK : Ink.ACCEPT;
        marks.add(Mark.text(x - apart, y - 8, Anchor.MIDDLE, WORD.in(older), pair.word(words, "older")));
        marks.add(Mark.text(x + apart, y - 8, Anchor.MIDDLE, WORD.in(newer), pair.word(words, "newer")));
        String left = pair.end(pair.refused().has(-SerialPair.RING / 4));
        marks.add(Mark.text(x - apart, y + 9, Anchor.MIDDLE, SMALL, left));
        String right = pair.end(pair.refused().has(SerialPair.RING / 4));
        marks.add(Mark.text(x + apart, y + 9, Anchor.MIDDLE, SMALL, right));
    }

    private void remembered(List<Mark> marks) {
        marks.add(Mark.stroke(radial(0, outer * INNER - 3, outer + 4), Stroke.of(Ink.CAUSE, 2.4)));
        marks.add(Mark.fill(Glyphs.diamond(x, y - outer, 6.5), Ink.CAUSE));
        if (!magnified) {
            marks.add(Mark.text(x, 10, Anchor.MIDDLE, NUMBER, Long.toString(pair.remembered())));
            marks.add(Mark.text(x, 25, Anchor.MIDDLE, SMALL, pair.labels().remembered()));
        }
    }

    /** The segment's value on the ring, and the way it is away from the top. */
    private void segment(List<Mark> marks) {
        double angle = angle((double) pair.distance());
        double middle = outer * (1 + INNER) / 2;
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        marks.add(Mark.stroke(arc(middle, angle), Stroke.of(Ink.INK, 1.4)));
        marks.add(Mark.stroke(radial(angle, outer * INNER - 3, outer + 4), Stroke.of(Ink.SELECT, 2.4)));
        marks.add(Mark.fill(new Disc(x + outer * sin, y - outer * cos, 5), Ink.SELECT));
        String digits = Long.toString(pair.segment());
        Lettering number = NUMBER.in(Ink.SELECT);
        double across = number.width(digits);
        boolean left = pair.distance() < 0;
        double wanted = x + (outer + 12) * sin + (left ? -across : 0);
        double at = Math.max(0, Math.min(width - across, wanted));
        double textY = y - (outer + 14) * cos;
        marks.add(Mark.fill(new Box(at - 3, textY - 8, across + 6, 16, 3), Ink.PAPER));
        marks.add(Mark.text(at, textY, Anchor.START, number, digits));
        marks.add(Mark.text(x, y + 26, Anchor.MIDDLE, SMALL, pair.labels().distance()));
    }

    private Outline arc(double radius, double to) {
        int steps = 60;
        double[] points = new double[2 * (steps + 1)];
        for (int i = 0; i <= steps; i++) {
            double angle = to * i / steps;
            points[2 * i] = x + radius * Math.sin(angle);
            points[2 * i + 1] = y - radius * Math.cos(angle);
        }
        return PathMaker.polyline(points);
    }

    /** The axis above, and that it is a piece of the ring. */
    private void lens(List<Mark> marks) {
        NumberLineLayout line = NumberLineLayout.of(pair, width);
        marks.addAll(line.marks());
        double from = NumberLineLayout.HEIGHT - 3;
        double to = top - 5;
        Stroke thin = Stroke.of(Ink.EDGE, 1).dashed(Stroke.Dash.FINE_DOTS);
        marks.add(Mark.stroke(PathMaker.polyline(0, from, x - 4, to), thin));
        marks.add(Mark.stroke(PathMaker.polyline(width, from, x + 4, to), thin));
        marks.add(Mark.stroke(new Box(x - 4, to, 8, outer * (1 - INNER) + 8, 2), Stroke.of(Ink.INK, 1.4)));
        double times = line.perUnit() * SerialPair.RING / (2 * Math.PI * outer);
        String text = words.of("draw.serial.magnified", magnification(times));
        double across = SMALL.width(text) + 8;
        marks.add(Mark.fill(new Box(x - across / 2, from + 3, across, 15, 3), Ink.PAPER));
        marks.add(Mark.text(x, from + 10, Anchor.MIDDLE, SMALL, text));
    }

    /** Two digits that count. */
    private static String magnification(double times) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, times))) - 1));
        return String.format(Locale.ROOT, "%.0f", Math.round(times / unit) * unit);
    }

    private void bottom(List<Mark> marks) {
        boolean older =
                pair.refused().has(-SerialPair.RING / 2) != pair.refused().isAbove();
        marks.add(Mark.fill(new Disc(x, y + outer, 4.5), Ink.PAPER));
        marks.add(Mark.stroke(new Disc(x, y + outer, 4.5), Stroke.of(older ? Ink.INK : Ink.ACCEPT, 1.8)));
        String half = pair.word(words, older ? "half.older" : "half.newer");
        marks.add(Mark.text(x, y + outer + 16, Anchor.MIDDLE, SMALL, half));
        marks.add(
                Mark.text(x, y + outer + 32, Anchor.MIDDLE, SMALL, pair.labels().ring()));
    }
}
