package timewaitlab.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/** The timers of a run while it goes on: which were set, set again, and ended. */
final class TimerSpans {
    private final List<Open> all = new ArrayList<>();
    private final Map<Name, Open> running = new HashMap<>();

    /** Whose timer it is: a machine, a kind, and the socket, mapping or peer it belongs to. */
    record Name(String at, TimerKind kind, String subject) {}

    private static final class Open {
        private final Name name;
        private final long time;
        private final String value;
        private List<TimerSpan.Restart> restarts = List.of();
        private long due;
        private long ended = -1;

        private Open(Name name, long time, String value, long due) {
            this.name = name;
            this.time = time;
            this.value = value;
            this.due = due;
        }

        private TimerSpan close(long until) {
            long end = ended < 0 && due <= until ? due : ended;
            return new TimerSpan(time, name.at, name.kind, name.subject, value, due, end, List.copyOf(restarts));
        }
    }

    /** A timer was set, or set again. */
    void set(long now, Name name, String value, long due) {
        Open open = running.get(name);
        if (open == null) {
            Open made = new Open(name, now, value, due);
            running.put(name, made);
            all.add(made);
        } else if (open.due != due || !open.value.equals(value)) {
            open.due = due;
            open.restarts = open.restarts.isEmpty() ? new ArrayList<>() : open.restarts;
            open.restarts.add(new TimerSpan.Restart(now, value, due));
        }
    }

    /** A timer ended. */
    void ended(long now, Name name) {
        Open open = running.remove(name);
        if (open != null) {
            open.ended = Math.min(now, open.due);
        }
    }

    /** All of them. One that nobody looked after ended when it was due. */
    List<TimerSpan> close(long until) {
        return all.stream().map(open -> open.close(until)).toList();
    }
}
