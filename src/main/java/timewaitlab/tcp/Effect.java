package timewaitlab.tcp;

import java.util.Arrays;

/** What an outcome does to the state. Applied by the class that owns the state, in the order written here. */
public enum Effect {
    /** {@code ts_recent := SEG.TSval}, where the segment carries one; its stamp is now. */
    ADOPT_TSVAL,
    /** The time-wait entry's 60 s begin again. */
    RESTART_TIMEWAIT,
    /** FIN-WAIT-2 held as an entry becomes real TIME-WAIT; R moves past the FIN. */
    ENTRY_TAKES_FIN,
    /** From 6.14: the moment from which tcp_tw_reuse_delay counts is now. */
    REFRESH_ENTRY_STAMP,
    /** The socket, request or entry is gone, without a TIME-WAIT of its own. */
    RETIRE,
    /** The segment goes on to the listener with ISN = tw_snd_nxt + 65537. */
    HAND_TO_LISTENER,
    /** A request is made and its SYN-ACK sent. */
    MAKE_REQUEST,
    /** A SYN-ACK with a SYN cookie is sent, and nothing kept. */
    SEND_COOKIE,
    /** A SYN cookie came back: an established socket is made of it. */
    MAKE_SOCKET_OF_COOKIE,
    /** The request becomes an established socket in the accept queue. */
    MAKE_SOCKET,
    /** The active open is done. */
    CONNECTED,
    /** Both ends opened: SYN-SENT becomes SYN-RECV. */
    OPEN_SIMULTANEOUSLY,
    /** SEG.WND becomes SND.WND, if it is news: SEG.SEQ after SND.WL1, a newer SEG.ACK or a larger window. */
    TAKE_WINDOW,
    /** SND.UNA moves to SEG.ACK; what it covers leaves the retransmission queue. */
    ADVANCE_UNA,
    /** Our FIN is acknowledged: FIN-WAIT-1 becomes FIN-WAIT-2. */
    FIN_ACKED,
    /** The socket is replaced by a time-wait entry. */
    ENTER_TIME_WAIT,
    /** The time-wait entry that would be the first to end ends now. */
    RETIRE_OLDEST,
    /** The payload is in order and goes to the application. */
    TAKE_DATA,
    /** The segment lies beyond RCV.NXT and waits. */
    QUEUE_OUT_OF_ORDER,
    /** The peer's FIN is in order. */
    TAKE_FIN,
    /** An ACK is owed, at once or delayed, as the ACK policy says. */
    OWE_ACK,
    /** An ACK goes out with the next ACK decision, not delayed. */
    QUICK_ACK,
    /** The application learns that the connection was reset. */
    TELL_RESET,
    /** The application learns that nobody listens there. */
    TELL_REFUSED,
    /** One doubling of the timeout is taken back, which no congestion made necessary: RFC 6069. */
    REVERT_BACKOFF,
    /** The application learns what an ICMP error said. */
    TELL_UNREACHABLE,
    /** {@code sk_err_soft}: what an ICMP error said is kept, until an acknowledgement comes. */
    KEEP_SOFT_ERROR,
    /** The SYN is sent again after SYN_QUICK_RESEND jiffies if it never was. */
    QUICK_RESEND,
    /** The application learns that the peer did not answer for too long. */
    TELL_TIMED_OUT,
    /** {@code tcp_send_active_reset}: RST with ACK from the connection itself. */
    SEND_RESET,
    /** A FIN is queued behind what was written. */
    SEND_FIN,
    /** close() waits for the acknowledgement of the FIN. */
    LINGER,
    /** The full socket waits for the peer's FIN as long as tcp_fin_timeout exceeds 60 s. */
    AWAIT_FIN,
    /** The entry lives 3.5 RTO. */
    SHORT_WAIT,
    /** A keepalive probe goes out, and the timer waits for the interval. */
    SEND_PROBE,
    /** The keepalive timer waits for the whole idle time again. */
    REARM_IDLE,
    /** The keepalive timer waits for what is left of the idle time. */
    REARM_REST,
    /** The last segment is sent again before the retransmission timer. */
    SEND_LOSS_PROBE,
    /** The retransmission timer runs for the rest of its time; nothing is sent. */
    REARM_RETRANSMIT,
    /** The peer's shut window is probed, and the persist timer waits twice as long. */
    SEND_WINDOW_PROBE,
    /** What is not acknowledged is sent again, and the timeout doubles. */
    RETRANSMIT,
    /** The timer of a request begins its next wait; nothing is sent. */
    REARM_REQUEST,
    /** The timer of a request begins its wait again. */
    RESTART_REQUEST,
    /** {@code inet_rsk(req)->acked}: the request has seen the last ACK of its handshake, which made no connection. */
    MARK_ACKED,
    /** The delay of acknowledgements doubles. */
    INFLATE_ATO,
    /** The connection counts as interactive no more. */
    LEAVE_PINGPONG,
    /** The moment of this answer is kept, for tcp_invalid_ratelimit. */
    STAMP_OOW_ACK,
    /** One challenge ACK less in this second's budget. */
    SPEND_CHALLENGE,
    /** The answer is limited as one from TIME-WAIT, and so on: which limit an answer has to pass. */
    LIMITED_TIME_WAIT,
    LIMITED_FIN_WAIT_2,
    LIMITED_SYN_RECV,
    LIMITED_PAWS,
    LIMITED_SEQ,
    LIMITED_CHALLENGE;

    /** This effect in the mask of an outcome. */
    public long bit() {
        return 1L << ordinal();
    }

    /** Where a segment with these effects takes a socket, as far as the effects themselves say. */
    public static TcpState stateAfter(TcpState before, long effects) {
        if (has(effects, MAKE_REQUEST) || has(effects, OPEN_SIMULTANEOUSLY) || has(effects, HAND_TO_LISTENER)) {
            return TcpState.SYN_RECV;
        }
        if (has(effects, MAKE_SOCKET) || has(effects, CONNECTED)) {
            return TcpState.ESTABLISHED;
        }
        if (has(effects, ENTER_TIME_WAIT) || has(effects, ENTRY_TAKES_FIN)) {
            return TcpState.TIME_WAIT;
        }
        if (has(effects, RETIRE)) {
            return TcpState.CLOSED;
        }
        boolean acked = has(effects, FIN_ACKED);
        if (!has(effects, TAKE_FIN)) {
            return acked ? TcpState.FIN_WAIT_2 : before;
        }
        return switch (before) {
            case ESTABLISHED, SYN_RECV -> TcpState.CLOSE_WAIT;
            case FIN_WAIT_1 -> acked ? TcpState.TIME_WAIT : TcpState.CLOSING;
            case FIN_WAIT_2 -> TcpState.TIME_WAIT;
            default -> before;
        };
    }

    private static boolean has(long effects, Effect effect) {
        return (effects & effect.bit()) != 0;
    }

    private static final long UNSEEN = Arrays.stream(values())
            .filter(effect ->
                    effect.name().startsWith("LIMITED_") || effect == STAMP_OOW_ACK || effect == SPEND_CHALLENGE)
            .mapToLong(Effect::bit)
            .reduce(0, (one, other) -> one | other);

    /** The effects that neither the wire, nor ss, nor nstat show: which limit an answer passes, and what that keeps. */
    static long unseen() {
        return UNSEEN;
    }

    /** Two effects in one mask; no list of arguments, since rules ask while they judge: that must not allocate. */
    public static long bits(Effect one, Effect two) {
        return one.bit() | two.bit();
    }

    /** Three. */
    public static long bits(Effect one, Effect two, Effect three) {
        return bits(one, two) | three.bit();
    }
}
