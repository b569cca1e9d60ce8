package timewaitlab.draw;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/** Where the sockets of one host stand at one instant, folded from the changes up to it. */
final class Standing {
    private static final int TRAIL = 5;

    private final Trace trace;
    private final String host;
    private final long time;
    private final Map<String, TcpState> states = new LinkedHashMap<>();
    private final List<StateChange> changes = new ArrayList<>();
    private final @Nullable String selected;

    Standing(Trace trace, String host, long time, @Nullable String wanted) {
        this.trace = trace;
        this.host = host;
        this.time = time;
        String last = null;
        StateChange listening = null;
        for (StateChange change : trace.states()) {
            if (change.time() > time) {
                break;
            }
            if (change.at().equals(host)) {
                last = change.socket().toString();
                states.put(last, change.to());
                listening = change.to() == TcpState.LISTEN ? change : listening;
            }
        }
        selected = wanted == null ? last : wanted;
        gather(selected, listening);
    }

    /** The changes of the selected socket; a connection that was born from a listener begins with the listener's. */
    private void gather(@Nullable String socket, @Nullable StateChange listening) {
        for (StateChange change : trace.states()) {
            if (change.time() > time) {
                break;
            }
            if (change.at().equals(host) && change.socket().toString().equals(socket)) {
                add(change, listening);
            }
        }
    }

    /** A new life of the same quadruplet begins anew: what the old one went through is not its history. */
    private void add(StateChange change, @Nullable StateChange listening) {
        if (change.from() == TcpState.CLOSED) {
            changes.clear();
            if (listening != null && change.to() == TcpState.SYN_RECV) {
                changes.add(listening);
            }
        }
        changes.add(change);
    }

    Optional<String> selected() {
        return Optional.ofNullable(selected);
    }

    /** The state of the selected socket. */
    TcpState here() {
        return selected == null ? TcpState.CLOSED : states.getOrDefault(selected, TcpState.CLOSED);
    }

    /** The last transitions of the selected socket, oldest first. */
    List<StateChange> trail() {
        return List.copyOf(changes.subList(Math.max(0, changes.size() - TRAIL), changes.size()));
    }

    /** States the selected socket has been in, without the present one. */
    Set<TcpState> visited() {
        Set<TcpState> visited = new LinkedHashSet<>();
        for (StateChange change : changes) {
            visited.add(drawnFrom(change));
            visited.add(change.to());
        }
        visited.remove(here());
        return visited;
    }

    /** A connection is made in SYN-RECV, out of the listener: that is where the diagram shows it coming from. */
    static TcpState drawnFrom(StateChange change) {
        return change.from() == TcpState.CLOSED && change.to() == TcpState.SYN_RECV ? TcpState.LISTEN : change.from();
    }

    /** How many other sockets are in each state. */
    Map<TcpState, Integer> others() {
        Map<TcpState, Integer> others = new EnumMap<>(TcpState.class);
        states.forEach((socket, state) -> {
            if (!socket.equals(selected) && state != TcpState.CLOSED) {
                others.merge(state, 1, Integer::sum);
            }
        });
        return others;
    }

    /** The state in which something was refused at this very instant. */
    Optional<TcpState> refused() {
        for (Judged judged : trace.verdicts()) {
            if (judged.time() > time) {
                break;
            }
            boolean dropped = judged.verdict().outcome().disposition() == Disposition.DROP;
            if (judged.time() == time && judged.at().equals(host) && dropped) {
                return Optional.of(judged.stateBefore());
            }
        }
        return Optional.empty();
    }

    /** What is left of a timer, and its length. */
    record Left(long left, long length) {}

    /** The running timer of this kind of the selected socket. */
    Optional<Left> timer(TimerKind kind) {
        for (TimerSpan span : trace.timers()) {
            boolean runs = Timers.isRunning(span, time);
            if (runs
                    && span.kind() == kind
                    && span.at().equals(host)
                    && span.subject().equals(selected)) {
                Timers.Running running = Timers.at(span, time);
                return Optional.of(new Left(Math.max(0, running.due() - time), running.due() - running.from()));
            }
        }
        return Optional.empty();
    }
}
