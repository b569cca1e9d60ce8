package timewaitlab.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.draw.Way.Death;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Turns the legs of a trace into ways: ties what a NAT continued, finds the verdict, puts points to both. */
final class Ways {
    /** How far on its leg a lost segment gets, since a trace does not say. */
    private static final double LOST_AT = 0.56;

    private final Trace trace;
    private final TimeScale scale;
    private final Columns columns;
    private final double top;
    private final Map<Integer, Judged> verdicts = new HashMap<>();
    private final Map<Integer, Integer> next = new HashMap<>();
    private final Map<Long, Integer> initial = new HashMap<>();
    private final Set<String> mapped = new HashSet<>();

    private Ways(Trace trace, TimeScale scale, Columns columns, double top) {
        this.trace = trace;
        this.scale = scale;
        this.columns = columns;
        this.top = top;
        for (Judged judged : trace.verdicts()) {
            if (judged.cause() instanceof Cause.BySegment by) {
                verdicts.put(by.leg(), judged);
            }
        }
        Set<Integer> known = new HashSet<>();
        trace.legs().forEach(leg -> known.add(leg.id()));
        for (int i = 0; i < trace.legs().size(); i++) {
            int before = trace.legs().get(i).rewrites();
            if (before > 0 && known.contains(before)) {
                next.put(before, i);
            }
        }
    }

    /** All ways in order of sending; height 0 of the scale lies at {@code top}. */
    static List<Way> of(Trace trace, TimeScale scale, Columns columns, double top) {
        Ways ways = new Ways(trace, scale, columns, top);
        Set<Integer> continued = new HashSet<>(ways.next.values());
        List<Way> found = new ArrayList<>();
        for (int i = 0; i < trace.legs().size(); i++) {
            if (!continued.contains(i)) {
                Way way = ways.way(i);
                if (way != null) {
                    found.add(way);
                }
            }
        }
        return found;
    }

    private @Nullable Way way(int first) {
        List<Leg> legs = new ArrayList<>(2);
        List<Integer> places = new ArrayList<>(2);
        for (Integer i = first; i != null; i = next.get(trace.legs().get(i).id())) {
            legs.add(trace.legs().get(i));
            places.add(i);
        }
        for (Leg leg : legs) {
            if (columns.indexOf(leg.at()) < 0 || columns.indexOf(leg.to()) < 0) {
                return null;
            }
        }
        Leg start = legs.get(0);
        Leg last = legs.get(legs.size() - 1);
        Judged judged = verdicts.get(last.id());
        Death death = death(last, judged);
        double[] x = new double[legs.size() + 1];
        double[] y = new double[legs.size() + 1];
        x[0] = columns.x(columns.indexOf(start.at()));
        y[0] = top + scale.y(start.time(), scale.rows().sent(places.get(0)));
        for (int i = 1; i < x.length; i++) {
            Leg leg = legs.get(i - 1);
            x[i] = columns.x(columns.indexOf(leg.to()));
            boolean lands = leg.fate() != Fate.LOST && leg.fate() != Fate.IN_FLIGHT;
            y[i] = top + scale.y(leg.arrived(), lands ? scale.rows().arrived(places.get(i - 1)) : 0);
        }
        if (scale.kind() != TimeScale.Kind.EVENT) {
            straighten(legs, y);
        }
        long end = last.arrived();
        if (death == Death.LOST) {
            int n = x.length - 1;
            x[n] = x[n - 1] + LOST_AT * (x[n] - x[n - 1]);
            y[n] = y[n - 1] + LOST_AT * (y[n] - y[n - 1]);
            end = last.time() + Math.round(LOST_AT * (last.arrived() - last.time()));
        }
        boolean toServer = columns.indexOf(last.to()) > columns.indexOf(start.at());
        boolean opens = legs.size() > 1 && mapped.add(Mappings.keyOf(start, legs.get(1)));
        SegmentKind kind = SegmentKind.of(start);
        return new Way(List.copyOf(legs), x, y, death, kind, toServer, end, relative(start), judged, opens);
    }

    /** Bends lie on the way's own proportion of time, also where rows were spread apart at its ends. */
    private static void straighten(List<Leg> legs, double[] y) {
        long from = legs.get(0).time();
        long to = legs.get(legs.size() - 1).arrived();
        int end = y.length - 1;
        for (int i = 1; i < end && to > from; i++) {
            y[i] = y[0] + (y[end] - y[0]) * (legs.get(i).time() - from) / (to - from);
        }
    }

    private static Death death(Leg last, @Nullable Judged judged) {
        return switch (last.fate()) {
            case LOST -> Death.LOST;
            case IN_FLIGHT -> Death.IN_FLIGHT;
            case FILTERED -> Death.REFUSED;
            case JUDGED, FORWARDED ->
                judged != null && judged.verdict().outcome().disposition() == Disposition.DROP
                        ? Death.REFUSED
                        : Death.NONE;
        };
    }

    private long relative(Leg leg) {
        Segment segment = leg.segment();
        long flow = FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
        if (segment.has(TcpFlags.SYN)) {
            initial.put(flow, segment.seq());
        }
        Integer first = initial.get(flow);
        return first == null ? -1 : segment.seq() - first & 0xffff_ffffL;
    }
}
