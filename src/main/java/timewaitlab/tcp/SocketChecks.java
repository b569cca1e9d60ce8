package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AFTER;
import static timewaitlab.decide.Comparison.AHEAD_BY_MORE_THAN;
import static timewaitlab.decide.Comparison.BEFORE;
import static timewaitlab.decide.Comparison.EQUALS;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Comparison.MORE_THAN;
import static timewaitlab.decide.Comparison.SAME_AS;
import static timewaitlab.tcp.HostChecks.constant;
import static timewaitlab.tcp.SegmentChecks.SEG_ACK;
import static timewaitlab.tcp.SegmentChecks.SEG_END;
import static timewaitlab.tcp.SegmentChecks.SEG_SEQ;
import static timewaitlab.tcp.SegmentChecks.SEG_TSECR;
import static timewaitlab.tcp.SegmentChecks.SEG_TSVAL;

import java.util.function.ToIntFunction;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** The values of a live socket, and the questions its rules share. */
final class SocketChecks {
    static final Cite VALIDATE = new Cite("net/ipv4/tcp_input.c", "tcp_validate_incoming()");
    static final Cite TCP_PAWS = new Cite("net/ipv4/tcp_input.c", "tcp_paws_discard()");
    static final Cite TCP_SEQUENCE = new Cite("net/ipv4/tcp_input.c", "tcp_sequence()");
    static final Cite TCP_ACK = new Cite("net/ipv4/tcp_input.c", "tcp_ack()");

    static final Operand<SegmentOnSocket> RCV_NXT =
            history("rcv_nxt", Unit.SEQUENCE, s -> s.socket.rcvNxt, (s, v) -> s.socket.rcvNxt = v);
    static final Operand<SegmentOnSocket> RCV_WUP =
            history("rcv_wup", Unit.SEQUENCE, s -> s.socket.rcvWup, (s, v) -> s.socket.rcvWup = v);
    static final Operand<SegmentOnSocket> SND_UNA =
            history("snd_una", Unit.SEQUENCE, s -> s.socket.sndUna, (s, v) -> s.socket.sndUna = v);
    static final Operand<SegmentOnSocket> SND_NXT =
            history("snd_nxt", Unit.SEQUENCE, s -> s.socket.sndNxt, (s, v) -> s.socket.sndNxt = v);
    static final Operand<SegmentOnSocket> TS_RECENT =
            history("ts_recent", Unit.TICK, s -> s.socket.tsRecent, (s, v) -> s.socket.tsRecent = v);
    private static final Operand<SegmentOnSocket> SND_WL1 =
            history("snd_wl1", Unit.SEQUENCE, s -> s.socket.sndWl1, (s, v) -> s.socket.sndWl1 = v);
    private static final Operand<SegmentOnSocket> SND_WND = Operand.derived("snd_wnd", Unit.BYTE, s -> s.socket.sndWnd);
    private static final Operand<SegmentOnSocket> OFFERED_WINDOW = Operand.<SegmentOnSocket>derived(
                    "SEG.WND scaled", Unit.BYTE, s -> s.socket.scaled(s.segment.window()))
            .following(SegmentChecks.SEG_WND);
    static final Operand<SegmentOnSocket> BEFORE_FIN =
            number("rcv_nxt - 1", s -> s.socket.rcvNxt - 1).following(RCV_NXT);
    static final Operand<SegmentOnSocket> RIGHT_EDGE = number("rcv_nxt + rcv_wnd", s -> {
                // tcp_receive_window() is never negative, whatever was taken beyond it
                int edge = s.socket.rcvWup + s.socket.rcvWnd;
                return SeqNum.isBefore(edge, s.socket.rcvNxt) ? s.socket.rcvNxt : edge;
            })
            .following(RCV_WUP);
    private static final Operand<SegmentOnSocket> DATA_END = number(
                    "SEG.END without FIN", s -> s.segment.endSeq() - (s.segment.has(TcpFlags.FIN) ? 1 : 0))
            .following(SegmentChecks.SEG_SEQ, SegmentChecks.SEG_LEN);
    private static final Operand<SegmentOnSocket> LAST_SACK =
            number("right edge of the last SACK block", s -> s.socket.outOfOrder.lastEdge());
    static final Operand<SegmentOnSocket> OLDEST_ACK = number(
                    "snd_una - max_window", s -> s.socket.sndUna - s.socket.maxWindow)
            .following(SND_UNA);
    /** The window counts no further back than to the first byte that was acknowledged. */
    private static final Operand<SegmentOnSocket> OLDEST_ACK_SENT = number(
                    "snd_una - min(max_window, bytes_acked)", s -> {
                        int syn = s.socket.opensActively ? 0 : 1;
                        long acked = SeqNum.unsigned(s.socket.sndUna - s.socket.iss - syn);
                        return s.socket.sndUna - (int) Math.min(s.socket.maxWindow, acked);
                    })
            .following(SND_UNA);

    static final Operand<SegmentOnSocket> STATE = Operand.derived("state", Unit.STATE, s -> s.socket.state.ordinal());
    static final Operand<SegmentOnSocket> TS_RECENT_AGE = Operand.<SegmentOnSocket>derived(
                    "ts_recent_age", Unit.SECOND, s -> s.second - s.socket.tsRecentStamp)
            .following(HostChecks.ELAPSED);
    /**
     * Ticks a duplicate ACK may lag: RTO in jiffies, times 1024 or 1200, by HZ; with microseconds the RTO itself, as
     * 6.18.44 was seen to do (an RTO of 444 ms lets 444000 pass and not 444001).
     */
    private static final Operand<SegmentOnSocket> REPLAY_LIMIT = Operand.derived("replay limit", Unit.TICK, s -> {
        if (s.socket.usecTs) {
            return s.socket.rto * 1000;
        }
        long rtoJiffies = s.socket.rto * s.settings.get(Constant.HZ) / 1000;
        return rtoJiffies * s.settings.get(Constant.TS_REPLAY_FACTOR) / s.settings.get(Constant.HZ);
    });

    static final Check<SegmentOnSocket> TIMESTAMPS_NEGOTIATED = isSet(
            "socket.timestamps-negotiated",
            Operand.derived("tstamp_ok", Unit.FLAG, s -> s.socket.timestamps ? 1 : 0),
            VALIDATE);
    static final Check<SegmentOnSocket> SACK_NEGOTIATED = isSet(
            "socket.sack-negotiated", Operand.derived("sack_ok", Unit.FLAG, s -> s.socket.sack ? 1 : 0), VALIDATE);
    static final Check<SegmentOnSocket> ORPHANED =
            isSet("socket.orphaned", Operand.derived("orphan", Unit.FLAG, s -> s.socket.orphan ? 1 : 0), TCP_ACK);
    static final Check<SegmentOnSocket> RECEIVE_SHUTDOWN = isSet(
            "socket.receive-shutdown",
            Operand.derived("RCV_SHUTDOWN", Unit.FLAG, s -> s.socket.orphan || s.socket.readShutdown ? 1 : 0),
            TCP_ACK);
    static final Check<SegmentOnSocket> NO_FIN_WAIT_2 = isSet(
            "socket.linger2-negative",
            Operand.derived("TCP_LINGER2 negative", Unit.FLAG, s -> s.socket.options.linger2() < 0 ? 1 : 0),
            TCP_ACK);
    static final Check<SegmentOnSocket> LONG_FIN_WAIT_2 = check(
            "socket.fin-time-exceeds-time-wait",
            Operand.derived("tcp_fin_time", Unit.MILLISECOND, s -> FinWait2.millis(s.socket, s.settings)),
            MORE_THAN,
            Operand.derived(
                    Constant.TCP_TIMEWAIT_LEN.name(),
                    Unit.MILLISECOND,
                    s -> 1000 * s.settings.get(Constant.TCP_TIMEWAIT_LEN)),
            TCP_ACK);
    static final Check<SegmentOnSocket> FIN_SENT =
            isSet("socket.fin-sent", Operand.derived("FIN sent", Unit.FLAG, s -> s.socket.finSent ? 1 : 0), TCP_ACK);
    static final Check<SegmentOnSocket> OLDER_BY_MORE_THAN_WINDOW = Check.<SegmentOnSocket>check(
                    "socket.older-tsval", TS_RECENT, AHEAD_BY_MORE_THAN, SEG_TSVAL, TCP_PAWS)
            .by(constant(Constant.TCP_PAWS_WINDOW, Unit.TICK));
    static final Check<SegmentOnSocket> OLDER_AT_ALL =
            check("socket.any-older-tsval", TS_RECENT, AHEAD_BY_MORE_THAN, SEG_TSVAL, TCP_PAWS);
    static final Check<SegmentOnSocket> MEMORY_IS_FRESH = check(
            "socket.memory-is-fresh",
            TS_RECENT_AGE,
            LESS_THAN,
            constant(Constant.PAWS_IDLE_LIMIT, Unit.SECOND),
            TCP_PAWS);
    static final Check<SegmentOnSocket> MEMORY_IS_NOT_ZERO = isSet("socket.memory-is-not-zero", TS_RECENT, TCP_PAWS);
    static final Check<SegmentOnSocket> LAGS_MORE_THAN_RTO = Check.<SegmentOnSocket>check(
                    "socket.lags-more-than-rto", TS_RECENT, AHEAD_BY_MORE_THAN, SEG_TSVAL, TCP_PAWS)
            .by(REPLAY_LIMIT);
    private static final Check<SegmentOnSocket> SEQ_AFTER_WL1 =
            check("socket.seq-after-snd-wl1", SEG_SEQ, AFTER, SND_WL1, TCP_ACK);
    private static final Check<SegmentOnSocket> SEQ_IS_WL1 =
            check("socket.seq-is-snd-wl1", SEG_SEQ, SAME_AS, SND_WL1, TCP_ACK);
    private static final Check<SegmentOnSocket> LARGER_WINDOW =
            check("socket.larger-window", OFFERED_WINDOW, MORE_THAN, SND_WND, TCP_ACK);
    static final Check<SegmentOnSocket> EXACT_SEQ = check("socket.exact-seq", SEG_SEQ, SAME_AS, RCV_NXT, VALIDATE);
    static final Check<SegmentOnSocket> SEQ_OF_FIN = check("socket.seq-of-fin", SEG_SEQ, SAME_AS, BEFORE_FIN, VALIDATE);
    static final Check<SegmentOnSocket> OLD_SEQ = check("socket.old-seq", SEG_SEQ, BEFORE, RCV_NXT, VALIDATE);
    static final Check<SegmentOnSocket> END_BEFORE_WUP =
            check("socket.end-before-rcv-wup", SEG_END, BEFORE, RCV_WUP, TCP_SEQUENCE);
    static final Check<SegmentOnSocket> SEQ_AFTER_WINDOW =
            check("socket.seq-after-window", SEG_SEQ, AFTER, RIGHT_EDGE, TCP_SEQUENCE);
    static final Check<SegmentOnSocket> DATA_AFTER_WINDOW =
            check("socket.data-after-window", DATA_END, AFTER, RIGHT_EDGE, TCP_SEQUENCE);
    static final Check<SegmentOnSocket> END_AFTER_WINDOW =
            check("socket.end-after-window", SEG_END, AFTER, RIGHT_EDGE, TCP_SEQUENCE);
    static final Check<SegmentOnSocket> WAITS_TO_BE_READ = isSet(
            "socket.waits-to-be-read",
            Operand.derived("sk_receive_queue", Unit.BYTE, s -> s.socket.received()),
            TCP_SEQUENCE);
    static final Check<SegmentOnSocket> HAS_HOLE = isSet(
            "socket.has-hole",
            Operand.derived("num_sacks", Unit.FLAG, s -> s.socket.outOfOrder.isEmpty() ? 0 : 1),
            VALIDATE);
    static final Check<SegmentOnSocket> SEQ_OF_LAST_SACK =
            check("socket.seq-of-last-sack", SEG_SEQ, SAME_AS, LAST_SACK, VALIDATE);
    static final Check<SegmentOnSocket> END_ADVANCES = check("socket.end-advances", SEG_END, AFTER, RCV_NXT, VALIDATE);
    static final Check<SegmentOnSocket> ACK_IS_UNA = check("socket.ack-is-una", SEG_ACK, SAME_AS, SND_UNA, TCP_ACK);
    static final Check<SegmentOnSocket> ACK_OF_ALL = check("socket.ack-of-all", SEG_ACK, SAME_AS, SND_NXT, TCP_ACK);
    static final Check<SegmentOnSocket> ACK_ADVANCES = check("socket.ack-advances", SEG_ACK, AFTER, SND_UNA, TCP_ACK);
    static final Check<SegmentOnSocket> ACK_BEYOND = check("socket.ack-beyond", SEG_ACK, AFTER, SND_NXT, TCP_ACK);
    static final Check<SegmentOnSocket> ACK_OLD = check("socket.ack-old", SEG_ACK, BEFORE, SND_UNA, TCP_ACK);
    static final Check<SegmentOnSocket> ACK_TOO_OLD =
            check("socket.ack-too-old", SEG_ACK, BEFORE, OLDEST_ACK, new Cite("RFC 5961", "5.2"));
    static final Check<SegmentOnSocket> ACK_NEVER_SENT =
            check("socket.ack-never-sent", SEG_ACK, BEFORE, OLDEST_ACK_SENT, TCP_ACK);
    static final Check<SegmentOnSocket> ECHOES_SOMETHING = isSet("socket.tsecr-is-set", SEG_TSECR, VALIDATE);

    private SocketChecks() {}

    /** Whether the socket is in this state, as a check. */
    static Check<SegmentOnSocket> in(TcpState state) {
        return check(
                "socket.in-" + state.label().toLowerCase(java.util.Locale.ROOT),
                STATE,
                EQUALS,
                Operand.constant(state.label(), Unit.STATE, state.ordinal()),
                new Cite("RFC 9293", "3.3.2"));
    }

    /** {@code tcp_paws_discard}: an older timestamp, remembered less than the idle limit ago. */
    static boolean isRefusedByPaws(SegmentOnSocket s, Inquiry ask, Check<SegmentOnSocket> older) {
        return ask.holds(SegmentChecks.HAS_TIMESTAMP, s)
                && ask.holds(TIMESTAMPS_NEGOTIATED, s)
                && ask.holds(older, s)
                && ask.holds(MEMORY_IS_FRESH, s);
    }

    /** {@code tcp_may_update_window} of a segment that acknowledges nothing new. */
    static boolean movesWindow(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(SEQ_AFTER_WL1, s) || ask.holds(SEQ_IS_WL1, s) && ask.holds(LARGER_WINDOW, s);
    }

    static Operand<SegmentOnSocket> number(String name, ToIntFunction<SegmentOnSocket> read) {
        return Operand.derived(name, Unit.SEQUENCE, s -> SeqNum.unsigned(read.applyAsInt(s)));
    }

    /** Writes a 32-bit field. */
    private interface IntWriter {
        void write(SegmentOnSocket situation, int value);
    }

    private static Operand<SegmentOnSocket> history(
            String name, Unit unit, ToIntFunction<SegmentOnSocket> read, IntWriter write) {
        return Operand.settable(
                name, unit, Party.HISTORY, s -> SeqNum.unsigned(read.applyAsInt(s)), (s, v) -> write.write(s, (int) v));
    }
}
