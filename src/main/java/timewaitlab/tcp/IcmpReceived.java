package timewaitlab.tcp;

/** An ICMP error arrives that quotes a segment of this socket: {@code tcp_v4_err}. */
public final class IcmpReceived extends AtSocket<IcmpReceived> {
    Unreachable what = Unreachable.HOST;
    /** The sequence number of the segment that did not get through. */
    int quoted;

    /** Moves the cursor to another error. */
    public IcmpReceived arrives(Settings newSettings, Jiffies newJiffies, long newNow, Tcb newSocket) {
        set(newSettings, newJiffies, newNow, newSocket);
        return this;
    }

    /** Says what cannot be reached, and by which segment that was found. */
    public IcmpReceived says(Unreachable newWhat, int newQuoted) {
        what = newWhat;
        quoted = newQuoted;
        return this;
    }

    @Override
    public IcmpReceived copy() {
        return copied(new IcmpReceived()).says(what, quoted);
    }

    @Override
    public IcmpReceived kept() {
        return keptIn(new IcmpReceived()).says(what, quoted);
    }
}
