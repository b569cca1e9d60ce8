package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.AtSocketChecks.IN_SYN_SENT;
import static timewaitlab.tcp.AtSocketChecks.flag;

import java.util.List;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;
import timewaitlab.wire.SeqNum;

/**
 * What an ICMP error does to a connection: it ends one that is being opened, and of one that stands it is only kept in
 * mind, and its timeout made shorter where no route, rather than congestion, had made it long.
 */
public final class IcmpRules {
    private static final Cite ERR = new Cite("net/ipv4/tcp_ipv4.c", "tcp_v4_err()");
    private static final Cite REVERTS = new Cite("net/ipv4/tcp_ipv4.c", "tcp_ld_RTO_revert()");
    private static final Cite REQ_ERR = new Cite("net/ipv4/tcp_ipv4.c", "tcp_req_err()");

    private static final Operand<IcmpReceived> QUOTED =
            Operand.derived("quoted SEQ", Unit.SEQUENCE, s -> SeqNum.unsigned(s.quoted));
    private static final Check<IcmpReceived> BEFORE_UNA = check(
            "icmp.before-una",
            QUOTED,
            Comparison.BEFORE,
            Operand.derived("snd_una", Unit.SEQUENCE, s -> SeqNum.unsigned(s.socket.sndUna)),
            ERR);
    private static final Check<IcmpReceived> AFTER_NXT = check(
            "icmp.after-nxt",
            QUOTED,
            Comparison.AFTER,
            Operand.derived("snd_nxt", Unit.SEQUENCE, s -> SeqNum.unsigned(s.socket.sndNxt)),
            ERR);
    private static final Check<IcmpReceived> IN_SYN_RECV =
            isSet("icmp.in-syn-recv", flag("SYN-RECV", s -> s.socket.state == TcpState.SYN_RECV), ERR);
    private static final Check<IcmpReceived> CROSSED =
            isSet("icmp.crossed", flag("SYNs crossed", s -> s.socket.crossed), ERR);
    private static final Check<IcmpReceived> NO_ROUTE = isSet(
            "icmp.no-route",
            Operand.derived("net or host unreachable", Unit.FLAG, s -> s.what == Unreachable.PORT ? 0 : 1),
            REQ_ERR);

    private static final Check<IcmpReceived> BACKED_OFF = isSet(
            "icmp.backed-off",
            Operand.derived("doublings", Unit.COUNT, s -> s.socket.retransmits - s.socket.undoubled),
            REVERTS);
    private static final Check<IcmpReceived> HEAD = check(
            "icmp.head",
            QUOTED,
            Comparison.SAME_AS,
            Operand.derived("snd_una", Unit.SEQUENCE, s -> SeqNum.unsigned(s.socket.sndUna)),
            REVERTS);

    private static final Outcome REVERTED = Outcome.GO_ON.plus(Effect.REVERT_BACKOFF.bit(), 0);
    private static final Outcome STRAY =
            Outcome.of(Disposition.DROP, Reason.TCP_OUT_OF_WINDOW_ICMP).plus(0, Counter.TcpExtOutOfWindowIcmps.bit());
    private static final Outcome ENDED = Outcome.of(Disposition.CONSUME, Reason.UNREACHABLE)
            .plus(Effect.bits(Effect.RETIRE, Effect.TELL_UNREACHABLE), Counter.TcpAttemptFails.bit());
    private static final Outcome REQUEST_ENDED =
            Outcome.of(Disposition.CONSUME, Reason.UNREACHABLE).plus(Effect.RETIRE.bit(), 0);
    private static final Outcome REQUEST_COUNTED = REQUEST_ENDED.plus(0, Counter.TcpExtListenDrops.bit());
    private static final Outcome IGNORED = Outcome.of(Disposition.CONSUME, Reason.UNREACHABLE);
    private static final Outcome SOFT = IGNORED.plus(Effect.KEEP_SOFT_ERROR.bit(), 0);

    private static final Rule<IcmpReceived> OUT_OF_WINDOW = rule(
            "icmp.out-of-window",
            ERR,
            (s, ask) -> ask.holds(BEFORE_UNA, s) || ask.holds(AFTER_NXT, s) ? STRAY : Outcome.PASS);
    private static final Rule<IcmpReceived> REVERT = rule(
            "icmp.revert",
            REVERTS,
            (s, ask) ->
                    ask.holds(BACKED_OFF, s) && ask.holds(NO_ROUTE, s) && ask.holds(HEAD, s) ? REVERTED : Outcome.PASS);
    private static final Rule<IcmpReceived> REQUEST = request(REQUEST_ENDED);
    /** From 3.7: what a request comes to is counted. */
    public static final Rule<IcmpReceived> REQUEST_DROPPED = request(REQUEST_COUNTED);
    /** From 4.4: a request outlives it that its port cannot be reached. */
    public static final Rule<IcmpReceived> REQUEST_WITHOUT_ROUTE = rule(
            "icmp.request",
            REQ_ERR,
            (s, ask) -> !ask.holds(IN_SYN_RECV, s) || ask.holds(CROSSED, s)
                    ? Outcome.PASS
                    : ask.holds(NO_ROUTE, s) ? REQUEST_COUNTED : IGNORED);

    private static final Rule<IcmpReceived> OPENING = rule(
            "icmp.opening",
            ERR,
            (s, ask) -> ask.holds(IN_SYN_SENT, s) || ask.holds(IN_SYN_RECV, s) ? ENDED : Outcome.PASS);
    private static final Rule<IcmpReceived> KEPT = rule("icmp.soft", ERR, (s, ask) -> SOFT);

    private IcmpRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<IcmpReceived> chain() {
        return new RuleChain<>(
                "icmp",
                List.of(
                        stage("window", OUT_OF_WINDOW),
                        stage("opening", REQUEST, OPENING),
                        stage("revert", REVERT),
                        stage("stands", KEPT)),
                List.of(),
                IGNORED);
    }

    private static Rule<IcmpReceived> request(Outcome ended) {
        return rule(
                "icmp.request",
                ERR,
                (s, ask) -> ask.holds(IN_SYN_RECV, s) && !ask.holds(CROSSED, s) ? ended : Outcome.PASS);
    }
}
