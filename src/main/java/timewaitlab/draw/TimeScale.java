package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import timewaitlab.trace.Trace;

/**
 * Simulated time as height, and back. One diagram holds a millisecond handshake and a sixty-second wait, so three
 * scales: proportional, one step an event, and compressed (proportional with the silences folded). Immutable.
 */
public final class TimeScale {
    /** A silence longer than this many rows' worth is folded. */
    private static final int ROWS_OF_SILENCE = 12;

    /** An opened silence takes at most this many rows. */
    private static final int ROWS_WHEN_OPEN = 24;

    private static final double STRIP = 18;
    /** Pitch at which the lengths of the specification are given. */
    private static final double NOMINAL = 20;

    private static final double ABOVE = 10;
    private static final double ABOVE_WITH_CHIP = 40;
    private static final double BELOW = 15;
    private static final double BELOW_WITH_REWRITE = 32;

    /** The kinds a person can choose from. */
    public enum Kind {
        LINEAR,
        EVENT,
        COMPRESSED
    }

    /** A folded silence, from the end of one row to the start of another; the strip lies between top and bottom. */
    public record Fold(long from, long to, double top, double bottom) {
        /** Its length. */
        public long length() {
            return to - from;
        }
    }

    /**
     * What does not depend on the pitch: heights in rows, and how many folds lie above, since the strip of a fold does
     * not grow with the rest.
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Shape(long[] times, double[] units, int[] folded, List<Silence> silences) {}

    /** A folded silence; its strip begins so many rows down, strips above not counted. */
    private record Silence(long from, long to, double units) {}

    private final Kind kind;
    private final double pitch;
    private final double unit;
    private final double strip;
    private final Rows rows;
    private final Shape shape;

    private TimeScale(Kind kind, double pitch, double unit, Rows rows, Shape shape) {
        this.kind = kind;
        this.pitch = pitch;
        this.unit = unit;
        this.rows = rows;
        this.shape = shape;
        strip = Math.min(22, pitch / NOMINAL * STRIP);
    }

    /** Height in proportion to time; events may fall together. */
    public static TimeScale linear(Trace trace, double pixelsPerSecond) {
        return linear(Rows.of(trace), trace.until(), pixelsPerSecond);
    }

    static TimeScale linear(Rows rows, long until, double pixelsPerSecond) {
        Draft draft = new Draft();
        draft.anchor(0, 0);
        draft.anchor(until, until / 1e9);
        return new TimeScale(Kind.LINEAR, NOMINAL, pixelsPerSecond, rows, draft.shape());
    }

    /** One step of {@code pitch} an event, also for the passage through a NAT. */
    public static TimeScale event(Trace trace, double pitch) {
        return event(Rows.of(trace), trace.until(), pitch);
    }

    static TimeScale event(Rows rows, long until, double pitch) {
        Draft draft = new Draft();
        double y = 0;
        for (Rows.Row row : rows.all()) {
            y = draft.row(row, y) + 1;
        }
        draft.end(until, y);
        return new TimeScale(Kind.EVENT, pitch, pitch, rows, draft.shape());
    }

    /** Rows at least {@code pitch} apart, else in proportion to time, and long silences folded. */
    public static TimeScale compressed(Trace trace, double pitch) {
        return compressed(trace, pitch, Set.of());
    }

    /** The same with the folds that begin at these times opened. */
    public static TimeScale compressed(Trace trace, double pitch, Set<Long> open) {
        return compressed(Rows.of(trace), trace.until(), pitch, open);
    }

    static TimeScale compressed(Rows rows, long until, double pitch, Set<Long> open) {
        Draft draft = compressed(rows.all(), until, open);
        return new TimeScale(Kind.COMPRESSED, pitch, pitch, rows, draft.shape());
    }

    /** Compressed scales of two runs on one clock: an instant has the same height in both. */
    public static List<TimeScale> compressed(LadderTrace left, LadderTrace right, double pitch, Set<Long> open) {
        Rows one = left.rows();
        Rows other = right.rows();
        long until = Math.max(left.trace().until(), right.trace().until());
        Shape shape =
                compressed(Rows.merged(one.all(), other.all()), until, open).shape();
        return List.of(
                new TimeScale(Kind.COMPRESSED, pitch, pitch, one, shape),
                new TimeScale(Kind.COMPRESSED, pitch, pitch, other, shape));
    }

    private static Draft compressed(List<Rows.Row> rows, long until, Set<Long> open) {
        Draft draft = new Draft();
        List<Rows.Row> atHosts = rows.stream().filter(Rows.Row::atHost).toList();
        Pace pace = new Pace(rate(atHosts), open);
        Rows.Row last = new Rows.Row(0, 1, true, false, false);
        double y = atHosts.isEmpty() || atHosts.get(0).time() > 0 ? draft.row(last, 0) : Double.NaN;
        for (Rows.Row row : atHosts) {
            double at = Double.isNaN(y) ? 0 : draft.step(last, row, y, pace);
            y = draft.row(row, at);
            last = row;
        }
        if (until > last.time()) {
            Rows.Row end = new Rows.Row(until, 1, true, false, false);
            draft.row(end, draft.step(last, end, y, pace));
        }
        return draft;
    }

    /** The same rows at another pitch, without laying them out again; of a linear scale, pixels a second. */
    TimeScale with(double other) {
        return new TimeScale(kind, kind == Kind.LINEAR ? pitch : other, other, rows, shape);
    }

    public Kind kind() {
        return kind;
    }

    /** Least distance of two rows. */
    public double pitch() {
        return pitch;
    }

    /** Height of this instant, of its first row where it has several. */
    public double y(long time) {
        return y(time, 0);
    }

    /** Height of a row of this instant. */
    double y(long time, int row) {
        long[] times = shape.times;
        int at = Arrays.binarySearch(times, time);
        if (at >= 0) {
            while (at > 0 && times[at - 1] == time) {
                at--;
            }
            int wanted = at;
            while (wanted - at < row && wanted + 1 < times.length && times[wanted + 1] == time) {
                wanted++;
            }
            return height(wanted);
        }
        int after = -at - 1;
        if (after == 0) {
            return height(0);
        }
        if (after == times.length) {
            return height(times.length - 1);
        }
        double part = (double) (time - times[after - 1]) / (times[after] - times[after - 1]);
        return height(after - 1) + part * (height(after) - height(after - 1));
    }

    private double height(int at) {
        return shape.units[at] * unit + shape.folded[at] * strip;
    }

    /** The instant at this height. */
    public long time(double y) {
        long[] times = shape.times;
        int after = firstFrom(times.length, y, this::height);
        if (after == times.length) {
            return times[times.length - 1];
        }
        if (after == 0 || height(after) == y) {
            return times[after];
        }
        double part = (y - height(after - 1)) / (height(after) - height(after - 1));
        return times[after - 1] + Math.round(part * (times[after] - times[after - 1]));
    }

    /** Height of the last instant. */
    public double height() {
        return height(shape.times.length - 1);
    }

    /** All folded silences. */
    public List<Fold> folds() {
        return IntStream.range(0, shape.silences.size()).mapToObj(this::fold).toList();
    }

    /** The fold of this number, from 0. */
    Fold fold(int number) {
        Silence silence = shape.silences.get(number);
        double top = silence.units * unit + number * strip;
        return new Fold(silence.from, silence.to, top, top + strip);
    }

    int foldCount() {
        return shape.silences.size();
    }

    /** The first fold that ends at or below this height; the number of folds where there is none. */
    int firstFold(double y) {
        return firstFrom(foldCount(), y, number -> fold(number).bottom());
    }

    /** The first of so many that lies at this height or below. */
    private static int firstFrom(int count, double y, IntToDoubleFunction height) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (height.applyAsDouble(middle) < y) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Rows rows() {
        return rows;
    }

    /** Rows a nanosecond, so that the usual step from event to event is a little more than one row. */
    private static double rate(List<Rows.Row> rows) {
        long[] gaps = new long[Math.max(0, rows.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = rows.get(i + 1).time() - rows.get(i).time();
        }
        Arrays.sort(gaps);
        return gaps.length == 0 ? 1 / 1e9 : 1.15 / gaps[gaps.length / 4];
    }

    private record Pace(double rate, Set<Long> open) {}

    /** Points of a scale in the making, in rows. */
    private static final class Draft {
        private long[] times = new long[64];
        private double[] units = new double[64];
        private int[] folded = new int[64];
        private int count;
        private final List<Silence> silences = new ArrayList<>();

        void anchor(long time, double y) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
                units = Arrays.copyOf(units, 2 * count);
                folded = Arrays.copyOf(folded, 2 * count);
            }
            times[count] = time;
            folded[count] = silences.size();
            units[count++] = y;
        }

        /** Adds the rows of an instant, the first at {@code y}; answers the height of the last. */
        double row(Rows.Row row, double y) {
            for (int i = 0; i < row.count(); i++) {
                anchor(row.time(), y + i);
            }
            return y + row.count() - 1;
        }

        /** Height of the next row when the last one ended at {@code y}, the strips of folds not counted. */
        double step(Rows.Row last, Rows.Row next, double y, Pace pace) {
            double silence = (next.time() - last.time()) * pace.rate();
            if (silence <= ROWS_OF_SILENCE) {
                return y + Math.max(1, silence);
            }
            if (pace.open().contains(last.time())) {
                return y + Math.min(silence, ROWS_WHEN_OPEN);
            }
            double top = y + (last.hangs() ? ABOVE_WITH_CHIP : ABOVE) / NOMINAL;
            silences.add(new Silence(last.time(), next.time(), top));
            return top + (next.mapping() ? BELOW_WITH_REWRITE : BELOW) / NOMINAL;
        }

        void end(long time, double y) {
            if (count == 0) {
                anchor(0, 0);
            }
            if (time > times[count - 1]) {
                anchor(time, y);
            }
        }

        Shape shape() {
            return new Shape(
                    Arrays.copyOf(times, count),
                    Arrays.copyOf(units, count),
                    Arrays.copyOf(folded, count),
                    List.copyOf(silences));
        }
    }
}
