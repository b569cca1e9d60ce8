package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Comparison.AT_LEAST;
import static timewaitlab.decide.Comparison.LESS_THAN;
import static timewaitlab.decide.Comparison.MORE_THAN;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
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
 * What the timer of a request does: net/ipv4/inet_connection_sock.c {@code reqsk_timer_handler} (up to 4.1
 * {@code inet_csk_reqsk_queue_prune}), {@code syn_ack_recalc}.
 */
public final class SynAckTimerRules {
    private static final Cite HANDLER = new Cite("net/ipv4/inet_connection_sock.c", "reqsk_timer_handler()");
    private static final Cite RECALC = new Cite("net/ipv4/inet_connection_sock.c", "syn_ack_recalc()");
    /** Retries that old requests keep when the queue fills. */
    private static final int FEWEST_RETRIES = 2;

    private static final Operand<TimerFired> TIMEOUTS = Operand.settable(
            "SYN-ACK timeouts",
            Unit.COUNT,
            Party.HISTORY,
            s -> s.socket.retransmits,
            (s, v) -> s.socket.retransmits = (int) Math.max(0, v));
    private static final Operand<TimerFired> RETRIES = Operand.<TimerFired>derived(
                    "SYN-ACK retries allowed", Unit.COUNT, s -> retries(s))
            .following(sysctl(Sysctl.TCP_SYNACK_RETRIES));
    private static final Operand<TimerFired> QUEUED =
            Operand.settable("requests", Unit.COUNT, Party.HISTORY, s -> s.requests, (s, v) -> {
                if (v >= s.young && v <= Integer.MAX_VALUE) {
                    s.requests = (int) v;
                }
            });
    private static final Operand<TimerFired> TWICE_QUEUED = Operand.<TimerFired>derived(
                    "twice the requests", Unit.COUNT, s -> 2L * s.requests)
            .following(QUEUED);
    private static final Operand<TimerFired> ROOM =
            Operand.derived("room for requests", Unit.COUNT, s -> Math.max(Listener.FEWEST_REQUESTS, s.backlog));
    private static final Operand<TimerFired> TABLE = Operand.derived("SYN queue", Unit.COUNT, s -> s.table);
    /** Half of the room is kept for requests whose SYN-ACK was sent once: the more others, the sooner those go. */
    private static final Operand<TimerFired> RETRIES_OF_OLD = Operand.<TimerFired>derived(
                    "SYN-ACK retries while the queue is crowded", Unit.COUNT, SynAckTimerRules::retriesWhileCrowded)
            .following(QUEUED, sysctl(Sysctl.TCP_SYNACK_RETRIES));

    private static final Operand<TimerFired> DEFERRAL = Operand.settable(
            SocketOption.TCP_DEFER_ACCEPT.name() + " timeouts",
            Unit.COUNT,
            Party.APPLICATION,
            s -> s.socket.options.deferAccept(),
            (s, v) -> {
                if (v >= 0 && v <= SocketOptions.MOST_DEFERRALS) {
                    s.socket.options = s.socket.options.deferAccept((int) v);
                }
            });
    private static final Operand<TimerFired> ACKED =
            Operand.derived("last ACK seen", Unit.FLAG, s -> s.socket.ackSeen ? 1 : 0);
    private static final Operand<TimerFired> NEXT_TIMEOUT = Operand.<TimerFired>derived(
                    "SYN-ACK timeouts with this one", Unit.COUNT, s -> s.socket.retransmits + 1L)
            .following(TIMEOUTS);

    private static final Check<TimerFired> CROWDED =
            check("syn-ack-timer.crowded", TWICE_QUEUED, MORE_THAN, ROOM, HANDLER);
    private static final Check<TimerFired> TABLE_CROWDED =
            check("syn-ack-timer.crowded", TWICE_QUEUED, AT_LEAST, TABLE, HANDLER);
    private static final Check<TimerFired> RETRIES_SPENT =
            check("syn-ack-timer.retries-spent", TIMEOUTS, AT_LEAST, RETRIES, RECALC);
    private static final Check<TimerFired> OLD_RETRIES_SPENT =
            check("syn-ack-timer.crowded-retries-spent", TIMEOUTS, AT_LEAST, RETRIES_OF_OLD, RECALC);
    private static final Check<TimerFired> DEFERS = isSet("syn-ack-timer.defers", DEFERRAL, RECALC);
    private static final Check<TimerFired> WAS_ACKED = isSet("syn-ack-timer.acked", ACKED, RECALC);
    private static final Check<TimerFired> STILL_DEFERRED =
            check("syn-ack-timer.deferred", TIMEOUTS, LESS_THAN, DEFERRAL, RECALC);
    private static final Check<TimerFired> NOT_LAST_DEFERRAL =
            check("syn-ack-timer.deferred-further", NEXT_TIMEOUT, LESS_THAN, DEFERRAL, RECALC);

    private static final Outcome AGAIN =
            Outcome.of(Disposition.REPLY, Reason.RETRANSMITTED).plus(Effect.RETRANSMIT.bit(), 0);
    private static final Outcome COUNTED = Outcome.GO_ON.plus(0, Counter.TcpExtTCPTimeouts.bit());
    private static final Outcome GONE =
            Outcome.of(Disposition.DROP, Reason.ETIMEDOUT).plus(Effect.RETIRE.bit(), 0);
    private static final Outcome WAIT =
            Outcome.of(Disposition.CONSUME, Reason.DEFERRED).plus(Effect.REARM_REQUEST.bit(), 0);

    private static final Rule<TimerFired> GIVEN_UP = givenUp(TABLE_CROWDED);
    /** From 4.4: the queue has no size of its own, and the backlog says what is crowded. */
    public static final Rule<TimerFired> GIVEN_UP_BY_BACKLOG = givenUp(CROWDED);

    private static final Rule<TimerFired> DEFERRED = rule(
            "syn-ack-timer.deferred",
            RECALC,
            (s, ask) -> ask.holds(DEFERS, s) && ask.holds(WAS_ACKED, s) && ask.holds(NOT_LAST_DEFERRAL, s)
                    ? WAIT
                    : Outcome.PASS);
    private static final Rule<TimerFired> ONCE_MORE = rule("syn-ack-timer.again", HANDLER, (s, ask) -> AGAIN);
    private static final Rule<TimerFired> COUNT = rule("syn-ack-timer.counted", HANDLER, (s, ask) -> COUNTED);

    private SynAckTimerRules() {}

    /** The chain of 2.6.32: nothing is counted. */
    public static RuleChain<TimerFired> chain() {
        return new RuleChain<>(
                "syn-ack-timer",
                List.of(stage("timed-out", GIVEN_UP), stage("resend", DEFERRED, ONCE_MORE)),
                List.of(),
                TimerFired.NOTHING);
    }

    /** From 2.6.34: timeouts are counted. */
    public static RuleChain<TimerFired> counting(RuleChain<TimerFired> chain) {
        return chain.withFirst(stage("count", COUNT));
    }

    private static Rule<TimerFired> givenUp(Check<TimerFired> crowded) {
        return rule(
                "syn-ack-timer.given-up",
                RECALC,
                (s, ask) -> !isDeferred(s, ask) && isSpent(s, ask, crowded) ? GONE : Outcome.PASS);
    }

    private static boolean isSpent(TimerFired s, Inquiry ask, Check<TimerFired> crowded) {
        return ask.holds(crowded, s) ? ask.holds(OLD_RETRIES_SPENT, s) : ask.holds(RETRIES_SPENT, s);
    }

    private static boolean isDeferred(TimerFired s, Inquiry ask) {
        return ask.holds(DEFERS, s) && ask.holds(WAS_ACKED, s) && ask.holds(STILL_DEFERRED, s);
    }

    private static long retries(TimerFired s) {
        int own = s.socket.options.synCount();
        return own != 0 ? own : s.settings.get(Sysctl.TCP_SYNACK_RETRIES);
    }

    private static long retriesWhileCrowded(TimerFired s) {
        long retries = retries(s);
        for (long young = 2L * s.young; retries > FEWEST_RETRIES && s.requests >= young; young <<= 1) {
            retries--;
        }
        return retries;
    }
}
