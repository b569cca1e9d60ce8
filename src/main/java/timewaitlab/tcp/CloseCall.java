package timewaitlab.tcp;

/** An application ends a connection, or its half of it: close(), shutdown(), exit(). */
public final class CloseCall extends AtSocket<CloseCall> {
    /** Whether the process is exiting: then nothing waits, whatever SO_LINGER says. */
    boolean exiting;

    /** Moves the cursor to another call. */
    public CloseCall calls(Settings newSettings, Jiffies newJiffies, long newNow, Tcb newSocket) {
        set(newSettings, newJiffies, newNow, newSocket);
        exiting = false;
        return this;
    }

    /** The process ends. */
    public CloseCall atExit(boolean nowExiting) {
        exiting = nowExiting;
        return this;
    }

    @Override
    public CloseCall copy() {
        return copied(new CloseCall()).atExit(exiting);
    }

    @Override
    public CloseCall kept() {
        return keptIn(new CloseCall()).atExit(exiting);
    }
}
