package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

    private final Kind kind;
    private final double pitch;
    private final Rows rows;
    private final long[] times;
    private final double[] heights;
    private final List<Fold> folds;

    private TimeScale(Kind kind, double pitch, Rows rows, Draft draft) {
        this.kind = kind;
        this.pitch = pitch;
        this.rows = rows;
        times = Arrays.copyOf(draft.times, draft.count);
        heights = Arrays.copyOf(draft.heights, draft.count);
        folds = List.copyOf(draft.folds);
    }

    /** Height in proportion to time; events may fall together. */
    public static TimeScale linear(Trace trace, double pixelsPerSecond) {
        Draft draft = new Draft();
        draft.anchor(0, 0);
        draft.anchor(trace.until(), trace.until() / 1e9 * pixelsPerSecond);
        return new TimeScale(Kind.LINEAR, NOMINAL, Rows.of(trace), draft);
    }

    /** One step of {@code pitch} an event, also for the passage through a NAT. */
    public static TimeScale event(Trace trace, double pitch) {
        Rows rows = Rows.of(trace);
        Draft draft = new Draft();
        double y = 0;
        for (Rows.Row row : rows.all()) {
            y = draft.row(row, y, pitch) + pitch;
        }
        draft.end(trace.until(), y);
        return new TimeScale(Kind.EVENT, pitch, rows, draft);
    }

    /** Rows at least {@code pitch} apart, else in proportion to time, and long silences folded. */
    public static TimeScale compressed(Trace trace, double pitch) {
        return compressed(trace, pitch, Set.of());
    }

    /** The same with the folds that begin at these times opened. */
    public static TimeScale compressed(Trace trace, double pitch, Set<Long> open) {
        Rows rows = Rows.of(trace);
        Draft draft = compressed(rows.all(), trace.until(), new Pace(pitch, 0, open));
        return new TimeScale(Kind.COMPRESSED, pitch, rows, draft);
    }

    /** Compressed scales of two runs on one clock: an instant has the same height in both. */
    public static List<TimeScale> compressed(Trace left, Trace right, double pitch, Set<Long> open) {
        Rows one = Rows.of(left);
        Rows other = Rows.of(right);
        long until = Math.max(left.until(), right.until());
        Draft draft = compressed(Rows.merged(one.all(), other.all()), until, new Pace(pitch, 0, open));
        return List.of(
                new TimeScale(Kind.COMPRESSED, pitch, one, draft), new TimeScale(Kind.COMPRESSED, pitch, other, draft));
    }

    private static Draft compressed(List<Rows.Row> rows, long until, Pace wanted) {
        Draft draft = new Draft();
        double pitch = wanted.pitch();
        List<Rows.Row> atHosts = rows.stream().filter(Rows.Row::atHost).toList();
        Pace pace = new Pace(pitch, rate(atHosts, pitch), wanted.open());
        Rows.Row last = new Rows.Row(0, 1, true, false, false);
        double y = atHosts.isEmpty() || atHosts.get(0).time() > 0 ? draft.row(last, 0, pitch) : Double.NaN;
        for (Rows.Row row : atHosts) {
            double at = Double.isNaN(y) ? 0 : draft.step(last, row, y, pace);
            y = draft.row(row, at, pitch);
            last = row;
        }
        if (until > last.time()) {
            Rows.Row end = new Rows.Row(until, 1, true, false, false);
            draft.row(end, draft.step(last, end, y, pace), pitch);
        }
        return draft;
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
        int at = Arrays.binarySearch(times, time);
        if (at >= 0) {
            while (at > 0 && times[at - 1] == time) {
                at--;
            }
            int wanted = at;
            while (wanted - at < row && wanted + 1 < times.length && times[wanted + 1] == time) {
                wanted++;
            }
            return heights[wanted];
        }
        int after = -at - 1;
        if (after == 0) {
            return heights[0];
        }
        if (after == times.length) {
            return heights[times.length - 1];
        }
        double part = (double) (time - times[after - 1]) / (times[after] - times[after - 1]);
        return heights[after - 1] + part * (heights[after] - heights[after - 1]);
    }

    /** The instant at this height. */
    public long time(double y) {
        int at = Arrays.binarySearch(heights, y);
        if (at >= 0) {
            return times[at];
        }
        int after = -at - 1;
        if (after == 0) {
            return times[0];
        }
        if (after == times.length) {
            return times[times.length - 1];
        }
        double part = (y - heights[after - 1]) / (heights[after] - heights[after - 1]);
        return times[after - 1] + Math.round(part * (times[after] - times[after - 1]));
    }

    /** Height of the last instant. */
    public double height() {
        return heights[heights.length - 1];
    }

    public List<Fold> folds() {
        return folds;
    }

    Rows rows() {
        return rows;
    }

    /** Pixels a nanosecond, so that the usual step from event to event is a little more than one row. */
    private static double rate(List<Rows.Row> rows, double pitch) {
        long[] gaps = new long[Math.max(0, rows.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = rows.get(i + 1).time() - rows.get(i).time();
        }
        Arrays.sort(gaps);
        return gaps.length == 0 ? pitch / 1e9 : 1.15 * pitch / gaps[gaps.length / 4];
    }

    private record Pace(double pitch, double rate, Set<Long> open) {}

    /** Points of a scale in the making. */
    private static final class Draft {
        private long[] times = new long[64];
        private double[] heights = new double[64];
        private int count;
        private final List<Fold> folds = new ArrayList<>();

        void anchor(long time, double y) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
                heights = Arrays.copyOf(heights, 2 * count);
            }
            times[count] = time;
            heights[count++] = y;
        }

        /** Adds the rows of an instant, the first at {@code y}; answers the height of the last. */
        double row(Rows.Row row, double y, double pitch) {
            for (int i = 0; i < row.count(); i++) {
                anchor(row.time(), y + i * pitch);
            }
            return y + (row.count() - 1) * pitch;
        }

        /** Height of the next row when the last one ended at {@code y}. */
        double step(Rows.Row last, Rows.Row next, double y, Pace pace) {
            double silence = (next.time() - last.time()) * pace.rate();
            double pitch = pace.pitch();
            if (silence <= ROWS_OF_SILENCE * pitch) {
                return y + Math.max(pitch, silence);
            }
            if (pace.open().contains(last.time())) {
                return y + Math.min(silence, ROWS_WHEN_OPEN * pitch);
            }
            double zoom = pitch / NOMINAL;
            double top = y + zoom * (last.hangs() ? ABOVE_WITH_CHIP : ABOVE);
            double bottom = top + Math.min(22, zoom * STRIP);
            folds.add(new Fold(last.time(), next.time(), top, bottom));
            return bottom + zoom * (next.mapping() ? BELOW_WITH_REWRITE : BELOW);
        }

        void end(long time, double y) {
            if (count == 0) {
                anchor(0, 0);
            }
            if (time > times[count - 1]) {
                anchor(time, y);
            }
        }
    }
}
