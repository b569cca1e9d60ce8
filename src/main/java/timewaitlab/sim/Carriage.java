package timewaitlab.sim;

import org.jspecify.annotations.Nullable;
import timewaitlab.node.Fault;
import timewaitlab.node.Link;
import timewaitlab.node.SegmentPool;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.wire.Segment;

/** Puts segments on links, with what befalls them there, and writes down where they go. */
final class Carriage {
    private final SegmentPool pool;
    private final @Nullable Recorder recorder;

    Carriage(SegmentPool pool, @Nullable Recorder recorder) {
        this.pool = pool;
        this.recorder = recorder;
    }

    /** Takes over a segment that leaves now. */
    void send(Link link, Segment segment, long now, @Nullable Fault fault) {
        long extra = fault != null && fault.kind() == Fault.Kind.DELAY ? fault.extra() : 0;
        travels(link, segment, now, extra);
        if (fault != null && fault.kind() == Fault.Kind.CORRUPT) {
            damage(segment);
        }
        if (fault == null || fault.kind() == Fault.Kind.DELAY || fault.kind() == Fault.Kind.CORRUPT) {
            link.carry(segment, now, extra);
        } else if (fault.kind() == Fault.Kind.DROP) {
            lose(segment, Fate.LOST);
            return;
        } else if (fault.kind() == Fault.Kind.REORDER) {
            link.keepBack(segment);
            return;
        } else {
            duplicate(link, segment, now, fault.extra());
        }
        for (Segment passed = link.takeKeptBack(); passed != null; passed = link.takeKeptBack()) {
            travels(link, passed, now, extra);
            link.carryBehind(passed, now, extra);
        }
    }

    private void damage(Segment segment) {
        segment.damaged(true);
        if (recorder != null) {
            recorder.damaged(segment.id());
        }
    }

    private void duplicate(Link link, Segment segment, long now, long extra) {
        Segment twin = pool.take().set(segment);
        link.carry(segment, now, 0);
        if (recorder != null) {
            twin.id(recorder.sent(link.from(), twin, 0, true));
        }
        travels(link, twin, now, extra);
        link.carry(twin, now, extra);
    }

    private void travels(Link link, Segment segment, long now, long extra) {
        if (recorder != null) {
            recorder.travels(segment.id(), link.to(), link.arrival(now, extra));
        }
    }

    /** The segment ends here. */
    void lose(Segment segment, Fate fate) {
        if (recorder != null) {
            recorder.fate(segment.id(), fate);
        }
        pool.give(segment);
    }
}
