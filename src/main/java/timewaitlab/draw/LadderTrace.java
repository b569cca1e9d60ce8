package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.draw.TimeScale.Kind;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/**
 * A trace by what ladders of it ask: its rows, its journeys, the timers worth a band. Made once, where the trace was
 * made; what depends on width, scale and selection is laid out from it for the part that is looked at.
 */
public final class LadderTrace {
    private final Trace trace;
    private final Rows rows;
    private final Journeys journeys;
    private final long[] hidden;
    private final Map<String, List<TimerSpan>> bands = new HashMap<>();
    private final Map<String, BandRoom> rooms = new HashMap<>();
    private final Map<Long, List<Leg>> flows = new HashMap<>();
    private final Map<Integer, List<Judged>> verdicts = new HashMap<>();
    private final Map<String, Map<String, Judged>> answers = new HashMap<>();
    private @Nullable TimeScale last;
    private Set<Long> lastOpen = Set.of();

    public LadderTrace(Trace trace) {
        this(trace, trace);
    }

    /** A trace that was narrowed to some segments of a whole one; where the others are hidden is told. */
    public LadderTrace(Trace trace, Trace whole) {
        this.trace = trace;
        rows = Rows.of(trace);
        journeys = Journeys.of(trace, whole);
        hidden = trace.legs().size() == whole.legs().size() ? new long[0] : hidden(trace, whole);
        for (Leg leg : trace.legs()) {
            flows.computeIfAbsent(flow(leg), any -> new ArrayList<>()).add(leg);
        }
        for (Judged judged : trace.decisions()) {
            if (judged.cause() instanceof Cause.BySegment by) {
                verdicts.computeIfAbsent(by.leg(), any -> new ArrayList<>(1)).add(judged);
                answered(judged);
            }
        }
        for (TimerSpan span : trace.timers()) {
            if (Timers.isShown(span)) {
                bands.computeIfAbsent(span.at(), any -> new ArrayList<>()).add(span);
            }
        }
        bands.forEach((party, spans) -> rooms.put(party, BandRoom.of(spans)));
    }

    public Trace trace() {
        return trace;
    }

    private static long[] hidden(Trace trace, Trace whole) {
        Set<Integer> shown = new HashSet<>();
        trace.legs().forEach(leg -> shown.add(leg.id()));
        return whole.legs().stream()
                .filter(leg -> leg.rewrites() == 0 && !shown.contains(leg.id()))
                .mapToLong(Leg::time)
                .sorted()
                .toArray();
    }

    /** How many segments are hidden. */
    public int hidden() {
        return hidden.length;
    }

    Rows rows() {
        return rows;
    }

    /** How many segments are hidden that were sent from one time on, before another. */
    int hiddenBetween(long from, long to) {
        return hidden.length == 0 ? 0 : place(to) - place(from);
    }

    private int place(long time) {
        int low = 0;
        int high = hidden.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hidden[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Journeys journeys() {
        return journeys;
    }

    /** All legs with the addresses and ports of this one, in order. */
    List<Leg> alike(Leg leg) {
        return flows.getOrDefault(flow(leg), List.of());
    }

    private static long flow(Leg leg) {
        Segment segment = leg.segment();
        return FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
    }

    /** What was decided because of this leg. */
    List<Judged> verdictsOn(int leg) {
        return verdicts.getOrDefault(leg, List.of());
    }

    private void answered(Judged judged) {
        if (judged.verdict().outcome().disposition() == Disposition.REPLY && !Chips.isPlainAnswer(judged)) {
            answers.computeIfAbsent(judged.at(), any -> new HashMap<>())
                    .putIfAbsent(judged.verdict().outcome().code().name() + judged.timer(), judged);
        }
    }

    /** Of each answer that was given at this party and is worth a chip, one. */
    Collection<Judged> answersAt(String party) {
        return answers.getOrDefault(party, Map.of()).values();
    }

    /** The timers at this party that are worth a band, in order of time. */
    List<TimerSpan> bandsAt(String party) {
        return bands.getOrDefault(party, List.of());
    }

    /** What room those need beside its lifeline. */
    BandRoom roomAt(String party) {
        return rooms.getOrDefault(party, BandRoom.NONE);
    }

    /**
     * A scale of this trace; only another kind, or other opened folds, make its rows be stepped through.
     *
     * @param pitch least distance of rows; of a linear scale, pixels a second
     * @param open folds that are opened, by the time they begin
     */
    public TimeScale scale(Kind kind, double pitch, Set<Long> open) {
        TimeScale known = last;
        if (known != null && known.kind() == kind && lastOpen.equals(open)) {
            return known.with(pitch);
        }
        TimeScale made = switch (kind) {
            case COMPRESSED -> TimeScale.compressed(rows, trace.until(), pitch, open);
            case EVENT -> TimeScale.event(rows, trace.until(), pitch);
            case LINEAR -> TimeScale.linear(rows, trace.until(), pitch);
        };
        last = made;
        lastOpen = Set.copyOf(open);
        return made;
    }
}
