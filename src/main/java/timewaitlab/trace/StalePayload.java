package timewaitlab.trace;

import java.util.Optional;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;

/**
 * Old data in a new connection. Every payload is known by the write() that made it; data that a connection takes though
 * it was written before that connection began belongs to an earlier one of the same quadruplet: RFC 793 section 3.3,
 * "old duplicates", and the first of the two reasons for TIME-WAIT.
 */
public final class StalePayload {
    private static final long TAKES = Effect.bits(Effect.TAKE_DATA, Effect.QUEUE_OUT_OF_ORDER);

    private StalePayload() {}

    /** The write() that made what this verdict gave to the application, where that was for an earlier connection. */
    public static Optional<AppCall> in(Trace trace, Judged judged) {
        if ((judged.verdict().outcome().effects() & TAKES) == 0) {
            return Optional.empty();
        }
        return trace.leg(judged.cause())
                .flatMap(leg -> writtenBy(trace, leg))
                .filter(write -> write.time() < beginning(trace, judged));
    }

    /** How many bytes of earlier connections this host's applications were given. */
    public static long bytes(Trace trace, String host) {
        return trace.verdicts().stream()
                .filter(judged -> judged.at().equals(host) && in(trace, judged).isPresent())
                .flatMap(judged -> trace.leg(judged.cause()).stream())
                .mapToLong(leg -> leg.segment().length())
                .sum();
    }

    /** The write() whose data this leg carries; nothing for a segment without data, a crafted or a captured one. */
    public static Optional<AppCall> writtenBy(Trace trace, Leg leg) {
        return trace.calls().stream()
                .filter(call ->
                        leg.segment().length() > 0 && call.id() == leg.segment().payload())
                .findFirst();
    }

    /** When the socket that judged came to be: 0 where that was before the run. */
    private static long beginning(Trace trace, Judged judged) {
        return trace.states().stream()
                .filter(change -> change.at().equals(judged.at())
                        && change.time() <= judged.time()
                        && (change.to() == TcpState.SYN_RECV || change.to() == TcpState.SYN_SENT)
                        && change.socket().toString().equals(judged.socket()))
                .mapToLong(StateChange::time)
                .max()
                .orElse(0);
    }
}
