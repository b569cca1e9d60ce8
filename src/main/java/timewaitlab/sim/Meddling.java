package timewaitlab.sim;

import java.util.List;

/**
 * What a person does to single segments of a run.
 *
 * @param onSegments to segments that the run sends by itself
 * @param injections segments that nobody sent
 */
public record Meddling(List<OnSegment> onSegments, List<Injection> injections) {
    /** Nothing. */
    public static final Meddling NONE = new Meddling(List.of(), List.of());

    public Meddling {
        onSegments = List.copyOf(onSegments);
        injections = List.copyOf(injections);
    }

    /** What can be done to a segment. */
    public enum Kind {
        /** It is lost on this link. */
        DROP,
        /** It arrives, and so does a copy, {@code by} later. */
        DUPLICATE,
        /** It arrives {@code by} later; earlier when negative, but never before it was sent. */
        DELAY,
        /** It arrives right after the next segment on its link. */
        REORDER,
        /** It leaves {@code by} later, unchanged, and arrives as much later. */
        HOLD
    }

    /** {@code by}: nanoseconds; of no meaning for a drop and for reordering. */
    public record OnSegment(SegmentName segment, Kind kind, long by) {}

    /**
     * A crafted segment.
     *
     * @param at when it is put on the link, nanoseconds
     * @param from who seems to send it
     * @param src address of the source, whoever has it
     * @param notation as packetdrill writes it, already read once without a mistake
     */
    public record Injection(long at, String from, String src, int srcPort, String dst, int dstPort, String notation) {}
}
