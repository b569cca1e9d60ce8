package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AFTER;
import static timewaitlab.decide.Comparison.BEFORE;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Comparison.MORE_THAN;
import static timewaitlab.decide.Comparison.SAME_AS;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.HostChecks.constant;
import static timewaitlab.tcp.HostChecks.sysctl;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.HAS_LENGTH;
import static timewaitlab.tcp.SegmentChecks.HAS_TIMESTAMP;
import static timewaitlab.tcp.SegmentChecks.RST;
import static timewaitlab.tcp.SegmentChecks.SEG_ACK;
import static timewaitlab.tcp.SegmentChecks.SEG_END;
import static timewaitlab.tcp.SegmentChecks.SEG_SEQ;
import static timewaitlab.tcp.SegmentChecks.SEG_TSECR;
import static timewaitlab.tcp.SegmentChecks.SYN;
import static timewaitlab.tcp.SocketChecks.ECHOES_SOMETHING;
import static timewaitlab.tcp.SocketChecks.END_ADVANCES;
import static timewaitlab.tcp.SocketChecks.EXACT_SEQ;
import static timewaitlab.tcp.SocketChecks.OLDER_AT_ALL;
import static timewaitlab.tcp.SocketChecks.RCV_NXT;
import static timewaitlab.tcp.SocketChecks.number;

import java.util.List;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.ReplyLimit;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Stage;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;

/** What a request (SYN-RECV) does with a segment: net/ipv4/tcp_minisocks.c {@code tcp_check_req}. */
public final class RequestRules {
    private static final Cite CHECK_REQ = new Cite("net/ipv4/tcp_minisocks.c", "tcp_check_req()");
    private static final int MOST_DOUBLINGS = 16;

    private static final Operand<SegmentOnSocket> IRS = number("irs", s -> s.socket.irs);
    private static final Operand<SegmentOnSocket> WINDOW_END =
            number("rcv_nxt + rcv_wnd", s -> s.socket.rcvNxt + s.socket.rcvWnd).following(RCV_NXT);
    private static final Operand<SegmentOnSocket> EXPECTED_ACK = number("iss + 1", s -> s.socket.iss + 1);
    private static final Operand<SegmentOnSocket> FIRST_SYN_ACK =
            Operand.derived("TSval of the first SYN-ACK", Unit.TICK, s -> SeqNum.unsigned(s.socket.firstSynTick));
    private static final Operand<SegmentOnSocket> LAST_SYN_ACK =
            Operand.derived("TSval of the last SYN-ACK", Unit.TICK, s -> SeqNum.unsigned(s.socket.lastSynTick));
    private static final Operand<SegmentOnSocket> ACCEPT_QUEUE =
            Operand.settable("accept queue", Unit.COUNT, Party.APPLICATION, s -> s.acceptQueue, (s, v) -> {
                if (v >= 0 && v <= Integer.MAX_VALUE) {
                    s.acceptQueue = (int) v;
                }
            });
    private static final Operand<SegmentOnSocket> BACKLOG =
            Operand.settable("backlog", Unit.COUNT, Party.APPLICATION, s -> s.backlog, (s, v) -> {
                if (v >= 0 && v <= s.settings.get(Sysctl.SOMAXCONN)) {
                    s.backlog = (int) v;
                }
            });

    /** A request keeps no stamp: how old its timestamp is follows from how often its SYN-ACK was sent. */
    private static final Operand<SegmentOnSocket> TS_RECENT_AGE = Operand.derived(
            "first timeout << retransmissions",
            Unit.SECOND,
            s -> s.settings.get(Constant.TCP_TIMEOUT_INIT) / 1000 << Math.min(s.socket.retransmits, MOST_DOUBLINGS));

    private static final Check<SegmentOnSocket> FRESH_AGAINST_RST = check(
            "request.fresh-against-rst",
            TS_RECENT_AGE,
            LESS_THAN,
            constant(Constant.TCP_PAWS_MSL, Unit.SECOND),
            CHECK_REQ);
    static final Check<SegmentOnSocket> SEQ_IS_IRS = check("request.seq-is-irs", SEG_SEQ, SAME_AS, IRS, CHECK_REQ);
    private static final Check<SegmentOnSocket> ACKS_SYN_ACK =
            check("request.acks-syn-ack", SEG_ACK, SAME_AS, EXPECTED_ACK, CHECK_REQ);
    private static final Check<SegmentOnSocket> STARTS_IN_WINDOW =
            check("request.starts-in-window", SEG_SEQ, BEFORE, WINDOW_END, CHECK_REQ);
    private static final Check<SegmentOnSocket> AT_WINDOW_END =
            check("request.at-window-end", SEG_SEQ, SAME_AS, WINDOW_END, CHECK_REQ);
    private static final Check<SegmentOnSocket> SEQ_AFTER_RCV_NXT =
            check("request.seq-after-rcv-nxt", SEG_SEQ, AFTER, RCV_NXT, CHECK_REQ);
    private static final Check<SegmentOnSocket> ECHO_TOO_OLD =
            check("request.echo-too-old", SEG_TSECR, BEFORE, FIRST_SYN_ACK, CHECK_REQ);
    private static final Check<SegmentOnSocket> ECHO_TOO_NEW =
            check("request.echo-too-new", SEG_TSECR, AFTER, LAST_SYN_ACK, CHECK_REQ);
    private static final Check<SegmentOnSocket> QUEUE_FULL =
            check("request.accept-queue-full", ACCEPT_QUEUE, MORE_THAN, BACKLOG, CHECK_REQ);
    private static final Check<OnHost<?>> ABORTS_ON_OVERFLOW =
            isSet("request.abort-on-overflow", sysctl(Sysctl.TCP_ABORT_ON_OVERFLOW), CHECK_REQ);

    private static final Operand<SegmentOnSocket> TIMEOUTS = Operand.settable(
            "SYN-ACK timeouts",
            Unit.COUNT,
            Party.HISTORY,
            s -> s.socket.retransmits,
            (s, v) -> s.socket.retransmits = (int) Math.max(0, v));
    private static final Operand<SegmentOnSocket> DEFERRAL = Operand.settable(
            SocketOption.TCP_DEFER_ACCEPT.name() + " timeouts",
            Unit.COUNT,
            Party.APPLICATION,
            s -> s.socket.options.deferAccept(),
            (s, v) -> {
                if (v >= 0 && v <= SocketOptions.MOST_DEFERRALS) {
                    s.socket.options = s.socket.options.deferAccept((int) v);
                }
            });
    private static final Check<SegmentOnSocket> DEFERRED_STILL =
            check("request.deferred", TIMEOUTS, LESS_THAN, DEFERRAL, CHECK_REQ);
    static final Check<SegmentOnSocket> BRINGS_NOTHING =
            check("request.brings-nothing", SEG_END, SAME_AS, RCV_NXT, CHECK_REQ);

    private static final Outcome SYN_ACK_AGAIN =
            Outcome.of(Disposition.REPLY, ReplyKind.SYN_ACK).plus(Effect.LIMITED_SYN_RECV.bit(), 0);
    private static final Outcome SYN_ACK_ANEW = SYN_ACK_AGAIN.plus(Effect.RESTART_REQUEST.bit(), 0);
    private static final Outcome ACK_AGAIN =
            Outcome.of(Disposition.REPLY, ReplyKind.ACK).plus(Effect.LIMITED_SYN_RECV.bit(), 0);
    private static final Outcome IGNORED = Outcome.of(Disposition.DROP, Reason.TCP_FLAGS);
    private static final Outcome RESET = Outcome.of(Disposition.REPLY, ReplyKind.RST);
    private static final long EMBRYONIC = Counter.TcpExtEmbryonicRsts.bit() | Counter.TcpAttemptFails.bit();
    private static final Outcome KILLED =
            Outcome.of(Disposition.CONSUME, Reason.TCP_RESET).plus(Effect.RETIRE.bit(), EMBRYONIC);
    private static final Outcome DONE = Outcome.of(Disposition.ACCEPT, Reason.ESTABLISHED)
            .plus(Effect.MAKE_SOCKET.bit(), Counter.TcpPassiveOpens.bit());
    private static final Outcome OVERFLOWED = Outcome.of(Disposition.DROP, Reason.TCP_LISTEN_OVERFLOW)
            .plus(Effect.MARK_ACKED.bit(), Counter.TcpExtListenOverflows.bit() | Counter.TcpExtListenDrops.bit());
    private static final Outcome OVERFLOWED_ABORT = RESET.plus(
            Effect.RETIRE.bit(),
            Counter.TcpExtEmbryonicRsts.bit() | Counter.TcpExtListenOverflows.bit() | Counter.TcpExtListenDrops.bit());
    private static final Outcome DEFERRED = Outcome.of(Disposition.DROP, Reason.DEFERRED)
            .plus(Effect.MARK_ACKED.bit(), Counter.TcpExtTCPDeferAcceptDrop.bit());

    private static final Rule<SegmentOnSocket> SYN_AGAIN = synAgain(RequestRules::isRefusedByPaws, SYN_ACK_AGAIN);
    private static final Rule<SegmentOnSocket> WRONG_ACK = rule(
            "request.wrong-ack",
            CHECK_REQ,
            (s, ask) -> !ask.holds(ACK, s) || ask.holds(ACKS_SYN_ACK, s)
                    ? Outcome.PASS
                    : ask.holds(RST, s) ? IGNORED : RESET);
    /** 6.18 does not look at the ACK of a RST. */
    public static final Rule<SegmentOnSocket> WRONG_ACK_UNLESS_RST = rule(
            "request.wrong-ack",
            CHECK_REQ,
            (s, ask) -> ask.holds(RST, s) || !ask.holds(ACK, s) || ask.holds(ACKS_SYN_ACK, s) ? Outcome.PASS : RESET);

    private static final Rule<SegmentOnSocket> PAWS = paws(RequestRules::isRefusedByPaws);
    /** From 6.17: the echo must lie between the first and the last SYN-ACK. */
    public static final Rule<SegmentOnSocket> WRONG_ECHO = rule(
            "request.wrong-echo",
            CHECK_REQ,
            (s, ask) -> ask.holds(HAS_TIMESTAMP, s)
                            && ask.holds(SocketChecks.TIMESTAMPS_NEGOTIATED, s)
                            && ask.holds(ECHOES_SOMETHING, s)
                            && (ask.holds(ECHO_TOO_OLD, s) || ask.holds(ECHO_TOO_NEW, s))
                    ? answerUnlessRst(s, ask, Counter.TcpExtTSEcrRejected.bit())
                    : Outcome.PASS);

    private static final Rule<SegmentOnSocket> OUT_OF_WINDOW = rule(
            "request.out-of-window",
            CHECK_REQ,
            (s, ask) -> isInWindow(s, ask) ? Outcome.PASS : answerUnlessRst(s, ask, 0));
    private static final Rule<SegmentOnSocket> ADOPT = rule(
            "request.adopt-tsval",
            CHECK_REQ,
            (s, ask) -> bringsTimestamp(s, ask) ? Outcome.GO_ON.plus(Effect.ADOPT_TSVAL.bit(), 0) : Outcome.PASS);
    private static final Rule<SegmentOnSocket> ABORTED = rule(
            "request.aborted",
            CHECK_REQ,
            (s, ask) -> ask.holds(RST, s)
                    ? KILLED
                    : ask.holds(SYN, s) && !ask.holds(SEQ_IS_IRS, s)
                            ? RESET.plus(Effect.RETIRE.bit(), EMBRYONIC)
                            : Outcome.PASS);
    /** 6.18: a RST in the window with another number than the next one is challenged. */
    public static final Rule<SegmentOnSocket> INEXACT_RST = rule(
            "request.inexact-rst",
            new Cite("RFC 5961", "3.2"),
            (s, ask) -> ask.holds(RST, s) && !ask.holds(EXACT_SEQ, s) ? ValidateRules.CHALLENGE : Outcome.PASS);

    private static final Rule<SegmentOnSocket> NO_ACK =
            rule("request.no-ack", CHECK_REQ, (s, ask) -> ask.holds(ACK, s) ? Outcome.PASS : IGNORED);
    private static final Rule<SegmentOnSocket> DEFER = rule(
            "request.defer",
            CHECK_REQ,
            (s, ask) -> ask.holds(DEFERRED_STILL, s) && ask.holds(BRINGS_NOTHING, s) ? DEFERRED : Outcome.PASS);
    private static final Rule<SegmentOnSocket> OVERFLOW = rule(
            "request.overflow",
            CHECK_REQ,
            (s, ask) -> !ask.holds(QUEUE_FULL, s)
                    ? Outcome.PASS
                    : ask.holds(ABORTS_ON_OVERFLOW, s) ? OVERFLOWED_ABORT : OVERFLOWED);
    private static final Rule<SegmentOnSocket> ESTABLISH = rule("request.establish", CHECK_REQ, (s, ask) -> DONE);
    /** From 6.14: the timestamp goes to the new socket; a request keeps its SYN's. */
    private static final Rule<SegmentOnSocket> ESTABLISH_AND_ADOPT = rule(
            "request.establish",
            CHECK_REQ,
            (s, ask) -> bringsTimestamp(s, ask) ? DONE.plus(Effect.ADOPT_TSVAL.bit(), 0) : DONE);

    private RequestRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<SegmentOnSocket> chain() {
        return new RuleChain<>(
                "syn-recv",
                List.of(
                        stage("validate", SYN_AGAIN, WRONG_ACK, PAWS, OUT_OF_WINDOW),
                        stage("timestamp", ADOPT),
                        stage("ack", ABORTED, NO_ACK, DEFER, OVERFLOW, ESTABLISH)),
                List.of(),
                IGNORED);
    }

    /** From 3.15: the timer of a SYN-ACK that is sent again for a repeated SYN begins again. */
    public static RuleChain<SegmentOnSocket> restarting(RuleChain<SegmentOnSocket> chain) {
        return chain.with(synAgain(RequestRules::isRefusedUnlessZero, SYN_ACK_ANEW));
    }

    /** From 6.14: only the segment that makes the socket replaces the SYN's timestamp. */
    public static RuleChain<SegmentOnSocket> adoptingWhenEstablished(RuleChain<SegmentOnSocket> chain) {
        return chain.without(ADOPT.id()).with(ESTABLISH_AND_ADOPT);
    }

    /** From 2.6.39 on a SYN's timestamp of 0 refuses nothing. */
    public static RuleChain<SegmentOnSocket> withZeroIgnored(RuleChain<SegmentOnSocket> chain) {
        return chain.with(synAgain(RequestRules::isRefusedUnlessZero, SYN_ACK_AGAIN))
                .with(paws(RequestRules::isRefusedUnlessZero));
    }

    private static Rule<SegmentOnSocket> synAgain(Stage.Gate<SegmentOnSocket> refused, Outcome again) {
        return rule(
                "request.syn-again",
                CHECK_REQ,
                (s, ask) -> ask.holds(SYN, s)
                                && !ask.holds(ACK, s)
                                && !ask.holds(RST, s)
                                && ask.holds(SEQ_IS_IRS, s)
                                && !refused.opens(s, ask)
                        ? again
                        : Outcome.PASS);
    }

    private static Rule<SegmentOnSocket> paws(Stage.Gate<SegmentOnSocket> refused) {
        return rule(
                "request.paws",
                CHECK_REQ,
                (s, ask) ->
                        refused.opens(s, ask) ? answerUnlessRst(s, ask, Counter.TcpExtPAWSEstab.bit()) : Outcome.PASS);
    }

    /** From 4.0: one answer in tcp_invalid_ratelimit. */
    public static List<ReplyLimit<SegmentOnSocket>> limits() {
        return List.of(
                new ReplyLimit<>(
                        Effect.LIMITED_SYN_RECV.bit(),
                        OowLimited.limit("limit.syn-recv", Counter.TcpExtTCPACKSkippedSynRecv)),
                ChallengeLimits.ofSocket(),
                ChallengeLimits.ofHost());
    }

    private static boolean isRefusedByPaws(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(HAS_TIMESTAMP, s)
                && ask.holds(SocketChecks.TIMESTAMPS_NEGOTIATED, s)
                && ask.holds(OLDER_AT_ALL, s)
                && !(ask.holds(RST, s) && !ask.holds(FRESH_AGAINST_RST, s));
    }

    private static boolean isRefusedUnlessZero(SegmentOnSocket s, Inquiry ask) {
        return isRefusedByPaws(s, ask) && ask.holds(SocketChecks.MEMORY_IS_NOT_ZERO, s);
    }

    private static boolean bringsTimestamp(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(HAS_TIMESTAMP, s) && !ask.holds(SEQ_AFTER_RCV_NXT, s);
    }

    private static boolean isInWindow(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(EXACT_SEQ, s)
                || ask.holds(END_ADVANCES, s) && ask.holds(STARTS_IN_WINDOW, s)
                || ask.holds(AT_WINDOW_END, s) && !ask.holds(HAS_LENGTH, s);
    }

    private static Outcome answerUnlessRst(SegmentOnSocket s, Inquiry ask, long counts) {
        return ask.holds(RST, s) ? IGNORED.plus(0, counts) : ACK_AGAIN.plus(0, counts);
    }
}
