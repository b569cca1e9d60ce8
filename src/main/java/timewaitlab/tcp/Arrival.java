package timewaitlab.tcp;

import timewaitlab.base.SimTime;
import timewaitlab.wire.Segment;

/**
 * A segment meeting something: the part every such situation shares. The fields are what the situation was given; rules
 * read them through operands only.
 *
 * @param <S> the situation's own type
 */
public abstract class Arrival<S extends Arrival<S>> extends OnHost<S> {
    private static final Segment NOTHING = new Segment().freeze();

    Segment segment = NOTHING;
    /** The host's timestamp clock now, without a connection's offset. */
    int tick;

    /** Moves the cursor to another cause. */
    public void cause(Segment newSegment, Settings newSettings, long newNow, int newSecond) {
        segment = newSegment;
        moment(newSettings, newNow, newSecond);
    }

    public Segment segment() {
        return segment;
    }

    /** Copies the shared part into {@code other}, so that nothing writable is shared. */
    protected void copyInto(Arrival<S> other) {
        other.segment = segment.copy();
        other.momentOf(this);
        other.tick = tick;
    }

    /** The same for a copy that nobody writes to. */
    final void keepIn(Arrival<S> other) {
        other.segment = segment.frozen();
        other.momentOf(this);
        other.tick = tick;
    }

    @Override
    void passed(long before, long after) {
        tick += ticks(after) - ticks(before);
    }

    private int ticks(long nanos) {
        return (int) Math.floorDiv(nanos / SimTime.MILLISECOND * tickHz(), SimTime.SECOND / SimTime.MILLISECOND);
    }

    /** Ticks a second of the clock that {@link #tick} is read from. */
    long tickHz() {
        return settings.timestampHz();
    }

    /** What a timestamp option would carry that a what-if adds: the value remembered, the least that may pass. */
    abstract int rememberedTimestamp();

    /** What the segment's sequence number and timestamp are measured against here. */
    public abstract Expected expected();

    /**
     * The values a segment is measured against.
     *
     * @param sequenceName {@code rcv_nxt}; empty where no sequence number is expected, then the number itself counts
     * @param timestampName {@code ts_recent} or {@code peer.ts}; empty where none is remembered
     */
    public record Expected(String sequenceName, int sequence, String timestampName, int timestamp) {}
}
