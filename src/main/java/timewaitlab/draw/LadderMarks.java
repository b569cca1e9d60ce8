package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;

/** Makes the marks of a ladder between two heights, from the ground up. */
final class LadderMarks {
    private static final double TOOTH = 6;
    private static final double TOOTH_HEIGHT = 3;
    /** Axis times nearer than this would run into each other. */
    private static final double LEAST_AXIS = 13;

    private final LadderLayout layout;
    private final LadderOptions options;
    private final Emphasis emphasis;
    private final Columns columns;
    private final double from;
    private final double to;
    private final double now;
    private final List<Mark> marks = new ArrayList<>();

    LadderMarks(LadderLayout layout, double from, double to) {
        this.layout = layout;
        this.from = from;
        this.to = to;
        options = layout.options();
        emphasis = options.emphasis();
        columns = layout.columns();
        now = options.playhead() == SimTime.NEVER ? Double.POSITIVE_INFINITY : layout.y(options.playhead());
    }

    List<Mark> marks(List<Mark> moving) {
        List<Way> ways = layout.ways().between(from, to);
        if (now < to) {
            double top = Math.max(from, now);
            marks.add(Mark.fill(new Box(0, top, layout.width(), to - top, 0), Ink.FUTURE));
        }
        lifelines(ways);
        for (Band band : layout.bands().between(from, to)) {
            String id = "timer-" + band.span().at() + "-" + band.span().kind() + "-"
                    + band.span().time();
            String title = band.span().kind() + " " + band.span().subject() + " "
                    + band.span().value();
            marks.add(new Mark.Group(id, "lab-band", title, band.marks(now)));
        }
        folds();
        density();
        WayMarks pen = new WayMarks(layout, now);
        ways.forEach(way -> pen.ground(way, marks));
        ways.forEach(way -> marks.add(pen.group(way)));
        line();
        marks.addAll(moving);
        rewrites();
        ways.forEach(way -> pen.label(way, marks));
        chips();
        words();
        axis();
        marks.addAll(new HiddenMarks(layout).between(from, to));
        playhead();
        return marks;
    }

    private void density() {
        for (Mark bar : layout.density()) {
            Box box = (Box) ((Mark.Shape) bar).outline();
            if (box.bottom() >= from && box.y() <= to) {
                marks.add(bar);
            }
        }
    }

    private void lifelines(List<Way> ways) {
        double top = Math.max(from, layout.headHeight() - 4);
        for (int i = 0; i < columns.count(); i++) {
            double x = columns.x(i);
            marks.add(Mark.stroke(
                    PathMaker.polyline(x, top, x, Math.min(to, layout.height())),
                    Stroke.of(Ink.EDGE, emphasis.lifeline())));
        }
        for (Way way : ways) {
            for (int i = 0; i < columns.count(); i++) {
                gap(way, columns.x(i));
            }
        }
    }

    /** A segment passes over a lifeline that is not its own: the lifeline breaks. */
    private void gap(Way way, double x) {
        for (int leg = 0; leg < way.legs().size(); leg++) {
            double left = Math.min(way.x()[leg], way.x()[leg + 1]);
            double right = Math.max(way.x()[leg], way.x()[leg + 1]);
            if (x > left + 1 && x < right - 1) {
                double part = (x - way.x()[leg]) / (way.x()[leg + 1] - way.x()[leg]);
                double y = way.y()[leg] + part * (way.y()[leg + 1] - way.y()[leg]);
                double half = emphasis.lifeline();
                marks.add(Mark.fill(new Box(x - half, y - 6, 2 * half, 12, 0), y > now ? Ink.FUTURE : Ink.PAPER));
            }
        }
    }

    private void folds() {
        double left = columns.axis() + 2;
        double right = columns.last() + 5;
        TimeScale scale = layout.scale();
        HiddenMarks hidden = new HiddenMarks(layout);
        int first = scale.firstFold(from - layout.top() - TOOTH_HEIGHT);
        for (int number = first; number < scale.foldCount(); number++) {
            TimeScale.Fold fold = scale.fold(number);
            double top = layout.top() + fold.top();
            double bottom = layout.top() + fold.bottom();
            if (top - TOOTH_HEIGHT > to) {
                return;
            }
            String text = BandWords.length(fold.length()) + hidden.inFold(fold);
            List<Mark> strip = new ArrayList<>();
            strip.add(Mark.fill(teeth(left, right, top, bottom), Ink.CHROME));
            Stroke edge = Stroke.of(Ink.LINE, 1.1);
            strip.add(Mark.stroke(edge(left, right, top), edge));
            strip.add(Mark.stroke(edge(left, right, bottom), edge));
            Lettering length = new Lettering(Face.BOLD, emphasis.label(), Ink.MUTED);
            double x = clearOfChips(length.width(text), top, bottom);
            strip.add(Mark.text(x, (top + bottom) / 2, Anchor.MIDDLE, length, text));
            marks.add(new Mark.Group("fold-" + number, "lab-fold", text, strip));
        }
    }

    /** The middle of the second column, or of the next one in which no chip hangs into the strip. */
    private double clearOfChips(double width, double top, double bottom) {
        List<Chips.Placed> hanging = layout.chips().between(top, bottom);
        double first = columns.count() > 1 ? (columns.x(0) + columns.x(1)) / 2 : columns.axis() + 62;
        List<Double> places = new ArrayList<>(List.of(first));
        for (double part : new double[] {0.5, 0.75, 0.25}) {
            for (int i = 1; i < columns.count(); i++) {
                places.add(columns.x(i - 1) + part * (columns.x(i) - columns.x(i - 1)));
            }
        }
        for (double x : places) {
            Box box = new Box(x - width / 2 - 4, top, width + 8, bottom - top, 0);
            if (hanging.stream().noneMatch(chip -> chip.box().touches(box))) {
                return x;
            }
        }
        return first;
    }

    private static Outline edge(double left, double right, double y) {
        return wave(new PathMaker(), left, right, y).path();
    }

    private static Outline teeth(double left, double right, double top, double bottom) {
        PathMaker maker = wave(new PathMaker(), left, right, top).line(right, bottom);
        double side = -TOOTH_HEIGHT / 2;
        for (double x = right - TOOTH / 2; x > left; x -= TOOTH / 2) {
            maker.line(x, bottom + side);
            side = -side;
        }
        return maker.line(left, bottom).close().path();
    }

    private static PathMaker wave(PathMaker maker, double left, double right, double y) {
        maker.move(left, y);
        double side = -TOOTH_HEIGHT / 2;
        for (double x = left + TOOTH / 2; x < right; x += TOOTH / 2) {
            maker.line(x, y + side);
            side = -side;
        }
        return maker.line(right, y);
    }

    private void rewrites() {
        for (LadderLayout.Rewrite rewrite : layout.rewrites().between(from, to)) {
            boolean selected = rewrite.way().holds(options.selectedLeg());
            Box box = rewrite.box();
            marks.add(new Mark.Shape(
                    box,
                    Fill.of(box.y() > now ? Ink.FUTURE : Ink.PAPER),
                    selected ? Stroke.of(Ink.SELECT, emphasis.line(1.2)) : null));
            marks.add(Mark.text(
                    box.x() + 5,
                    box.y() + box.height() / 2,
                    Anchor.START,
                    Rewrites.lettering(options, selected),
                    rewrite.text()));
        }
    }

    private void chips() {
        for (Chips.Placed chip : layout.chips().between(from, to)) {
            if (chip.way().end() <= options.playhead()) {
                String title =
                        chip.judged().at() + " " + SimTime.text(chip.judged().time()) + " "
                                + chip.judged().verdict().ruleId();
                marks.add(new Mark.Group(
                        "verdict-" + chip.judged().id(),
                        "lab-chip",
                        title,
                        chip.chip().marks(chip.box().x(), chip.box().y())));
            }
        }
    }

    private void words() {
        List<BandWords.Block> countdowns = layout.countdowns();
        for (BandWords.Block block : layout.words().between(from, to)) {
            boolean covered = countdowns.stream()
                    .anyMatch(left -> left.box().grown(2).touches(block.box()) || left.repeats(block));
            if (covered) {
                continue;
            }
            if (now > block.top() && now < block.bottom()) {
                marks.add(Mark.fill(block.box().grown(1), Ink.PAPER));
            }
            marks.addAll(block.marks());
        }
        for (BandWords.Block block : countdowns) {
            if (block.bottom() >= from && block.top() <= to) {
                marks.add(Mark.fill(block.box().grown(1), Ink.PAPER));
                marks.addAll(block.marks());
            }
        }
    }

    private void axis() {
        Lettering plain = new Lettering(Face.MONO, emphasis.small(), Ink.MUTED);
        Lettering bold = new Lettering(Face.MONO_BOLD, emphasis.small(), Ink.INK);
        double end = columns.axis();
        double last = Double.NEGATIVE_INFINITY;
        String before = "";
        for (Map.Entry<Double, Long> row :
                layout.axis().subMap(from - 60, to + 20).entrySet()) {
            double y = row.getKey();
            if (y < last + LEAST_AXIS * emphasis.label() / 11) {
                continue;
            }
            String text = BandWords.clock(row.getValue(), before);
            before = BandWords.clock(row.getValue(), "");
            last = y;
            boolean chosen = row.getValue() == options.playhead();
            if (Math.abs(y - now) > 14 || chosen) {
                marks.add(Mark.text(end - LadderAxis.TICK, y, Anchor.END, chosen ? bold : plain, text));
            }
            marks.add(Mark.stroke(PathMaker.polyline(end - 5, y, end + 1, y), Stroke.of(Ink.EDGE, emphasis.line(1))));
            double same = layout.y(row.getValue(), Integer.MAX_VALUE) - y;
            if (same > 0) {
                // Several rows, one instant: a bar in place of the times that would be the same.
                marks.add(Mark.fill(new Box(end - 12, y + 8, 3, same - 4, 1.5), Ink.LINE));
            }
        }
    }

    /** The line of the moment and its time alone, for a view that covers what comes after it. */
    List<Mark> playheadOnly() {
        line();
        playhead();
        return marks;
    }

    /** Below the labels, so that none is struck through. */
    private void line() {
        if (now >= from && now <= to) {
            double width = emphasis == Emphasis.EXPLORE ? 1.4 : emphasis.line(2);
            marks.add(Mark.stroke(PathMaker.polyline(0, now, layout.width(), now), Stroke.of(Ink.INK, width)));
        }
    }

    private void playhead() {
        if (now < from - 20 || now > to) {
            return;
        }
        Lettering time = new Lettering(Face.MONO_BOLD, emphasis.label(), Ink.PAPER);
        String text = BandWords.clock(options.playhead(), "");
        double height = emphasis.grown(19);
        double width = Math.max(columns.axis() - 4, time.width(text) + 10);
        marks.add(Mark.fill(new Box(2, now - height / 2, width, height, 4), Ink.INK));
        marks.add(Mark.text(2 + width / 2, now, Anchor.MIDDLE, time, text));
        boolean free = layout.axis()
                .subMap(now + height / 2, now + height + emphasis.small())
                .isEmpty();
        if (free) {
            next(height);
        }
    }

    private void next(double height) {
        Lettering next = new Lettering(Face.SEMIBOLD, emphasis.small(), Ink.MUTED);
        marks.add(Mark.text(
                6,
                now + height / 2 + emphasis.small(),
                Anchor.START,
                next,
                options.words().of("draw.next")));
    }
}
