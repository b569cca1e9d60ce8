package timewaitlab.draw;

import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * The whole way of a segment, through NATs, as it is drawn: a point at each lifeline, or the place of its death.
 *
 * @param legs in order
 * @param x a point more than legs
 * @param end when it arrives or dies
 * @param relative its first sequence number as an offset from the connection's initial one, -1 when that is unknown
 * @param judged what its receiver decided, if it was judged
 * @param opensMapping whether it is the first of a NAT mapping
 */
@SuppressWarnings("ArrayRecordComponent")
record Way(
        List<Leg> legs,
        double[] x,
        double[] y,
        Death death,
        SegmentKind kind,
        boolean toServer,
        long end,
        long relative,
        @Nullable Judged judged,
        boolean opensMapping) {
    /** How a way ends other than by being taken in. */
    enum Death {
        NONE,
        /** Refused at a lifeline. */
        REFUSED,
        /** Lost between lifelines. */
        LOST,
        /** The run ended first. */
        IN_FLIGHT
    }

    Leg first() {
        return legs.get(0);
    }

    Leg last() {
        return legs.get(legs.size() - 1);
    }

    long start() {
        return first().time();
    }

    boolean holds(int legId) {
        for (Leg leg : legs) {
            if (leg.id() == legId) {
                return true;
            }
        }
        return false;
    }

    boolean holdsAny(java.util.Set<Integer> ids) {
        for (Leg leg : legs) {
            if (ids.contains(leg.id())) {
                return true;
            }
        }
        return false;
    }

    boolean isRefused() {
        return death == Death.REFUSED;
    }

    double startX() {
        return x[0];
    }

    double startY() {
        return y[0];
    }

    double endX() {
        return x[x.length - 1];
    }

    double endY() {
        return y[y.length - 1];
    }

    double top() {
        return Math.min(startY(), endY());
    }

    double bottom() {
        return Math.max(startY(), endY());
    }

    /** Number of the leg that is longest on paper. */
    int longestLeg() {
        int longest = 0;
        for (int i = 1; i < legs.size(); i++) {
            if (Math.abs(x[i + 1] - x[i]) > Math.abs(x[longest + 1] - x[longest])) {
                longest = i;
            }
        }
        return longest;
    }

    /** Where it is at a time between its start and its end. */
    LadderLayout.Flight at(long time) {
        int leg = 0;
        while (leg + 1 < legs.size() && legs.get(leg + 1).time() <= time) {
            leg++;
        }
        long from = legs.get(leg).time();
        long to = leg + 1 < legs.size() ? legs.get(leg + 1).time() : end;
        double part = to > from ? Math.min(1, (double) (time - from) / (to - from)) : 1;
        double atX = x[leg] + part * (x[leg + 1] - x[leg]);
        double atY = y[leg] + part * (y[leg + 1] - y[leg]);
        return new LadderLayout.Flight(legs.get(leg).id(), atX, atY, ink());
    }

    Ink ink() {
        return kind == SegmentKind.RST ? Ink.RESET : toServer ? Ink.TO_SERVER : Ink.TO_CLIENT;
    }
}
