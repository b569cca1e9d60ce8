package timewaitlab.sim;

/**
 * How much a run may do. Reaching a limit ends the run and is said so; nothing is left out in silence.
 *
 * @param segments sent on all links together
 */
public record RunLimits(long segments) {
    /** Enough for any lesson, and small enough for an accident to end soon. */
    public static final RunLimits LESSON = new RunLimits(2_000_000);
    /** None. */
    public static final RunLimits NONE = new RunLimits(Long.MAX_VALUE);
}
