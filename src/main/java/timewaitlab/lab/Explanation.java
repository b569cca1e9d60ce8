package timewaitlab.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.wire.Address;
import timewaitlab.wire.Segment;

/**
 * A capture as one host of it judged it, compared with what that host really sent.
 *
 * @param capture name of the file
 * @param segments every segment that reached or left the host, in the order of the capture
 * @param trace the capture as a run: legs are captured segments, verdicts are the engine's own
 * @param agreements by leg of the trace, for segments that reached the host
 */
public record Explanation(
        String capture,
        List<Address> hosts,
        KernelProfile profile,
        List<Explained> segments,
        Summary summary,
        Inferred inferred,
        Trace trace,
        Map<Integer, Agreement> agreements) {
    public Explanation {
        hosts = List.copyOf(hosts);
        segments = List.copyOf(segments);
        agreements = Map.copyOf(agreements);
    }

    /** What the model and the recording say to each other. */
    public enum Agreement {
        /** One answer was possible, and it was given. */
        AGREES,
        /** Any answer would have been accepted. */
        FREE,
        /** What was sent, or not sent, was not possible. */
        CONTRADICTS,
        /** Several answers were possible. */
        CANNOT_TELL
    }

    /** Why several answers were possible. */
    public enum Doubt {
        CAPTURE_STARTS_LATE,
        APP_UNKNOWN,
        QUEUE_UNKNOWN,
        TIMER_EDGE,
        CLOCK_PHASE,
        FILTER_OR_ROUTE,
        CAPTURE_ENDS,
        CHECKSUM_CUT,
        HASH_SALT
    }

    /** A captured segment that answers another one. */
    public record Observed(int frame, ReplyKind kind) {}

    /**
     * Why the host sent a segment: exactly one of the three.
     *
     * @param frame the frame it answers, or 0
     */
    public record By(
            int frame, @Nullable String timer, @Nullable String call) {
        static By segment(int frame) {
            return new By(frame, null, null);
        }

        static By timer(String name) {
            return new By(0, name, null);
        }

        static By call(String name) {
            return new By(0, null, name);
        }
    }

    /**
     * One segment.
     *
     * @param time nanoseconds since the first frame
     * @param leg its leg in the trace
     * @param judged what the engine decided; null for what the host sent, and where it could not be asked
     * @param observed what the host sent because of it
     * @param agreement of what reached the host; null for what it sent
     * @param doubt why it cannot be told; null otherwise
     * @param note what contradicts, in words; empty otherwise
     * @param by why it was sent; null for what reached the host, and for what nothing explains
     */
    public record Explained(
            int frame,
            long time,
            boolean inbound,
            Segment segment,
            int leg,
            @Nullable Judged judged,
            List<Observed> observed,
            @Nullable Agreement agreement,
            @Nullable Doubt doubt,
            String note,
            @Nullable By by) {
        public Explained {
            observed = List.copyOf(observed);
        }
    }

    /** How many of each; the middle four add up to {@code inbound}. */
    public record Summary(
            int inbound, int outbound, int agrees, int free, int contradicts, int cannotTell, int unattributed) {}

    /** What the recording says about clocks and about who shares an address. */
    public record Inferred(List<Clock> clocks, List<BehindNat> behindNat) {
        /** Ticks a second of this address's timestamps, where they show a usual rate. */
        Optional<Integer> hz(Address address) {
            return clocks.stream()
                    .filter(clock -> clock.address().equals(address))
                    .map(Clock::hz)
                    .findFirst();
        }

        public Inferred {
            clocks = List.copyOf(clocks);
            behindNat = List.copyOf(behindNat);
        }
    }

    /** The timestamp clock behind an address: ticks a second, and its value when the capture begins. */
    public record Clock(Address address, int hz, long offset) {}

    /** Several hosts share an address. */
    public record BehindNat(Address address, int hosts, String evidence) {}
}
