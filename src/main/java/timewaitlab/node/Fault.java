package timewaitlab.node;

import timewaitlab.wire.Segment;

/**
 * What a link does to some of the segments it carries.
 *
 * @param kind what happens to them
 * @param flags TCP flags they must have exactly, or -1 for any
 * @param from first moment of sending, nanoseconds
 * @param until first moment of sending that is spared
 * @param count how many are concerned at most
 * @param extra nanoseconds added to the delay of the segment or of its duplicate, or taken from it when negative
 */
public record Fault(Kind kind, int flags, long from, long until, int count, long extra) {
    /** What happens. */
    public enum Kind {
        DROP,
        DELAY,
        DUPLICATE,
        /** It arrives right after the next segment on the link. */
        REORDER,
        /** Its checksum is wrong when it arrives. */
        CORRUPT
    }

    boolean concerns(Segment segment, long now) {
        return now >= from && now < until && (flags < 0 || segment.flags() == flags);
    }
}
