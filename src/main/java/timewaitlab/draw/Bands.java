package timewaitlab.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.Party;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/** Puts timers into lanes beside their lifelines: TIME-WAIT nearest, then memory, mapping, keepalive, RTO outermost. */
final class Bands {
    /** From a lifeline to its first band. */
    static final double FIRST = 7;

    private static final double APART = 4;
    private static final double RTO_WIDTH = 9;
    private static final double MAPPING_WIDTH = 4;
    /** More timers of a kind at once than this are not drawn one by one. */
    static final int MOST_LANES = 3;

    /** Kinds that share lanes, from the lifeline outwards. */
    static final List<List<TimerKind>> OUTWARDS = List.of(
            List.of(TimerKind.TIME_WAIT, TimerKind.FIN_WAIT_2),
            List.of(TimerKind.PEER_MEMORY),
            List.of(TimerKind.NAT_MAPPING),
            List.of(TimerKind.KEEPALIVE),
            List.of(TimerKind.RETRANSMIT));

    private final List<Band> bands = new ArrayList<>();
    private final Map<Integer, Double> edges = new HashMap<>();

    private Bands() {}

    /** The bands that are run through between two times. Lanes are given out over the whole trace, in order. */
    static Bands of(LadderTrace trace, Frame frame) {
        Bands bands = new Bands();
        Columns columns = frame.columns();
        for (int party = 0; party < columns.count(); party++) {
            List<TimerSpan> here = trace.bandsAt(columns.parties().get(party).name());
            double away = FIRST;
            for (List<TimerKind> group : OUTWARDS) {
                Lanes free = new Lanes(away, step(group.get(0), frame.options().emphasis()));
                bands.addAll(here, group, party, free, frame);
                away = free.end();
            }
            double side = columns.bandsRight(party) ? 1 : -1;
            bands.edges.put(party, columns.x(party) + side * away);
        }
        return bands;
    }

    List<Band> all() {
        return bands;
    }

    /** Outer edge of the bands of a party, where words may begin. */
    double edge(int party) {
        return edges.getOrDefault(party, 0.0);
    }

    /** What bands are laid out in; those that do not run between {@code from} and {@code to} are left out. */
    record Frame(TimeScale scale, Columns columns, LadderOptions options, double top, long from, long to) {
        double y(long time) {
            return top + scale.y(time);
        }

        boolean shows(TimerSpan span) {
            return span.time() <= to && (span.ended() < 0 || span.ended() >= from);
        }
    }

    /** Where the timers of one kind at one lifeline find a free lane. */
    private static final class Lanes {
        private final double first;
        private final double step;
        private final List<Double> ends = new ArrayList<>();
        private final List<Long> endTimes = new ArrayList<>();

        Lanes(double first, double step) {
            this.first = first;
            this.step = step;
        }

        /** Where the next kind begins. */
        double end() {
            return first + ends.size() * step;
        }

        /** Whether all lanes are taken by what ends later than this begins: no height need be looked up. */
        boolean isTaken(TimerSpan span) {
            if (ends.size() < MOST_LANES) {
                return false;
            }
            for (long end : endTimes) {
                if (end < span.time()) {
                    return false;
                }
            }
            return true;
        }

        /** How far from the lifeline, -1 when all lanes are taken. */
        double take(double top, double bottom, long until) {
            for (int i = 0; i < ends.size(); i++) {
                if (ends.get(i) <= top) {
                    ends.set(i, bottom + 2);
                    endTimes.set(i, until);
                    return first + i * step;
                }
            }
            if (ends.size() == MOST_LANES) {
                return -1;
            }
            ends.add(bottom + 2);
            endTimes.add(until);
            return end() - step;
        }
    }

    private static double width(TimerKind kind, Emphasis emphasis) {
        return switch (kind) {
            case RETRANSMIT -> emphasis.grown(RTO_WIDTH);
            // A NAT has one a connection: thin ones, or they would hide what passes.
            case NAT_MAPPING -> emphasis.grown(MAPPING_WIDTH);
            default -> emphasis.band();
        };
    }

    /** From one lane to the next. */
    static double step(TimerKind kind, Emphasis emphasis) {
        return (kind == TimerKind.NAT_MAPPING ? width(kind, emphasis) : emphasis.band()) + APART;
    }

    private void addAll(List<TimerSpan> here, List<TimerKind> group, int party, Lanes lanes, Frame frame) {
        for (TimerSpan span : here) {
            if (group.contains(span.kind()) && !lanes.isTaken(span)) {
                add(span, party, lanes, frame);
            }
        }
    }

    private void add(TimerSpan span, int party, Lanes lanes, Frame frame) {
        boolean open = span.ended() < 0;
        double from = frame.y(span.time());
        double to = open ? frame.top() + frame.scale().height() + 12 : frame.y(span.ended());
        double bottom = Math.max(to, from + 3);
        double away = lanes.take(from, bottom, open ? Long.MAX_VALUE : span.ended());
        if (away < 0 || !frame.shows(span)) {
            return;
        }
        Emphasis emphasis = frame.options().emphasis();
        boolean right = frame.columns().bandsRight(party);
        double width = width(span.kind(), emphasis);
        double x = frame.columns().x(party) + (right ? away : -away - width);
        List<Double> notches = new ArrayList<>();
        for (TimerSpan.Restart restart : span.restarts()) {
            notches.add(frame.y(restart.time()));
        }
        Ink sender = frame.columns().parties().get(party).kind() == Party.Kind.SERVER ? Ink.TO_CLIENT : Ink.TO_SERVER;
        bands.add(new Band(span, right, new Box(x, from, width, bottom - from, 2), open, sender, emphasis, notches));
    }
}
