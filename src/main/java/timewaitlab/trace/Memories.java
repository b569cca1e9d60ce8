package timewaitlab.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.trace.TraceEvent.Counted;
import timewaitlab.trace.TraceEvent.Kept;

/**
 * What parties remembered at any moment of a trace, and which event made it so. A moment is found by halving, whatever
 * its distance from the start. Immutable.
 */
public final class Memories {
    private final Map<String, Map<String, List<Kept>>> rows = new HashMap<>();
    private final Map<String, Map<String, List<Counted>>> counters = new HashMap<>();

    private Memories(Trace trace) {
        for (Kept kept : trace.kept()) {
            rows.computeIfAbsent(kept.at(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(kept.subject(), any -> new ArrayList<>())
                    .add(kept);
        }
        for (Counted counted : trace.counted()) {
            counters.computeIfAbsent(counted.at(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(counted.name(), any -> new ArrayList<>())
                    .add(counted);
        }
    }

    /** Those of this trace. */
    public static Memories of(Trace trace) {
        return new Memories(trace);
    }

    /** What this party remembered of this subject; empty when nothing. */
    public Optional<Kept> at(String party, String subject, long time) {
        List<Kept> history = history(party, subject);
        int last = lastAt(history, time);
        return last < 0 || isOver(history.get(last), time) ? Optional.empty() : Optional.of(history.get(last));
    }

    /** Everything of this kind that the party remembered, in the order in which it came to know it. */
    public List<Kept> all(String party, Memory.Kind kind, long time) {
        List<Kept> found = new ArrayList<>();
        for (String subject : rows.getOrDefault(party, Map.of()).keySet()) {
            at(party, subject, time)
                    .filter(kept -> kept.memory().kind() == kind)
                    .ifPresent(found::add);
        }
        return found;
    }

    /** What was remembered of the same subject just before; empty when nothing was. */
    public Optional<Kept> before(Kept kept) {
        List<Kept> history = history(kept.at(), kept.subject());
        int place = history.indexOf(kept) - 1;
        return place < 0 || history.get(place).memory().isGone() ? Optional.empty() : Optional.of(history.get(place));
    }

    /** What was remembered before everything that happened at the moment of {@code kept}. */
    public Optional<Kept> beforeMomentOf(Kept kept) {
        List<Kept> history = history(kept.at(), kept.subject());
        int place = lastAt(history, kept.time() - 1);
        return place < 0 || history.get(place).memory().isGone() ? Optional.empty() : Optional.of(history.get(place));
    }

    /** The oldest row since which this field has had the value it has in {@code kept}. */
    public Kept setBy(Kept kept, Field field) {
        List<Kept> history = history(kept.at(), kept.subject());
        Kept since = kept;
        for (int i = history.indexOf(kept) - 1; i >= 0; i--) {
            Memory memory = history.get(i).memory();
            if (!memory.has(field) || memory.get(field) != kept.memory().get(field)) {
                return since;
            }
            since = history.get(i);
        }
        return since;
    }

    /** Every row of this subject, oldest first. */
    public List<Kept> history(String party, String subject) {
        return rows.getOrDefault(party, Map.of()).getOrDefault(subject, List.of());
    }

    /** Counters of a host by this moment, by nstat name; those that never moved are absent. */
    public Map<String, Long> counters(String host, long time) {
        Map<String, Long> values = new LinkedHashMap<>();
        counters.getOrDefault(host, Map.of())
                .keySet()
                .forEach(name -> counted(host, name, time).ifPresent(last -> values.put(name, last.value())));
        return values;
    }

    /** Names of the counters of a host that move at any time. */
    public List<String> counterNames(String host) {
        return List.copyOf(counters.getOrDefault(host, Map.of()).keySet());
    }

    /** The last move of a counter up to this moment. */
    public Optional<Counted> counted(String host, String name, long time) {
        List<Counted> history = counters.getOrDefault(host, Map.of()).getOrDefault(name, List.of());
        int last = lastAt(history, time);
        return last < 0 ? Optional.empty() : Optional.of(history.get(last));
    }

    /** An entry of connection tracking is over when its time has passed, whoever notices. */
    private static boolean isOver(Kept kept, long time) {
        Memory memory = kept.memory();
        return memory.isGone() || memory.has(Field.TIMEOUT_DUE) && memory.get(Field.TIMEOUT_DUE) <= time;
    }

    private static int lastAt(List<? extends TraceEvent> history, long time) {
        int low = 0;
        int high = history.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (history.get(middle).time() <= time) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
