package timewaitlab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Between which bounds the offset of a timestamp clock lies at each departure, told by the departures around it: the
 * others of its quadruplet, and the ones before and after it on the same clock. A clock that runs unevenly widens its
 * own bounds; a single stamp that does not fit stands out.
 */
final class StampRanges {
    private static final int SLACK_TICKS = 2;
    private static final long LONGEST_LAG = 150;

    /** By position in the capture: the stamps of its quadruplet, its clock, and its place among the latter. */
    private final Map<Integer, Stamp> stamps = new HashMap<>();

    /** By how many ticks stamps were older than those around them: most, second and third most. */
    private final long[] lags = new long[3];

    private final Map<Long, Extremes> quadruplets = new HashMap<>();
    private final Map<Long, List<Integer>> clocks = new HashMap<>();

    private record Stamp(Extremes quadruplet, List<Integer> clock, int place) {}

    /** The two least and the two greatest, so that any one can be left out. */
    private static final class Extremes {
        private int count;
        private int base;
        private final long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        private final long[] most = {Long.MIN_VALUE, Long.MIN_VALUE};

        private void add(int offset) {
            if (count++ == 0) {
                base = offset;
            }
            long value = offset - base;
            if (value <= least[0]) {
                least[1] = least[0];
                least[0] = value;
            } else {
                least[1] = Math.min(least[1], value);
            }
            if (value >= most[0]) {
                most[1] = most[0];
                most[0] = value;
            } else {
                most[1] = Math.max(most[1], value);
            }
        }

        private boolean holds(int offset, long lag) {
            long value = offset - base;
            long low = value == least[0] ? least[1] : least[0];
            long high = value == most[0] ? most[1] : most[0];
            return count > 1 && value >= low - SLACK_TICKS - lag && value <= high + SLACK_TICKS;
        }
    }

    void add(int position, int offset, long quadruplet, long clock) {
        Extremes extremes = quadruplets.computeIfAbsent(quadruplet, key -> new Extremes());
        extremes.add(offset);
        List<Integer> kin = clocks.computeIfAbsent(clock, key -> new ArrayList<>());
        stamps.put(position, new Stamp(extremes, kin, kin.size()));
        kin.add(offset);
    }

    /** Whether this offset fits the departure at this position, written up to {@code lag} ticks before. */
    boolean allows(int position, int offset, long lag) {
        Stamp stamp = stamps.get(position);
        if (stamp == null || stamp.clock.size() == 1) {
            return true;
        }
        long usual = Math.max(lag, usualLag());
        return stamp.quadruplet.holds(offset, usual) || isNear(stamp, offset, usual);
    }

    /** A machine that stamps long before its segments are captured does so more than once or twice. */
    private long usualLag() {
        return lags[2] <= SLACK_TICKS ? 0 : Math.min(LONGEST_LAG, lags[1]);
    }

    /** Looks at the stamps behind and ahead of each. To be called when all are there. */
    void measure() {
        for (Stamp stamp : stamps.values()) {
            List<Integer> clock = stamp.clock;
            if (stamp.place > 0 && stamp.place < clock.size() - 1) {
                int here = clock.get(stamp.place);
                long behind = Math.min(clock.get(stamp.place - 1) - here, clock.get(stamp.place + 1) - here);
                for (int i = 0; i < lags.length && behind > 0; i++) {
                    if (behind > lags[i]) {
                        long less = lags[i];
                        lags[i] = behind;
                        behind = less;
                    }
                }
            }
        }
    }

    private static boolean isNear(Stamp stamp, int offset, long lag) {
        List<Integer> clock = stamp.clock;
        int place = stamp.place;
        int before = clock.get(place == 0 ? 1 : place - 1) - offset;
        int after = clock.get(place == clock.size() - 1 ? place - 1 : place + 1) - offset;
        return Math.min(before, after) <= SLACK_TICKS + lag && Math.max(before, after) >= -SLACK_TICKS;
    }
}
