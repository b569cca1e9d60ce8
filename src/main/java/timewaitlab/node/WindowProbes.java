package timewaitlab.node;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.ZeroWindow;

/**
 * The persist timer: the peer's window is shut, nothing is in flight, and something waits. net/ipv4/tcp_output.c
 * {@code tcp_send_probe0}, {@code tcp_write_wakeup}; net/ipv4/tcp_input.c {@code tcp_ack_probe}. It is the timer of
 * retransmissions, which has nothing else to do then.
 */
final class WindowProbes {
    private final Host host;

    WindowProbes(Host host) {
        this.host = host;
    }

    /** The next segment does not fit: {@code tcp_check_probe_timer}. */
    void begin(Tcb socket) {
        if (!socket.isInFlight() && !socket.persisting) {
            socket.persisting = true;
            socket.persistBackoff = 0;
            socket.persistingSince = -1;
            in(socket, Math.max(socket.rto, ZeroWindow.timeout(socket, host.settings())));
        }
    }

    /** The peer acknowledged, and nothing was in flight: the window is open again, or the wait begins anew. */
    void heard(Tcb socket) {
        if (ZeroWindow.isShut(socket, socket.mss())) {
            in(socket, ZeroWindow.clamped(socket, host.settings(), host.now()));
        } else {
            end(socket);
            host.moves().retransmission().stop(socket);
        }
    }

    /** Sends as much as the window takes, or else nothing that has to be answered. */
    void probe(Tcb socket) {
        if (socket.persistingSince < 0) {
            socket.persistingSince = host.now();
        }
        if (socket.usableWindow() > 0 && socket.sndNxt != socket.writeSeq) {
            host.moves().send(socket, socket.usableWindow());
            end(socket);
            return;
        }
        host.writer().probe(socket);
        socket.probesOut++;
        if (socket.persistBackoff < host.settings().get(Sysctl.TCP_RETRIES2)) {
            socket.persistBackoff++;
        }
        in(socket, ZeroWindow.clamped(socket, host.settings(), host.now()));
    }

    private static void end(Tcb socket) {
        socket.persisting = false;
        socket.persistBackoff = 0;
        socket.persistingSince = -1;
        socket.probesOut = 0;
    }

    private void in(Tcb socket, long millis) {
        socket.retransmitDue = host.jiffies().fires(host.now(), millis * SimTime.MILLISECOND);
    }
}
