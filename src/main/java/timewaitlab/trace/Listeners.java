package timewaitlab.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        Set<String> known = new HashSet<>();
        states.stream()
                .filter(change -> change.to() == TcpState.LISTEN)
                .map(StateChange::at)
                .forEach(known::add);
        for (Judged judged : trace.verdicts()) {
            if (judged.stateBefore() == TcpState.LISTEN && !known.contains(judged.at())) {
                change(trace, judged).ifPresent(change -> {
                    states.add(change);
                    known.add(change.at());
                });
            }
        }
        if (states.size() == trace.states().size()) {
            return trace;
        }
        states.sort(Comparator.comparingLong(TraceEvent::time));
        return trace.withStates(states);
    }

    private static Optional<StateChange> change(Trace trace, Judged judged) {
        Optional<AppCall> listen = trace.calls().stream()
                .filter(call -> call.at().equals(judged.at()) && call.call().startsWith("listen"))
                .findFirst();
        return trace.leg(judged.cause())
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
