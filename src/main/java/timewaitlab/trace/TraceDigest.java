package timewaitlab.trace;

import timewaitlab.wire.Segment;

/** 64 bits that stand for everything a run put on the wire, in order: FNV-1a over the fields. */
public final class TraceDigest {
    private static final long PRIME = 0x100000001b3L;

    private long state = 0xcbf29ce484222325L;

    /** A segment was sent at this time by this party. */
    public void add(long time, String from, Segment segment) {
        long mixed = mix(state, time);
        mixed = mix(mixed, from.hashCode());
        mixed = mix(mixed, (long) segment.seq() << 32 | segment.ack() & 0xffff_ffffL);
        mixed = mix(mixed, (long) segment.tsVal() << 32 | segment.tsEcr() & 0xffff_ffffL);
        mixed = mix(mixed, (long) segment.flags() << 32 | segment.length());
        state = mix(mixed, (long) segment.srcPort() << 16 | segment.dstPort());
    }

    /** Sixteen hexadecimal digits. */
    public String text() {
        return String.format("%016x", state);
    }

    private static long mix(long state, long value) {
        long mixed = (state ^ value) * PRIME;
        return mixed ^ mixed >>> 29;
    }
}
