package timewaitlab.node;

import java.util.Arrays;
import timewaitlab.wire.Segment;

/** Segments that nobody reads any more, for the next to be sent. */
public final class SegmentPool {
    private Segment[] free = new Segment[64];
    private int count;

    /** A segment to be written; all its fields are anybody's guess until then. */
    public Segment take() {
        return count == 0 ? new Segment() : free[--count];
    }

    /** Gives a segment back. Its giver forgets it. */
    public void give(Segment segment) {
        if (count == free.length) {
            free = Arrays.copyOf(free, count * 2);
        }
        free[count++] = segment.id(0);
    }
}
