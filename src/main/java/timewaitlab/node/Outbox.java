package timewaitlab.node;

import timewaitlab.wire.Segment;

/** Where a machine puts what it sends. */
@FunctionalInterface
public interface Outbox {
    /** Takes the segment away. The segment belongs to the taker. */
    void send(Segment segment, boolean retransmission);
}
