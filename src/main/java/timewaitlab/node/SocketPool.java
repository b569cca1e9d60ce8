package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.tcp.Tcb;

/**
 * Sockets of connections that are over, for the next ones. A socket comes back when its host has taken it out of its
 * tables and whoever used it has said so with {@link Tcb#released}; one that is still held by somebody is left to the
 * garbage collector.
 */
final class SocketPool {
    private final List<Tcb> free = new ArrayList<>();
    /** Out of the tables in this event; whoever is in the middle of something may still look at them. */
    private final List<Tcb> leaving = new ArrayList<>();

    /** A socket as new. */
    Tcb take() {
        return free.isEmpty() ? new Tcb() : free.remove(free.size() - 1);
    }

    /** The socket is in no table any more. */
    void left(Tcb socket) {
        leaving.add(socket);
    }

    /** The event is over. */
    void settle() {
        while (!leaving.isEmpty()) {
            Tcb socket = leaving.remove(leaving.size() - 1);
            if (socket.released) {
                socket.renew();
                free.add(socket);
            }
        }
    }
}
