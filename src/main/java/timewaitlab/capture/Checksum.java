package timewaitlab.capture;

/** What a recording tells about the checksum of a TCP segment. RFC 9293 section 3.1, RFC 8200 section 8.1. */
public enum Checksum {
    /** Right: the receiver accepts it. */
    OK,
    /** Wrong: the receiver drops it before TCP looks at it. */
    BAD,
    /**
     * Only the pseudo-header is summed: the segment was recorded at its sender, before the network card (or the peer's
     * kernel, on a virtual link) had to finish it. Linux {@code CHECKSUM_PARTIAL}, include/linux/skbuff.h. Not a fault.
     */
    OFFLOADED,
    /** Nobody can know: the recording kept only the beginning of the segment, or it is a fragment. */
    UNCHECKED
}
