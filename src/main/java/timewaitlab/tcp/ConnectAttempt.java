package timewaitlab.tcp;

/** connect() about to take a quadruplet: what holds it now, and on what terms it could be had. */
public final class ConnectAttempt extends OnHost<ConnectAttempt> {
    boolean liveSocket;
    boolean timeWait;
    TimeWaitSocket entry = new TimeWaitSocket();
    /** Whether the port was fixed by bind(), rather than chosen by the kernel. */
    boolean boundPort;
    /** Whether either end is a loopback address. */
    boolean loopback;

    /** Moves the cursor to another call. */
    public ConnectAttempt call(Settings newSettings, long newNow, int newSecond, boolean bound, boolean onLoopback) {
        moment(newSettings, newNow, newSecond);
        boundPort = bound;
        loopback = onLoopback;
        liveSocket = false;
        timeWait = false;
        return this;
    }

    /** The quadruplet belongs to a live socket. */
    public ConnectAttempt meetsSocket() {
        liveSocket = true;
        return this;
    }

    /** The quadruplet belongs to a time-wait entry. */
    public ConnectAttempt meets(TimeWaitSocket newEntry) {
        timeWait = true;
        entry = newEntry;
        return this;
    }

    @Override
    public boolean isPossible() {
        return !timeWait || !entry.hasTimestamps() || isPast(entry.tsRecentStamp);
    }

    @Override
    public ConnectAttempt copy() {
        ConnectAttempt copy = new ConnectAttempt().call(settings, now, second, boundPort, loopback);
        copy.momentOf(this);
        copy.liveSocket = liveSocket;
        copy.timeWait = timeWait;
        copy.entry = new TimeWaitSocket().set(entry);
        return copy;
    }
}
