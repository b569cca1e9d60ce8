package timewaitlab.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/**
 * A ladder as small as a card and without a word: the segments around one moment, each step of time as high as any
 * other, between the lifelines they touch; and TIME-WAIT and memories that lie beside them.
 */
public final class Vignette {
    private static final int BEFORE = 3;
    private static final int AFTER = 4;
    private static final double EDGE = 14;
    private static final double SIDE = 44;
    private static final double MOST_PITCH = 24;
    /** More of them at a lifeline hide the segments. */
    private static final int MOST_BANDS = 2;

    private static final double LANE = 15;
    /** What is lower says nothing. */
    private static final double LEAST_BAND = 5;

    private static final Set<TimerKind> SHOWN =
            Set.of(TimerKind.TIME_WAIT, TimerKind.FIN_WAIT_2, TimerKind.PEER_MEMORY);

    private final LadderTrace trace;
    private final List<Journey> journeys;
    private final double width;
    private final double height;
    private final List<Party> parties;
    private final Map<String, Double> x = new HashMap<>();
    private final NavigableMap<Long, Double> y = new TreeMap<>();

    private Vignette(Trace told, long moment, double width, double height) {
        this.width = width;
        this.height = height;
        trace = new LadderTrace(told);
        journeys = around(trace.journeys().all(), moment);
        Set<String> touched = new HashSet<>();
        Set<Long> times = new TreeSet<>();
        for (Journey journey : journeys) {
            journey.legs().forEach(leg -> touched.addAll(List.of(leg.at(), leg.to())));
            times.add(journey.start());
            times.add(journey.last().arrived());
        }
        parties = told.parties().stream()
                .filter(party -> touched.contains(party.name()))
                .toList();
        double step = (width - 2 * SIDE) / Math.max(1, parties.size() - 1);
        parties.forEach(party -> x.put(party.name(), Math.round(SIDE + step * x.size()) + 0.0));
        double room = height - 4 * EDGE;
        double pitch = Math.min(MOST_PITCH, room / Math.max(1, times.size() - 1));
        double top = 2 * EDGE + (room - pitch * (times.size() - 1)) / 2;
        times.forEach(time -> y.put(time, top + pitch * y.size()));
    }

    /**
     * The marks of the segments around a moment, in nanoseconds: where one is judged then, that one with those just
     * before and after it. Of a run without segments there are none.
     */
    public static List<Mark> of(Trace trace, long moment, double width, double height) {
        return new Vignette(trace, moment, width, height).marks();
    }

    private static List<Journey> around(List<Journey> all, long moment) {
        int at = 0;
        while (at + 1 < all.size() && all.get(at).last().arrived() < moment) {
            at++;
        }
        int from = Math.max(0, Math.min(at - BEFORE, all.size() - BEFORE - AFTER - 1));
        return all.subList(from, Math.min(all.size(), from + BEFORE + AFTER + 1));
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        if (journeys.isEmpty()) {
            return marks;
        }
        LadderOptions options = LadderOptions.of(width);
        for (Party party : parties) {
            double at = x.getOrDefault(party.name(), 0.0);
            marks.add(Mark.stroke(
                    PathMaker.polyline(at, EDGE, at, height - EDGE),
                    Stroke.of(Ink.EDGE, options.emphasis().lifeline())));
        }
        for (Party party : parties) {
            bands(party, marks);
        }
        WayMarks pen = new WayMarks(options, Double.POSITIVE_INFINITY);
        journeys.forEach(journey -> marks.add(pen.group(way(journey))));
        return marks;
    }

    private Way way(Journey journey) {
        Way.Death death = journey.death();
        int last = journey.legs().size();
        double[] across = new double[last + 1];
        double[] down = new double[last + 1];
        across[0] = x(journey.legs().get(0).at());
        for (int i = 1; i <= last; i++) {
            across[i] = x(journey.legs().get(i - 1).to());
        }
        double from = y(journey.start());
        double to = y(journey.last().arrived());
        for (int i = 0; i <= last; i++) {
            double all = across[last] - across[0];
            down[i] = all == 0 ? from : from + (to - from) * (across[i] - across[0]) / all;
        }
        boolean toServer = across[last] > across[0];
        if (death == Way.Death.LOST) {
            across[last] = across[last - 1] + Journey.LOST_AT * (across[last] - across[last - 1]);
            down[last] = down[last - 1] + Journey.LOST_AT * (down[last] - down[last - 1]);
        }
        return new Way(
                journey.legs(),
                across,
                down,
                death,
                SegmentKind.of(journey.legs().get(0)),
                toServer,
                journey.last().arrived(),
                journey.relative(),
                journey.judged(),
                false);
    }

    private void bands(Party party, List<Mark> marks) {
        boolean right = party.kind() == Party.Kind.SERVER;
        int lane = 0;
        for (TimerSpan span : trace.bandsAt(party.name())) {
            boolean here = span.time() <= y.lastKey() && (span.ended() < 0 || span.ended() >= y.firstKey());
            if (!here || !SHOWN.contains(span.kind()) || lane == MOST_BANDS) {
                continue;
            }
            boolean open = span.ended() < 0 || span.ended() > y.lastKey();
            double top = span.time() < y.firstKey() ? EDGE : y(span.time());
            double bottom = open ? height - EDGE : y(span.ended());
            if (bottom - top < LEAST_BAND) {
                continue;
            }
            double away = Bands.FIRST + lane * LANE;
            double wide = Emphasis.EXPLORE.band();
            double left = right ? x(party.name()) + away : x(party.name()) - away - wide;
            List<Double> notches = span.restarts().stream()
                    .map(TimerSpan.Restart::time)
                    .filter(time -> time >= y.firstKey() && time <= y.lastKey())
                    .map(this::y)
                    .toList();
            Box box = new Box(left, top, wide, bottom - top, 2);
            Ink sender = right ? Ink.TO_CLIENT : Ink.TO_SERVER;
            marks.addAll(new Band(span, right, box, open, sender, Emphasis.EXPLORE, notches)
                    .marks(Double.POSITIVE_INFINITY));
            lane++;
        }
    }

    private double x(String party) {
        return x.getOrDefault(party, 0.0);
    }

    /** Between two steps in proportion to time. */
    private double y(long time) {
        Map.Entry<Long, Double> before = y.floorEntry(time);
        Map.Entry<Long, Double> after = y.ceilingEntry(time);
        if (before == null || after == null) {
            return before == null ? EDGE : height - EDGE;
        }
        double length = after.getKey() - before.getKey();
        double part = length == 0 ? 0 : (time - before.getKey()) / length;
        return before.getValue() + part * (after.getValue() - before.getValue());
    }
}
