package timewaitlab.trace;

import timewaitlab.wire.Segment;

/** 64 bits that stand for everything a run put on the wire, in order: FNV-1a over the fields. */
public final class TraceDigest {
    private static final long PRIME = 0x100000001b3L;

    private long state = 0xcbf29ce484222325L;

    /** A segment was sent at this time by this party. */
    public void add(long time, String from, Segment segment) {
        mix(time);
        mix(from.hashCode());
        mix((long) segment.seq() << 32 | segment.ack() & 0xffff_ffffL);
        mix((long) segment.tsVal() << 32 | segment.tsEcr() & 0xffff_ffffL);
        mix((long) segment.flags() << 32 | segment.length());
        mix((long) segment.srcPort() << 16 | segment.dstPort());
    }

    /** Sixteen hexadecimal digits. */
    public String text() {
        return String.format("%016x", state);
    }

    private void mix(long value) {
        state = (state ^ value) * PRIME;
        state ^= state >>> 29;
    }
}
