package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** The axes of a decision map: ticks with their offsets, names, which way is newer, and the heading. */
final class MapAxes {
    private static final double TICK = 6;
    private static final double ACROSS_APART = 64;
    private static final double UP_APART = 44;

    private final MapOptions options;
    private final Box plane;
    private final Lettering numbers;
    private final Lettering quiet;
    private final Lettering name;

    MapAxes(MapOptions options, Box plane) {
        this.options = options;
        this.plane = plane;
        double size = options.isNarrow() ? 10.5 : 12;
        numbers = new Lettering(Face.MEDIUM, size, Ink.MUTED);
        quiet = new Lettering(Face.REGULAR, options.isNarrow() ? 11 : 13, Ink.MUTED);
        name = new Lettering(Face.SEMIBOLD, options.isNarrow() ? 11 : 15, Ink.INK);
    }

    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        across(marks);
        up(marks);
        names(marks);
        if (!options.isNarrow()) {
            heading(marks);
        }
        return marks;
    }

    private void across(List<Mark> marks) {
        double last = Double.NEGATIVE_INFINITY;
        for (MapScale.Tick tick : options.across().ticks(ACROSS_APART)) {
            String text = MapWords.offset(tick.offset());
            double half = numbers.width(text) / 2;
            double x = plane.x() + tick.at();
            double at = Math.max(half, Math.min(options.width() - half, x));
            if (at - half < last + 8 || isUnderFlag(at, half)) {
                continue;
            }
            last = at + half;
            marks.add(Mark.stroke(
                    PathMaker.polyline(x, plane.bottom(), x, plane.bottom() + TICK), Stroke.of(Ink.INK, 1.2)));
            marks.add(Mark.text(at, plane.bottom() + TICK + 9, Anchor.MIDDLE, numbers(tick), text));
        }
    }

    /** Whether the flag with the dot's own value covers a label of the lower axis. */
    private boolean isUnderFlag(double at, double half) {
        return options.dot()
                .filter(dot -> {
                    double reach = MapDot.flagLettering(options).width(MapWords.signed(dot.x())) / 2 + 9;
                    double middle = plane.x() + options.across().middle(dot.x());
                    double kept = Math.max(reach, Math.min(options.width() - reach, middle));
                    return Math.abs(kept - at) < reach + half;
                })
                .isPresent();
    }

    private void up(List<Mark> marks) {
        for (MapScale.Tick tick : options.up().ticks(UP_APART)) {
            double y = plane.bottom() - tick.at();
            marks.add(Mark.stroke(PathMaker.polyline(plane.x() - TICK, y, plane.x(), y), Stroke.of(Ink.INK, 1.2)));
            boolean hidden = options.dot()
                    .filter(dot -> Math.abs(options.up().middle(dot.y()) - tick.at()) < 16)
                    .isPresent();
            if (hidden) {
                continue;
            }
            marks.add(Mark.text(plane.x() - TICK - 4, y, Anchor.END, numbers(tick), MapWords.offset(tick.offset())));
        }
    }

    private Lettering numbers(MapScale.Tick tick) {
        return tick.offset() == 0 ? new Lettering(Face.BOLD, numbers.size(), Ink.INK) : numbers;
    }

    private void names(List<Mark> marks) {
        Words words = options.words();
        String across = against("SEG.SEQ", options.subject().sequenceName());
        String up = against("SEG.TSval", options.subject().timestampName());
        double above = plane.y() - (options.isNarrow() ? 11 : 14);
        double left = options.isNarrow() ? 4 : plane.x() - TICK - 4 - numbers.width("+2³¹−1");
        marks.add(Mark.text(left, above, Anchor.START, name, up));
        marks.add(Mark.text(left + name.width(up) + 10, above, Anchor.START, quiet, words.of("draw.map.newer") + " ↑"));
        double below = plane.bottom() + (options.isNarrow() ? 36 : 48);
        marks.add(Mark.text(plane.x() + plane.width() / 2, below, Anchor.MIDDLE, name, across));
        if (!options.subject().sequenceName().isEmpty()) {
            marks.add(Mark.text(plane.x(), below, Anchor.START, quiet, "← " + words.of("draw.map.older")));
            marks.add(Mark.text(plane.right(), below, Anchor.END, quiet, words.of("draw.map.newer") + " →"));
        }
    }

    private static String against(String field, String expected) {
        return expected.isEmpty() ? field : field + " − " + expected;
    }

    private void heading(List<Mark> marks) {
        Lettering title = new Lettering(Face.BOLD, 20, Ink.INK);
        marks.add(Mark.text(28, 28, Anchor.START, title, options.subject().title()));
        MapOptions.Kernels kernels = options.subject().kernels();
        String compared = kernels.second().isEmpty() ? kernels.first() : kernels.first() + " ↔ " + kernels.second();
        marks.add(Mark.text(28, 52, Anchor.START, quiet, compared));
    }
}
