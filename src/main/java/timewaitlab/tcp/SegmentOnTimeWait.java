package timewaitlab.tcp;

/** A segment that finds a time-wait entry of its quadruplet, real or holding FIN-WAIT-2. */
public final class SegmentOnTimeWait extends OowLimited<SegmentOnTimeWait> {
    TimeWaitSocket entry = new TimeWaitSocket();
    boolean listening;

    /** Moves the cursor to another entry. {@code listening}: whether somebody listens on the local port. */
    public SegmentOnTimeWait meets(TimeWaitSocket newEntry, boolean newListening) {
        entry = newEntry;
        listening = newListening;
        return this;
    }

    @Override
    int rememberedTimestamp() {
        return entry.tsRecent;
    }

    @Override
    public boolean isPossible() {
        return (!entry.hasTimestamps() || isPast(entry.tsRecentStamp)) && entry.lastOowAck <= now;
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
        return copy.meets(new TimeWaitSocket().set(entry), listening);
    }
}
