package timewaitlab.tcp;

/**
 * Something other than a segment befalls one socket: the part that timers and calls share. Rules read the fields
 * through operands only.
 *
 * @param <S> the situation's own type
 */
public abstract class AtSocket<S extends AtSocket<S>> extends OnHost<S> {
    Jiffies jiffies = new Jiffies(settings, -1);
    Tcb socket = new Tcb();
    /** Sockets of this host that nobody holds a descriptor of and that are not time-wait entries, this one included. */
    int orphans;

    void set(Settings newSettings, Jiffies newJiffies, long newNow, Tcb newSocket) {
        moment(newSettings, newNow, 0);
        jiffies = newJiffies;
        socket = newSocket;
    }

    /** How many orphans the host has. */
    public void among(int newOrphans) {
        orphans = newOrphans;
    }

    public Tcb socket() {
        return socket;
    }

    /** Copies the shared part into {@code copy}, so that nothing writable is shared. */
    S copied(S copy) {
        copy.set(settings, jiffies, now, socket.copyForJudging());
        copy.momentOf(this);
        copy.orphans = orphans;
        return copy;
    }
}
