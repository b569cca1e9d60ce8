package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Comparison.AFTER;
import static timewaitlab.decide.Comparison.BEFORE;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.SegmentChecks.ACK;
import static timewaitlab.tcp.SegmentChecks.HAS_TIMESTAMP;
import static timewaitlab.tcp.SegmentChecks.RST;
import static timewaitlab.tcp.SegmentChecks.SEG_TSECR;
import static timewaitlab.tcp.SegmentChecks.SYN;
import static timewaitlab.tcp.SocketChecks.ACK_ADVANCES;
import static timewaitlab.tcp.SocketChecks.ACK_BEYOND;
import static timewaitlab.tcp.SocketChecks.ACK_OF_ALL;
import static timewaitlab.tcp.SocketChecks.ECHOES_SOMETHING;

import java.util.List;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;

/** What a socket in SYN-SENT does with a segment: net/ipv4/tcp_input.c {@code tcp_rcv_synsent_state_process}. */
public final class SynSentRules {
    private static final Cite SYN_SENT = new Cite("net/ipv4/tcp_input.c", "tcp_rcv_synsent_state_process()");

    private static final Operand<SegmentOnSocket> FIRST_SYN =
            Operand.derived("TSval of the first SYN", Unit.TICK, s -> SeqNum.unsigned(s.socket.firstSynTick));
    private static final Operand<SegmentOnSocket> CLOCK = Operand.<SegmentOnSocket>derived(
                    "clock now", Unit.TICK, s -> SeqNum.unsigned(s.tick + s.socket.tsOffset))
            .following(HostChecks.ELAPSED);
    private static final Check<SegmentOnSocket> ECHO_TOO_OLD =
            check("syn-sent.echo-too-old", SEG_TSECR, BEFORE, FIRST_SYN, SYN_SENT);
    private static final Check<SegmentOnSocket> ECHO_TOO_NEW =
            check("syn-sent.echo-too-new", SEG_TSECR, AFTER, CLOCK, SYN_SENT);

    /** Else tcp_parse_options() passes over the option. */
    private static final Check<OnHost<?>> TIMESTAMPS_ON = Check.isSet(
            "syn-sent.timestamps-on",
            HostChecks.sysctl(Sysctl.TCP_TIMESTAMPS),
            new Cite("net/ipv4/tcp_input.c", "tcp_parse_options()"));

    private static final Check<SegmentOnSocket> REMEMBERS = Check.isSet(
            "syn-sent.remembers-timestamp",
            Operand.derived("ts_recent_stamp", Unit.FLAG, s -> s.socket.tsRecentStamp == 0 ? 0 : 1),
            SYN_SENT);

    private static final Outcome RESET = Outcome.of(Disposition.REPLY, ReplyKind.RST);
    private static final Outcome IGNORED = Outcome.of(Disposition.DROP, Reason.TCP_FLAGS);
    private static final Outcome OLD = Outcome.of(Disposition.DROP, Reason.TCP_RFC7323_PAWS);
    private static final Outcome BAD_ACK = Outcome.of(Disposition.DROP, Reason.TCP_INVALID_ACK_SEQUENCE);

    private static final Outcome REFUSAL = Outcome.of(Disposition.CONSUME, Reason.TCP_RESET)
            .plus(Effect.bits(Effect.RETIRE, Effect.TELL_REFUSED), Counter.TcpAttemptFails.bit());
    private static final Outcome OPEN =
            Outcome.of(Disposition.ACCEPT, ReplyKind.ACK).plus(Effect.bits(Effect.CONNECTED, Effect.ADVANCE_UNA), 0);
    private static final Outcome CROSSED =
            Outcome.of(Disposition.REPLY, ReplyKind.SYN_ACK).plus(Effect.OPEN_SIMULTANEOUSLY.bit(), 0);

    /** From 3.3: whatever acknowledges something that was sent is acceptable. */
    public static final Rule<SegmentOnSocket> UNACCEPTABLE_ACK = unacceptable(0, false);
    /** 2.6.32 and 3.2: nothing but the acknowledgement of the SYN alone is acceptable. */
    public static final Rule<SegmentOnSocket> UNACCEPTABLE_ACK_EXACT = unacceptable(0, true);
    /** From 5.7: the SYN is sent again at once, if it never was. */
    public static final Rule<SegmentOnSocket> UNACCEPTABLE_ACK_QUICK = unacceptable(Effect.QUICK_RESEND.bit(), false);

    private static final Rule<SegmentOnSocket> PAWS_ACTIVE = rule(
            "syn-sent.paws-active",
            SYN_SENT,
            (s, ask) -> isEchoWrong(s, ask)
                    ? resetUnlessRst(s, ask, BAD_ACK.plus(0, Counter.TcpExtPAWSActive.bit()))
                    : Outcome.PASS);
    private static final Rule<SegmentOnSocket> REFUSED =
            rule("syn-sent.refused", SYN_SENT, (s, ask) -> ask.holds(RST, s) ? REFUSAL : Outcome.PASS);
    private static final Rule<SegmentOnSocket> NOT_SYN =
            rule("syn-sent.not-syn", SYN_SENT, (s, ask) -> ask.holds(SYN, s) ? Outcome.PASS : IGNORED);
    private static final Rule<SegmentOnSocket> CONNECTED = rule("syn-sent.connected", SYN_SENT, (s, ask) -> OPEN);
    private static final Rule<SegmentOnSocket> RST_WITHOUT_ACK =
            rule("syn-sent.rst-without-ack", SYN_SENT, (s, ask) -> ask.holds(RST, s) ? IGNORED : Outcome.PASS);

    private static final Rule<SegmentOnSocket> PAWS = rule("syn-sent.paws", SYN_SENT, (s, ask) -> OLD);
    private static final Rule<SegmentOnSocket> SIMULTANEOUS =
            rule("syn-sent.simultaneous-open", SYN_SENT, (s, ask) -> ask.holds(SYN, s) ? CROSSED : Outcome.PASS);

    private SynSentRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<SegmentOnSocket> chain() {
        return new RuleChain<>(
                "syn-sent",
                List.of(
                        stage("ack", UNACCEPTABLE_ACK_EXACT, PAWS_ACTIVE, REFUSED, NOT_SYN, CONNECTED)
                                .behind((s, ask) -> ask.holds(ACK, s)),
                        stage("no-ack.rst", RST_WITHOUT_ACK),
                        stage("no-ack.paws", PAWS).behind(SynSentRules::isRefusedByPaws),
                        stage("no-ack", SIMULTANEOUS)),
                List.of(),
                IGNORED);
    }

    /** From 2.6.39 on a remembered 0 refuses nothing. */
    public static RuleChain<SegmentOnSocket> withZeroIgnored(RuleChain<SegmentOnSocket> chain) {
        return chain.withGate(
                "no-ack.paws", (s, ask) -> isRefusedByPaws(s, ask) && ask.holds(SocketChecks.MEMORY_IS_NOT_ZERO, s));
    }

    /** Only a connection that took over a time-wait entry, or knows its peer, remembers a timestamp already. */
    private static boolean isRefusedByPaws(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(REMEMBERS, s)
                && ask.holds(TIMESTAMPS_ON, s)
                && SocketChecks.isRefusedByPaws(s, ask, SocketChecks.OLDER_AT_ALL);
    }

    private static Rule<SegmentOnSocket> unacceptable(long effects, boolean exact) {
        Outcome silent = BAD_ACK.plus(effects, 0);
        return rule(
                "syn-sent.unacceptable-ack",
                SYN_SENT,
                (s, ask) -> (exact ? ask.holds(ACK_OF_ALL, s) : ask.holds(ACK_ADVANCES, s) && !ask.holds(ACK_BEYOND, s))
                        ? Outcome.PASS
                        : resetUnlessRst(s, ask, silent));
    }

    /** A RST is never answered with one; the effects happen all the same. */
    private static Outcome resetUnlessRst(SegmentOnSocket s, Inquiry ask, Outcome silent) {
        return ask.holds(RST, s) ? silent : RESET.plus(silent.effects(), silent.counts());
    }

    private static boolean isEchoWrong(SegmentOnSocket s, Inquiry ask) {
        return ask.holds(HAS_TIMESTAMP, s)
                && ask.holds(TIMESTAMPS_ON, s)
                && ask.holds(ECHOES_SOMETHING, s)
                && (ask.holds(ECHO_TOO_OLD, s) || ask.holds(ECHO_TOO_NEW, s));
    }
}
