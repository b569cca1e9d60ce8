package timewaitlab.tcp;

import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;
import static timewaitlab.tcp.AtSocketChecks.IN_CLOSED;
import static timewaitlab.tcp.AtSocketChecks.flag;

import java.util.List;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;

/** What the delayed acknowledgement timer does: net/ipv4/tcp_timer.c {@code tcp_delack_timer_handler}. */
public final class DelayedAckRules {
    private static final Cite DELACK = new Cite("net/ipv4/tcp_timer.c", "tcp_delack_timer_handler()");

    private static final Check<TimerFired> OWED =
            isSet("delack.owed", flag("ICSK_ACK_SCHED", s -> s.socket.ackOwed), DELACK);
    private static final Check<TimerFired> INTERACTIVE =
            isSet("delack.interactive", flag("pingpong", s -> s.socket.pingpong), DELACK);

    private static final Outcome ACK =
            Outcome.of(Disposition.REPLY, ReplyKind.ACK).plus(0, Counter.TcpExtDelayedACKs.bit());
    private static final Outcome SLOWER = ACK.plus(Effect.INFLATE_ATO.bit(), 0);
    private static final Outcome UNANSWERED = ACK.plus(Effect.LEAVE_PINGPONG.bit(), 0);

    private static final Rule<TimerFired> NOT_OWED = rule(
            "delack.not-owed",
            DELACK,
            (s, ask) -> ask.holds(OWED, s) && !ask.holds(IN_CLOSED, s) ? Outcome.PASS : TimerFired.NOTHING);
    private static final Rule<TimerFired> SEND =
            rule("delack.send", DELACK, (s, ask) -> ask.holds(INTERACTIVE, s) ? UNANSWERED : SLOWER);

    private DelayedAckRules() {}

    /** The chain of every kernel. */
    public static RuleChain<TimerFired> chain() {
        return new RuleChain<>("delack-timer", List.of(stage("delack", NOT_OWED, SEND)), List.of(), TimerFired.NOTHING);
    }
}
