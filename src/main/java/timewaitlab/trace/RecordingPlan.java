package timewaitlab.trace;

/** What of a run is written down. The digest is the same for every plan. */
public enum RecordingPlan {
    /** Everything. */
    ALL,
    /** Counters and digest only. */
    TALLY
}
