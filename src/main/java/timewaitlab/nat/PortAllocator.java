package timewaitlab.nat;

import timewaitlab.base.Dice;

/**
 * Which outside port a new flow gets when it cannot keep its own: a search in the range of its own
 * (net/netfilter/nf_nat_core.c {@code nf_nat_l4proto_unique_tuple}).
 */
public final class PortAllocator {
    /** How the search goes on when the flow's own port is taken. */
    public enum Policy {
        /** As the NAT's kernel does it: from a rover up to 4.20, at random from 5.0. */
        MASQUERADE,
        /** The next port above: easy to follow in a lesson, and what many small routers do. */
        SEQUENTIAL,
        /** A rover that continues from the last port, whatever the kernel. */
        ROVER,
        /** {@code --random-fully}: every flow gets a port at random, even where its own is free. */
        RANDOM
    }

    /** Who holds a port towards the flow's destination. */
    public interface Occupancy {
        boolean isFree(int port);

        /** Whether a closing entry holds it that may give way to the new flow. */
        boolean givesWay(int port);
    }

    /** No port is free. */
    public static final int NONE = 0;

    private static final int PRIVILEGED = 1024;
    private static final int CREDENTIALS = 512;
    private static final int FIRST_PRIVILEGED = 600;
    private static final int HIGHEST = 65_535;
    private static final int FEWEST_ATTEMPTS = 16;
    private static final int PORTS = 3;

    private Policy policy;
    private final int low;
    private final int high;
    private final Dice dice;
    private int rover;
    private long searches;
    private boolean evicts;

    /** {@code low} to {@code high}: the ports that may be handed out, 0 to 0 for the kernel's own ranges. */
    public PortAllocator(Policy policy, int low, int high, Dice dice) {
        this.policy = policy;
        this.low = low;
        this.high = high;
        this.dice = dice;
    }

    /** An operator has ports given out otherwise; flows that have one keep it, and the rover stands where it stood. */
    void policy(Policy newPolicy) {
        policy = newPolicy;
    }

    /** Whether every flow gets a port at random, so that neither its own nor an older mapping counts. */
    public boolean isFullyRandom() {
        return policy == Policy.RANDOM;
    }

    /** Whether this port may be handed out. */
    public boolean allows(int port) {
        return low == 0 || port >= low && port <= high;
    }

    /** A port for a flow that has {@code wanted}; {@link #evicts} tells whether somebody has to go for it. */
    public int allocate(int wanted, ConntrackSettings settings, Occupancy ports) {
        evicts = false;
        if (policy != Policy.RANDOM && allows(wanted) && ports.isFree(wanted)) {
            return wanted;
        }
        int first = low != 0 ? low : wanted < CREDENTIALS ? 1 : wanted < PRIVILEGED ? FIRST_PRIVILEGED : PRIVILEGED;
        int last = low != 0
                ? high
                : wanted < CREDENTIALS ? CREDENTIALS - 1 : wanted < PRIVILEGED ? PRIVILEGED - 1 : HIGHEST;
        int size = last - first + 1;
        boolean random = policy == Policy.RANDOM
                || policy == Policy.MASQUERADE && settings.get(ConntrackConstant.RANDOM_PORT_START) != 0;
        return random ? atRandom(first, size, settings, ports) : inOrder(first, size, wanted, ports);
    }

    /** Whether the port last allocated belongs to a closing entry that has to end. */
    public boolean evicts() {
        return evicts;
    }

    private int inOrder(int first, int size, int wanted, Occupancy ports) {
        int start = policy == Policy.SEQUENTIAL ? wanted + 1 - first : rover;
        for (int i = 0; i < size; i++) {
            int offset = Math.floorMod(start + i, size);
            if (ports.isFree(first + offset)) {
                rover = offset;
                return first + offset;
            }
        }
        return NONE;
    }

    /** Rounds of ever fewer attempts, each from another random port. */
    private int atRandom(int first, int size, ConntrackSettings settings, Occupancy ports) {
        int most = (int) settings.get(ConntrackConstant.PORT_ATTEMPTS);
        int eager = (int) settings.get(ConntrackConstant.EVICT_ATTEMPTS);
        int attempts = most == 0 ? size : Math.min(size, most);
        while (true) {
            int start = dice.below(HIGHEST + 1, PORTS, searches++);
            for (int i = 0; i < attempts; i++) {
                int port = first + (start + i & HIGHEST) % size;
                boolean free = ports.isFree(port);
                if (free || attempts - i <= eager && ports.givesWay(port)) {
                    evicts = !free;
                    return port;
                }
            }
            if (attempts >= size || attempts < FEWEST_ATTEMPTS) {
                return NONE;
            }
            attempts /= 2;
        }
    }
}
