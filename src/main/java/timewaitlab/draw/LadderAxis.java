package timewaitlab.draw;

import java.util.TreeMap;

/** The times at the left of a ladder, by their heights. */
final class LadderAxis {
    /** From the end of a time to where the lifelines' part begins: a tick and some air. */
    static final double TICK = 8;

    private static final double TICKS_APART = 40;

    private LadderAxis() {}

    /** The times at which something happens from one time to another; height 0 of the scale lies at {@code top}. */
    static TreeMap<Double, Long> of(TimeScale scale, double top, long from, long to) {
        TreeMap<Double, Long> axis = new TreeMap<>();
        for (Rows.Row row : scale.rows().between(from, to)) {
            if (row.atHost() || scale.kind() == TimeScale.Kind.EVENT) {
                axis.putIfAbsent(top + scale.y(row.time()), row.time());
            }
        }
        return axis;
    }

    /** Round times, where events are too many to have one each. */
    static TreeMap<Double, Long> ticks(TimeScale scale, double top, long from, long to) {
        double apart = (to - from) * TICKS_APART / Math.max(1, scale.y(to) - scale.y(from));
        long step = (long) Math.pow(10, Math.ceil(Math.log10(Math.max(1, apart))));
        step = step / 5 >= apart ? step / 5 : step / 2 >= apart ? step / 2 : step;
        TreeMap<Double, Long> ticks = new TreeMap<>();
        for (long time = Math.max(0, from / step * step); time <= to; time += step) {
            ticks.put(top + scale.y(time), time);
        }
        return ticks;
    }
}
