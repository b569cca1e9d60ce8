package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AT_LEAST;
import static timewaitlab.decide.Comparison.MORE_THAN;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.AtSocketChecks.ORPHANED;
import static timewaitlab.tcp.AtSocketChecks.USER_TIMEOUT;
import static timewaitlab.tcp.AtSocketChecks.flag;
import static timewaitlab.tcp.AtSocketChecks.since;
import static timewaitlab.tcp.RetransmitRules.OUT_OF_RESOURCES;

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
import timewaitlab.decide.Unit;

/**
 * What the persist timer does, while the peer's window is shut and nothing is in flight: net/ipv4/tcp_timer.c
 * {@code tcp_probe_timer}. A peer that answers keeps the connection for ever (RFC 1122 section 4.2.2.17), unless nobody
 * holds the socket or TCP_USER_TIMEOUT is set.
 */
public final class PersistRules {
    private static final Cite PROBE_TIMER = new Cite("net/ipv4/tcp_timer.c", "tcp_probe_timer()");

    private static final Operand<AtSocket<?>> PROBES = Operand.settable(
            "window probes unanswered",
            Unit.COUNT,
            Party.HISTORY,
            s -> s.socket.probesOut,
            (s, v) -> s.socket.probesOut = (int) Math.max(0, v));
    private static final Operand<AtSocket<?>> DOUBLINGS = Operand.settable(
            "probes backed off",
            Unit.COUNT,
            Party.HISTORY,
            s -> s.socket.persistBackoff,
            (s, v) -> s.socket.persistBackoff = (int) Math.max(0, v));
    private static final Operand<AtSocket<?>> ALLOWED = Operand.<AtSocket<?>>derived(
                    "probes allowed", Unit.COUNT, s -> ZeroWindow.probesAllowed(s.socket, s.settings))
            .following(HostChecks.sysctl(Sysctl.TCP_RETRIES2));
    private static final Operand<AtSocket<?>> PROBING_FOR = Operand.<AtSocket<?>>derived(
                    "time since first window probe",
                    Unit.MILLISECOND,
                    s -> s.socket.persistingSince < 0 ? 0 : since(s, s.socket.persistingSince))
            .following(HostChecks.ELAPSED);

    private static final Check<TimerFired> HAS_USER_TIMEOUT = isSet("persist.user-timeout", USER_TIMEOUT, PROBE_TIMER);
    private static final Check<TimerFired> PROBED_BEFORE =
            isSet("persist.probed", flag("probed before", s -> s.socket.persistingSince >= 0), PROBE_TIMER);
    private static final Check<TimerFired> BEYOND_USER_TIMEOUT =
            check("persist.beyond-user-timeout", PROBING_FOR, MORE_THAN, USER_TIMEOUT, PROBE_TIMER);
    private static final Check<TimerFired> FOR_USER_TIMEOUT =
            check("persist.for-user-timeout", PROBING_FOR, AT_LEAST, USER_TIMEOUT, PROBE_TIMER);
    private static final Check<TimerFired> ALIVE =
            isSet("persist.alive", flag("alive", s -> ZeroWindow.isAlive(s.socket, s.settings)), PROBE_TIMER);
    private static final Check<TimerFired> BACKED_OFF_ENOUGH =
            check("persist.backed-off", DOUBLINGS, AT_LEAST, ALLOWED, PROBE_TIMER);
    private static final Check<TimerFired> TOO_MANY =
            check("persist.too-many", PROBES, MORE_THAN, ALLOWED, PROBE_TIMER);
    private static final Check<TimerFired> ENOUGH = check("persist.enough", PROBES, AT_LEAST, ALLOWED, PROBE_TIMER);

    private static final Outcome PROBE = Outcome.of(Disposition.REPLY, Reason.WINDOW_PROBE)
            .plus(Effect.SEND_WINDOW_PROBE.bit(), Counter.TcpExtTCPWinProbe.bit());
    private static final Outcome GIVEN_UP = Outcome.of(Disposition.DROP, Reason.ETIMEDOUT)
            .plus(Effect.bits(Effect.RETIRE, Effect.TELL_TIMED_OUT), Counter.TcpExtTCPAbortOnTimeout.bit());
    private static final Outcome OUT_OF_MEMORY = Outcome.of(Disposition.REPLY, ReplyKind.RST_ACK)
            .plus(Effect.bits(Effect.SEND_RESET, Effect.RETIRE), Counter.TcpExtTCPAbortOnMemory.bit());

    /** From 3.19; measured from the first probe. */
    public static final Rule<TimerFired> USER_TIMEOUT_PASSED = rule(
            "persist.user-timeout",
            PROBE_TIMER,
            (s, ask) ->
                    ask.holds(HAS_USER_TIMEOUT, s) && ask.holds(PROBED_BEFORE, s) && ask.holds(BEYOND_USER_TIMEOUT, s)
                            ? GIVEN_UP
                            : Outcome.PASS);
    /** From 5.11, which has the timer fire when it is over. */
    public static final Rule<TimerFired> USER_TIMEOUT_MET = rule(
            "persist.user-timeout",
            PROBE_TIMER,
            (s, ask) -> ask.holds(HAS_USER_TIMEOUT, s) && ask.holds(PROBED_BEFORE, s) && ask.holds(FOR_USER_TIMEOUT, s)
                    ? GIVEN_UP
                    : Outcome.PASS);
    /** From 3.19: a peer that goes on answering cannot keep an orphan for ever. */
    public static final Rule<TimerFired> ORPHAN_BACKED_OFF = rule(
            "persist.orphan",
            PROBE_TIMER,
            (s, ask) -> ask.holds(ORPHANED, s) && !ask.holds(ALIVE, s) && ask.holds(BACKED_OFF_ENOUGH, s)
                    ? GIVEN_UP
                    : Outcome.PASS);
    /** From 4.20: as many probes as allowed, where there was one more before. */
    public static final Rule<TimerFired> UNANSWERED =
            rule("persist.unanswered", PROBE_TIMER, (s, ask) -> ask.holds(ENOUGH, s) ? GIVEN_UP : Outcome.PASS);

    private static final Rule<TimerFired> ONE_MORE_UNANSWERED =
            rule("persist.unanswered", PROBE_TIMER, (s, ask) -> ask.holds(TOO_MANY, s) ? GIVEN_UP : Outcome.PASS);
    private static final Rule<TimerFired> TOO_MANY_ORPHANS = rule(
            "persist.orphans",
            new Cite("net/ipv4/tcp_timer.c", "tcp_out_of_resources()"),
            (s, ask) -> ask.holds(ORPHANED, s) && ask.holds(OUT_OF_RESOURCES, s) ? OUT_OF_MEMORY : Outcome.PASS);
    private static final Rule<TimerFired> SEND_PROBE = rule("persist.probe", PROBE_TIMER, (s, ask) -> PROBE);

    private PersistRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<TimerFired> chain() {
        return new RuleChain<>(
                "persist-timer",
                List.of(stage("persist", TOO_MANY_ORPHANS, ONE_MORE_UNANSWERED, SEND_PROBE)),
                List.of(),
                TimerFired.NOTHING);
    }
}
