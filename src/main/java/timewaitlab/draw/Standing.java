package timewaitlab.draw;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Census;
import timewaitlab.trace.Keyframes;
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
    private final Map<String, StateChange> open;
    private final List<StateChange> changes = new ArrayList<>();
    private final @Nullable String selected;

    Standing(Trace trace, Keyframes keyframes, String host, long time, @Nullable String wanted) {
        this.trace = trace;
        this.host = host;
        this.time = time;
        open = keyframes.at(host, time).open();
        selected = wanted == null
                ? keyframes
                        .last(host, time)
                        .map(change -> change.socket().toString())
                        .orElse(null)
                : wanted;
        if (selected != null) {
            StateChange listening = open.values().stream()
                    .filter(change -> change.to() == TcpState.LISTEN)
                    .reduce((one, other) -> other)
                    .orElse(null);
            // A connection that was born from a listener begins with the listener's own change.
            keyframes.history(host, selected, time).forEach(change -> add(change, listening));
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
        StateChange last = selected == null ? null : open.get(selected);
        return last == null ? TcpState.CLOSED : last.to();
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

    /** How many other sockets are in each state: as counted, where not all of them were written down. */
    Map<TcpState, Integer> others() {
        Map<TcpState, Integer> others = new EnumMap<>(TcpState.class);
        if (!trace.plan().isComplete() && !trace.census().isEmpty()) {
            for (TcpState state : Census.STATES) {
                int count = (int) trace.census().value(host, state.label(), time) - (state == here() ? 1 : 0);
                if (count > 0) {
                    others.put(state, count);
                }
            }
            return others;
        }
        open.forEach((socket, change) -> {
            if (!socket.equals(selected)) {
                others.merge(change.to(), 1, Integer::sum);
            }
        });
        return others;
    }

    /** The state in which something was refused at this very instant. */
    Optional<TcpState> refused() {
        List<Judged> verdicts = trace.verdicts();
        for (int i = firstAt(verdicts); i < verdicts.size() && verdicts.get(i).time() == time; i++) {
            Judged judged = verdicts.get(i);
            boolean dropped = judged.verdict().outcome().disposition() == Disposition.DROP;
            if (judged.at().equals(host) && dropped) {
                return Optional.of(judged.stateBefore());
            }
        }
        return Optional.empty();
    }

    private int firstAt(List<Judged> verdicts) {
        int low = 0;
        int high = verdicts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (verdicts.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
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
