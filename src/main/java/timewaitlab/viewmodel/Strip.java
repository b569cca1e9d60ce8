package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * The transport strip: the run on one line, as long as its telling, with a tick a segment, a cross a refusal and a
 * break a silence. Places are shares of the whole, 0 to 1.
 */
public final class Strip {
    /** A silence is a break from this length on, and where nothing was in flight. */
    private static final long BREAK = 300_000_000L;

    private static final double HOLD_SHARE = 0.5;

    private final Trace trace;
    private final long[] times;
    private final double[] places;
    private final List<Tick> ticks = new ArrayList<>();
    private final List<Tick> hidden = new ArrayList<>();
    private final List<Tick> crosses = new ArrayList<>();
    private final List<Tick> breaks = new ArrayList<>();
    private final List<Tick> landmarks = new ArrayList<>();

    /** A mark. {@code up} says towards the server; a cross has the journey it refuses. */
    public record Tick(double place, long time, int journey, boolean up) {}

    /**
     * The strip of a whole run, on which only what is shown of it has its marks: the places stay whatever is hidden.
     */
    public Strip(TraceIndex index, Course shown) {
        trace = index.trace();
        List<Long> moments = new ArrayList<>();
        moments.add(0L);
        index.journeys().forEach(leg -> moments.add(leg.time()));
        trace.verdicts().forEach(judged -> moments.add(judged.time()));
        moments.add(trace.until());
        List<Long> sorted = moments.stream().distinct().sorted().toList();
        times = sorted.stream().mapToLong(Long::longValue).toArray();
        places = new double[times.length];
        spread();
        Map<String, Party.Kind> kinds = new HashMap<>();
        trace.parties().forEach(party -> kinds.put(party.name(), party.kind()));
        for (Leg leg : index.journeys()) {
            boolean up = kinds.get(leg.at()) == Party.Kind.CLIENT;
            Tick tick = new Tick(place(leg.time()), leg.time(), leg.id(), up);
            (shown.placeOf(leg.id()).isPresent() ? ticks : hidden).add(tick);
        }
        for (Judged refusal : shown.refusals()) {
            crosses.add(new Tick(place(refusal.time()), refusal.time(), index.journeyOf(refusal), true));
        }
        findLandmarks();
    }

    private void spread() {
        double at = 0;
        double unit = unit();
        List<Integer> silences = new ArrayList<>();
        for (int i = 1; i < times.length; i++) {
            long gap = times[i] - times[i - 1];
            boolean silent = gap >= BREAK;
            at += silent ? 2.2 : Math.max(0.35, Math.min(2.2, gap / unit));
            places[i] = at;
            if (silent) {
                silences.add(i);
            }
        }
        for (int i = 1; i < places.length; i++) {
            places[i] /= Math.max(at, 1e-9);
        }
        for (int i : silences) {
            long middle = (times[i] + times[i - 1]) / 2;
            breaks.add(new Tick((places[i] + places[i - 1]) * HOLD_SHARE, middle, 0, false));
        }
    }

    /** The usual gap that is not a silence. */
    private double unit() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < times.length; i++) {
            if (times[i] - times[i - 1] < BREAK) {
                gaps.add(times[i] - times[i - 1]);
            }
        }
        gaps.sort(null);
        return gaps.isEmpty() ? 1 : Math.max(1, gaps.get(gaps.size() / 2));
    }

    /** Where this moment stands. */
    public double place(long time) {
        int found = Arrays.binarySearch(times, time);
        if (found >= 0) {
            return places[found];
        }
        int after = -found - 1;
        if (after == 0) {
            return 0;
        }
        if (after == times.length) {
            return 1;
        }
        double share = (double) (time - times[after - 1]) / (times[after] - times[after - 1]);
        return places[after - 1] + (places[after] - places[after - 1]) * share;
    }

    /** The moment that stands here. */
    public long time(double place) {
        int found = Arrays.binarySearch(places, place);
        if (found >= 0) {
            return times[found];
        }
        int after = -found - 1;
        if (after == 0) {
            return 0;
        }
        if (after == places.length) {
            return trace.until();
        }
        double share = (place - places[after - 1]) / Math.max(1e-12, places[after] - places[after - 1]);
        return times[after - 1] + Math.round((times[after] - times[after - 1]) * share);
    }

    /** The first tick, and the first one after each silence: where times are written. */
    public List<Tick> landmarks() {
        return landmarks;
    }

    private void findLandmarks() {
        int passed = 0;
        for (Tick tick : ticks) {
            boolean first = landmarks.isEmpty();
            while (passed < breaks.size() && breaks.get(passed).place() < tick.place()) {
                passed++;
                first = true;
            }
            if (first) {
                landmarks.add(tick);
            }
        }
    }

    public List<Tick> ticks() {
        return ticks;
    }

    /** Segments a filter hides: each is still to be seen to be there. */
    public List<Tick> hidden() {
        return hidden;
    }

    public List<Tick> crosses() {
        return crosses;
    }

    public List<Tick> breaks() {
        return breaks;
    }
}
