package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** The distance between two moments of a ladder, as a line with two arrowheads beside the axis. */
public final class MeasureMarks {
    private static final double RIGHT_OF_AXIS = 10;
    private static final double LINE = 1.6;
    private static final double HEAD = 9;
    private static final double LEAST = 2.6 * HEAD;
    private static final double PLATE = 20;
    private static final double PADDING = 6;
    private static final double REACH = 90;

    private MeasureMarks() {}

    /**
     * From the sending of one segment to that of the one that is pointed at, which is in sight.
     *
     * @param words such as {@code Δt +4.912 s}
     */
    public static List<Mark> of(LadderLayout shown, int selected, int hovered, String words) {
        return shown.lineOf(selected)
                .flatMap(one -> shown.lineOf(hovered)
                        .map(other -> of(shown.columns().axis(), one.end(false)[1], other.end(false)[1], words)))
                .orElse(List.of());
    }

    private static List<Mark> of(double axis, double from, double pointed, String words) {
        double x = axis + RIGHT_OF_AXIS;
        double top = Math.min(from, pointed);
        double bottom = Math.max(from, pointed);
        Stroke line = Stroke.of(Ink.SELECT, LINE);
        List<Mark> marks = new ArrayList<>();
        marks.add(Mark.stroke(PathMaker.polyline(x, top, x, bottom), line));
        for (double end : new double[] {top, bottom}) {
            marks.add(Mark.stroke(PathMaker.polyline(x - HEAD / 2, end, x + HEAD / 2, end), line));
        }
        if (bottom - top >= LEAST) {
            marks.add(head(x, top, 1));
            marks.add(head(x, bottom, -1));
        }
        Lettering bold = new Lettering(Face.MONO_BOLD, 13, Ink.PAPER);
        double middle = Math.max(pointed - REACH, Math.min(pointed + REACH, (from + pointed) / 2));
        marks.add(Mark.fill(
                new Box(x + HEAD, middle - PLATE / 2, bold.width(words) + 2 * PADDING, PLATE, 4), Ink.SELECT));
        marks.add(Mark.text(x + HEAD + PADDING, middle, Anchor.START, bold, words));
        return marks;
    }

    private static Mark head(double x, double tip, int down) {
        double back = tip + down * HEAD;
        return Mark.fill(PathMaker.polygon(x, tip, x - HEAD * 0.42, back, x + HEAD * 0.42, back), Ink.SELECT);
    }
}
