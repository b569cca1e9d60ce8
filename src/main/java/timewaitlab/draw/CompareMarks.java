package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** What stands between two ladders on one clock: the shared times, how long they are alike, and where they part. */
public final class CompareMarks {
    /** Width of the clock between the ladders. */
    public static final double CLOCK = 124;

    private static final double TIME_PITCH = 34;
    private static final double FLAG_WIDTH = 132;
    private static final double FLAG_HEIGHT = 48;
    private static final double BRACKET = 3;
    private static final double PILL = 24;

    private CompareMarks() {}

    /** The line at the height where the two part, below everything else. */
    public static List<Mark> line(double width, Optional<Double> y) {
        Stroke dashes = Stroke.of(Ink.SELECT, 1.4).dashed(Stroke.Dash.PARTING);
        return y.map(at -> List.of(Mark.stroke(PathMaker.polyline(0, at, width, at), dashes)))
                .orElse(List.of());
    }

    /**
     * The clock with its flag.
     *
     * @param left a ladder laid out on the shared scale
     * @param x where the clock begins
     * @param divergence where the two part, {@link SimTime#NEVER} if they never do
     */
    public static List<Mark> clock(LadderLayout left, double x, long divergence, Words words) {
        List<Mark> marks = new ArrayList<>();
        double middle = x + CLOCK / 2;
        marks.add(Mark.fill(new Box(x, 0, CLOCK, left.height(), 0), Ink.CHROME));
        marks.add(Mark.stroke(PathMaker.polyline(x, 0, x, left.height()), Stroke.of(Ink.LINE, 1)));
        marks.add(Mark.stroke(PathMaker.polyline(x + CLOCK, 0, x + CLOCK, left.height()), Stroke.of(Ink.LINE, 1)));
        boolean parts = divergence != SimTime.NEVER;
        double end = parts ? left.y(divergence) : left.height() - TIME_PITCH;
        double begin = left.y(0);
        double pill = end - begin > 3 * FLAG_HEIGHT ? begin + (end - begin) / 2 : begin - left.height();
        times(left, middle, List.of(new Spot(end, FLAG_HEIGHT), new Spot(pill, PILL)), marks);
        alike(new Box(x, begin, CLOCK, Math.max(0, end - begin), 0), words, marks);
        if (parts) {
            marks.add(Mark.fill(
                    new Box(middle - FLAG_WIDTH / 2, end - FLAG_HEIGHT / 2, FLAG_WIDTH, FLAG_HEIGHT, 6), Ink.SELECT));
            marks.add(Mark.text(
                    middle, end - 9, Anchor.MIDDLE, new Lettering(Face.BOLD, 13, Ink.PAPER), words.of("draw.parting")));
            Lettering time = new Lettering(Face.MONO_BOLD, 13, Ink.PAPER);
            marks.add(Mark.text(middle, end + 11, Anchor.MIDDLE, time, SimTime.text(divergence) + " s"));
        }
        return marks;
    }

    /** Where something else is written on the clock. */
    private record Spot(double middle, double height) {}

    /** Times of the left ladder's axis, as far as they have room; both ladders have them at the same height. */
    private static void times(LadderLayout left, double middle, List<Spot> taken, List<Mark> marks) {
        Lettering mono = new Lettering(Face.MONO, 12, Ink.MUTED);
        double last = -TIME_PITCH;
        for (var tick : left.axis().entrySet()) {
            double y = tick.getKey();
            boolean clear = taken.stream().noneMatch(spot -> Math.abs(y - spot.middle) < spot.height / 2 + 10);
            if (y - last >= TIME_PITCH && clear) {
                marks.add(Mark.text(middle, y, Anchor.MIDDLE, mono, SimTime.text(tick.getValue())));
                last = y;
            }
        }
    }

    private static void alike(Box box, Words words, List<Mark> marks) {
        marks.add(Mark.fill(new Box(box.x() - 1, box.y(), BRACKET, box.height(), 0), Ink.INK));
        marks.add(Mark.fill(new Box(box.right() - 2, box.y(), BRACKET, box.height(), 0), Ink.INK));
        if (box.height() > 3 * FLAG_HEIGHT) {
            double y = box.y() + box.height() / 2;
            Lettering bold = new Lettering(Face.SEMIBOLD, 12, Ink.INK);
            String text = words.of("draw.alike");
            double wide = bold.width(text) + 20;
            double left = box.x() + (box.width() - wide) / 2;
            marks.add(new Mark.Shape(
                    new Box(left, y - PILL / 2, wide, PILL, PILL / 2), Fill.of(Ink.PAPER), Stroke.of(Ink.LINE, 1)));
            marks.add(Mark.text(box.x() + box.width() / 2, y, Anchor.MIDDLE, bold, text));
        }
    }
}
