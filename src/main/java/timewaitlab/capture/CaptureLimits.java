package timewaitlab.capture;

/**
 * What a capture may ask of this machine. A segment costs about 130 bytes of memory.
 *
 * @param bytes largest file, in bytes
 * @param segments most TCP segments
 */
record CaptureLimits(long bytes, int segments) {
    /** 1 GiB and five million segments, fewer where they would take more than half of the memory there is. */
    static final CaptureLimits STANDARD = new CaptureLimits(
            1L << 30, (int) Math.min(5_000_000, Runtime.getRuntime().maxMemory() / 260));

    /**
     * Most bytes of one frame: {@code MAXIMUM_SNAPLEN} of libpcap, pcap-int.h. Both libpcap and Wireshark refuse more
     * on every link type that is read here.
     */
    static final int FRAME_BYTES = 262_144;
}
