package timewaitlab.tcp;

import timewaitlab.base.SimTime;

/** A segment that finds a time-wait entry of its quadruplet, real or holding FIN-WAIT-2. */
public final class SegmentOnTimeWait extends OowLimited<SegmentOnTimeWait> {
    private static final TimeWaitSocket NOBODY = new TimeWaitSocket();

    TimeWaitSocket entry = NOBODY;
    boolean listening;
    /** When the entry's timer fires, nanoseconds. */
    private long due = SimTime.NEVER;

    /** Moves the cursor to another entry. {@code listening}: whether somebody listens on the local port. */
    public SegmentOnTimeWait meets(TimeWaitSocket newEntry, boolean newListening) {
        entry = newEntry;
        listening = newListening;
        return this;
    }

    /** Adds when the entry will be gone: a what-if waits no longer. */
    public SegmentOnTimeWait until(long newDue) {
        due = newDue;
        return this;
    }

    /** When the entry will be gone, nanoseconds; {@link SimTime#NEVER} where nobody said. */
    public long due() {
        return due;
    }

    @Override
    int rememberedTimestamp() {
        return entry.tsRecent;
    }

    @Override
    public Expected expected() {
        return new Expected("rcv_nxt", entry.rcvNxt, entry.hasTimestamps() ? "ts_recent" : "", entry.tsRecent);
    }

    @Override
    public boolean isPossible() {
        return (!entry.hasTimestamps() || isPast(entry.tsRecentStamp)) && entry.lastOowAck <= now && now < due;
    }

    public TimeWaitSocket entry() {
        return entry;
    }

    @Override
    long lastOowAck() {
        return entry.lastOowAck;
    }

    @Override
    public SegmentOnTimeWait copy() {
        SegmentOnTimeWait copy = new SegmentOnTimeWait();
        copyInto(copy);
        return copy.meets(new TimeWaitSocket().set(entry), listening).until(due);
    }

    @Override
    public SegmentOnTimeWait kept() {
        SegmentOnTimeWait kept = new SegmentOnTimeWait();
        keepIn(kept);
        return kept.meets(new TimeWaitSocket().set(entry), listening).until(due);
    }
}
