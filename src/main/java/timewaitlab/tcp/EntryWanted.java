package timewaitlab.tcp;

/** A connection ends here and would leave a time-wait entry: {@code tcp_time_wait}. */
public final class EntryWanted extends OnHost<EntryWanted> {
    /** Entries there are already. */
    int entries;
    /** Whether FIN-WAIT-2 is to be held, rather than TIME-WAIT. */
    boolean finWait2;
    /** Whether the peer's timestamp was kept in the per-host memory, so that the entry need not live long. */
    boolean recycles;
    /** Whether the peer's address is the host's own. */
    boolean local;

    /** How long FIN-WAIT-2 is to be held, and 3.5 times the retransmission timeout; nanoseconds. */
    long timeout;

    long shortWait;

    /** Moves the cursor to another connection. */
    public EntryWanted wants(Settings newSettings, int newEntries, boolean holdsFinWait2, boolean remembered) {
        moment(newSettings, 0, 0);
        entries = newEntries;
        finWait2 = holdsFinWait2;
        recycles = remembered;
        local = false;
        return this;
    }

    /** Says whether the host was connected with itself. */
    public EntryWanted withItself(boolean itself) {
        local = itself;
        return this;
    }

    /** How long an entry for FIN-WAIT-2 is to be there, and how long it is to be there at least; nanoseconds. */
    public EntryWanted waits(long newTimeout, long newShortWait) {
        timeout = newTimeout;
        shortWait = newShortWait;
        return this;
    }

    @Override
    public EntryWanted copy() {
        return new EntryWanted()
                .wants(settings, entries, finWait2, recycles)
                .withItself(local)
                .waits(timeout, shortWait);
    }
}
