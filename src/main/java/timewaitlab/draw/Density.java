package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * Segments that are too many to be told apart, as bars between lifelines: a slice of time has one for either direction,
 * which grows from the sender's lifeline with the number of segments sent in it: half way for the most.
 */
final class Density {
    private static final double SLICE = 6;
    private static final double BAR = 2.4;
    private static final double FREE = 4;
    private static final double STRENGTH = 0.8;

    /** A slice of the way from one lifeline to another. */
    private record Place(int from, int to, int slice) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int bySlice = Integer.compare(slice, other.slice);
            int byFrom = Integer.compare(from, other.from);
            return bySlice != 0 ? bySlice : byFrom != 0 ? byFrom : Integer.compare(to, other.to);
        }
    }

    private Density() {}

    /** The bars of these segments; the longest is that of the most segments among them. */
    static List<Mark> of(List<Journey> journeys, TimeScale scale, Columns columns, double top) {
        Map<Place, Integer> counts = new TreeMap<>();
        for (Journey journey : journeys) {
            for (Leg leg : journey.legs()) {
                int slice = (int) Math.floor((top + scale.y(leg.time())) / SLICE);
                counts.merge(new Place(columns.indexOf(leg.at()), columns.indexOf(leg.to()), slice), 1, Integer::sum);
            }
        }
        int most = counts.values().stream().max(Integer::compare).orElse(1);
        List<Mark> marks = new ArrayList<>();
        counts.forEach((place, count) -> marks.add(bar(place, (double) count / most, columns)));
        return marks;
    }

    private static Mark bar(Place place, double part, Columns columns) {
        double from = columns.x(place.from);
        double to = columns.x(place.to);
        boolean right = to > from;
        double length = Math.max(1, part * (Math.abs(to - from) / 2 - FREE));
        double x = right ? from + FREE : from - FREE - length;
        double y = place.slice * SLICE + (right ? 0 : SLICE / 2);
        return Mark.fill(new Box(x, y, length, BAR, 0), Fill.of(right ? Ink.TO_SERVER : Ink.TO_CLIENT, STRENGTH));
    }
}
