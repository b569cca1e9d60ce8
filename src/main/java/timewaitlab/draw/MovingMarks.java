package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Outline.Disc;

/** What moves over a ladder or is stuck to it: flying heads, the blow of a refusal, how a recording compares. */
public final class MovingMarks {
    private static final double HALO = 0.22;
    private static final double X_ARM = 6.5;
    private static final double SIGN = 7;

    private MovingMarks() {}

    /** A bright head on every segment that is under way. */
    public static List<Mark> flights(List<LadderLayout.Flight> flights) {
        List<Mark> marks = new ArrayList<>();
        for (LadderLayout.Flight flight : flights) {
            marks.add(Mark.fill(new Disc(flight.x(), flight.y(), 9), Fill.of(flight.ink(), HALO)));
            marks.add(Mark.fill(new Disc(flight.x(), flight.y(), 5), flight.ink()));
        }
        return marks;
    }

    /** A refusal strikes: its X comes down from more than its size; {@code part} of its blow is over. */
    public static Mark stamp(double x, double y, double part) {
        double arm = X_ARM * (1 + 0.9 * (1 - part));
        return Mark.stroke(
                Glyphs.cross(x, y, arm), Stroke.round(Ink.DROP, arm / 2).faded(0.85 * (1 - part)));
    }

    /** How a recording compares: a sign in a disc where a segment was judged; a full disc calls for a look. */
    public static List<Mark> sign(double x, double y, Ink ink, boolean full, String sign) {
        Mark.Lettering lettering = new Mark.Lettering(Face.BOLD, 11, full ? Ink.PAPER : ink);
        return List.of(
                new Mark.Shape(new Disc(x, y, SIGN), Fill.of(full ? ink : Ink.PAPER), Stroke.of(ink, 1.5)),
                Mark.text(x, y, Mark.Anchor.MIDDLE, lettering, sign));
    }
}
