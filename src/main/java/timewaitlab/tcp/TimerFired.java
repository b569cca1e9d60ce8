package timewaitlab.tcp;

/** A timer of a socket fires: what is it to do? */
public final class TimerFired extends AtSocket<TimerFired> {
    /** Moves the cursor to another timer. */
    public TimerFired fires(Settings newSettings, Jiffies newJiffies, long newNow, Tcb newSocket) {
        set(newSettings, newJiffies, newNow, newSocket);
        return this;
    }

    @Override
    public TimerFired copy() {
        return copied(new TimerFired());
    }
}
