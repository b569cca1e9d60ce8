package timewaitlab.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import timewaitlab.base.SimTime;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/** A run at one instant, around one segment: which verdict was the last one, which host and socket it is about. */
final class Moment {
    private final Trace trace;
    private final long time;
    private final Optional<Leg> first;
    private final Optional<Leg> last;

    /** @param selected id of any leg of the segment, 0 for none */
    Moment(Trace trace, long time, int selected) {
        this.trace = trace;
        this.time = Math.min(time, trace.until());
        first = leg(selected).map(this::start);
        last = first.map(this::end);
    }

    /** Nanoseconds; at most the end of the run. */
    long time() {
        return time;
    }

    /** The same for a ladder, which has no playhead at the end of the run. */
    long playhead() {
        return time == trace.until() ? SimTime.NEVER : time;
    }

    /** Id of the selected segment's first leg, 0 for none. */
    int selected() {
        return first.map(Leg::id).orElse(0);
    }

    Optional<Leg> leg(int id) {
        return trace.leg(id);
    }

    /** What was said to the selected segment, else the last verdict so far. */
    Optional<Judged> explained() {
        if (last.isPresent()) {
            return trace.verdicts().stream()
                    .filter(judged -> judged.cause() instanceof Cause.BySegment by
                            && by.leg() == last.get().id())
                    .findFirst();
        }
        return trace.verdicts().stream().filter(judged -> judged.time() <= time).reduce((one, other) -> other);
    }

    /** The host that verdict was reached at; where there is none, the one looked at first. */
    String host() {
        return explained()
                .map(Judged::at)
                .or(() -> trace.principal().map(Party::name))
                .orElse("");
    }

    /** Names of the hosts of this kind, from left to right. */
    List<String> hosts(Party.Kind kind) {
        return trace.parties().stream()
                .filter(party -> party.kind() == kind)
                .map(Party::name)
                .toList();
    }

    /** How late this host changed a state, as far as that has happened; -1 for never. */
    long lastChange(String host) {
        return trace.states().stream()
                .filter(change -> change.at().equals(host) && change.time() <= time)
                .mapToLong(StateChange::time)
                .max()
                .orElse(-1);
    }

    /** Whether the segment in focus starts or ends here. */
    boolean concerns(String host) {
        return focus().filter(leg -> leg.at().equals(host)).isPresent()
                || focus().map(this::end).filter(leg -> leg.to().equals(host)).isPresent();
    }

    /**
     * The socket a state diagram of this host follows: the one of the segment in focus, or the listener where that
     * segment met no socket; empty for the one that changed last.
     */
    Optional<String> socket(String host) {
        Optional<FourTuple> socket = ofFocus(host);
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        boolean existed = changes(host).anyMatch(change -> change.socket().equals(socket.get()));
        return existed ? socket.map(FourTuple::toString) : listener(host);
    }

    /** First leg of the selected segment, else of the one that is judged at this very instant. */
    private Optional<Leg> focus() {
        return first.or(() -> explained()
                .filter(judged -> judged.time() == time)
                .flatMap(judged -> trace.leg(judged.cause()))
                .map(this::start));
    }

    private Optional<FourTuple> ofFocus(String host) {
        return focus().filter(leg -> leg.at().equals(host))
                .map(leg -> new FourTuple(source(leg), target(leg)))
                .or(() -> focus().map(this::end)
                        .filter(leg -> leg.to().equals(host))
                        .map(leg -> new FourTuple(target(leg), source(leg))));
    }

    private Optional<String> listener(String host) {
        return changes(host)
                .filter(change -> change.to() == TcpState.LISTEN)
                .map(change -> change.socket().toString())
                .reduce((one, other) -> other);
    }

    private Stream<StateChange> changes(String host) {
        return trace.states().stream()
                .filter(change -> change.time() <= time && change.at().equals(host));
    }

    private Leg start(Leg leg) {
        Leg start = leg;
        for (Optional<Leg> before = leg(start.rewrites()); before.isPresent(); before = leg(start.rewrites())) {
            start = before.get();
        }
        return start;
    }

    private Leg end(Leg leg) {
        Leg end = leg;
        for (Leg next : trace.legs()) {
            end = next.rewrites() == end.id() ? next : end;
        }
        return end;
    }

    private static Endpoint source(Leg leg) {
        return new Endpoint(leg.segment().src(), leg.segment().srcPort());
    }

    private static Endpoint target(Leg leg) {
        return new Endpoint(leg.segment().dst(), leg.segment().dstPort());
    }
}
