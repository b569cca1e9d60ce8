package timewaitlab.lab;

import timewaitlab.tcp.Nagle;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Writes that no recording shows until something releases them: Nagle's rule holds them back. */
final class HeldWrites {
    private HeldWrites() {}

    /** Whether Nagle's rule would hold back a write that this departure, not sent yet, consists of. */
    static boolean wouldHold(JudgingHost judge, Segment seen, Tcb socket) {
        boolean open = socket.state == TcpState.ESTABLISHED || socket.state == TcpState.CLOSE_WAIT;
        return open
                && !socket.finQueued
                && !socket.hasUnsentText()
                && isNext(seen, socket)
                && seen.length() < socket.mss()
                && Nagle.waits(socket);
    }

    /** Whether a tail loss probe may be what left then: not where hardly any of its time has passed. */
    static boolean mayProbe(Tcb socket, long time) {
        return socket.probing && 2 * (time - socket.lastSent) >= socket.retransmitDue - socket.lastSent;
    }

    /** Whether what is held back would leave as this departure. */
    static boolean isHeld(Segment seen, Tcb socket) {
        return isNext(seen, socket) && seen.length() == socket.writeSeq - socket.sndNxt;
    }

    private static boolean isNext(Segment seen, Tcb socket) {
        return seen.length() > 0 && !seen.has(TcpFlags.FIN) && seen.seq() == socket.sndNxt;
    }

    /** The application writes it; nothing leaves. */
    static void write(JudgingHost judge, Segment seen, Tcb socket, long time) {
        judge.host().calls().write(time, socket, seen.length(), 0);
    }
}
