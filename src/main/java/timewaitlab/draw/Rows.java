package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import timewaitlab.decide.Disposition;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/**
 * The rows of a ladder. Events of one instant share a row on different lifelines; on one lifeline each has its own,
 * except that a segment leaves in the row of the arrival that caused it.
 */
final class Rows {
    private static final long MILLISECOND = 1_000_000;

    /** A timer that ran this long has an end worth a row; the end of a shorter one is a detail of its silence. */
    private static final long WORTH_A_ROW = 2_000_000_000L;

    /**
     * An instant at which something happens.
     *
     * @param count rows it takes
     * @param atHost whether anything happens at a host; a passage through a NAT is only a bend
     * @param hangs whether a verdict chip hangs below it, or the words of a timer
     * @param mapping whether the first segment of a NAT mapping leaves, with its rewrite above it
     */
    record Row(long time, int count, boolean atHost, boolean hangs, boolean mapping) {
        private Row with(Row other) {
            return new Row(
                    time,
                    Math.max(count, other.count),
                    atHost || other.atHost,
                    hangs || other.hangs,
                    mapping || other.mapping);
        }
    }

    private record End(long time, String party, int index, boolean arrival) {}

    private final List<Leg> legs;
    private final int[] sent;
    private final int[] arrived;
    private final Set<Long> atHost = new HashSet<>();
    private final Map<Long, Integer> counts = new HashMap<>();
    private List<Row> rows = List.of();
    private boolean fine;

    private Rows(List<Leg> legs) {
        this.legs = legs;
        sent = new int[legs.size()];
        arrived = new int[legs.size()];
    }

    static Rows of(Trace trace) {
        Rows rows = new Rows(trace.legs());
        rows.assign(trace.parties());
        rows.addMoments(trace);
        rows.finish(trace);
        return rows;
    }

    /** All rows in order of time. */
    List<Row> all() {
        return rows;
    }

    /** Whether anything happens twice within a millisecond. */
    boolean areFine() {
        return fine;
    }

    /** The rows from one time to another, both included. */
    List<Row> between(long from, long to) {
        int first = firstFrom(from);
        int end = to == Long.MAX_VALUE ? rows.size() : firstFrom(to + 1);
        return rows.subList(first, Math.max(first, end));
    }

    private int firstFrom(long time) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The rows of two runs as one: each instant has room for what either does then. */
    static List<Row> merged(List<Row> one, List<Row> other) {
        TreeMap<Long, Row> merged = new TreeMap<>();
        one.forEach(row -> merged.put(row.time(), row));
        other.forEach(row -> merged.merge(row.time(), row, Row::with));
        return List.copyOf(merged.values());
    }

    /** Row within its instant in which this leg leaves. */
    int sent(int index) {
        return sent[index];
    }

    /** Row within its instant in which this leg arrives. */
    int arrived(int index) {
        return arrived[index];
    }

    private void assign(List<Party> parties) {
        Set<String> hosts = new HashSet<>();
        for (Party party : parties) {
            if (!party.kind().isBox()) {
                hosts.add(party.name());
            }
        }
        List<End> ends = new ArrayList<>(legs.size() * 2);
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            ends.add(new End(leg.time(), leg.at(), i, false));
            if (leg.fate() == Fate.JUDGED || leg.fate() == Fate.FORWARDED || leg.fate() == Fate.FILTERED) {
                ends.add(new End(leg.arrived(), leg.to(), i, true));
            }
        }
        ends.sort(
                Comparator.comparingLong(End::time).thenComparingInt(End::index).thenComparing(End::arrival));
        for (int from = 0, to; from < ends.size(); from = to) {
            long time = ends.get(from).time();
            to = from;
            while (to < ends.size() && ends.get(to).time() == time) {
                to++;
            }
            List<End> instant = ends.subList(from, to);
            counts.put(time, instant.stream().anyMatch(this::tookNoTime) ? walk(instant) : share(instant));
            if (instant.stream().anyMatch(end -> hosts.contains(end.party()))) {
                atHost.add(time);
            }
        }
    }

    /** Whether this is the arrival of what left in the same instant: in a capture, which knows of no way. */
    private boolean tookNoTime(End end) {
        return end.arrival() && legs.get(end.index()).time() == end.time();
    }

    /** Rows of one instant in which something leaves and arrives: what follows from something stands below it. */
    private int walk(List<End> instant) {
        Map<String, Integer> next = new HashMap<>();
        Map<Integer, Integer> rowOfArrival = new HashMap<>();
        Set<Integer> answered = new HashSet<>();
        int count = 0;
        for (End end : instant) {
            int row = next.getOrDefault(end.party(), 0);
            if (end.arrival()) {
                row = tookNoTime(end) ? Math.max(row, sent[end.index()]) : row;
                arrived[end.index()] = row;
                rowOfArrival.put(legs.get(end.index()).id(), row);
            } else {
                int cause = causeOf(legs.get(end.index()));
                boolean latest = rowOfArrival.getOrDefault(cause, -1) == row - 1;
                row -= row > 0 && latest && answered.add(cause) ? 1 : 0;
                sent[end.index()] = row;
            }
            next.put(end.party(), row + 1);
            count = Math.max(count, row + 1);
        }
        return count;
    }

    /** Rows of one instant: as many as the lifeline needs on which most happens. */
    private int share(List<End> instant) {
        if (instant.size() == 1) {
            return 1;
        }
        Map<String, List<End>> lifelines = new HashMap<>();
        instant.forEach(end -> lifelines
                .computeIfAbsent(end.party(), any -> new ArrayList<>(2))
                .add(end));
        int count = 1;
        for (List<End> lifeline : lifelines.values()) {
            lifeline.sort(Comparator.comparing((End end) -> !end.arrival()).thenComparingInt(End::index));
            count = Math.max(count, shareOne(lifeline));
        }
        return count;
    }

    /** On one lifeline: arrivals in order, then departures, each with its cause if that is free. */
    private int shareOne(List<End> ends) {
        Map<Integer, Integer> rowOfArrival = new HashMap<>();
        Set<Integer> left = new HashSet<>();
        int count = 0;
        for (End end : ends) {
            if (end.arrival()) {
                arrived[end.index()] = count;
                rowOfArrival.put(legs.get(end.index()).id(), count);
                count++;
                continue;
            }
            Integer row = rowOfArrival.get(causeOf(legs.get(end.index())));
            if (row == null && count > 0) {
                row = count - 1;
            }
            if (row == null || !left.add(row)) {
                row = count++;
                left.add(row);
            }
            sent[end.index()] = row;
        }
        return count;
    }

    private static int causeOf(Leg leg) {
        return leg.rewrites() > 0 ? leg.rewrites() : leg.cause() instanceof Cause.BySegment by ? by.leg() : 0;
    }

    private void addMoments(Trace trace) {
        for (AppCall call : trace.calls()) {
            moment(call.time());
        }
        for (TimerSpan span : trace.timers()) {
            boolean lasted = span.ended() - span.time() >= WORTH_A_ROW;
            if (span.kind() != TimerKind.RETRANSMIT && span.ended() >= 0 && lasted) {
                moment(span.ended());
            }
        }
    }

    private void moment(long time) {
        counts.putIfAbsent(time, 1);
        atHost.add(time);
    }

    private void finish(Trace trace) {
        Set<Long> hanging = hanging(trace);
        Set<Long> mappings = new HashSet<>();
        Legs index = new Legs(legs);
        Set<String> known = new HashSet<>();
        for (Leg leg : legs) {
            Leg before = index.at(leg.rewrites());
            if (before != null && known.add(Mappings.keyOf(before, leg))) {
                mappings.add(index.startOf(leg).time());
            }
        }
        List<Row> found = new ArrayList<>(counts.size());
        counts.forEach((time, count) -> found.add(
                new Row(time, count, atHost.contains(time), hanging.contains(time), mappings.contains(time))));
        found.sort(Comparator.comparingLong(Row::time));
        rows = List.copyOf(found);
        for (int i = 1; i < rows.size(); i++) {
            fine |= rows.get(i).time() / MILLISECOND == rows.get(i - 1).time() / MILLISECOND;
        }
    }

    /** Beside a server there is room for answers and words; elsewhere they need it below. */
    private static Set<Long> hanging(Trace trace) {
        Set<String> servers = new HashSet<>();
        for (Party party : trace.parties()) {
            if (party.kind() == Party.Kind.SERVER) {
                servers.add(party.name());
            }
        }
        Set<Long> hanging = new HashSet<>();
        for (Judged judged : trace.verdicts()) {
            Disposition said = judged.verdict().outcome().disposition();
            boolean answered = said == Disposition.REPLY && !servers.contains(judged.at());
            if (said == Disposition.DROP || answered && !Chips.isPlainAnswer(judged)) {
                hanging.add(judged.time());
            }
        }
        for (TimerSpan span : trace.timers()) {
            boolean worded = span.kind() == TimerKind.TIME_WAIT || span.kind() == TimerKind.FIN_WAIT_2;
            if (worded && !servers.contains(span.at())) {
                hanging.add(span.time());
                span.restarts().forEach(restart -> hanging.add(restart.time()));
            }
        }
        return hanging;
    }
}
