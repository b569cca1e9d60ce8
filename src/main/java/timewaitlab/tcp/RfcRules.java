package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Comparison.AFTER;
import static timewaitlab.decide.Comparison.BEFORE;
import static timewaitlab.decide.Comparison.SAME_AS;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.FIN;
import static timewaitlab.tcp.SegmentChecks.HAS_LENGTH;
import static timewaitlab.tcp.SegmentChecks.HAS_TIMESTAMP;
import static timewaitlab.tcp.SegmentChecks.RST;
import static timewaitlab.tcp.SegmentChecks.SEG_END;
import static timewaitlab.tcp.SegmentChecks.SEG_SEQ;
import static timewaitlab.tcp.SegmentChecks.SYN;
import static timewaitlab.tcp.TimeWaitRules.ANSWER;
import static timewaitlab.tcp.TimeWaitRules.CONNECTION_HAD_TIMESTAMPS;
import static timewaitlab.tcp.TimeWaitRules.EXACT_SEQ;
import static timewaitlab.tcp.TimeWaitRules.KILL;
import static timewaitlab.tcp.TimeWaitRules.NEWER_SEQ;
import static timewaitlab.tcp.TimeWaitRules.NEWER_TSVAL;
import static timewaitlab.tcp.TimeWaitRules.OLDER_SEQ;
import static timewaitlab.tcp.TimeWaitRules.OLDER_TSVAL;
import static timewaitlab.tcp.TimeWaitRules.RCV_NXT;
import static timewaitlab.tcp.TimeWaitRules.REOPENED;
import static timewaitlab.tcp.TimeWaitRules.STARTS_IN_WINDOW;
import static timewaitlab.tcp.TimeWaitRules.SWALLOW;
import static timewaitlab.tcp.TimeWaitRules.WINDOW_END;

import java.util.List;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Stage;

/**
 * TIME-WAIT and the acceptance of segments by the letter of the RFCs, and TIME-WAIT of BSD stacks. Read from texts and
 * sources; no running stack was asked.
 */
public final class RfcRules {
    private static final Cite RFC_6191 = new Cite("RFC 6191", "2");
    private static final Cite RFC_7323 = new Cite("RFC 7323", "5.3");
    private static final Cite RFC_9293 = new Cite("RFC 9293", "3.10.7.4");
    private static final Cite RFC_5961 = new Cite("RFC 5961", "3.2");
    private static final Cite TWCHECK = new Cite("FreeBSD 9.3 sys/netinet/tcp_timewait.c", "tcp_twcheck()");

    private static final Check<SegmentOnTimeWait> ENDS_AT_RCV_NXT =
            check("tw.ends-at-rcv-nxt", SEG_END, SAME_AS, RCV_NXT, RFC_9293);
    private static final Check<SegmentOnTimeWait> ENDS_AFTER_WINDOW =
            check("tw.ends-after-window", SEG_END, AFTER, WINDOW_END, RFC_9293);
    private static final Check<SegmentOnTimeWait> ENDS_AFTER_RCV_NXT =
            check("tw.end-beyond", SEG_END, AFTER, RCV_NXT, RFC_9293);
    private static final Check<SegmentOnSocket> SOCKET_STARTS_IN_WINDOW =
            check("socket.starts-in-window", SEG_SEQ, BEFORE, SocketChecks.RIGHT_EDGE, RFC_9293);

    private static final Outcome SILENT = Outcome.of(Disposition.DROP, Reason.TCP_TIMEWAIT);
    private static final Outcome RESTART = ANSWER.plus(Effect.RESTART_TIMEWAIT.bit(), 0);

    private static final Rule<SegmentOnTimeWait> NEWER = rule(
            "rfc.newer-tsval",
            RFC_6191,
            (s, ask) -> areBothStamped(s, ask) && ask.holds(NEWER_TSVAL, s) ? REOPENED : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> OLDER = rule(
            "rfc.older-tsval",
            RFC_6191,
            (s, ask) -> areBothStamped(s, ask) && ask.holds(OLDER_TSVAL, s) ? SILENT : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> FIRST = rule(
            "rfc.first-tsval",
            RFC_6191,
            (s, ask) ->
                    ask.holds(HAS_TIMESTAMP, s) && !ask.holds(CONNECTION_HAD_TIMESTAMPS, s) ? REOPENED : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> BY_SEQUENCE =
            rule("rfc.by-sequence", RFC_6191, (s, ask) -> ask.holds(NEWER_SEQ, s) ? REOPENED : SILENT);

    private static final Rule<SegmentOnTimeWait> PAWS = rule("rfc.paws", RFC_7323, (s, ask) -> ANSWER);
    private static final Rule<SegmentOnTimeWait> FIN_AGAIN = rule(
            "rfc.fin-again",
            RFC_9293,
            (s, ask) -> ask.holds(FIN, s) && ask.holds(ENDS_AT_RCV_NXT, s) ? RESTART : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> UNACCEPTABLE = rule(
            "rfc.unacceptable",
            RFC_9293,
            (s, ask) -> isAcceptable(s, ask) ? Outcome.PASS : ask.holds(RST, s) ? SILENT : ANSWER);
    private static final Rule<SegmentOnTimeWait> RESET = rule(
            "rfc.rst",
            RFC_5961,
            (s, ask) -> !ask.holds(RST, s) ? Outcome.PASS : ask.holds(EXACT_SEQ, s) ? KILL : ANSWER);
    private static final Rule<SegmentOnTimeWait> CHALLENGED =
            rule("rfc.syn", RFC_9293, (s, ask) -> ask.holds(SYN, s) ? ANSWER : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> NOTHING_NEW = rule("rfc.nothing-new", RFC_9293, (s, ask) -> SWALLOW);

    private static final Rule<SegmentOnTimeWait> BSD_RST =
            rule("bsd.rst", TWCHECK, (s, ask) -> ask.holds(RST, s) ? SWALLOW : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> BSD_REOPEN =
            rule("bsd.reopen", TWCHECK, (s, ask) -> isNewerSyn(s, ask) ? REOPENED : Outcome.PASS);
    /** XNU also wants the SYN outside the receive window. */
    public static final Rule<SegmentOnTimeWait> XNU_REOPEN = rule(
            "bsd.reopen",
            TWCHECK,
            (s, ask) -> isNewerSyn(s, ask) && !ask.holds(STARTS_IN_WINDOW, s) ? REOPENED : Outcome.PASS);

    private static final Rule<SegmentOnTimeWait> BSD_NO_ACK =
            rule("bsd.no-ack", TWCHECK, (s, ask) -> ask.holds(ACK, s) ? Outcome.PASS : SILENT);
    private static final Rule<SegmentOnTimeWait> BSD_FIN_AGAIN = rule(
            "bsd.fin-again",
            TWCHECK,
            (s, ask) -> ask.holds(FIN, s) && ask.holds(ENDS_AT_RCV_NXT, s) ? RESTART : Outcome.PASS);
    private static final Rule<SegmentOnTimeWait> BSD_ANSWER =
            rule("bsd.answer", TWCHECK, (s, ask) -> ask.holds(HAS_LENGTH, s) ? ANSWER : SWALLOW);

    private RfcRules() {}

    /** SYN by RFC 6191, everything else by RFC 9293; FIN-WAIT-2 without a descriptor as it was. */
    public static RuleChain<SegmentOnTimeWait> timeWait(RuleChain<SegmentOnTimeWait> chain) {
        Stage<SegmentOnTimeWait> paws = stage("rfc7323", PAWS);
        Stage<SegmentOnTimeWait> rest = stage("time-wait", FIN_AGAIN, UNACCEPTABLE, RESET, CHALLENGED, NOTHING_NEW);
        return chain.withStages("time-wait.paws", List.of(syn(), paws.behind(RfcRules::isOldStamped)))
                .withStages("time-wait", List.of(rest));
    }

    /** FreeBSD 9.3: no timestamps are asked for, and no RST is heard. */
    public static RuleChain<SegmentOnTimeWait> bsdTimeWait(RuleChain<SegmentOnTimeWait> chain) {
        Stage<SegmentOnTimeWait> all = stage("time-wait", BSD_RST, BSD_REOPEN, BSD_NO_ACK, BSD_FIN_AGAIN, BSD_ANSWER);
        return chain.withStages("rfc6191", List.of())
                .withStages("rfc7323", List.of())
                .withStages("time-wait", List.of(all));
    }

    /** RFC 7323 R1: a tolerance of nothing, for whatever is no RST. */
    public static RuleChain<SegmentOnSocket> strictPaws(RuleChain<SegmentOnSocket> chain) {
        return chain.without("socket.paws-disordered-ack")
                .without("socket.paws-old-ack")
                .withGate("paws", (s, ask) -> SocketChecks.isRefusedByPaws(s, ask, SocketChecks.OLDER_AT_ALL));
    }

    /** RFC 9293 3.10.7.4: some of the segment lies in the window, which an empty segment does by its number. */
    public static RuleChain<SegmentOnSocket> strictWindow(RuleChain<SegmentOnSocket> chain) {
        return chain.withGate("sequence", (s, ask) -> !isAcceptable(s, ask));
    }

    private static Stage<SegmentOnTimeWait> syn() {
        Stage<SegmentOnTimeWait> rules = stage("rfc6191", NEWER, OLDER, FIRST, BY_SEQUENCE);
        return rules.behind((s, ask) -> ask.holds(SYN, s) && !ask.holds(RST, s) && !ask.holds(ACK, s));
    }

    private static boolean areBothStamped(SegmentOnTimeWait s, Inquiry ask) {
        return ask.holds(HAS_TIMESTAMP, s) && ask.holds(CONNECTION_HAD_TIMESTAMPS, s);
    }

    private static boolean isOldStamped(SegmentOnTimeWait s, Inquiry ask) {
        return areBothStamped(s, ask) && ask.holds(OLDER_TSVAL, s) && !ask.holds(RST, s);
    }

    private static boolean isNewerSyn(SegmentOnTimeWait s, Inquiry ask) {
        return ask.holds(SYN, s) && !ask.holds(ACK, s) && ask.holds(NEWER_SEQ, s);
    }

    private static boolean isAcceptable(SegmentOnTimeWait s, Inquiry ask) {
        return !ask.holds(OLDER_SEQ, s) && ask.holds(STARTS_IN_WINDOW, s)
                || ask.holds(HAS_LENGTH, s) && ask.holds(ENDS_AFTER_RCV_NXT, s) && !ask.holds(ENDS_AFTER_WINDOW, s);
    }

    private static boolean isAcceptable(SegmentOnSocket s, Inquiry ask) {
        return !ask.holds(SocketChecks.OLD_SEQ, s) && ask.holds(SOCKET_STARTS_IN_WINDOW, s)
                || ask.holds(HAS_LENGTH, s)
                        && ask.holds(SocketChecks.END_ADVANCES, s)
                        && !ask.holds(SocketChecks.END_AFTER_WINDOW, s);
    }
}
