package timewaitlab.tcp;

/** connect() about to take a quadruplet: what holds it now, and on what terms it could be had. */
public final class ConnectAttempt extends OnHost<ConnectAttempt> {
    private static final TimeWaitSocket NOBODY = new TimeWaitSocket();

    boolean liveSocket;
    boolean timeWait;
    TimeWaitSocket entry = NOBODY;
    /** Whether the port was fixed by bind(), rather than chosen by the kernel. */
    boolean boundPort;
    /** Whether either end is a loopback address, or the socket is bound to the loopback interface. */
    boolean loopback;
    /** Ports the search may choose from, and how many of them it has found taken. */
    int portsInRange = 1;

    int portsTaken;
    /** Whether the port is one of ip_local_reserved_ports. */
    boolean reservedPort;
    /** Whether somebody has the port by bind(), so that connect() does not share it. */
    boolean portOfBind;
    /** Sockets and entries that own the port, this one included. */
    int portOwners;

    /** Moves the cursor to another call. */
    public ConnectAttempt call(Settings newSettings, long newNow, int newSecond, boolean bound, boolean onLoopback) {
        moment(newSettings, newNow, newSecond);
        boundPort = bound;
        loopback = onLoopback;
        liveSocket = false;
        timeWait = false;
        portsInRange = 1;
        portsTaken = 0;
        reservedPort = false;
        portOfBind = false;
        portOwners = 0;
        return this;
    }

    /** How far the search for a port has come. */
    public ConnectAttempt searched(int inRange, int taken) {
        portsInRange = inRange;
        portsTaken = taken;
        return this;
    }

    /** Who has the port already. */
    public ConnectAttempt onPort(boolean reserved, boolean byBind, int owners) {
        reservedPort = reserved;
        portOfBind = byBind;
        portOwners = owners;
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
    public ConnectAttempt kept() {
        return copied(timeWait ? new TimeWaitSocket().set(entry) : NOBODY);
    }

    @Override
    public ConnectAttempt copy() {
        return copied(new TimeWaitSocket().set(entry));
    }

    private ConnectAttempt copied(TimeWaitSocket copiedEntry) {
        ConnectAttempt copy = new ConnectAttempt().call(settings, now, second, boundPort, loopback);
        copy.momentOf(this);
        copy.liveSocket = liveSocket;
        copy.timeWait = timeWait;
        copy.searched(portsInRange, portsTaken).onPort(reservedPort, portOfBind, portOwners);
        copy.entry = copiedEntry;
        return copy;
    }
}
