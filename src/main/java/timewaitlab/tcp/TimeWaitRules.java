package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AFTER;
import static timewaitlab.decide.Comparison.AHEAD_BY_MORE_THAN;
import static timewaitlab.decide.Comparison.BEFORE;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Comparison.SAME_AS;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.HostChecks.constant;
import static timewaitlab.tcp.HostChecks.sysctl;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.FIN;
import static timewaitlab.tcp.SegmentChecks.HAS_LENGTH;
import static timewaitlab.tcp.SegmentChecks.HAS_TIMESTAMP;
import static timewaitlab.tcp.SegmentChecks.RST;
import static timewaitlab.tcp.SegmentChecks.SEG_END;
import static timewaitlab.tcp.SegmentChecks.SEG_SEQ;
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
import timewaitlab.decide.ReplyLimit;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;

/**
 * What a time-wait entry does with a segment: net/ipv4/tcp_minisocks.c {@code tcp_timewait_state_process}, whose order
 * this is, except that PAWS is asked once, first: a refused segment can reach none of the branches before its answer.
 */
public final class TimeWaitRules {
    private static final Cite PROCESS = new Cite("net/ipv4/tcp_minisocks.c", "tcp_timewait_state_process()");
    private static final Cite PAWS_REJECT = new Cite("include/net/tcp.h", "tcp_paws_reject()");
    private static final Cite RFC_1337 = new Cite("RFC 1337", "3");
    private static final Cite RFC_1122 = new Cite("RFC 1122", "4.2.2.13");

    static final Operand<SegmentOnTimeWait> RCV_NXT = Operand.settable(
            "tw_rcv_nxt",
            Unit.SEQUENCE,
            Party.HISTORY,
            s -> SeqNum.unsigned(s.entry.rcvNxt),
            (s, v) -> s.entry.rcvNxt = (int) v);
    private static final Operand<SegmentOnTimeWait> FIN_END = Operand.<SegmentOnTimeWait>derived(
                    "tw_rcv_nxt + 1", Unit.SEQUENCE, s -> SeqNum.unsigned(s.entry.rcvNxt + 1))
            .following(RCV_NXT);
    static final Operand<SegmentOnTimeWait> WINDOW_END = Operand.<SegmentOnTimeWait>derived(
                    "tw_rcv_nxt + tw_rcv_wnd", Unit.SEQUENCE, s -> SeqNum.unsigned(s.entry.rcvNxt + s.entry.rcvWnd))
            .following(RCV_NXT);
    static final Operand<SegmentOnTimeWait> TS_RECENT = Operand.settable(
            "ts_recent",
            Unit.TICK,
            Party.HISTORY,
            s -> SeqNum.unsigned(s.entry.tsRecent),
            (s, v) -> s.entry.tsRecent = (int) v);
    static final Operand<SegmentOnTimeWait> TS_RECENT_AGE = Operand.<SegmentOnTimeWait>derived(
                    "ts_recent_age", Unit.SECOND, s -> s.second - s.entry.tsRecentStamp)
            .following(HostChecks.ELAPSED);
    private static final Operand<SegmentOnTimeWait> HAD_TIMESTAMPS =
            Operand.derived("ts_recent_stamp", Unit.FLAG, s -> s.entry.hasTimestamps() ? 1 : 0);
    private static final Operand<SegmentOnTimeWait> LISTENING =
            Operand.settable("listener", Unit.FLAG, Party.APPLICATION, s -> s.listening ? 1 : 0, (s, v) -> {
                s.listening = v == 1;
            });
    private static final Operand<SegmentOnTimeWait> SUBSTATE =
            Operand.derived("tw_substate FIN_WAIT2", Unit.FLAG, s -> s.entry.finWait2 ? 1 : 0);

    private static final Check<SegmentOnTimeWait> HOLDS_FIN_WAIT_2 = isSet("tw.holds-fin-wait-2", SUBSTATE, PROCESS);
    static final Check<SegmentOnTimeWait> CONNECTION_HAD_TIMESTAMPS =
            isSet("tw.connection-had-timestamps", HAD_TIMESTAMPS, PROCESS);
    static final Check<SegmentOnTimeWait> OLDER_TSVAL =
            check("tw.older-tsval", TS_RECENT, AHEAD_BY_MORE_THAN, SEG_TSVAL, PAWS_REJECT);
    static final Check<SegmentOnTimeWait> NEWER_TSVAL = check("tw.newer-tsval", SEG_TSVAL, AFTER, TS_RECENT, PROCESS);
    private static final Check<SegmentOnTimeWait> MEMORY_IS_FRESH = check(
            "tw.memory-is-fresh",
            TS_RECENT_AGE,
            LESS_THAN,
            constant(Constant.PAWS_IDLE_LIMIT, Unit.SECOND),
            PAWS_REJECT);
    private static final Check<SegmentOnTimeWait> MEMORY_IS_NOT_ZERO =
            isSet("tw.memory-is-not-zero", TS_RECENT, PAWS_REJECT);
    private static final Check<SegmentOnTimeWait> FRESH_AGAINST_RST = check(
            "tw.fresh-against-rst",
            TS_RECENT_AGE,
            LESS_THAN,
            constant(Constant.TCP_PAWS_MSL, Unit.SECOND),
            PAWS_REJECT);
    static final Check<SegmentOnTimeWait> EXACT_SEQ = check("tw.exact-seq", SEG_SEQ, SAME_AS, RCV_NXT, PROCESS);
    static final Check<SegmentOnTimeWait> NEWER_SEQ = check("tw.newer-seq", SEG_SEQ, AFTER, RCV_NXT, RFC_1122);
    static final Check<SegmentOnTimeWait> OLDER_SEQ = check("tw.older-seq", SEG_SEQ, BEFORE, RCV_NXT, PROCESS);
    private static final Check<SegmentOnTimeWait> END_BEYOND = check("tw.end-beyond", SEG_END, AFTER, RCV_NXT, PROCESS);
    static final Check<SegmentOnTimeWait> STARTS_IN_WINDOW =
            check("tw.starts-in-window", SEG_SEQ, BEFORE, WINDOW_END, PROCESS);
    private static final Check<SegmentOnTimeWait> AT_WINDOW_END =
            check("tw.at-window-end", SEG_SEQ, SAME_AS, WINDOW_END, PROCESS);
    private static final Check<SegmentOnTimeWait> ENDS_WITH_FIN =
            check("tw.ends-with-fin", SEG_END, SAME_AS, FIN_END, PROCESS);
    private static final Check<OnHost<?>> RFC1337_ON = isSet("tw.rfc1337-on", sysctl(Sysctl.TCP_RFC1337), RFC_1337);
    private static final Check<SegmentOnTimeWait> SOMEBODY_LISTENS = isSet("tw.somebody-listens", LISTENING, PROCESS);

    private static final long LIMIT_TW = Effect.LIMITED_TIME_WAIT.bit();
    private static final long ADOPT = Effect.ADOPT_TSVAL.bit();
    static final Outcome KILL =
            Outcome.of(Disposition.CONSUME, Reason.TCP_RESET).plus(Effect.RETIRE.bit(), 0);
    static final Outcome SWALLOW = Outcome.of(Disposition.CONSUME, Reason.TCP_TIMEWAIT);
    private static final Outcome SWALLOW_AND_RESTART = SWALLOW.plus(ADOPT | Effect.RESTART_TIMEWAIT.bit(), 0);
    private static final Outcome RESET_AND_KILL =
            Outcome.of(Disposition.REPLY, ReplyKind.RST).plus(Effect.RETIRE.bit(), 0);
    static final Outcome ANSWER = Outcome.of(Disposition.REPLY, ReplyKind.ACK);
    private static final Outcome ANSWER_LIMITED = ANSWER.plus(LIMIT_TW, 0);
    private static final Outcome ANSWER_AND_RESTART = ANSWER_LIMITED.plus(Effect.RESTART_TIMEWAIT.bit(), 0);
    static final Outcome REOPENED = Outcome.of(Disposition.ACCEPT, Reason.REOPENED)
            .plus(Effect.bits(Effect.RETIRE, Effect.HAND_TO_LISTENER), 0);
    private static final Outcome BECOMES_TIME_WAIT =
            ANSWER.plus(Effect.bits(Effect.ENTRY_TAKES_FIN, Effect.ADOPT_TSVAL, Effect.RESTART_TIMEWAIT), 0);

    private static final Rule<SegmentOnTimeWait> FW_OUTSIDE = rule(
            "fw.outside-window",
            PROCESS,
            (s, ask) -> isInWindow(s, ask) ? Outcome.PASS : ANSWER.plus(Effect.LIMITED_FIN_WAIT_2.bit(), 0));
    private static final Rule<SegmentOnTimeWait> FW_PAWS =
            rule("fw.paws", PROCESS, (s, ask) -> ANSWER.plus(Effect.LIMITED_FIN_WAIT_2.bit(), 0));
    private static final Rule<SegmentOnTimeWait> FW_RST =
            rule("fw.rst", PROCESS, (s, ask) -> ask.holds(RST, s) ? KILL : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> FW_SYN = rule(
            "fw.syn",
            PROCESS,
            (s, ask) -> ask.holds(SYN, s) && !ask.holds(OLDER_SEQ, s) ? RESET_AND_KILL : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> FW_NOTHING_NEW = rule(
            "fw.nothing-new",
            PROCESS,
            (s, ask) -> !ask.holds(ACK, s) || !ask.holds(END_BEYOND, s) || !ask.holds(HAS_LENGTH, s)
                    ? SWALLOW
                    : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> FW_NEW_DATA = rule(
            "fw.new-data",
            PROCESS,
            (s, ask) -> ask.holds(FIN, s) && ask.holds(ENDS_WITH_FIN, s) ? Outcome.PASS : RESET_AND_KILL);
    private static final Rule<SegmentOnTimeWait> FW_FIN = rule("fw.fin", PROCESS, (s, ask) -> BECOMES_TIME_WAIT);
    /** From 6.14 the wait of tcp_tw_reuse_delay begins again, but only if the FIN carries a timestamp. */
    public static final Rule<SegmentOnTimeWait> FW_FIN_REFRESHES = rule(
            "fw.fin",
            PROCESS,
            (s, ask) -> ask.holds(HAS_TIMESTAMP, s) && ask.holds(CONNECTION_HAD_TIMESTAMPS, s)
                    ? BECOMES_TIME_WAIT.plus(Effect.REFRESH_ENTRY_STAMP.bit(), 0)
                    : BECOMES_TIME_WAIT);

    private static final Rule<SegmentOnTimeWait> ASSASSINATE = rule(
            "tw.assassinate",
            RFC_1337,
            (s, ask) ->
                    ask.holds(RST, s) && ask.holds(EXACT_SEQ, s) && !ask.holds(RFC1337_ON, s) ? KILL : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> BARE = rule(
            "tw.bare-ack",
            PROCESS,
            (s, ask) -> !ask.holds(RST, s) && !ask.holds(HAS_LENGTH, s) && ask.holds(EXACT_SEQ, s)
                    ? SWALLOW_AND_RESTART
                    : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> REOPEN = rule(
            "tw.reopen",
            RFC_1122,
            (s, ask) -> isReopening(s, ask) ? ask.holds(SOMEBODY_LISTENS, s) ? REOPENED : ANSWER : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> IGNORE_RST =
            rule("tw.ignore-rst", PROCESS, (s, ask) -> ask.holds(RST, s) ? SWALLOW : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> OLD_DUPLICATE =
            rule("tw.old-duplicate", PROCESS, (s, ask) -> ask.holds(ACK, s) ? ANSWER_AND_RESTART : ANSWER_LIMITED);

    private TimeWaitRules() {}

    /** The chain of 2.6.32, without limits on answers. */
    public static RuleChain<SegmentOnTimeWait> chain() {
        return new RuleChain<>(
                "time-wait",
                List.of(
                        stage("fin-wait-2.paws", FW_PAWS)
                                .behind((s, ask) -> ask.holds(HOLDS_FIN_WAIT_2, s) && isRefusedByPaws(s, ask)),
                        stage("fin-wait-2", FW_OUTSIDE, FW_RST, FW_SYN, FW_NOTHING_NEW, FW_NEW_DATA, FW_FIN)
                                .behind((s, ask) -> ask.holds(HOLDS_FIN_WAIT_2, s)),
                        stage("time-wait.paws", pawsRst(Counter.TcpExtPAWSEstab), paws(Counter.TcpExtPAWSEstab))
                                .behind(TimeWaitRules::isRefusedByPaws),
                        stage("time-wait", ASSASSINATE, keepRestarting(), BARE, REOPEN, IGNORE_RST, OLD_DUPLICATE)),
                List.of(),
                SWALLOW);
    }

    /** A timestamp of 0 was refused by nothing from 2.6.39 on. */
    public static RuleChain<SegmentOnTimeWait> withZeroIgnored(RuleChain<SegmentOnTimeWait> chain) {
        return chain.withGate(
                        "fin-wait-2.paws", (s, ask) -> ask.holds(HOLDS_FIN_WAIT_2, s) && isRefusedUnlessZero(s, ask))
                .withGate("time-wait.paws", TimeWaitRules::isRefusedUnlessZero);
    }

    /** From 4.0: one answer in tcp_invalid_ratelimit. */
    public static List<ReplyLimit<SegmentOnTimeWait>> limits() {
        return List.of(
                new ReplyLimit<>(LIMIT_TW, OowLimited.limit("limit.time-wait", Counter.TcpExtTCPACKSkippedTimeWait)),
                new ReplyLimit<>(
                        Effect.LIMITED_FIN_WAIT_2.bit(),
                        OowLimited.limit("limit.fin-wait-2", Counter.TcpExtTCPACKSkippedFinWait2)));
    }

    /** A RST that PAWS refuses is only counted. */
    public static Rule<SegmentOnTimeWait> pawsRst(Counter counter) {
        Outcome counted =
                Outcome.of(Disposition.CONSUME, Reason.TCP_RFC7323_PAWS).plus(0, counter.bit());
        return rule("tw.paws-rst", PROCESS, (s, ask) -> ask.holds(RST, s) ? counted : Outcome.PASS);
    }

    /** Linux differs from RFC 6191, which asks for silence: the refused segment is answered and the 60 s restart. */
    public static Rule<SegmentOnTimeWait> paws(Counter counter) {
        Outcome refused = ANSWER_AND_RESTART.plus(0, counter.bit());
        return rule("tw.paws", PAWS_REJECT, (s, ask) -> refused);
    }

    /** tcp_rfc1337=1 up to 4.18: the RST it survives restarts the 60 s. */
    public static Rule<SegmentOnTimeWait> keepRestarting() {
        return keep(SWALLOW_AND_RESTART);
    }

    /** tcp_rfc1337=1 from 4.19: the RST it survives leaves the timer alone. */
    public static Rule<SegmentOnTimeWait> keepUntouched() {
        return keep(SWALLOW.plus(ADOPT, 0));
    }

    private static Rule<SegmentOnTimeWait> keep(Outcome survived) {
        return rule(
                "tw.survive-rst",
                RFC_1337,
                (s, ask) -> ask.holds(RST, s) && ask.holds(EXACT_SEQ, s) ? survived : Outcome.PASS);
    }

    private static boolean isRefusedByPaws(SegmentOnTimeWait s, Inquiry ask) {
        return ask.holds(HAS_TIMESTAMP, s)
                && ask.holds(CONNECTION_HAD_TIMESTAMPS, s)
                && ask.holds(OLDER_TSVAL, s)
                && ask.holds(MEMORY_IS_FRESH, s)
                && !(ask.holds(RST, s) && !ask.holds(FRESH_AGAINST_RST, s));
    }

    private static boolean isRefusedUnlessZero(SegmentOnTimeWait s, Inquiry ask) {
        return isRefusedByPaws(s, ask) && ask.holds(MEMORY_IS_NOT_ZERO, s);
    }

    private static boolean isReopening(SegmentOnTimeWait s, Inquiry ask) {
        return ask.holds(SYN, s)
                && !ask.holds(RST, s)
                && !ask.holds(ACK, s)
                && (ask.holds(NEWER_SEQ, s)
                        || ask.holds(HAS_TIMESTAMP, s)
                                && ask.holds(CONNECTION_HAD_TIMESTAMPS, s)
                                && ask.holds(NEWER_TSVAL, s));
    }

    private static boolean isInWindow(SegmentOnTimeWait s, Inquiry ask) {
        return ask.holds(EXACT_SEQ, s)
                || ask.holds(END_BEYOND, s) && ask.holds(STARTS_IN_WINDOW, s)
                || ask.holds(AT_WINDOW_END, s) && !ask.holds(HAS_LENGTH, s);
    }
}
