package timewaitlab.tcp;

import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Check.isSet;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Inquiry;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Rule;
import timewaitlab.decide.Unit;

/**
 * The limit on answers to segments that are out of window, from Linux 4.0: at most one in {@code tcp_invalid_ratelimit}
 * milliseconds per socket or entry. net/ipv4/tcp_input.c {@code __tcp_oow_rate_limited}.
 *
 * @param <S> a situation that remembers when it last answered
 */
abstract class OowLimited<S extends OowLimited<S>> extends Arrival<S> {
    /** {@link #lastOowAck} of a socket that never answered. */
    static final long NEVER = Long.MIN_VALUE;

    private static final Cite LIMITER = new Cite("net/ipv4/tcp_input.c", "__tcp_oow_rate_limited()");

    private static final Operand<OowLimited<?>> ANSWERED_BEFORE =
            Operand.derived("last_oow_ack_time", Unit.FLAG, s -> s.lastOowAck() == NEVER ? 0 : 1);
    private static final Operand<OowLimited<?>> SINCE_LAST_ANSWER = Operand.<OowLimited<?>>derived(
                    "last_oow_ack_age", Unit.MILLISECOND, s -> (s.now - s.lastOowAck()) / SimTime.MILLISECOND)
            .following(HostChecks.ELAPSED);

    private static final Check<OowLimited<?>> DID_ANSWER = isSet("limit.answered-before", ANSWERED_BEFORE, LIMITER);
    private static final Check<OowLimited<?>> TOO_SOON = check(
            "limit.too-soon",
            SINCE_LAST_ANSWER,
            Comparison.LESS_THAN,
            HostChecks.sysctl(Sysctl.TCP_INVALID_RATELIMIT),
            LIMITER);

    /** When this socket last sent a limited answer, nanoseconds, or {@link #NEVER}. */
    abstract long lastOowAck();

    /**
     * The limit whose suppressed answers are counted by {@code skipped}. A segment with data and no SYN is exempt, and
     * an exempt answer is not remembered.
     */
    static Rule<OowLimited<?>> limit(String id, Counter skipped) {
        Outcome suppressed =
                Outcome.of(Disposition.DROP, Reason.TCP_ACK_SKIPPED).plus(0, skipped.bit());
        return Rule.rule(id, LIMITER, (s, ask) -> isExempt(s, ask) ? Outcome.PASS : answer(s, ask, suppressed));
    }

    /** The same without the exemption: challenge ACKs from Linux 4.4 on. */
    static Rule<OowLimited<?>> limitOfEvery(String id, Counter skipped) {
        Outcome suppressed =
                Outcome.of(Disposition.DROP, Reason.TCP_ACK_SKIPPED).plus(0, skipped.bit());
        return Rule.rule(id, LIMITER, (s, ask) -> answer(s, ask, suppressed));
    }

    private static boolean isExempt(OowLimited<?> s, Inquiry ask) {
        return ask.holds(SegmentChecks.HAS_LENGTH, s) && !ask.holds(SegmentChecks.SYN, s);
    }

    private static Outcome answer(OowLimited<?> s, Inquiry ask, Outcome suppressed) {
        return ask.holds(DID_ANSWER, s) && ask.holds(TOO_SOON, s) ? suppressed : REMEMBERED;
    }

    private static final Outcome REMEMBERED = Outcome.GO_ON.plus(Effect.STAMP_OOW_ACK.bit(), 0);
}
