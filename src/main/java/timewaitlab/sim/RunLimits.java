package timewaitlab.sim;

import timewaitlab.trace.RecordingPlan;

/**
 * How much a run may do. Reaching a limit ends the run and is said so; nothing is left out in silence.
 *
 * @param segments sent on all links together
 */
public record RunLimits(long segments) {
    /** Enough for any lesson, and small enough for an accident to end soon. */
    public static final RunLimits LESSON = new RunLimits(2_000_000);
    /** Enough for an hour of a busy server: what is not written down takes no room. */
    public static final RunLimits COUNTED = new RunLimits(100_000_000);
    /** None. */
    public static final RunLimits NONE = new RunLimits(Long.MAX_VALUE);

    /** Those of a run of which this is written down. */
    public static RunLimits of(RecordingPlan plan) {
        return plan.isComplete() ? LESSON : COUNTED;
    }
}
