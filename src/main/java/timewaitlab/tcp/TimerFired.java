package timewaitlab.tcp;

import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;

/** A timer of a socket fires: what is it to do? */
public final class TimerFired extends AtSocket<TimerFired> {
    /** What becomes of a timer that no rule has anything to do with. */
    static final Outcome NOTHING = Outcome.of(Disposition.CONSUME, Reason.ACKNOWLEDGED);

    /** Requests beside this one, itself included, and those of them whose SYN-ACK was sent once. */
    int requests;

    int young;
    /** What the listener behind a request has room for: its backlog, and up to 4.1 the size of its SYN queue. */
    int backlog;

    int table;

    /** Moves the cursor to another timer. */
    public TimerFired fires(Settings newSettings, Jiffies newJiffies, long newNow, Tcb newSocket) {
        set(newSettings, newJiffies, newNow, newSocket);
        Listener behind = newSocket.listener;
        return behind == null
                ? waits(0, 0, 0, 0)
                : waits(behind.requests, behind.young, behind.backlog(), behind.table());
    }

    private TimerFired waits(int newRequests, int newYoung, int newBacklog, int newTable) {
        requests = newRequests;
        young = newYoung;
        backlog = newBacklog;
        table = newTable;
        return this;
    }

    @Override
    public boolean isPossible() {
        return requests >= young;
    }

    @Override
    public TimerFired copy() {
        return copied(new TimerFired()).waits(requests, young, backlog, table);
    }

    @Override
    public TimerFired kept() {
        return keptIn(new TimerFired()).waits(requests, young, backlog, table);
    }
}
