package timewaitlab.node;

import timewaitlab.wire.Segment;

/** Where a machine puts what it sends. */
@FunctionalInterface
public interface Outbox {
    /** Takes the segment away; it belongs to the taker. False when the machine's own packet filter dropped it. */
    boolean send(Segment segment, boolean retransmission);
}
