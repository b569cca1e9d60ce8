package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AT_LEAST;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.AtSocketChecks.USER_TIMEOUT;
import static timewaitlab.tcp.AtSocketChecks.since;
import static timewaitlab.tcp.HostChecks.sysctl;

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

/**
 * What the timer of a SYN does, and that of a SYN-ACK with which a socket answered a crossing SYN:
 * net/ipv4/tcp_timer.c {@code tcp_retransmit_timer}, {@code tcp_write_timeout}, {@code retransmits_timed_out}.
 */
public final class SynTimerRules {
    private static final Cite WRITE_TIMEOUT = new Cite("net/ipv4/tcp_timer.c", "tcp_write_timeout()");
    private static final Cite TIMED_OUT = new Cite("net/ipv4/tcp_timer.c", "retransmits_timed_out()");
    private static final Cite RETRANSMIT = new Cite("net/ipv4/tcp_timer.c", "tcp_retransmit_timer()");

    private static final Operand<AtSocket<?>> SENT_AGAIN = RetransmitRules.RETRIED;
    private static final Operand<AtSocket<?>> SYNCNT = Operand.settable(
            SocketOption.TCP_SYNCNT.name(), Unit.COUNT, Party.APPLICATION, s -> s.socket.options.synCount(), (s, v) -> {
                if (v == 0 || v >= SocketOption.TCP_SYNCNT.least() && v <= SocketOption.TCP_SYNCNT.most()) {
                    s.socket.options = s.socket.options.synCount((int) v);
                }
            });
    /** From 6.5 linear timeouts of a SYN are retries on top; the time below does not count them. */
    private static final Operand<AtSocket<?>> RETRIES = Operand.<AtSocket<?>>derived(
                    "SYN retries allowed", Unit.COUNT, SynTimerRules::retries)
            .following(SYNCNT, sysctl(Sysctl.TCP_SYN_RETRIES), sysctl(Sysctl.TCP_SYN_LINEAR_TIMEOUTS));

    /** {@code retrans_stamp}, which connect() sets. */
    private static final Operand<AtSocket<?>> OPENING_FOR = Operand.<AtSocket<?>>derived(
                    "time since first SYN", Unit.MILLISECOND, s -> since(s, s.socket.openedAt))
            .following(HostChecks.ELAPSED);

    private static final Operand<AtSocket<?>> RETRY_TIME = retryTime(Constant.TCP_TIMEOUT_INIT);
    /** 2.6.32 takes the base of data. */
    private static final Operand<AtSocket<?>> RETRY_TIME_OF_DATA = retryTime(Constant.TCP_RTO_MIN);

    private static final Check<TimerFired> SENT_BEFORE = isSet("syn-timer.sent-again", SENT_AGAIN, TIMED_OUT);
    private static final Check<TimerFired> RETRIES_SPENT =
            check("syn-timer.retries-spent", SENT_AGAIN, AT_LEAST, RETRIES, WRITE_TIMEOUT);
    private static final Check<TimerFired> TIME_SPENT =
            check("syn-timer.time-spent", OPENING_FOR, AT_LEAST, RETRY_TIME, TIMED_OUT);
    private static final Check<TimerFired> TIME_OF_DATA_SPENT =
            check("syn-timer.time-spent", OPENING_FOR, AT_LEAST, RETRY_TIME_OF_DATA, TIMED_OUT);
    private static final Check<TimerFired> HAS_USER_TIMEOUT = isSet("syn-timer.user-timeout", USER_TIMEOUT, TIMED_OUT);
    private static final Check<TimerFired> USER_TIMEOUT_SPENT =
            check("syn-timer.user-timeout-spent", OPENING_FOR, AT_LEAST, USER_TIMEOUT, TIMED_OUT);
    private static final Check<TimerFired> FIRST_TIME =
            check("syn-timer.first", SENT_AGAIN, LESS_THAN, Operand.constant("1", Unit.COUNT, 1), RETRANSMIT);

    private static final Outcome AGAIN =
            Outcome.of(Disposition.REPLY, Reason.RETRANSMITTED).plus(Effect.RETRANSMIT.bit(), 0);
    private static final Outcome AGAIN_COUNTED = AGAIN.plus(0, Counter.TcpExtTCPTimeouts.bit());
    private static final Outcome COUNTED = Outcome.GO_ON.plus(0, Counter.TcpExtTCPTimeouts.bit());
    private static final Outcome GIVEN_UP = Outcome.of(Disposition.DROP, Reason.ETIMEDOUT)
            .plus(
                    Effect.bits(Effect.RETIRE, Effect.TELL_TIMED_OUT),
                    Counter.TcpExtTCPAbortOnTimeout.bit() | Counter.TcpAttemptFails.bit());

    private static final Rule<TimerFired> TIMED = rule(
            "syn-timer.timed-out",
            WRITE_TIMEOUT,
            (s, ask) -> ask.holds(SENT_BEFORE, s) && ask.holds(TIME_OF_DATA_SPENT, s) ? GIVEN_UP : Outcome.PASS);
    /** From 2.6.39: as many retries as tcp_syn_retries says, however long they take. */
    public static final Rule<TimerFired> RETRIES_USED_UP = rule(
            "syn-timer.timed-out", WRITE_TIMEOUT, (s, ask) -> ask.holds(RETRIES_SPENT, s) ? GIVEN_UP : Outcome.PASS);
    /** From 5.4: or as long as they should take, or as TCP_USER_TIMEOUT says. */
    public static final Rule<TimerFired> RETRIES_OR_TIME_USED_UP = rule(
            "syn-timer.timed-out",
            WRITE_TIMEOUT,
            (s, ask) -> ask.holds(RETRIES_SPENT, s) || isOverdue(s, ask) ? GIVEN_UP : Outcome.PASS);

    private static final Rule<TimerFired> COUNT = rule("syn-timer.counted", RETRANSMIT, (s, ask) -> COUNTED);
    private static final Rule<TimerFired> ONCE_MORE =
            rule("syn-timer.again", RETRANSMIT, (s, ask) -> ask.holds(FIRST_TIME, s) ? AGAIN_COUNTED : AGAIN);
    private static final Rule<TimerFired> ONCE_MORE_UNCOUNTED = rule("syn-timer.again", RETRANSMIT, (s, ask) -> AGAIN);

    private SynTimerRules() {}

    /** The chain of 2.6.32: the first timeout alone is counted. */
    public static RuleChain<TimerFired> chain() {
        return new RuleChain<>(
                "syn-timer",
                List.of(stage("timed-out", TIMED), stage("resend", ONCE_MORE)),
                List.of(),
                TimerFired.NOTHING);
    }

    /** From 5.0: every timeout is counted, the one that gives up too. */
    public static RuleChain<TimerFired> countingAll(RuleChain<TimerFired> chain) {
        return chain.withFirst(stage("count", COUNT)).with(ONCE_MORE_UNCOUNTED);
    }

    private static long retries(AtSocket<?> s) {
        boolean linear = s.socket.state == TcpState.SYN_SENT;
        return RetryLimits.synRetries(s.socket, s.settings)
                + (linear ? s.settings.get(Sysctl.TCP_SYN_LINEAR_TIMEOUTS) : 0);
    }

    private static boolean isOverdue(TimerFired s, Inquiry ask) {
        return ask.holds(SENT_BEFORE, s)
                && (ask.holds(HAS_USER_TIMEOUT, s) ? ask.holds(USER_TIMEOUT_SPENT, s) : ask.holds(TIME_SPENT, s));
    }

    private static Operand<AtSocket<?>> retryTime(Constant base) {
        return Operand.<AtSocket<?>>derived(
                        "time of the retries allowed",
                        Unit.MILLISECOND,
                        s -> RetryLimits.modelMillis(
                                RetryLimits.synRetries(s.socket, s.settings), s.settings.get(base), s.settings))
                .following(SYNCNT, sysctl(Sysctl.TCP_SYN_RETRIES));
    }
}
