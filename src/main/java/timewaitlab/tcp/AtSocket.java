package timewaitlab.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Something other than a segment befalls one socket: the part that timers and calls share. Rules read the fields
 * through operands only.
 *
 * @param <S> the situation's own type
 */
public abstract class AtSocket<S extends AtSocket<S>> extends OnHost<S> {
    private static final Jiffies NO_TIME = new Jiffies(Settings.defaults(), -1);
    /** Before the cursor was moved to any. */
    static final Tcb NOBODY = new Tcb();

    Jiffies jiffies = NO_TIME;
    Tcb socket = NOBODY;
    /** Where the socket of a situation that was kept is; null where it is at hand. */
    private @Nullable TcbLedger ledger;

    private int place;
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
        return copied(copy, ledger == null ? socket.copyForJudging() : ledger.open(place));
    }

    /** The same for a copy that nobody writes to. */
    S keptIn(S copy) {
        TcbLedger.Page page = socket.page;
        if (page == null) {
            return copied(copy);
        }
        AtSocket<S> kept = copy;
        kept.ledger = page.ledger();
        kept.place = page.ledger().keep(socket, page);
        return copied(copy, NOBODY);
    }

    private S copied(S copy, Tcb copiedSocket) {
        copy.set(settings, jiffies, now, copiedSocket);
        copy.momentOf(this);
        copy.orphans = orphans;
        return copy;
    }
}
