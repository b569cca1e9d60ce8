package timewaitlab.lab;

import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.CaptureContext.ClockSet;

/**
 * The times of frames by a clock that nobody sets and that never runs backwards. Frames are stamped by the wall clock:
 * one that would have run backwards, or on past the moment when the clock was set, was stamped after it was set.
 */
final class SteadyTime {
    private final List<ClockSet> sets;
    private int done;
    private long ahead;
    private long latest;

    SteadyTime(List<ClockSet> sets) {
        this.sets = List.copyOf(sets);
    }

    /** The steady time of the next frame, given its stamp in nanoseconds since the first frame. */
    long of(long stamp) {
        while (done < sets.size() && isAfter(sets.get(done), stamp - ahead)) {
            ahead += sets.get(done++).seconds() * SimTime.SECOND;
        }
        latest = Math.max(latest, stamp - ahead);
        return latest;
    }

    private boolean isAfter(ClockSet set, long time) {
        return set.seconds() > 0 ? time >= set.at() : time < latest;
    }
}
