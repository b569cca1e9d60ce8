package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.trace.TraceEvent.Judged;

/** What is drawn over a ladder while the end of a segment is in somebody's hand. */
public final class DragMarks {
    private static final double GRIP = 6;
    private static final double LINE = 2.2;
    private static final double CHIP = 12;
    private static final double AWAY = 16;
    private static final double PLATE = 20;
    private static final double GAP = 6;

    private DragMarks() {}

    /** The grip on an end that can be taken. */
    public static List<Mark> grip(double x, double y, Ink ink, boolean held) {
        return List.of(
                Mark.fill(new Disc(x, y, GRIP + 2), Ink.PAPER),
                new Mark.Shape(new Disc(x, y, GRIP), Fill.of(held ? ink : Ink.PAPER), Stroke.of(ink, LINE)));
    }

    /** Where the segment was, dotted. */
    public static List<Mark> ghost(LadderLayout.Line line) {
        double[] points = new double[2 * line.x().size()];
        for (int i = 0; i < line.x().size(); i++) {
            points[2 * i] = line.x().get(i);
            points[2 * i + 1] = line.y().get(i);
        }
        Stroke dots = Stroke.round(line.ink(), LINE).dashed(Stroke.Dash.DOTS).faded(0.75);
        return List.of(Mark.stroke(PathMaker.polyline(points), dots));
    }

    /**
     * How far the end was moved, and what is decided about the segment before and after; beside a point, on the side
     * where there is room.
     *
     * @param at where the pointer is, {@code x, y}
     * @param width of the ladder
     * @param by such as {@code +61 s}
     */
    public static List<Mark> told(double[] at, double width, String by, List<Optional<Judged>> verdicts, Words words) {
        double x = at[0];
        double y = at[1];
        Lettering bold = new Lettering(Face.MONO_BOLD, 13, Ink.PAPER);
        List<Chip> chips = new ArrayList<>();
        verdicts.forEach(judged -> judged.ifPresent(some -> chips.add(Chip.of(some, words, CHIP))));
        double plate = bold.width(by) + 12;
        double needed = chips.stream().mapToDouble(Chip::width).max().orElse(0);
        boolean right = x + AWAY + Math.max(plate, needed) < width;
        double left = right ? x + AWAY : x - AWAY - Math.max(plate, needed);
        List<Mark> marks = new ArrayList<>();
        marks.add(Mark.fill(new Box(left, y - PLATE / 2, plate, PLATE, 4), Ink.INK));
        marks.add(Mark.text(left + plate / 2, y, Anchor.MIDDLE, bold, by));
        double top = y + PLATE / 2 + GAP;
        for (int i = 0; i < chips.size(); i++) {
            Chip chip = chips.get(i);
            marks.add(Mark.fill(new Box(left - 2, top - 2, chip.width() + 4, chip.height() + 4, 5), Ink.PAPER));
            marks.addAll(chip.marks(left, top));
            if (i == 0 && chips.size() > 1) {
                Stroke gone = Stroke.of(Ink.MUTED, 1.6);
                double middle = top + chip.height() / 2;
                marks.add(Mark.stroke(PathMaker.polyline(left - 3, middle, left + chip.width() + 3, middle), gone));
            }
            top += chip.height() + GAP;
        }
        return marks;
    }
}
