package timewaitlab.nat;

import java.util.function.IntPredicate;
import timewaitlab.base.Dice;

/**
 * Which outside port a new flow gets: its own if that is free, else a search in the range of its own
 * (net/netfilter/nf_nat_core.c {@code nf_nat_l4proto_unique_tuple}).
 */
public final class PortAllocator {
    /** How the search goes on when the flow's own port is taken. */
    public enum Policy {
        /** The next port above: easy to follow in a lesson, and what many small routers do. */
        SEQUENTIAL,
        /** A rover that continues from the last port: Linux up to 4.20. */
        ROVER,
        /** From a random port: Linux from 5.0. */
        RANDOM
    }

    /** No port is free. */
    public static final int NONE = 0;

    private final Policy policy;
    private final int low;
    private final int high;
    private final Dice dice;
    private int rover;
    private long searches;

    /** {@code low} to {@code high}: the ports that may be handed out, 0 to 0 for the kernel's own ranges. */
    public PortAllocator(Policy policy, int low, int high, Dice dice) {
        this.policy = policy;
        this.low = low;
        this.high = high;
        this.dice = dice;
    }

    /** A port for a flow that has {@code wanted}; {@code isFree} looks at the whole tuple. */
    public int allocate(int wanted, IntPredicate isFree) {
        boolean allowed = low == 0 || wanted >= low && wanted <= high;
        if (allowed && isFree.test(wanted)) {
            return wanted;
        }
        int first = low != 0 ? low : wanted < 512 ? 1 : wanted < 1024 ? 600 : 1024;
        int last = low != 0 ? high : wanted < 512 ? 511 : wanted < 1024 ? 1023 : 65_535;
        int size = last - first + 1;
        int start = switch (policy) {
            case SEQUENTIAL -> wanted + 1 - first;
            case ROVER -> rover + 1;
            case RANDOM -> dice.below(size, 3, searches++);
        };
        for (int i = 0; i < size; i++) {
            int offset = Math.floorMod(start + i, size);
            if (isFree.test(first + offset)) {
                rover = offset;
                return first + offset;
            }
        }
        return NONE;
    }
}
