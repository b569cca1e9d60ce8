package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.wire.Segment;

/** Segments that nobody reads any more, for the next to be sent. */
public final class SegmentPool {
    private final List<Segment> free = new ArrayList<>();

    /** A segment to be written; all its fields are anybody's guess until then. */
    public Segment take() {
        int last = free.size() - 1;
        return last < 0 ? new Segment() : free.remove(last);
    }

    /** Gives a segment back. Its giver forgets it. */
    public void give(Segment segment) {
        free.add(segment.id(0));
    }
}
