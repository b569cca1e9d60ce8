package timewaitlab.tcp;

import timewaitlab.decide.Situation;

/** connect() about to take a quadruplet: what holds it now, and on what terms it could be had. */
public final class ConnectAttempt implements Situation<ConnectAttempt> {
    Settings settings = Settings.defaults();
    long now;
    int second;
    boolean liveSocket;
    boolean timeWait;
    TimeWaitSocket entry = new TimeWaitSocket();
    /** Whether the port was fixed by bind(), rather than chosen by the kernel. */
    boolean boundPort;
    /** Whether either end is a loopback address. */
    boolean loopback;

    /** Moves the cursor to another call. */
    public ConnectAttempt call(Settings newSettings, long newNow, int newSecond, boolean bound, boolean onLoopback) {
        settings = newSettings;
        now = newNow;
        second = newSecond;
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
    public ConnectAttempt copy() {
        ConnectAttempt copy = new ConnectAttempt().call(settings, now, second, boundPort, loopback);
        copy.liveSocket = liveSocket;
        copy.timeWait = timeWait;
        copy.entry = new TimeWaitSocket().set(entry);
        return copy;
    }
}
