package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import timewaitlab.draw.Clocks.At;
import timewaitlab.draw.Clocks.Held;
import timewaitlab.draw.Clocks.Sender;
import timewaitlab.draw.Clocks.Trial;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;

/**
 * Clocks as lines over time, the memory as a step whose refused side is hatched, every segment that was compared with
 * it as a cross or a ringed tick.
 */
public final class ClocksLayout {
    /** How high it is. */
    public static final double HEIGHT = 188;

    private static final double SECOND = 1e9;
    private static final double TOP = 22;
    private static final double BOTTOM = 28;
    private static final double RIGHT = 6;
    /** Of the height, above and below what is shown. */
    private static final double AIR = 0.12;

    private static final Lettering AXIS = new Lettering(Face.MONO, 10.5, Ink.MUTED);
    private static final Lettering NAME = new Lettering(Face.SEMIBOLD, 11, Ink.MUTED);
    private static final Lettering NUMBER = new Lettering(Face.MONO_BOLD, 11, Ink.INK);

    private final Clocks clocks;
    private final Words words;
    private final Box plot;
    private final Space taken = new Space();
    private double from;
    private double until;
    private double low;
    private double high;

    private ClocksLayout(Clocks clocks, Words words, double width) {
        this.clocks = clocks;
        this.words = words;
        span();
        double gutter = AXIS.width(label((double) value(high))) + 10;
        plot = new Box(gutter, TOP, Math.max(40, width - gutter - RIGHT), HEIGHT - TOP - BOTTOM, 0);
    }

    /** The layout of these clocks. */
    public static ClocksLayout of(Clocks clocks, Words words, double width) {
        return new ClocksLayout(clocks, words, width);
    }

    /** Values are placed by their signed distance from the remembered one, so that a wrap is no edge. */
    private double distance(long value) {
        return (int) (value - clocks.pair().remembered());
    }

    private long value(double distance) {
        return Math.round(clocks.pair().remembered() + distance);
    }

    private void span() {
        List<At> points = new ArrayList<>();
        clocks.trials().forEach(trial -> points.add(trial.at()));
        clocks.memory().forEach(held -> points.add(held.at()));
        LongStream ends = clocks.memory().stream().mapToLong(Held::until).filter(end -> end < Long.MAX_VALUE);
        double first = points.stream().mapToLong(At::time).min().orElse(0);
        double last = LongStream.concat(points.stream().mapToLong(At::time), ends)
                .max()
                .orElse(0);
        low = points.stream().mapToDouble(at -> distance(at.value())).min().orElse(0);
        high = points.stream().mapToDouble(at -> distance(at.value())).max().orElse(0);
        double air = Math.max(4, (high - low) * AIR);
        boolean nearZero = low - 4 * air < -clocks.pair().remembered()
                && low >= -clocks.pair().remembered();
        high += air;
        low = nearZero ? -clocks.pair().remembered() : low - air;
        double length = Math.max(SECOND / 1000, last - first);
        from = first < length / 5 ? 0 : first - length * 0.04;
        until = last + length * 0.06;
    }

    private double x(long time) {
        double share = (time - from) / (until - from);
        return plot.x() + plot.width() * Math.max(0, Math.min(1, share));
    }

    private double y(double distance) {
        double share = (distance - low) / (high - low);
        return plot.bottom() - plot.height() * Math.max(0, Math.min(1, share));
    }

    /** Everything, the later ones on top. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        memory(marks);
        axes(marks);
        difference(marks);
        clocks.senders().stream().filter(sender -> !sender.own()).forEach(sender -> clock(marks, sender));
        clocks.senders().stream().filter(Sender::own).forEach(sender -> clock(marks, sender));
        forgotten(marks);
        for (int i = 0; i < clocks.trials().size(); i++) {
            if (i != clocks.chosen()) {
                trial(marks, clocks.trials().get(i), false);
            }
        }
        trial(marks, clocks.trials().get(clocks.chosen()), true);
        return marks;
    }

    private void memory(List<Mark> marks) {
        SerialPair pair = clocks.pair();
        double before = -1;
        for (Held held : clocks.memory()) {
            double left = x(held.at().time());
            double right = held.until() == Long.MAX_VALUE ? plot.right() : x(held.until());
            double line = y(distance(held.at().value()));
            double edge = y(distance(held.at().value()) + pair.refused().nearestOutside());
            Box refused = new Box(left, edge, right - left, plot.bottom() - edge, 0);
            marks.add(Mark.fill(refused, pair.ground()));
            marks.add(Mark.fill(refused, pair.hatch()));
            if (before >= 0) {
                marks.add(Mark.stroke(PathMaker.polyline(left, before, left, line), Stroke.of(Ink.CAUSE, 2)));
            }
            marks.add(Mark.stroke(PathMaker.polyline(left, line, right, line), Stroke.of(Ink.CAUSE, 4)));
            before = line;
        }
        Lettering name = NAME.in(Ink.CAUSE);
        double left = x(clocks.memory().get(0).at().time());
        marks.add(Mark.text(left, 9, Anchor.START, name, pair.labels().remembered()));
    }

    private void forgotten(List<Mark> marks) {
        Held last = clocks.memory().get(clocks.memory().size() - 1);
        if (last.until() != Long.MAX_VALUE) {
            double end = x(last.until());
            double line = y(distance(last.at().value()));
            Stroke gone = Stroke.of(Ink.CAUSE, 1.4).dashed(Stroke.Dash.PARTING);
            marks.add(Mark.stroke(PathMaker.polyline(end, line, end, plot.bottom()), gone));
            plate(marks, NAME.in(Ink.CAUSE), words.of("draw.band.memory.ends"), end - 4, plot.bottom() - 10);
        }
    }

    /** Words whose end is here, on a plate. */
    private void plate(List<Mark> marks, Lettering lettering, String text, double right, double middle) {
        double across = lettering.width(text);
        double left = Math.max(plot.x() + 3, right - across);
        Box plate = new Box(left - 3, middle - 7, across + 6, 14, 3);
        if (taken.isFree(plate)) {
            taken.take(plate);
            marks.add(Mark.fill(plate, Ink.PAPER));
            marks.add(Mark.text(left, middle, Anchor.START, lettering, text));
        }
    }

    private void axes(List<Mark> marks) {
        Stroke line = Stroke.of(Ink.INK, 1.4);
        marks.add(Mark.stroke(PathMaker.polyline(plot.x(), plot.bottom(), plot.right(), plot.bottom()), line));
        double step = Round.step((high - low) / 2);
        double first = Math.ceil(value(low) / step) * step;
        for (double at = first; at <= value(high); at += step) {
            double height = y(at - clocks.pair().remembered());
            marks.add(Mark.stroke(
                    PathMaker.polyline(plot.x() - 4, height, plot.right(), height), Stroke.of(Ink.LINE_SOFT, 1)));
            marks.add(Mark.text(plot.x() - 7, height, Anchor.END, AXIS, label(at)));
        }
        double room = AXIS.width(Digits.of(Math.ceil(until / SECOND)) + " ms") + 10;
        double pace = seconds((until - from) / SECOND * Math.max(0.25, room / plot.width()));
        double left = Math.ceil(from / SECOND / pace) * pace;
        for (double at = left; at * SECOND <= until; at += pace) {
            double across = x(Math.round(at * SECOND));
            String text = pace < 0.01 ? Digits.of(at * 1000) + " ms" : Digits.of(at) + " s";
            double half = AXIS.width(text) / 2;
            marks.add(Mark.stroke(PathMaker.polyline(across, plot.bottom(), across, plot.bottom() + 4), line));
            if (across + half < plot.right() + RIGHT) {
                marks.add(Mark.text(across, plot.bottom() + 14, Anchor.MIDDLE, AXIS, text));
            }
        }
    }

    private static double seconds(double rough) {
        // The next rounder step, so that labels have the room they need.
        double step = rough >= 1 ? Round.step(rough) : Round.step(rough * 1e6) / 1e6;
        return step >= rough ? step : String.valueOf(step).startsWith("2") ? step * 2.5 : step * 2;
    }

    private static String label(double value) {
        return Long.toString(Math.round(value) & SerialPair.RING - 1);
    }

    private void clock(List<Mark> marks, Sender sender) {
        List<At> seen = sender.seen().stream().filter(this::isShown).toList();
        if (seen.isEmpty()) {
            return;
        }
        double[] points = new double[2 * seen.size()];
        for (int i = 0; i < seen.size(); i++) {
            points[2 * i] = x(seen.get(i).time());
            points[2 * i + 1] = y(distance(seen.get(i).value()));
        }
        Ink ink = sender.own() ? Ink.SELECT : Ink.MUTED;
        Stroke stroke = Stroke.of(ink, sender.own() ? 1.8 : 1.4);
        if (seen.size() > 1) {
            marks.add(Mark.stroke(
                    PathMaker.polyline(points), sender.own() ? stroke : stroke.dashed(Stroke.Dash.SERVER_PATH)));
        }
        double lastY = points[points.length - 1];
        boolean above = lastY + 22 > plot.bottom();
        String name = words.of("draw.serial.clock", sender.name());
        plate(marks, NAME.in(ink), name, plot.right() - 3, above ? lastY - 14 : lastY + 14);
    }

    private boolean isShown(At at) {
        double distance = distance(at.value());
        return at.time() >= from && at.time() <= until && distance >= low && distance <= high;
    }

    private void difference(List<Mark> marks) {
        At at = clocks.trials().get(clocks.chosen()).at();
        double x = x(at.time());
        double end = y(0);
        double start = y(distance(at.value()));
        if (Math.abs(start - end) < 30) {
            return;
        }
        double up = Math.signum(start - end);
        marks.add(Mark.stroke(PathMaker.polyline(x, start - 9 * up, x, end + 9 * up), Stroke.of(Ink.INK, 1.4)));
        marks.add(Mark.fill(Glyphs.head(x, end + 3 * up, -Math.PI / 2 * up, 9), Ink.INK));
        String text = Long.toString(Math.abs(clocks.pair().distance()));
        double across = NUMBER.width(text);
        boolean right = x + across + 12 < plot.right();
        plate(marks, NUMBER, text, right ? x + across + 8 : x - 8, (start + end) / 2);
    }

    private void trial(List<Mark> marks, Trial trial, boolean chosen) {
        double x = x(trial.at().time());
        double y = y(distance(trial.at().value()));
        double size = chosen ? 5.5 : 4.5;
        if (trial.refused()) {
            marks.add(Mark.stroke(Glyphs.cross(x, y, size), Stroke.round(Ink.PAPER, chosen ? 5.5 : 4.5)));
            Ink ink = chosen ? Ink.SELECT : Ink.DROP;
            marks.add(Mark.stroke(Glyphs.cross(x, y, size), Stroke.round(ink, chosen ? 3 : 2.2)));
        } else {
            marks.add(Mark.fill(new Disc(x, y, size + 2), Ink.PAPER));
            Ink ink = chosen ? Ink.SELECT : Ink.ACCEPT;
            marks.add(Mark.stroke(new Disc(x, y, size + 2), Stroke.of(ink, 1.6)));
            marks.add(Mark.stroke(Glyphs.tick(x, y, size * 1.5), Stroke.round(ink, 1.6)));
        }
    }
}
