package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import timewaitlab.decide.Disposition;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * How fast a run is told: a flight takes about a second whatever its real length, a silence half a second, and a
 * refusal is held long enough to be read. Maps run time to milliseconds of telling and back; both ways monotonic.
 */
public final class Narration {
    private static final double FLIGHT = 900;
    private static final double SILENCE = 500;
    private static final double HOLD = 1800;
    private static final double NANOS_A_MILLI = 1e6;

    private final long[] times;
    private final double[] told;

    private Narration(long[] times, double[] told) {
        this.times = times;
        this.told = told;
    }

    /** The telling of a trace. */
    public static Narration of(Trace trace) {
        TreeMap<Long, List<Long>> starts = new TreeMap<>();
        TreeMap<Long, List<Long>> ends = new TreeMap<>();
        TreeMap<Long, Boolean> moments = new TreeMap<>();
        moments.put(0L, false);
        moments.put(trace.until(), false);
        for (Leg[] journey : journeys(trace)) {
            long from = journey[0].time();
            long to = Math.max(from + 1, journey[1].arrived());
            starts.computeIfAbsent(from, key -> new ArrayList<>()).add(to - from);
            ends.computeIfAbsent(to, key -> new ArrayList<>()).add(to - from);
            moments.putIfAbsent(from, false);
            moments.putIfAbsent(to, false);
        }
        for (Judged judged : trace.decisions()) {
            boolean refused = judged.verdict().outcome().disposition() == Disposition.DROP;
            moments.merge(judged.time(), refused, Boolean::logicalOr);
        }
        return tell(moments, starts, ends);
    }

    private static List<Leg[]> journeys(Trace trace) {
        TreeMap<Integer, Leg[]> byLast = new TreeMap<>();
        for (Leg leg : trace.legs()) {
            Leg[] before = leg.rewrites() == 0 ? null : byLast.remove(leg.rewrites());
            byLast.put(leg.id(), new Leg[] {before == null ? leg : before[0], leg});
        }
        return List.copyOf(byLast.values());
    }

    private static Narration tell(
            TreeMap<Long, Boolean> moments, TreeMap<Long, List<Long>> starts, TreeMap<Long, List<Long>> ends) {
        long[] times = new long[moments.size() * 2];
        double[] told = new double[moments.size() * 2];
        TreeMap<Long, Integer> flying = new TreeMap<>();
        int size = 0;
        for (var moment : moments.entrySet()) {
            long now = moment.getKey();
            double at = size == 0 ? 0 : told[size - 1] + pace(now - times[size - 1], flying);
            times[size] = now;
            told[size++] = at;
            if (moment.getValue()) {
                times[size] = now;
                told[size++] = at + HOLD;
            }
            ends.getOrDefault(now, List.of()).forEach(length -> count(flying, length, -1));
            starts.getOrDefault(now, List.of()).forEach(length -> count(flying, length, 1));
        }
        return new Narration(Arrays.copyOf(times, size), Arrays.copyOf(told, size));
    }

    private static void count(TreeMap<Long, Integer> flying, long length, int by) {
        flying.merge(length, by, (one, other) -> one + other == 0 ? null : one + other);
    }

    private static double pace(long length, TreeMap<Long, Integer> flying) {
        return flying.isEmpty()
                ? Math.min(SILENCE, Math.max(60, length / NANOS_A_MILLI))
                : FLIGHT * length / flying.lastKey();
    }

    /** Length of the telling. */
    public double length() {
        return told[told.length - 1];
    }

    /** When this moment begins to be told. */
    public double begin(long time) {
        int after = first(time);
        if (after == 0 || after < times.length && times[after] == time) {
            return told[Math.min(after, told.length - 1)];
        }
        return after == times.length ? length() : between(after, time);
    }

    /** When everything of this moment has been told. */
    public double end(long time) {
        int last = first(time + 1) - 1;
        return last >= 0 && times[last] == time ? told[last] : begin(time);
    }

    /** The moment being told. */
    public long time(double position) {
        int after = Arrays.binarySearch(told, position);
        if (after >= 0) {
            return times[after];
        }
        after = -after - 1;
        if (after == 0) {
            return times[0];
        }
        if (after == told.length) {
            return times[times.length - 1];
        }
        double share = (position - told[after - 1]) / (told[after] - told[after - 1]);
        return times[after - 1] + Math.round((times[after] - times[after - 1]) * share);
    }

    /** The last moment at which something happens that has been told by then. */
    long moment(double position) {
        int at = Arrays.binarySearch(told, position);
        return times[Math.max(0, at >= 0 ? at : -at - 2)];
    }

    private double between(int after, long time) {
        double share = (double) (time - times[after - 1]) / (times[after] - times[after - 1]);
        return told[after - 1] + (told[after] - told[after - 1]) * share;
    }

    /** Index of the first entry not before this time. */
    private int first(long time) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
