package timewaitlab.draw;

import java.util.List;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.Segment;

/** How a NAT rewrote a segment. */
final class Mappings {
    private Mappings() {}

    /** Names a mapping by the two legs it ties, whichever way the segment goes. */
    static String keyOf(Leg before, Leg after) {
        String one = flow(before.segment());
        String other = flow(after.segment());
        return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
    }

    private static String flow(Segment segment) {
        String one = segment.src() + ":" + segment.srcPort();
        String other = segment.dst() + ":" + segment.dstPort();
        return one.compareTo(other) < 0 ? one + "-" + other : other + "-" + one;
    }

    /** Number of the first leg of this way that is a rewrite of the one before; 0 when none is. */
    static int firstRewritten(List<Leg> legs) {
        for (int i = 1; i < legs.size(); i++) {
            if (!flow(legs.get(i - 1).segment()).equals(flow(legs.get(i).segment()))) {
                return i;
            }
        }
        return 0;
    }

    /** {@code 10.0.0.3:40000 → 203.0.113.7:40001}: what changed between two legs. */
    static String text(Leg before, Leg after) {
        Segment inner = before.segment();
        Segment outer = after.segment();
        boolean source = inner.src() != outer.src() || inner.srcPort() != outer.srcPort();
        Endpoint from =
                source ? new Endpoint(inner.src(), inner.srcPort()) : new Endpoint(inner.dst(), inner.dstPort());
        Endpoint to = source ? new Endpoint(outer.src(), outer.srcPort()) : new Endpoint(outer.dst(), outer.dstPort());
        return from + " \u2192 " + to;
    }
}
