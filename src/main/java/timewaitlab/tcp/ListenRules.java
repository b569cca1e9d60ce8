package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AHEAD_BY_MORE_THAN;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Comparison.MORE_THAN;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.HostChecks.constant;
import static timewaitlab.tcp.HostChecks.sysctl;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.FIN;
import static timewaitlab.tcp.SegmentChecks.HAS_TIMESTAMP;
import static timewaitlab.tcp.SegmentChecks.RST;
import static timewaitlab.tcp.SegmentChecks.SEG_TSVAL;
import static timewaitlab.tcp.SegmentChecks.SYN;

import java.util.List;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;

/**
 * What happens to a segment that has no socket of its own: net/ipv4/tcp_input.c {@code tcp_rcv_state_process} in LISTEN
 * and {@code tcp_conn_request} (up to 3.16 net/ipv4/tcp_ipv4.c {@code tcp_v4_conn_request}).
 */
public final class ListenRules {
    private static final Cite DISPATCH = new Cite("net/ipv4/tcp_ipv4.c", "tcp_v4_rcv()");
    private static final Cite LISTEN_STATE = new Cite("net/ipv4/tcp_input.c", "tcp_rcv_state_process()");
    static final Cite CONN_REQUEST = new Cite("net/ipv4/tcp_ipv4.c", "tcp_v4_conn_request()");
    private static final Cite PEER_IS_PROVEN = new Cite("net/ipv4/tcp_metrics.c", "tcp_peer_is_proven()");

    private static final Operand<SegmentOnListen> LISTENING = Operand.settable(
            "listener", Unit.FLAG, Party.APPLICATION, s -> s.listening ? 1 : 0, (s, v) -> s.listening = v == 1);
    private static final Operand<SegmentOnListen> PRESET_ISN =
            Operand.derived("ISN preset by TIME-WAIT", Unit.FLAG, s -> s.presetIsn ? 1 : 0);
    private static final Operand<SegmentOnListen> PEER_KNOWN = Operand.settable(
            "peer.known", Unit.FLAG, Party.HISTORY, s -> s.peerKnown ? 1 : 0, (s, v) -> s.peerKnown = v != 0);
    private static final Operand<SegmentOnListen> PEER_TS = Operand.settable(
            "peer.ts", Unit.TICK, Party.HISTORY, s -> SeqNum.unsigned(s.peerTs), (s, v) -> s.peerTs = (int) v);
    /** Up to 3.5 seconds are compared as signed numbers. */
    private static final Operand<SegmentOnListen> PEER_AGE = Operand.<SegmentOnListen>derived(
                    "peer.ts_stamp age", Unit.SECOND, s -> s.second - s.peerStamp)
            .following(HostChecks.ELAPSED);
    /** From 3.6 as unsigned 32-bit: a clock set back makes every memory ancient. */
    private static final Operand<SegmentOnListen> PEER_AGE_UNSIGNED = Operand.<SegmentOnListen>derived(
                    "peer.ts_stamp age", Unit.SECOND, s -> SeqNum.unsigned(s.second - s.peerStamp))
            .following(HostChecks.ELAPSED);

    static final Operand<SegmentOnListen> ACCEPT_QUEUE =
            Operand.settable("accept queue", Unit.COUNT, Party.APPLICATION, s -> s.listener.acceptQueue, (s, v) -> {
                if (v >= 0 && v <= Integer.MAX_VALUE) {
                    s.listener.acceptQueue = (int) v;
                }
            });
    static final Operand<SegmentOnListen> BACKLOG =
            Operand.settable("backlog", Unit.COUNT, Party.APPLICATION, s -> s.listener.backlog(), (s, v) -> {
                if (v >= 0 && v <= s.settings.get(Sysctl.SOMAXCONN)) {
                    s.listener = s.listener.withBacklog((int) v);
                }
            });

    private static final Check<SegmentOnListen> SOMEBODY_LISTENS =
            isSet("listen.somebody-listens", LISTENING, DISPATCH);
    static final Check<SegmentOnListen> HAS_PRESET_ISN = isSet("listen.preset-isn", PRESET_ISN, CONN_REQUEST);
    static final Check<SegmentOnListen> QUEUE_FULL =
            check("listen.accept-queue-full", ACCEPT_QUEUE, MORE_THAN, BACKLOG, CONN_REQUEST);
    private static final Check<SegmentOnListen> SEVERAL_YOUNG = check(
            "listen.several-young",
            Operand.<SegmentOnListen>settable(
                    "young requests", Unit.COUNT, Party.HISTORY, s -> s.listener.young, (s, v) -> {
                        if (v >= 0 && v <= s.listener.requests) {
                            s.listener.young = (int) v;
                        }
                    }),
            MORE_THAN,
            Operand.constant("1", Unit.COUNT, 1),
            CONN_REQUEST);
    static final Check<OnHost<?>> TIMESTAMPS_ON =
            isSet("listen.timestamps-on", sysctl(Sysctl.TCP_TIMESTAMPS), CONN_REQUEST);
    static final Check<OnHost<?>> RECYCLE_ON = isSet("listen.recycle-on", sysctl(Sysctl.TCP_TW_RECYCLE), CONN_REQUEST);
    static final Check<SegmentOnListen> REMEMBERED = isSet("listen.host-stamp.remembered", PEER_KNOWN, CONN_REQUEST);
    private static final Check<SegmentOnListen> FRESH =
            check("listen.host-stamp.fresh", PEER_AGE, LESS_THAN, pawsMsl(), CONN_REQUEST);
    private static final Check<SegmentOnListen> FRESH_UNSIGNED =
            check("listen.host-stamp.fresh", PEER_AGE_UNSIGNED, LESS_THAN, pawsMsl(), PEER_IS_PROVEN);
    private static final Check<SegmentOnListen> OLDER = Check.<SegmentOnListen>check(
                    "listen.host-stamp.older", PEER_TS, AHEAD_BY_MORE_THAN, SEG_TSVAL, CONN_REQUEST)
            .by(constant(Constant.TCP_PAWS_WINDOW, Unit.TICK));

    static final long COUNTED = Counter.TcpExtListenOverflows.bit() | Counter.TcpExtListenDrops.bit();

    private static final Outcome UNHEARD = Outcome.of(Disposition.DROP, Reason.NO_SOCKET);
    private static final Outcome REFUSED = Outcome.of(Disposition.REPLY, ReplyKind.RST);
    private static final Outcome SILENT = Outcome.of(Disposition.DROP, Reason.TCP_FLAGS);
    private static final Outcome REQUESTED =
            Outcome.of(Disposition.ACCEPT, ReplyKind.SYN_ACK).plus(Effect.MAKE_REQUEST.bit(), 0);
    private static final Rule<SegmentOnListen> CLOSED_RST = rule(
            "closed.rst",
            DISPATCH,
            (s, ask) -> !ask.holds(SOMEBODY_LISTENS, s) && ask.holds(RST, s) ? UNHEARD : Outcome.PASS);
    private static final Rule<SegmentOnListen> CLOSED =
            rule("closed.reset", DISPATCH, (s, ask) -> ask.holds(SOMEBODY_LISTENS, s) ? Outcome.PASS : REFUSED);
    private static final Rule<SegmentOnListen> LISTEN_RST =
            rule("listen.rst", LISTEN_STATE, (s, ask) -> ask.holds(RST, s) ? SILENT : Outcome.PASS);
    private static final Rule<SegmentOnListen> LISTEN_ACK =
            rule("listen.ack", LISTEN_STATE, (s, ask) -> ask.holds(ACK, s) ? REFUSED : Outcome.PASS);
    private static final Rule<SegmentOnListen> NOT_SYN =
            rule("listen.not-syn", LISTEN_STATE, (s, ask) -> ask.holds(SYN, s) ? Outcome.PASS : SILENT);
    /** Id of the rule that holds a SYN against what is remembered of its host. */
    public static final String HOST_STAMP = "listen.host-stamp";

    /** From 3.3, and carried back into 2.6.32.69: SYN with FIN asks for nothing. */
    public static final Rule<SegmentOnListen> SYN_FIN =
            rule("listen.syn-fin", LISTEN_STATE, (s, ask) -> ask.holds(FIN, s) ? SILENT : Outcome.PASS);

    /** From 4.10: a full accept queue is enough. */
    public static final Rule<SegmentOnListen> QUEUE = queue(COUNTED, false);

    private static final Rule<SegmentOnListen> REQUEST = rule("listen.request", CONN_REQUEST, (s, ask) -> REQUESTED);

    private ListenRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<SegmentOnListen> chain() {
        return new RuleChain<>(
                "listen",
                List.of(
                        stage("dispatch", CLOSED_RST, CLOSED),
                        CookieRules.returned(),
                        stage("listen", LISTEN_RST, LISTEN_ACK, NOT_SYN, SYN_FIN),
                        CookieRules.sent(),
                        stage("request", queue(0, true), hostStamp2632(), CookieRules.QUARTER_BESIDE_RECYCLE, REQUEST)),
                List.of(),
                SILENT);
    }

    /** From 3.3: SYN with FIN asks for nothing. */
    public static RuleChain<SegmentOnListen> refusingSynFin(RuleChain<SegmentOnListen> chain) {
        return chain.withStage(stage("listen", LISTEN_RST, LISTEN_ACK, NOT_SYN, SYN_FIN));
    }

    /** From 3.10: what is dropped for want of room is counted. */
    public static RuleChain<SegmentOnListen> countingDrops(RuleChain<SegmentOnListen> chain) {
        return CookieRules.countingDrops(chain).with(queue(COUNTED, true));
    }

    /** {@code drops}: what a drop counts; {@code young}: whether requests must be waiting besides. */
    private static Rule<SegmentOnListen> queue(long drops, boolean young) {
        Outcome overflow =
                Outcome.of(Disposition.DROP, Reason.TCP_LISTEN_OVERFLOW).plus(0, drops);
        return rule(
                "listen.accept-queue",
                CONN_REQUEST,
                (s, ask) -> isOverflowing(s, ask, young) ? overflow : Outcome.PASS);
    }

    /** {@code sk_acceptq_is_full}; up to 4.9 only where more than one young request waits too. */
    static boolean isOverflowing(SegmentOnListen s, Inquiry ask, boolean young) {
        return ask.holds(QUEUE_FULL, s) && (!young || ask.holds(SEVERAL_YOUNG, s));
    }

    /** 2.6.32: only counted as PAWSPassive. */
    public static Rule<SegmentOnListen> hostStamp2632() {
        Outcome dropped = hostStampDrop(0);
        return rule(
                HOST_STAMP,
                CONN_REQUEST,
                (s, ask) -> isStampedSyn(s, ask) && isChecked(s, ask) && ask.holds(FRESH, s) && ask.holds(OLDER, s)
                        ? dropped
                        : Outcome.PASS);
    }

    /** 3.6 to 3.17: seconds compared unsigned, the drop (from 3.10) also counted as ListenDrops. */
    public static Rule<SegmentOnListen> hostStamp310() {
        Outcome dropped = hostStampDrop(Counter.TcpExtListenDrops.bit());
        return rule(
                HOST_STAMP,
                CONN_REQUEST,
                (s, ask) ->
                        isStampedSyn(s, ask) && isChecked(s, ask) && ask.holds(FRESH_UNSIGNED, s) && ask.holds(OLDER, s)
                                ? dropped
                                : Outcome.PASS);
    }

    /** 3.18 to 4.11: a SYN without a timestamp counts as too old. */
    public static Rule<SegmentOnListen> hostStamp318() {
        Outcome dropped = hostStampDrop(Counter.TcpExtListenDrops.bit());
        return rule(
                HOST_STAMP,
                PEER_IS_PROVEN,
                (s, ask) -> isChecked(s, ask)
                                && ask.holds(FRESH_UNSIGNED, s)
                                && (!isStampedSyn(s, ask) || ask.holds(OLDER, s))
                        ? dropped
                        : Outcome.PASS);
    }

    private static Outcome hostStampDrop(long alsoCounted) {
        return Outcome.of(Disposition.DROP, Reason.PAWSPassive).plus(0, Counter.TcpExtPAWSPassive.bit() | alsoCounted);
    }

    /** A host with timestamps switched off does not see the option in a SYN. */
    static boolean isStampedSyn(SegmentOnListen s, Inquiry ask) {
        return ask.holds(HAS_TIMESTAMP, s) && ask.holds(TIMESTAMPS_ON, s);
    }

    /** Not asked of a SYN that came out of a time-wait entry: its own timestamps decided there. */
    private static boolean isChecked(SegmentOnListen s, Inquiry ask) {
        return ask.holds(RECYCLE_ON, s) && !ask.holds(HAS_PRESET_ISN, s) && ask.holds(REMEMBERED, s);
    }

    private static Operand<OnHost<?>> pawsMsl() {
        return constant(Constant.TCP_PAWS_MSL, Unit.SECOND);
    }
}
