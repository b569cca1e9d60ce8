package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Things that take up a range, of height or of time, found by it without looking at all of them. */
final class RangeIndex<T> {
    private final List<T> items;
    private final double[] starts;
    /** Latest end of all items up to here; it never decreases, so it can be searched. */
    private final double[] reach;

    private final ToDoubleFunction<T> end;

    RangeIndex(List<T> all, ToDoubleFunction<T> start, ToDoubleFunction<T> end) {
        items = new ArrayList<>(all);
        items.sort(Comparator.comparingDouble(start));
        this.end = end;
        starts = new double[items.size()];
        reach = new double[items.size()];
        double latest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = start.applyAsDouble(items.get(i));
            latest = Math.max(latest, end.applyAsDouble(items.get(i)));
            reach[i] = latest;
        }
    }

    /** Items that touch this range, by their starts. */
    List<T> between(double from, double to) {
        List<T> found = new ArrayList<>();
        for (int i = firstReaching(from); i < starts.length && starts[i] <= to; i++) {
            if (end.applyAsDouble(items.get(i)) >= from) {
                found.add(items.get(i));
            }
        }
        return found;
    }

    private int firstReaching(double from) {
        int low = 0;
        int high = reach.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reach[middle] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
