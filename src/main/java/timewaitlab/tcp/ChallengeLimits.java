package timewaitlab.tcp;

import static timewaitlab.decide.Rule.rule;

import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.ReplyLimit;
import timewaitlab.decide.Unit;

/** How often a challenge ACK goes out: net/ipv4/tcp_input.c {@code tcp_send_challenge_ack}. */
final class ChallengeLimits {
    private static final Cite SEND_CHALLENGE = new Cite("net/ipv4/tcp_input.c", "tcp_send_challenge_ack()");
    private static final Operand<SegmentOnSocket> BUDGET = Operand.<SegmentOnSocket>derived(
                    "challenge ACKs left this second", Unit.COUNT, SegmentOnSocket::challengesLeft)
            .following(HostChecks.ELAPSED);
    private static final Check<SegmentOnSocket> BUDGET_LEFT = Check.isSet("limit.budget-left", BUDGET, SEND_CHALLENGE);

    private static final Outcome SENT =
            Outcome.GO_ON.plus(Effect.SPEND_CHALLENGE.bit(), Counter.TcpExtTCPChallengeACK.bit());
    private static final Outcome SPENT = Outcome.of(Disposition.DROP, Reason.TCP_ACK_SKIPPED);

    private ChallengeLimits() {}

    /** From 4.0: one in tcp_invalid_ratelimit a socket. */
    static ReplyLimit<SegmentOnSocket> ofSocket() {
        return new ReplyLimit<>(
                Effect.LIMITED_CHALLENGE.bit(),
                OowLimited.limitOfEvery("limit.challenge", Counter.TcpExtTCPACKSkippedChallenge));
    }

    /** From 3.6: tcp_challenge_ack_limit a second and host. */
    static ReplyLimit<SegmentOnSocket> ofHost() {
        return new ReplyLimit<>(
                Effect.LIMITED_CHALLENGE.bit(),
                rule("limit.challenge-budget", SEND_CHALLENGE, (s, ask) -> ask.holds(BUDGET_LEFT, s) ? SENT : SPENT));
    }
}
