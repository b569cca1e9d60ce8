package timewaitlab.tcp;

import timewaitlab.wire.SeqNum;

/**
 * Nagle's rule in Minshall's variant: a write that does not fill a segment waits while another such segment is not
 * acknowledged. net/ipv4/tcp_output.c {@code tcp_nagle_test}, {@code tcp_nagle_check}, {@code tcp_minshall_check}, the
 * same from 2.6.32 to 6.18; RFC 9293 section 3.7.4.
 */
public final class Nagle {
    private Nagle() {}

    /** Whether what was written and would be sent next is held back, given segments of up to {@code mss} bytes. */
    public static boolean holds(Tcb socket, int mss) {
        int text = socket.writeSeq - socket.sndNxt;
        boolean partial = text > 0 && text < mss && !socket.finQueued;
        return partial && (socket.options.sending().cork() || waits(socket));
    }

    /** Whether a short write would have to wait for an acknowledgement now. */
    public static boolean waits(Tcb socket) {
        return !socket.options.sending().noDelay()
                && SeqNum.isAfter(socket.smallUpTo, socket.sndUna)
                && !SeqNum.isAfter(socket.smallUpTo, socket.sndNxt);
    }
}
