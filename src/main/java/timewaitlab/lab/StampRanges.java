package timewaitlab.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Between which bounds the offset of a timestamp clock lies at each departure, told by the departures around it: the
 * others of its quadruplet, and the ones before and after it on the same clock. A machine whose clock runs unevenly, or
 * that stamps long before its segments are captured, shows that more than twice and widens the bounds; a single stamp
 * that does not fit stands out.
 */
final class StampRanges {
    private static final long MOST_UNEVEN = 150;
    /** Before the first stamp nothing shows how the clock ran: a machine that boots makes up for lost ticks. */
    private static final long BEFORE_THE_FIRST = 300;

    private static final int ENOUGH = 3;

    private final Map<Integer, Stamp> stamps = new HashMap<>();
    private final Map<Long, List<Integer>> quadruplets = new HashMap<>();
    private final Map<Long, List<Integer>> clocks = new HashMap<>();
    private final int slackTicks;
    private final int standstillTicks;
    private long uneven;

    /**
     * {@code slackTicks}: how much a stamp may be beside the clock of an even machine; {@code standstillTicks}: how
     * much behind it, where the clock is counted by interrupts that may have to wait.
     */
    StampRanges(int slackTicks, int standstillTicks) {
        this.slackTicks = slackTicks;
        this.standstillTicks = standstillTicks;
    }

    /** A stamp among those of its quadruplet and of its clock. */
    private record Stamp(int offset, List<Integer> quadruplet, List<Integer> clock, int place) {}

    void add(int position, int offset, long quadruplet, long clock) {
        List<Integer> same = quadruplets.computeIfAbsent(quadruplet, key -> new ArrayList<>());
        List<Integer> kin = clocks.computeIfAbsent(clock, key -> new ArrayList<>());
        stamps.put(position, new Stamp(offset, same, kin, kin.size()));
        same.add(offset);
        kin.add(offset);
    }

    /** Measures how even the clock is, when all stamps are there; {@code stall}: ticks a machine misses. */
    void measure(long stall) {
        List<Long> deviations = new ArrayList<>();
        for (List<Integer> same : quadruplets.values()) {
            if (same.size() >= ENOUGH) {
                int base = same.get(0);
                long[] sorted = same.stream()
                        .mapToLong(offset -> offset - base)
                        .sorted()
                        .toArray();
                long median = sorted[sorted.length / 2];
                Arrays.stream(sorted).forEach(value -> deviations.add(Math.abs(value - median)));
            }
        }
        deviations.sort(null);
        int count = deviations.size();
        boolean often = count >= ENOUGH && deviations.get(count - ENOUGH) > slackTicks;
        uneven = Math.max(stall, often ? Math.min(MOST_UNEVEN, deviations.get(count - 2)) : 0);
    }

    /** By how many ticks stamps may lie beside those around them. */
    long uneven() {
        return uneven;
    }

    /** Whether the stamp of the departure at this position fits, written up to {@code lag} ticks before. */
    boolean allows(int position, long lag) {
        Stamp stamp = stamps.get(position);
        if (stamp == null || stamp.clock.size() == 1) {
            return true;
        }
        long low = -slackTicks - standstillTicks - uneven - lag - (stamp.place == 0 ? BEFORE_THE_FIRST : 0);
        long high = slackTicks + uneven;
        return fitsQuadruplet(stamp, low, high) || fitsNeighbours(stamp, low, high);
    }

    private static boolean fitsQuadruplet(Stamp stamp, long low, long high) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        boolean left = false;
        for (int offset : stamp.quadruplet) {
            long other = offset - stamp.offset;
            if (other == 0 && !left) {
                left = true;
            } else {
                least = Math.min(least, other);
                most = Math.max(most, other);
            }
        }
        return least != Long.MAX_VALUE && least + low <= 0 && most + high >= 0;
    }

    private static boolean fitsNeighbours(Stamp stamp, long low, long high) {
        List<Integer> clock = stamp.clock;
        int place = stamp.place;
        int before = clock.get(place == 0 ? 1 : place - 1) - stamp.offset;
        int after = clock.get(place == clock.size() - 1 ? place - 1 : place + 1) - stamp.offset;
        return Math.min(before, after) + low <= 0 && Math.max(before, after) + high >= 0;
    }
}
