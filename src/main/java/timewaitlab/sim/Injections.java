package timewaitlab.sim;

import java.util.HashMap;
import java.util.Map;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SegmentNotation;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** What kernels sent, as far as crafted segments count from it: initial numbers and the last timestamps. */
final class Injections {
    /** How an echo of the timestamp that came last is written. */
    static final String ECHO = "ecr last";

    private final Map<Long, Integer> initial = new HashMap<>();
    private final Map<Long, Integer> stamps = new HashMap<>();

    /** A kernel sent this. */
    void sent(Segment segment) {
        long way = way(segment);
        if (segment.has(TcpFlags.SYN)) {
            initial.put(way, segment.seq());
        }
        if (segment.isTimestamped()) {
            stamps.put(way, segment.tsVal());
        }
    }

    /** Fills in the crafted segment. */
    void craft(Segment segment, Endpoint from, Endpoint to, String notation) {
        long there = FourTuple.key(from.address(), from.port(), to.address(), to.port());
        long back = FourTuple.key(to.address(), to.port(), from.address(), from.port());
        long echoed = SeqNum.unsigned(stamps.getOrDefault(back, 0));
        Segment read = SegmentNotation.parse(notation.replace(ECHO, "ecr " + echoed));
        int ack = read.has(TcpFlags.ACK) ? read.ack() + initial.getOrDefault(back, 0) : read.ack();
        segment.set(read).from(from.address(), from.port()).to(to.address(), to.port());
        segment.header(read.flags(), read.seq() + initial.getOrDefault(there, 0), ack, read.window());
        segment.length(read.length(), read.payload());
        if (read.isTimestamped()) {
            segment.timestamp(read.tsVal(), read.tsEcr());
        }
        if (read.has(TcpFlags.SYN) && read.mss() > 0) {
            segment.synOptions(read.mss(), read.windowScale(), read.isSackPermitted());
        }
    }

    private static long way(Segment segment) {
        return FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
    }
}
