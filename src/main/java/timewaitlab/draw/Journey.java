package timewaitlab.draw;

import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Way.Death;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * The whole course of a segment, through NATs, before it has a place on paper.
 *
 * @param legs in order
 * @param places of the legs in the trace
 * @param relative its first sequence number as an offset from the connection's initial one, -1 when that is unknown
 * @param judged what its receiver decided, if it was judged
 * @param opensMapping whether it is the first of a NAT mapping
 */
record Journey(
        List<Leg> legs,
        List<Integer> places,
        Death death,
        long relative,
        @Nullable Judged judged,
        boolean opensMapping) {
    /** How far on its leg a lost segment gets, since a trace does not say. */
    static final double LOST_AT = 0.56;

    long start() {
        return legs.get(0).time();
    }

    Leg last() {
        return legs.get(legs.size() - 1);
    }

    boolean isRefused() {
        return death == Death.REFUSED;
    }

    /** The same on paper: points at the lifelines; height 0 of the scale lies at {@code top}. */
    Way way(TimeScale scale, Columns columns, double top) {
        Leg start = legs.get(0);
        Leg last = last();
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
            straighten(y);
        }
        long end = last.arrived();
        if (death == Death.LOST) {
            int n = x.length - 1;
            x[n] = x[n - 1] + LOST_AT * (x[n] - x[n - 1]);
            y[n] = y[n - 1] + LOST_AT * (y[n] - y[n - 1]);
            end = last.time() + Math.round(LOST_AT * (last.arrived() - last.time()));
        }
        boolean toServer = columns.indexOf(last.to()) > columns.indexOf(start.at());
        return new Way(legs, x, y, death, SegmentKind.of(start), toServer, end, relative, judged, opensMapping);
    }

    /** Bends lie on the way's own proportion of time, also where rows were spread apart at its ends. */
    private void straighten(double[] y) {
        long from = legs.get(0).time();
        long to = last().arrived();
        int end = y.length - 1;
        for (int i = 1; i < end && to > from; i++) {
            y[i] = y[0] + (y[end] - y[0]) * (legs.get(i).time() - from) / (to - from);
        }
    }
}
