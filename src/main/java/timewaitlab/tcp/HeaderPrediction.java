package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Comparison.EQUALS;
import static timewaitlab.tcp.SegmentChecks.FIN;
import static timewaitlab.tcp.SegmentChecks.HAS_LENGTH;
import static timewaitlab.tcp.SegmentChecks.HAS_TIMESTAMP;
import static timewaitlab.tcp.SegmentChecks.RST;
import static timewaitlab.tcp.SegmentChecks.SEG_WND;
import static timewaitlab.tcp.SegmentChecks.SYN;
import static timewaitlab.tcp.SocketChecks.ACK_BEYOND;
import static timewaitlab.tcp.SocketChecks.EXACT_SEQ;
import static timewaitlab.tcp.SocketChecks.HAS_HOLE;
import static timewaitlab.tcp.SocketChecks.OLDER_AT_ALL;
import static timewaitlab.tcp.SocketChecks.TIMESTAMPS_NEGOTIATED;
import static timewaitlab.tcp.SocketChecks.WAITS_TO_BE_READ;
import static timewaitlab.tcp.SocketChecks.in;

import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Unit;

/**
 * The fast path of ESTABLISHED: a segment as the last one foretold it, with nothing but ACK and PSH, the next sequence
 * number and the same window, skips {@code tcp_validate_incoming()}. It matters where its acknowledgement is old: the
 * timestamp and the data are taken all the same, since {@code tcp_ack()} is asked last. Data needs
 * {@code sk_forward_alloc}, which a socket has left over from data that still waits to be read; without it the ordinary
 * path decides.
 */
final class HeaderPrediction {
    private static final Cite ESTABLISHED = new Cite("net/ipv4/tcp_input.c", "tcp_rcv_established()");
    private static final Check<SegmentOnSocket> IN_ESTABLISHED = in(TcpState.ESTABLISHED);
    private static final Check<SegmentOnSocket> SAME_WINDOW = check(
            "socket.predicted-window",
            SEG_WND,
            EQUALS,
            Operand.derived(
                    "snd_wnd in pred_flags", Unit.COUNT, s -> s.socket.sndWnd >> Math.max(0, s.socket.sndScale)),
            ESTABLISHED);

    private HeaderPrediction() {}

    /** Whether the fast path takes a segment whose ACK is not after SND.NXT. */
    static boolean applies(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(IN_ESTABLISHED, s)
                && ask.holds(EXACT_SEQ, s)
                && !ask.holds(ACK_BEYOND, s)
                && !ask.holds(SYN, s)
                && !ask.holds(FIN, s)
                && !ask.holds(RST, s)
                && ask.holds(SAME_WINDOW, s)
                && !ask.holds(HAS_HOLE, s)
                && ask.holds(HAS_TIMESTAMP, s) == ask.holds(TIMESTAMPS_NEGOTIATED, s)
                && (!ask.holds(HAS_TIMESTAMP, s) || !ask.holds(OLDER_AT_ALL, s))
                && (!ask.holds(HAS_LENGTH, s) || ask.holds(WAITS_TO_BE_READ, s));
    }
}
