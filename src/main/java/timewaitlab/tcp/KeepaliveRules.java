package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AT_LEAST;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.AtSocketChecks.IN_CLOSED;
import static timewaitlab.tcp.AtSocketChecks.IN_FIN_WAIT_2;
import static timewaitlab.tcp.AtSocketChecks.IN_SYN_SENT;
import static timewaitlab.tcp.AtSocketChecks.LONG_FIN_WAIT_2;
import static timewaitlab.tcp.AtSocketChecks.NO_FIN_WAIT_2;
import static timewaitlab.tcp.AtSocketChecks.ORPHANED;
import static timewaitlab.tcp.AtSocketChecks.USER_TIMEOUT;
import static timewaitlab.tcp.AtSocketChecks.flag;
import static timewaitlab.tcp.AtSocketChecks.option;

import java.util.List;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Stage;
import timewaitlab.decide.Unit;

/**
 * What the keepalive timer does, which also ends FIN-WAIT-2 of a socket that nobody holds: net/ipv4/tcp_timer.c
 * {@code tcp_keepalive_timer}.
 */
public final class KeepaliveRules {
    private static final Cite KEEPALIVE = new Cite("net/ipv4/tcp_timer.c", "tcp_keepalive_timer()");

    /** {@code keepalive_time_elapsed}. */
    private static final Operand<AtSocket<?>> SILENCE = Operand.<AtSocket<?>>derived(
                    "silence", Unit.MILLISECOND, s -> Keepalive.silenceMillis(s))
            .following(HostChecks.ELAPSED);

    private static final Operand<AtSocket<?>> IDLE = Operand.<AtSocket<?>>derived(
                    "keepalive_time", Unit.MILLISECOND, s -> Keepalive.idleMillis(s.socket, s.settings))
            .following(HostChecks.sysctl(Sysctl.TCP_KEEPALIVE_TIME));
    private static final Operand<AtSocket<?>> PROBES = Operand.settable(
            "probes unanswered",
            Unit.COUNT,
            Party.HISTORY,
            s -> s.socket.probesOut,
            (s, v) -> s.socket.probesOut = (int) Math.max(0, v));
    private static final Operand<AtSocket<?>> PROBES_ALLOWED = Operand.<AtSocket<?>>derived(
                    "keepalive_probes", Unit.COUNT, s -> Keepalive.probes(s.socket, s.settings))
            .following(HostChecks.sysctl(Sysctl.TCP_KEEPALIVE_PROBES));

    private static final Check<TimerFired> ON = isSet(
            "keepalive.on",
            option(
                    "SO_KEEPALIVE",
                    s -> s.socket.options.keepAlive(),
                    (s, on) -> s.socket.options = s.socket.options.keepAlive(on)),
            KEEPALIVE);
    private static final Check<TimerFired> BUSY = isSet(
            "keepalive.unacknowledged",
            flag("in flight or unsent", s -> s.socket.isInFlight() || s.socket.hasUnsentText()),
            KEEPALIVE);
    private static final Check<TimerFired> HEARD = check("keepalive.heard", SILENCE, LESS_THAN, IDLE, KEEPALIVE);
    private static final Check<TimerFired> HAS_USER_TIMEOUT = isSet("keepalive.user-timeout", USER_TIMEOUT, KEEPALIVE);
    private static final Check<TimerFired> SILENT_FOR_USER_TIMEOUT =
            check("keepalive.silent-for-user-timeout", SILENCE, AT_LEAST, USER_TIMEOUT, KEEPALIVE);
    private static final Check<TimerFired> PROBED = isSet("keepalive.probed", PROBES, KEEPALIVE);
    private static final Check<TimerFired> ALL_PROBED =
            check("keepalive.all-probes-sent", PROBES, AT_LEAST, PROBES_ALLOWED, KEEPALIVE);

    private static final Outcome OFF = Outcome.of(Disposition.CONSUME, Reason.KEEPALIVE_OFF);
    private static final Outcome LATER = Outcome.of(Disposition.CONSUME, Reason.NOT_IDLE);
    private static final Outcome WAIT_IDLE = LATER.plus(Effect.REARM_IDLE.bit(), 0);
    private static final Outcome WAIT_REST = LATER.plus(Effect.REARM_REST.bit(), 0);
    private static final Outcome PROBE = Outcome.of(Disposition.REPLY, ReplyKind.ACK)
            .plus(Effect.SEND_PROBE.bit(), Counter.TcpExtTCPKeepAlive.bit());
    private static final Outcome RESET =
            Outcome.of(Disposition.REPLY, ReplyKind.RST_ACK).plus(Effect.bits(Effect.SEND_RESET, Effect.RETIRE), 0);
    private static final Outcome GIVEN_UP =
            RESET.plus(Effect.TELL_TIMED_OUT.bit(), Counter.TcpExtTCPAbortOnTimeout.bit());
    private static final Outcome SHRUNK =
            Outcome.of(Disposition.ACCEPT, Reason.ORPHANED).plus(Effect.ENTER_TIME_WAIT.bit(), 0);

    private static final Rule<TimerFired> FIN_WAIT_2 = rule(
            "keepalive.fin-wait-2",
            KEEPALIVE,
            (s, ask) -> !ask.holds(NO_FIN_WAIT_2, s) && ask.holds(LONG_FIN_WAIT_2, s) ? SHRUNK : RESET);
    private static final Rule<TimerFired> IS_OFF = rule(
            "keepalive.off",
            KEEPALIVE,
            (s, ask) -> !ask.holds(ON, s) || ask.holds(IN_SYN_SENT, s) || ask.holds(IN_CLOSED, s) ? OFF : Outcome.PASS);
    private static final Rule<TimerFired> IS_BUSY =
            rule("keepalive.busy", KEEPALIVE, (s, ask) -> ask.holds(BUSY, s) ? WAIT_IDLE : Outcome.PASS);
    private static final Rule<TimerFired> NOT_IDLE =
            rule("keepalive.not-idle", KEEPALIVE, (s, ask) -> ask.holds(HEARD, s) ? WAIT_REST : Outcome.PASS);
    /** From 2.6.37: TCP_USER_TIMEOUT takes the place of the number of probes. */
    public static final Rule<TimerFired> USER_TIMEOUT_OVER = rule(
            "keepalive.user-timeout",
            KEEPALIVE,
            (s, ask) -> ask.holds(HAS_USER_TIMEOUT, s) && ask.holds(SILENT_FOR_USER_TIMEOUT, s) && ask.holds(PROBED, s)
                    ? GIVEN_UP
                    : Outcome.PASS);

    private static final Rule<TimerFired> UNANSWERED =
            rule("keepalive.unanswered", KEEPALIVE, (s, ask) -> ask.holds(ALL_PROBED, s) ? GIVEN_UP : Outcome.PASS);
    /** The same beside TCP_USER_TIMEOUT. */
    public static final Rule<TimerFired> UNANSWERED_WITHOUT_USER_TIMEOUT = rule(
            "keepalive.unanswered",
            KEEPALIVE,
            (s, ask) -> !ask.holds(HAS_USER_TIMEOUT, s) && ask.holds(ALL_PROBED, s) ? GIVEN_UP : Outcome.PASS);

    private static final Rule<TimerFired> SEND_PROBE = rule("keepalive.probe", KEEPALIVE, (s, ask) -> PROBE);

    private KeepaliveRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<TimerFired> chain() {
        Stage<TimerFired> finWait2 = stage("fin-wait-2", FIN_WAIT_2);
        return new RuleChain<>(
                "keepalive-timer",
                List.of(
                        finWait2.behind((s, ask) -> ask.holds(IN_FIN_WAIT_2, s) && ask.holds(ORPHANED, s)),
                        stage("keepalive", IS_OFF, IS_BUSY, NOT_IDLE, UNANSWERED, SEND_PROBE)),
                List.of(),
                OFF);
    }
}
