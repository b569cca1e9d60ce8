package timewaitlab.trace;

import java.util.List;

/**
 * What of a run is written down, chosen before it. The digest is the same for every plan, so one second or one
 * connection of a run too large to be kept is opened by running it again.
 *
 * @param from the first nanosecond that is written down
 * @param until the first one that no more is
 * @param connections the connections that are, as {@link timewaitlab.wire.FourTuple} prints them, seen from either end,
 *     or one end of them, such as {@code 10.0.0.1:40000} or {@code :40000}; what a NAT makes of them is followed. Empty
 *     for all of them
 */
public record RecordingPlan(long from, long until, List<String> connections) {
    /** Segments written down at most where not everything is: then the writing ends, and the plan says when. */
    public static final int MOST_SEGMENTS = 200_000;

    /** Everything. */
    public static final RecordingPlan ALL = new RecordingPlan(0, Long.MAX_VALUE, List.of());
    /** Counters and digest only. */
    public static final RecordingPlan TALLY = new RecordingPlan(0, 0, List.of());

    public RecordingPlan {
        connections = List.copyOf(connections);
    }

    /** What happens from this time on, until that. Nanoseconds. */
    public static RecordingPlan window(long from, long until) {
        return new RecordingPlan(from, until, List.of());
    }

    /** All that happens to these connections. */
    public static RecordingPlan connections(List<String> connections) {
        return new RecordingPlan(0, Long.MAX_VALUE, connections);
    }

    /** The same up to this nanosecond at most. */
    RecordingPlan until(long end) {
        return end >= until ? this : new RecordingPlan(from, Math.max(from, end), connections);
    }

    /** Whether nothing at all is written down. */
    public boolean isSilent() {
        return from >= until;
    }

    /** Whether everything is. */
    public boolean isComplete() {
        return from <= 0 && until == Long.MAX_VALUE && connections.isEmpty();
    }

    /** Whether what happens at this time may be written down. */
    public boolean isOpen(long time) {
        return time >= from && time < until;
    }
}
