package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Things with a top and a bottom, found by height without looking at all of them. */
final class YIndex<T> {
    private final List<T> items;
    private final double[] tops;
    /** Lowest bottom of all items up to here; it never decreases, so it can be searched. */
    private final double[] reach;

    private final ToDoubleFunction<T> bottom;

    YIndex(List<T> all, ToDoubleFunction<T> top, ToDoubleFunction<T> bottom) {
        items = new ArrayList<>(all);
        items.sort(Comparator.comparingDouble(top));
        this.bottom = bottom;
        tops = new double[items.size()];
        reach = new double[items.size()];
        double deepest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < tops.length; i++) {
            tops[i] = top.applyAsDouble(items.get(i));
            deepest = Math.max(deepest, bottom.applyAsDouble(items.get(i)));
            reach[i] = deepest;
        }
    }

    /** Items that touch this range, from the top down. */
    List<T> between(double from, double to) {
        List<T> found = new ArrayList<>();
        for (int i = firstReaching(from); i < tops.length && tops[i] <= to; i++) {
            if (bottom.applyAsDouble(items.get(i)) >= from) {
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
