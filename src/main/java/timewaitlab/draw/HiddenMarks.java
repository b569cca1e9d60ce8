package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;

/** Where segments are hidden: a zig-zag on the axis with their number, or a word on the strip of a silence. */
final class HiddenMarks {
    private static final double TOOTH = 3;
    /** A zig-zag needs this much between two rows, its number twice that. */
    private static final double LEAST = 13;

    private final LadderLayout layout;

    HiddenMarks(LadderLayout layout) {
        this.layout = layout;
    }

    /** What the strip of a silence says of those that are hidden in it; empty for none. */
    String inFold(TimeScale.Fold fold) {
        int count = layout.trace().hiddenBetween(fold.from(), end(fold));
        return count == 0 ? "" : " · " + layout.options().words().of("draw.hidden", count);
    }

    /** Up to when a silence tells of them: what was sent at the very end of the run too. */
    private long end(TimeScale.Fold fold) {
        List<Rows.Row> all = layout.scale().rows().all();
        // On a clock that two runs share this one may be silent long before the end.
        boolean last = all.isEmpty() || all.get(all.size() - 1).time() < fold.to();
        return last && fold.to() >= layout.trace().trace().until() ? Long.MAX_VALUE : fold.to();
    }

    /** The zig-zags between two heights. */
    List<Mark> between(double from, double to) {
        List<Mark> marks = new ArrayList<>();
        if (layout.trace().hiddenBetween(0, Long.MAX_VALUE) == 0) {
            return marks;
        }
        Row last = null;
        for (Row row : rows(from, to)) {
            // Too near to each other for a sign: those are told with the next.
            if (last == null || row.y() - last.y() >= LEAST) {
                if (last != null) {
                    besideFolds(marks, last, row);
                }
                last = row;
            }
        }
        return marks;
    }

    private record Row(double y, long time) {}

    /** Those of the axis that are seen, one more on either side, and the ends of the run. */
    private List<Row> rows(double from, double to) {
        TreeMap<Double, Long> axis = layout.axis();
        Double first = axis.floorKey(from);
        Double end = axis.ceilingKey(to);
        List<Row> rows = new ArrayList<>();
        List<Rows.Row> all = layout.scale().rows().all();
        if (first == null
                && (axis.isEmpty() || axis.firstEntry().getValue() == all.get(0).time())) {
            rows.add(new Row(layout.y(0), 0));
        }
        axis.subMap(first == null ? Double.NEGATIVE_INFINITY : first, true, end == null ? to : end, true)
                .forEach((y, time) -> rows.add(new Row(y, time)));
        if (end == null && !rows.isEmpty()) {
            rows.add(new Row(layout.height(), Long.MAX_VALUE));
        }
        return rows;
    }

    /** Those that no fold between two rows tells of: on a clock that two runs share there may be some. */
    private void besideFolds(List<Mark> marks, Row above, Row below) {
        Row from = above;
        int number = layout.scale().firstFold(above.y() - layout.top());
        while (number < layout.scale().foldCount()
                && layout.top() + layout.scale().fold(number).bottom() <= below.y()) {
            TimeScale.Fold fold = layout.scale().fold(number);
            add(marks, from, new Row(layout.top() + fold.top(), fold.from()));
            from = new Row(layout.top() + fold.bottom(), end(fold));
            number++;
        }
        add(marks, from, below);
    }

    private void add(List<Mark> marks, Row above, Row below) {
        int count = layout.trace().hiddenBetween(above.time(), below.time());
        if (count == 0) {
            return;
        }
        double y = (above.y() + below.y()) / 2;
        double x = layout.columns().axis() - 2;
        PathMaker zigzag = new PathMaker().move(x - TOOTH, y - 2 * TOOTH);
        for (int i = 1; i <= 4; i++) {
            zigzag.line(i % 2 == 0 ? x - TOOTH : x + TOOTH, y + (i - 2) * TOOTH);
        }
        String words = layout.options().words().of("draw.hidden", count);
        List<Mark> sign = new ArrayList<>();
        sign.add(Mark.stroke(zigzag.path(), Stroke.of(Ink.MUTED, 1.4)));
        Emphasis emphasis = layout.options().emphasis();
        if (below.y() - above.y() >= 2 * LEAST * emphasis.label() / 11) {
            Lettering number = new Lettering(Face.BOLD, emphasis.small(), Ink.MUTED);
            sign.add(Mark.text(x - TOOTH - 4, y, Anchor.END, number, Integer.toString(count)));
        }
        marks.add(new Mark.Group("hidden-" + Math.round(y), "lab-hidden", words, sign));
    }
}
