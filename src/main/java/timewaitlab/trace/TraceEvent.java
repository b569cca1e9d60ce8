package timewaitlab.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Side;
import timewaitlab.decide.Verdict;
import timewaitlab.nat.ConntrackState;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/** One fact of a run. Times are nanoseconds from its start. */
public sealed interface TraceEvent {
    /** When. */
    long time();

    /** Name of the party it happened at. */
    String at();

    /** What became of a segment on one leg of its way. */
    enum Fate {
        /** Arrived at a host, which judged it. */
        JUDGED,
        /** Arrived at a NAT, which forwarded it (another leg) or dropped it. */
        FORWARDED,
        /** Lost on the link. */
        LOST,
        /** Dropped by a filter, or by a NAT that could not map it. */
        FILTERED,
        /** Still on its way when the run ended. */
        IN_FLIGHT
    }

    /**
     * A segment on one link. A segment that crosses a NAT has one leg a link, tied by {@code rewrites}.
     *
     * @param id 1, 2, ... in order of sending
     * @param rewrites id of the leg this one continues, 0 for none
     * @param time when it was sent
     * @param at who sent it
     * @param arrived when it arrives; for a lost one, when it would have
     * @param to who gets it
     * @param retransmission whether this host sent the same sequence numbers on this connection before
     * @param cause why it was sent
     */
    record Leg(
            int id,
            int rewrites,
            long time,
            String at,
            long arrived,
            String to,
            Fate fate,
            Segment segment,
            boolean retransmission,
            Cause cause)
            implements TraceEvent {}

    /**
     * A verdict as it was reached.
     *
     * @param id 1, 2, ... in order of judging
     * @param socket the quadruplet or listener it concerns, as seen by the host
     * @param orphan whether the state before was FIN-WAIT-2 held as a time-wait entry
     * @param replies ids of the legs sent because of it, at once
     * @param counters nstat names and what was added
     * @param timer what happened to the socket's timer, such as {@code restart 60 s}; null for nothing
     * @param origins where the values came from: left and right side of each finding, in order
     */
    record Judged(
            int id,
            long time,
            String at,
            Cause cause,
            String socket,
            TcpState stateBefore,
            boolean orphan,
            Verdict<?> verdict,
            List<Integer> replies,
            Map<String, Long> counters,
            TcpState stateAfter,
            @Nullable String timer,
            List<Origin> origins)
            implements TraceEvent {
        public Judged {
            origins = origins instanceof Origins ? origins : List.copyOf(origins);
        }

        /** A verdict of which nobody kept where its values came from. */
        public Judged(
                int id,
                long time,
                String at,
                Cause cause,
                String socket,
                TcpState stateBefore,
                boolean orphan,
                Verdict<?> verdict,
                List<Integer> replies,
                Map<String, Long> counters,
                TcpState stateAfter,
                @Nullable String timer) {
            this(
                    id,
                    time,
                    at,
                    cause,
                    socket,
                    stateBefore,
                    orphan,
                    verdict,
                    replies,
                    counters,
                    stateAfter,
                    timer,
                    List.of());
        }

        /** Where one side of this finding, by its place in the proof, came from. */
        public Origin originOf(int finding, Side side) {
            int place = 2 * finding + (side == Side.LEFT ? 0 : 1);
            return place < origins.size() ? origins.get(place) : Origin.UNKNOWN;
        }
    }

    /**
     * What a NAT's connection tracking decided about a segment.
     *
     * @param id numbered on from the last host's verdict
     * @param connection the mapping, {@code inside -> outside}; empty when there is none
     * @param counters names of {@code conntrack -S} and what was added
     */
    record Tracked(
            int id,
            long time,
            String at,
            Cause cause,
            String connection,
            ConntrackState before,
            Verdict<?> verdict,
            Map<String, Long> counters,
            ConntrackState after)
            implements TraceEvent {
        /** The decision as a verdict on the segment; its socket is the mapping, and a TCP state it has none. */
        Judged asVerdict() {
            return new Judged(
                    id,
                    time,
                    at,
                    cause,
                    connection,
                    TcpState.CLOSED,
                    false,
                    verdict,
                    List.of(),
                    counters,
                    TcpState.CLOSED,
                    null);
        }
    }

    /** A socket changed its state. {@code CLOSED} before: it was made; after: it is gone. */
    record StateChange(long time, String at, FourTuple socket, TcpState from, TcpState to, boolean orphan, Cause cause)
            implements TraceEvent {}

    /**
     * An application call and its answer.
     *
     * @param id 1, 2, ... in order of calling
     * @param call such as {@code connect 198.51.100.9:80}
     * @param result {@code OK}, an errno name, or {@code pending} when the run ended first
     * @param took nanoseconds until it returned
     */
    record AppCall(int id, long time, String at, String call, String result, long took) implements TraceEvent {}

    /** What a timer band shows. */
    enum TimerKind {
        TIME_WAIT,
        FIN_WAIT_2,
        PEER_MEMORY,
        NAT_MAPPING,
        KEEPALIVE,
        RETRANSMIT
    }

    /**
     * A span of time in which a timer or a memory was running, with the moments it was restarted.
     *
     * @param subject the quadruplet or remote address it belongs to
     * @param value what is remembered ({@code 1105802}) or the length ({@code 60 s}), for the label
     * @param due when it would end if nothing happened after the last restart
     * @param ended when it ended, or -1 when it was still running at the end of the run
     */
    record TimerSpan(
            long time,
            String at,
            TimerKind kind,
            String subject,
            String value,
            long due,
            long ended,
            List<Restart> restarts)
            implements TraceEvent {
        /** A restart, with the new value and end. */
        public record Restart(long time, String value, long due) {}
    }

    /**
     * What a party remembered of one thing after an event that changed it.
     *
     * @param subject names it: a quadruplet, a listener, an address, or the two quadruplets of a mapping
     * @param tuples its quadruplets, as the party sees them: one of a socket, inside and outside of a mapping
     * @param cause the event
     */
    record Kept(long time, String at, String subject, List<FourTuple> tuples, Memory memory, Cause cause)
            implements TraceEvent {
        public Kept {
            tuples = List.copyOf(tuples);
        }
    }

    /** A counter of a host moved: its nstat name, and its value after the event. */
    record Counted(long time, String at, String name, long value, Cause cause) implements TraceEvent {}
}
