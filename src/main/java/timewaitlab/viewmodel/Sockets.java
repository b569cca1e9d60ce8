package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.wire.FourTuple;

/** Which sockets a host has at a moment, and which of them is followed. */
public final class Sockets {
    private final TraceIndex index;

    public Sockets(TraceIndex index) {
        this.index = index;
    }

    /** A socket at a moment: its last change of state. */
    public record Snapshot(FourTuple socket, TcpState state, boolean orphan, long since) {
        public boolean isListener() {
            return state == TcpState.LISTEN;
        }
    }

    /** Sockets of this host that exist at this moment, oldest first. */
    public List<Snapshot> at(String host, long time) {
        return index.keyframes().at(host, time).open().values().stream()
                .map(change -> new Snapshot(change.socket(), change.to(), change.orphan(), change.time()))
                .toList();
    }

    /**
     * The socket of this host that is followed: the one the selected segment belongs to, else the listener, or the one
     * that changed last.
     */
    public Optional<FourTuple> followed(String host, int journey, long time) {
        Optional<FourTuple> selected = ofJourney(host, journey);
        if (selected.isPresent() && existed(host, selected.get(), time)) {
            return selected;
        }
        if (selected.isPresent()) {
            return listener(host, time).or(() -> lastChanged(host, time));
        }
        return lastChanged(host, time);
    }

    /** The quadruplet the selected segment has at this host, when it starts or ends there. */
    public Optional<FourTuple> ofJourney(String host, int journey) {
        Optional<Leg> first = index.leg(journey).filter(leg -> leg.at().equals(host));
        if (first.isPresent()) {
            return first.map(leg -> TraceIndex.tuple(leg, false));
        }
        return index.lastLeg(journey).filter(leg -> leg.to().equals(host)).map(leg -> TraceIndex.tuple(leg, true));
    }

    /** Changes of state of this socket up to this moment, oldest first; a listener's own for the listener. */
    public List<StateChange> history(String host, FourTuple socket, long time) {
        return index.keyframes().history(host, socket.toString(), time);
    }

    /** The timer that runs for this subject at this moment. */
    public Optional<TimerSpan> timer(String host, String subject, long time) {
        Trace trace = index.trace();
        return trace.timers().stream()
                .filter(span -> span.at().equals(host) && span.subject().equals(subject))
                .filter(span -> span.time() <= time && (span.ended() < 0 || time < span.ended()))
                .reduce((one, other) -> other);
    }

    /** When this timer would end, as known at this moment. */
    public static long due(TimerSpan span, long time) {
        long due = span.due();
        boolean restarted = false;
        for (TimerSpan.Restart restart : span.restarts()) {
            if (restart.time() <= time) {
                due = restart.due();
                restarted = true;
            }
        }
        return restarted || span.restarts().isEmpty() ? due : Math.min(due, span.due());
    }

    private boolean existed(String host, FourTuple socket, long time) {
        return !history(host, socket, time).isEmpty();
    }

    private Optional<FourTuple> listener(String host, long time) {
        return at(host, time).stream()
                .filter(Snapshot::isListener)
                .map(Snapshot::socket)
                .findFirst();
    }

    private Optional<FourTuple> lastChanged(String host, long time) {
        return index.keyframes().last(host, time).map(StateChange::socket);
    }
}
