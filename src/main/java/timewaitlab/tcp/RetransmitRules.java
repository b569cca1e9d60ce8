package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AT_LEAST;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Comparison.MORE_THAN;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.AtSocketChecks.ORPHANED;
import static timewaitlab.tcp.AtSocketChecks.USER_TIMEOUT;
import static timewaitlab.tcp.AtSocketChecks.flag;
import static timewaitlab.tcp.AtSocketChecks.since;
import static timewaitlab.tcp.HostChecks.sysctl;

import java.util.ArrayList;
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
 * What the retransmission timer of data and FIN does: net/ipv4/tcp_timer.c {@code tcp_retransmit_timer},
 * {@code tcp_write_timeout}, {@code tcp_out_of_resources}; net/ipv4/tcp_output.c {@code tcp_send_loss_probe}.
 */
public final class RetransmitRules {
    private static final Cite LOSS_PROBE = new Cite("net/ipv4/tcp_output.c", "tcp_send_loss_probe()");
    private static final Cite WRITE_TIMEOUT = new Cite("net/ipv4/tcp_timer.c", "tcp_write_timeout()");
    private static final Cite TIMED_OUT = new Cite("net/ipv4/tcp_timer.c", "retransmits_timed_out()");
    private static final Cite RESOURCES = new Cite("net/ipv4/tcp_timer.c", "tcp_out_of_resources()");
    private static final Cite RETRANSMIT = new Cite("net/ipv4/tcp_timer.c", "tcp_retransmit_timer()");

    /** How often what is in flight was sent again. */
    static final Operand<AtSocket<?>> RETRIED = Operand.settable(
            "retransmissions",
            Unit.COUNT,
            Party.HISTORY,
            s -> s.socket.retransmits,
            (s, v) -> s.socket.retransmits = (int) Math.max(0, v));

    private static final Operand<AtSocket<?>> RETRYING_FOR = Operand.<AtSocket<?>>derived(
                    "time since first retransmission", Unit.MILLISECOND, RetransmitRules::retryingFor)
            .following(HostChecks.ELAPSED);
    private static final Operand<AtSocket<?>> RETRY_TIME = Operand.derived(
            "time of the retries allowed",
            Unit.MILLISECOND,
            s -> RetryLimits.modelMillis(RetryLimits.retries(s.socket, s.settings), s.settings));
    /** Orphans, counted double where this one was silent for long or has nothing to hope for, and by an ICMP error. */
    private static final Operand<AtSocket<?>> WEIGHED_ORPHANS =
            Operand.derived("orphans weighed", Unit.COUNT, s -> (long) s.orphans << weight(s));

    private static final Operand<AtSocket<?>> SINCE_SENT = Operand.<AtSocket<?>>derived(
                    "time since data was sent", Unit.MILLISECOND, s -> since(s, s.socket.lastSent))
            .following(HostChecks.ELAPSED);

    private static final Check<TimerFired> PROBING =
            isSet("retransmit.probing", flag("tail loss probe", s -> s.socket.probing), LOSS_PROBE);
    private static final Check<TimerFired> PROBE_OUT =
            isSet("retransmit.probe-out", flag("tlp_high_seq is set", s -> s.socket.probeOut), LOSS_PROBE);
    private static final Check<TimerFired> RETRIED_BEFORE = isSet("retransmit.retried", RETRIED, TIMED_OUT);
    private static final Check<TimerFired> RETRIED_ENOUGH =
            check("retransmit.retried-enough", RETRYING_FOR, AT_LEAST, RETRY_TIME, TIMED_OUT);
    private static final Check<TimerFired> HAS_USER_TIMEOUT = isSet("retransmit.user-timeout", USER_TIMEOUT, TIMED_OUT);
    private static final Check<TimerFired> RETRIED_FOR_USER_TIMEOUT =
            check("retransmit.retried-for-user-timeout", RETRYING_FOR, AT_LEAST, USER_TIMEOUT, TIMED_OUT);
    /** {@code tcp_out_of_resources}, which a timer of probes asks too: nothing it sent is without hope. */
    static final Check<TimerFired> OUT_OF_RESOURCES =
            check("retransmit.too-many-orphans", WEIGHED_ORPHANS, MORE_THAN, sysctl(Sysctl.TCP_MAX_ORPHANS), RESOURCES);

    private static final Check<TimerFired> MAY_GO_ON =
            isSet("retransmit.may-go-on", flag("retries left", RetransmitRules::hasRetriesLeft), RESOURCES);
    private static final Check<TimerFired> SENT_LONG_AGO = check(
            "retransmit.sent-long-ago",
            SINCE_SENT,
            MORE_THAN,
            Operand.<AtSocket<?>>derived(
                    Constant.TCP_TIMEWAIT_LEN.name(),
                    Unit.MILLISECOND,
                    s -> 1000 * s.settings.get(Constant.TCP_TIMEWAIT_LEN)),
            RESOURCES);
    private static final Check<TimerFired> FIRST_TIME =
            check("retransmit.first", RETRIED, LESS_THAN, Operand.constant("1", Unit.COUNT, 1), RETRANSMIT);

    private static final Outcome PROBE = Outcome.of(Disposition.REPLY, Reason.LOSS_PROBE)
            .plus(Effect.SEND_LOSS_PROBE.bit(), Counter.TcpExtTCPLossProbes.bit());
    private static final Outcome WAIT =
            Outcome.of(Disposition.CONSUME, Reason.PROBE_OUTSTANDING).plus(Effect.REARM_RETRANSMIT.bit(), 0);
    private static final Outcome AGAIN =
            Outcome.of(Disposition.REPLY, Reason.RETRANSMITTED).plus(Effect.RETRANSMIT.bit(), 0);
    private static final Outcome AGAIN_COUNTED = AGAIN.plus(0, Counter.TcpExtTCPTimeouts.bit());
    private static final Outcome COUNTED = Outcome.GO_ON.plus(0, Counter.TcpExtTCPTimeouts.bit());
    private static final Outcome GIVEN_UP = Outcome.of(Disposition.DROP, Reason.ETIMEDOUT)
            .plus(Effect.bits(Effect.RETIRE, Effect.TELL_TIMED_OUT), Counter.TcpExtTCPAbortOnTimeout.bit());
    private static final Outcome OUT_OF_MEMORY = Outcome.of(Disposition.DROP, Reason.TOO_MANY_ORPHANS)
            .plus(Effect.RETIRE.bit(), Counter.TcpExtTCPAbortOnMemory.bit());
    private static final Outcome RESET_OUT_OF_MEMORY = Outcome.of(Disposition.REPLY, ReplyKind.RST_ACK)
            .plus(Effect.bits(Effect.SEND_RESET, Effect.RETIRE), Counter.TcpExtTCPAbortOnMemory.bit());

    private static final Rule<TimerFired> SEND_PROBE = rule(
            "retransmit.loss-probe",
            LOSS_PROBE,
            (s, ask) -> !ask.holds(PROBING, s) ? Outcome.PASS : ask.holds(PROBE_OUT, s) ? WAIT : PROBE);
    private static final Rule<TimerFired> COUNT = rule("retransmit.counted", RETRANSMIT, (s, ask) -> COUNTED);
    private static final Rule<TimerFired> TOO_MANY = rule(
            "retransmit.orphans",
            RESOURCES,
            (s, ask) -> !ask.holds(OUT_OF_RESOURCES, s)
                    ? Outcome.PASS
                    : ask.holds(MAY_GO_ON, s) || !ask.holds(SENT_LONG_AGO, s) ? RESET_OUT_OF_MEMORY : OUT_OF_MEMORY);
    private static final Rule<TimerFired> RETRIES_USED_UP = rule(
            "retransmit.timed-out",
            WRITE_TIMEOUT,
            (s, ask) -> ask.holds(RETRIED_BEFORE, s) && ask.holds(RETRIED_ENOUGH, s) ? GIVEN_UP : Outcome.PASS);
    /** From 2.6.37. */
    public static final Rule<TimerFired> RETRIES_OR_USER_TIMEOUT_USED_UP = rule(
            "retransmit.timed-out",
            WRITE_TIMEOUT,
            (s, ask) -> ask.holds(RETRIED_BEFORE, s)
                            && (ask.holds(HAS_USER_TIMEOUT, s)
                                    ? ask.holds(RETRIED_FOR_USER_TIMEOUT, s)
                                    : ask.holds(RETRIED_ENOUGH, s))
                    ? GIVEN_UP
                    : Outcome.PASS);

    private static final Rule<TimerFired> ONCE_MORE =
            rule("retransmit.again", RETRANSMIT, (s, ask) -> ask.holds(FIRST_TIME, s) ? AGAIN_COUNTED : AGAIN);
    private static final Rule<TimerFired> ONCE_MORE_UNCOUNTED = rule("retransmit.again", RETRANSMIT, (s, ask) -> AGAIN);

    private RetransmitRules() {}

    /** The chain of 2.6.32: the first timeout of a row is counted, and only when it sends something. */
    public static RuleChain<TimerFired> chain() {
        return chain(RETRIES_USED_UP, List.of(), ONCE_MORE);
    }

    /** From 5.0: every timeout is counted, the one that gives up too. */
    public static RuleChain<TimerFired> chainFrom50() {
        return chain(RETRIES_OR_USER_TIMEOUT_USED_UP, List.of(stage("count", COUNT)), ONCE_MORE_UNCOUNTED);
    }

    private static RuleChain<TimerFired> chain(
            Rule<TimerFired> timedOut, List<Stage<TimerFired>> count, Rule<TimerFired> again) {
        List<Stage<TimerFired>> stages = new ArrayList<>();
        stages.add(stage("probe", SEND_PROBE));
        stages.addAll(count);
        Stage<TimerFired> resources = stage("orphan", TOO_MANY);
        stages.add(resources.behind((s, ask) -> ask.holds(ORPHANED, s)));
        stages.add(stage("timed-out", timedOut));
        stages.add(stage("resend", again));
        return new RuleChain<>("retransmit-timer", stages, List.of(), TimerFired.NOTHING);
    }

    private static long retryingFor(AtSocket<?> s) {
        return s.socket.retransmittingSince < 0 ? 0 : since(s, s.socket.retransmittingSince);
    }

    /** {@code do_reset}: still short of the longest timeout, or not yet timed out. */
    private static boolean hasRetriesLeft(AtSocket<?> s) {
        boolean alive = RetryLimits.timeout(s.socket, s.settings) < s.settings.get(Sysctl.TCP_RTO_MAX_MS);
        long allowed = RetryLimits.modelMillis(RetryLimits.retries(s.socket, s.settings), s.settings);
        return alive || s.socket.retransmits == 0 || retryingFor(s) < allowed;
    }

    private static int weight(AtSocket<?> s) {
        boolean silent = since(s, s.socket.lastSent) > 2 * s.settings.get(Sysctl.TCP_RTO_MAX_MS);
        return (silent || !hasRetriesLeft(s) ? 1 : 0) + (s.socket.softError == Errno.OK ? 0 : 1);
    }
}
