package timewaitlab.trace;

import java.util.Optional;

/**
 * Where a value that a rule looked at came from.
 *
 * @param kind an event of the run, or why there is none
 * @param cause the event that wrote the value last; empty for every other kind
 */
public record Origin(Kind kind, Optional<Cause> cause) {
    /** What a value can come from. */
    public enum Kind {
        /** Something that happened in the run. */
        EVENT,
        /** Nothing wrote it since the run began. */
        START,
        /** It is part of the rule or of the kernel. */
        CONSTANT,
        /** Nobody keeps book of it. */
        UNKNOWN
    }

    public static final Origin START = new Origin(Kind.START, Optional.empty());
    public static final Origin CONSTANT = new Origin(Kind.CONSTANT, Optional.empty());
    public static final Origin UNKNOWN = new Origin(Kind.UNKNOWN, Optional.empty());

    /** This event wrote it. */
    public static Origin of(Cause cause) {
        return new Origin(Kind.EVENT, Optional.of(cause));
    }
}
