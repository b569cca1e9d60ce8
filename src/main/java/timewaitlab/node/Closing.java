package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.kernel.Hook;
import timewaitlab.tcp.CloseCall;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;

/** The calls that end a connection or half of it: close(), shutdown() and what exit() does to each descriptor. */
public final class Closing {
    private final Host host;
    private final RuleChain<CloseCall> closeChain;
    private final RuleChain<CloseCall> orphanChain;
    private final RuleChain<CloseCall> shutdownChain;
    private final CloseCall call = new CloseCall();

    Closing(Host host) {
        this.host = host;
        closeChain = host.kernel().chain(Hook.CLOSE);
        orphanChain = host.kernel().chain(Hook.ORPHAN);
        shutdownChain = host.kernel().chain(Hook.SHUTDOWN);
    }

    /**
     * close(): the connection ends as its state, its unread data and SO_LINGER say.
     *
     * @return the moment until which the call blocks at most, waiting for the acknowledgement of the FIN; {@code now}
     *     when it returns at once
     */
    public long close(long now, Tcb socket) {
        return close(now, socket, false);
    }

    /** The process ends: the same without waiting. */
    public void exit(long now, Tcb socket) {
        close(now, socket, true);
    }

    private long close(long now, Tcb socket, boolean exiting) {
        host.now(now);
        if (socket.orphan) {
            return now;
        }
        if (socket.state == TcpState.LISTEN) {
            host.calls().stopListening(socket);
        }
        long lingers = now;
        if (socket.state != TcpState.CLOSED) {
            Outcome outcome = judge(closeChain, socket, exiting);
            apply(outcome, socket);
            if (outcome.has(Effect.LINGER.bit())) {
                lingers = now + socket.options.linger() * SimTime.SECOND;
            }
        }
        if (lingers == now) {
            letGo(socket);
        }
        flush(socket);
        return lingers;
    }

    /** Whether a close() that waits has nothing more to wait for: {@code sk_stream_closing}. */
    public boolean isClosing(Tcb socket) {
        return socket.state == TcpState.FIN_WAIT_1
                || socket.state == TcpState.CLOSING
                || socket.state == TcpState.LAST_ACK;
    }

    /** A listener is closed: requests vanish, and who waits to be accepted is reset. {@code inet_csk_listen_stop}. */
    public void stopListening(long now, int port) {
        host.now(now);
        Listener closed = host.listener(port);
        host.calls().stopListening(port);
        List<Tcb> left = new ArrayList<>();
        host.sockets().forEach(socket -> {
            if (closed != null && socket.listener == closed) {
                left.add(socket);
            }
        });
        for (Tcb socket : left) {
            if (socket.state != TcpState.SYN_RECV) {
                host.writer().activeReset(socket);
            }
            host.moves().drop(socket);
        }
    }

    /** A close() that waited returns. */
    public void closed(long now, Tcb socket) {
        host.now(now);
        letGo(socket);
        flush(socket);
    }

    /** {@code sock_orphan}: from here on nobody holds the socket. */
    private void letGo(Tcb socket) {
        socket.owner = null;
        host.moves().orphaned(socket);
        if (socket.state == TcpState.CLOSED) {
            host.ports().release(socket);
        } else {
            apply(judge(orphanChain, socket, false), socket);
        }
    }

    /** shutdown(): ENOTCONN where there is no connection. */
    public Errno shutdown(long now, Tcb socket, boolean read, boolean write) {
        host.now(now);
        socket.readShutdown |= read;
        if (!write) {
            return socket.state == TcpState.CLOSED ? Errno.ENOTCONN : Errno.OK;
        }
        Outcome outcome = judge(shutdownChain, socket, false);
        apply(outcome, socket);
        flush(socket);
        return outcome.disposition() == Disposition.DROP ? Errno.ENOTCONN : Errno.OK;
    }

    /** Ends the connection with a RST, whatever its state: as somebody saw it end who does not know why. */
    public void abort(long now, Tcb socket) {
        host.now(now);
        host.moves().orphaned(socket);
        if (socket.state != TcpState.SYN_SENT) {
            host.writer().activeReset(socket);
        }
        host.moves().drop(socket);
    }

    private Outcome judge(RuleChain<CloseCall> chain, Tcb socket, boolean exiting) {
        call.calls(host.settings(), host.jiffies(), host.now(), socket).atExit(exiting);
        call.among(host.moves().orphans());
        HostJournal journal = host.journal();
        return journal == null ? chain.judge(call) : journal.judge(chain, call, socket.state);
    }

    private void flush(Tcb socket) {
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.flush(socket.key);
        }
    }

    private void apply(Outcome outcome, Tcb socket) {
        host.count(outcome.counts());
        if (outcome.has(Effect.SEND_RESET.bit())) {
            host.writer().activeReset(socket);
        }
        if (outcome.has(Effect.RETIRE.bit())) {
            host.moves().drop(socket);
        } else if (outcome.has(Effect.SEND_FIN.bit())) {
            boolean second = socket.state == TcpState.CLOSE_WAIT;
            sendFin(socket, second ? TcpState.LAST_ACK : TcpState.FIN_WAIT_1);
        } else if (outcome.has(Effect.ENTER_TIME_WAIT.bit())) {
            host.moves().enterFinWait2(socket);
        } else if (outcome.has(Effect.AWAIT_FIN.bit())) {
            host.timers().awaitFin(socket);
            host.timers().arm(socket);
        }
    }

    private void sendFin(Tcb socket, TcpState next) {
        socket.finQueued = true;
        host.moves().move(socket, next);
        host.moves().push(socket);
        host.timers().arm(socket);
    }
}
