package timewaitlab.node;

import java.util.Map;
import java.util.TreeMap;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.Counter;

/** The counters of a host, by their nstat names. */
final class HostCounters {
    private final long[] values = new long[Counter.values().length];
    /** Those that moved since somebody looked. */
    private long moved;

    /** Verdicts that threw a segment away. */
    private long drops;

    /** Takes note of a verdict, and hands it on. */
    Outcome noted(Outcome outcome) {
        if (outcome.disposition() == Disposition.DROP) {
            drops++;
        }
        return outcome;
    }

    /** How many verdicts threw a segment away. */
    long drops() {
        return drops;
    }

    /** Adds one to every counter in the mask. */
    void count(long mask) {
        moved |= mask;
        for (long left = mask; left != 0; left &= left - 1) {
            values[Long.numberOfTrailingZeros(left)]++;
        }
    }

    void count(Counter counter) {
        moved |= counter.bit();
        values[counter.ordinal()]++;
    }

    long get(Counter counter) {
        return values[counter.ordinal()];
    }

    /** The counters that moved since this was asked last. */
    long moved() {
        long since = moved;
        moved = 0;
        return since;
    }

    /** Those that are not 0 and that this kernel has. */
    Map<String, Long> named(KernelProfile kernel) {
        Map<String, Long> named = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            if (get(counter) != 0 && kernel.counts(counter)) {
                named.put(counter.name(), get(counter));
            }
        }
        return named;
    }
}
