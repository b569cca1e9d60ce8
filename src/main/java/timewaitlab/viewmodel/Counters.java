package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/** Counters of hosts at a moment, by their nstat names. */
public final class Counters {
    private Counters() {}

    /** A counter: its value, and what the last verdict added. */
    public record Row(String host, String name, long value, long added) {}

    /** Counters of every host that are not 0 by this moment, and those that will not stay 0. */
    public static List<Row> at(Trace trace, long time) {
        List<Row> rows = new ArrayList<>();
        for (Party party : trace.parties()) {
            Map<String, Long> values = new TreeMap<>();
            trace.counters().getOrDefault(party.name(), Map.of()).keySet().forEach(name -> values.put(name, 0L));
            Map<String, Long> added = Map.of();
            for (Judged judged : trace.verdicts()) {
                if (judged.time() > time) {
                    break;
                }
                if (judged.at().equals(party.name())) {
                    judged.counters().forEach((name, count) -> values.merge(name, count, Long::sum));
                }
                added = judged.at().equals(party.name()) ? judged.counters() : Map.of();
            }
            for (Map.Entry<String, Long> value : values.entrySet()) {
                rows.add(new Row(
                        party.name(), value.getKey(), value.getValue(), added.getOrDefault(value.getKey(), 0L)));
            }
        }
        return rows;
    }

    /** Value of a counter just before a verdict. */
    static long before(Trace trace, Judged verdict, String name) {
        long value = 0;
        for (Judged judged : trace.verdicts()) {
            if (judged.id() == verdict.id()) {
                break;
            }
            value += judged.at().equals(verdict.at()) ? judged.counters().getOrDefault(name, 0L) : 0;
        }
        return value;
    }
}
