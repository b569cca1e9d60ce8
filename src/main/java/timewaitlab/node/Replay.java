package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/**
 * A host as somebody moves it who knows from a recording what happened when: timers fire one quadruplet at a time,
 * because they fired late and not in the order in which they were due.
 */
public final class Replay {
    private final Host host;

    public Replay(Host host) {
        this.host = host;
    }

    /** Somebody's socket, put there as it stands. */
    public void put(Tcb socket, long time) {
        host.now(time);
        Listener behind = host.listener(FourTuple.localPortOf(socket.key));
        if (behind != null) {
            behind.takes(socket);
        }
        host.sockets().add(socket);
        if (socket.state != TcpState.SYN_RECV) {
            host.ports().take(socket);
        }
    }

    /** That many connections wait for accept(). */
    public void fillQueue(int port, int waiting) {
        Listener listener = host.listener(port);
        if (listener != null) {
            listener.acceptQueue = waiting;
        }
    }

    /** That many more requests wait for their last ACK; {@code young}: those of them whose SYN-ACK was sent once. */
    public void fillSynQueue(int port, int requests, int young) {
        Listener listener = host.listener(port);
        if (listener != null) {
            listener.requests += requests;
            listener.young += Math.min(young, requests);
        }
    }

    /** How much a listener has room for is not known: enough. */
    public void giveRoom(int port) {
        host.listeners().withRoom(port);
    }

    /** Fires what is due at one quadruplet only. */
    public void fire(long key, long time) {
        host.now(time);
        Tcb socket = host.socket(key);
        if (socket != null) {
            host.timers().fireDue(socket);
        } else {
            host.timeWaits().fire(key);
        }
        host.moves().wakeUp();
    }

    /** Whether the retransmission timer of this quadruplet, fired so late, gives up instead of sending again. */
    public boolean givesUpAt(long key, long time) {
        Tcb socket = host.socket(key);
        return socket != null && host.timers().givesUpAt(socket, time);
    }

    /** Ends the time-wait entries that are due, and nothing else. */
    public void fireTimeWaits(long time) {
        host.now(time);
        host.timeWaits().fire();
    }

    /** Whatever this quadruplet holds is gone, and nobody is told. */
    public void forget(long key, long time) {
        host.now(time);
        Tcb socket = host.socket(key);
        int row = host.timeWaits().table().find(key);
        if (socket != null) {
            host.moves().forget(socket);
            socket.state = TcpState.CLOSED;
        } else if (row != TimeWaitTable.NONE) {
            host.timeWaits().remove(row);
        }
    }

    /** connect() from this local address and port; {@code bound} says whether bind() asked for them. */
    public Tcb connect(long time, Endpoint local, Endpoint remote, boolean bound) {
        host.now(time);
        return host.calls().connectFrom(local, remote, bound);
    }

    /** When the time-wait entry of this quadruplet is due to end; -1 without one. */
    public long timeWaitDue(long key) {
        int row = host.timeWaits().table().find(key);
        return row == TimeWaitTable.NONE ? -1 : host.timeWaits().table().due(row);
    }

    /** The wait that entry was armed with. */
    public long timeWaitLength(long key) {
        int row = host.timeWaits().table().find(key);
        return row == TimeWaitTable.NONE ? 0 : host.timeWaits().table().wait(row);
    }

    /** The time-wait entry of this quadruplet. */
    public Optional<TimeWaitSocket> timeWait(long key) {
        int row = host.timeWaits().table().find(key);
        return row == TimeWaitTable.NONE
                ? Optional.empty()
                : Optional.of(host.timeWaits().table().load(row, new TimeWaitSocket()));
    }

    /** The ISN of a connection that takes over this time-wait entry. */
    public int isnAfter(TimeWaitSocket entry) {
        return entry.nextIsn(host.settings());
    }

    /** A time-wait entry that ended in the model and was still there. */
    public void restore(long key, TimeWaitSocket entry, long time) {
        host.timeWaits().put(key, entry, time);
    }

    /** The listener of a port, or null. */
    public @Nullable Listener listener(int port) {
        return host.listener(port);
    }

    /** Nobody listens there any more, and requests that wait for their last ACK are forgotten. */
    public void closeListener(int port) {
        Listener listener = host.listener(port);
        host.calls().stopListening(port);
        List<Tcb> requests = new ArrayList<>();
        host.sockets().forEach(socket -> {
            if (socket.listener == listener && socket.state == TcpState.SYN_RECV) {
                requests.add(socket);
            }
        });
        for (Tcb request : requests) {
            host.moves().forget(request);
            request.state = TcpState.CLOSED;
        }
    }

    /** Whether a FIN would have to wait, were the socket closed now. */
    public boolean holdsFin(Tcb socket) {
        return host.moves().holdsFin(socket);
    }

    /** Whether connect() refused. */
    public boolean isRefused(Tcb socket) {
        return socket.error == Errno.EADDRNOTAVAIL || socket.error == Errno.WSAEADDRINUSE;
    }
}
