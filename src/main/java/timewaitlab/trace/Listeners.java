package timewaitlab.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/**
 * Gives every listener that judged a segment a state of its own. The engine records connections; a state diagram also
 * shows who waits for them.
 */
public final class Listeners {
    private Listeners() {}

    /** The same trace with a change from CLOSED to LISTEN for each listener that has none. */
    public static Trace in(Trace trace) {
        List<StateChange> states = new ArrayList<>(trace.states());
        for (Judged judged : trace.verdicts()) {
            boolean known = states.stream()
                    .anyMatch(change -> change.at().equals(judged.at()) && change.to() == TcpState.LISTEN);
            if (judged.stateBefore() == TcpState.LISTEN && !known) {
                change(trace, judged).ifPresent(states::add);
            }
        }
        states.sort(Comparator.comparingLong(TraceEvent::time));
        return trace.withStates(states);
    }

    private static Optional<StateChange> change(Trace trace, Judged judged) {
        if (!(judged.cause() instanceof Cause.BySegment by)) {
            return Optional.empty();
        }
        Optional<AppCall> listen = trace.calls().stream()
                .filter(call -> call.at().equals(judged.at()) && call.call().startsWith("listen"))
                .findFirst();
        return trace.legs().stream()
                .filter(leg -> leg.id() == by.leg())
                .findFirst()
                .map(leg -> new StateChange(
                        listen.map(AppCall::time).orElse(0L),
                        judged.at(),
                        listener(leg),
                        TcpState.CLOSED,
                        TcpState.LISTEN,
                        false,
                        listen.<Cause>map(call -> new Cause.ByCall(call.id())).orElse(judged.cause())));
    }

    private static FourTuple listener(Leg leg) {
        Endpoint local = new Endpoint(leg.segment().dst(), leg.segment().dstPort());
        return new FourTuple(local, new Endpoint(new AddressBook().any(), 0));
    }
}
