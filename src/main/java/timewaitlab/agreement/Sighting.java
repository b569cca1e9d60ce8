package timewaitlab.agreement;

import org.jspecify.annotations.Nullable;
import timewaitlab.trace.Cause;
import timewaitlab.wire.Segment;

/**
 * A segment as somebody saw it leave or arrive.
 *
 * @param time nanoseconds since the scenario began
 * @param departure whether it left the place that looked on
 * @param leg its leg in the run, 0 in a recording
 * @param cause why it was sent; null in a recording, and for what arrived
 */
record Sighting(
        long time,
        boolean departure,
        Segment segment,
        int leg,
        @Nullable Cause cause) {
    /** The quadruplet as seen from the place that looked on. */
    String quadruplet() {
        String from = segment.src() + ":" + segment.srcPort();
        String to = segment.dst() + ":" + segment.dstPort();
        return departure ? from + "-" + to : to + "-" + from;
    }
}
