package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Counted;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Tracked;

/** Counters of hosts and NATs at a moment, by their nstat names. */
public final class Counters {
    private Counters() {}

    /**
     * A counter: its value, what this moment added, and which event moved it last.
     *
     * @param kernel the kernel that counts it, as it is called on the screen
     */
    public record Row(String host, String kernel, String name, long value, long added, Optional<Provenance> origin) {}

    /** Every counter that moves in this run and whose name contains {@code filter}, in either case. */
    public static List<Row> at(TraceIndex index, long time, String filter) {
        List<Row> rows = new ArrayList<>();
        String wanted = filter.strip().toLowerCase(Locale.ROOT);
        for (Party party : index.trace().parties()) {
            List<Row> all = new ArrayList<>(party.kind().isBox() ? List.of() : counted(index, party, time));
            if (party.tracks()) {
                all.addAll(tracked(index.trace(), party, time));
            }
            all.stream()
                    .filter(row -> row.name().toLowerCase(Locale.ROOT).contains(wanted))
                    .forEach(rows::add);
        }
        return rows;
    }

    private static List<Row> counted(TraceIndex index, Party party, long time) {
        List<Row> rows = new ArrayList<>();
        Memories memories = index.memories();
        Provenance.Finder origins = new Provenance.Finder(index, false);
        for (String name : new TreeSet<>(memories.counterNames(party.name()))) {
            Optional<Counted> last = memories.counted(party.name(), name, time);
            long value = last.map(Counted::value).orElse(0L);
            long before = memories.counted(party.name(), name, time - 1)
                    .map(Counted::value)
                    .orElse(0L);
            rows.add(new Row(
                    party.name(),
                    Numbers.kernel(party.kernel()),
                    name,
                    value,
                    value - before,
                    last.map(each -> origins.of(each.cause(), each.time()))));
        }
        return rows;
    }

    private static List<Row> tracked(Trace trace, Party party, long time) {
        Map<String, Long> values = new TreeMap<>();
        Map<String, Long> added = new TreeMap<>();
        for (Tracked tracked : trace.tracked()) {
            if (tracked.at().equals(party.name())) {
                tracked.counters().forEach((name, count) -> {
                    values.merge(name, tracked.time() <= time ? count : 0, Long::sum);
                    added.merge(name, tracked.time() == time ? count : 0, Long::sum);
                });
            }
        }
        List<Row> rows = new ArrayList<>();
        values.forEach((name, value) -> rows.add(new Row(
                party.name(),
                Numbers.kernel(party.kernel()),
                name,
                value,
                added.getOrDefault(name, 0L),
                Optional.empty())));
        return rows;
    }

    /** Value of a counter just before a verdict. */
    static long before(Trace trace, Judged verdict, String name) {
        long value = 0;
        if (trace.atNat(verdict).isPresent()) {
            return trace.tracked().stream()
                    .takeWhile(tracked -> tracked.id() != verdict.id())
                    .filter(tracked -> tracked.at().equals(verdict.at()))
                    .mapToLong(tracked -> tracked.counters().getOrDefault(name, 0L))
                    .sum();
        }
        for (Judged judged : trace.verdicts()) {
            if (judged.id() == verdict.id()) {
                break;
            }
            value += judged.at().equals(verdict.at()) ? judged.counters().getOrDefault(name, 0L) : 0;
        }
        return value;
    }
}
