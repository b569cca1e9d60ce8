package timewaitlab.tcp;

import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;

import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;
import timewaitlab.wire.Segment;

/**
 * What comes before all other rules: a segment whose checksum is wrong goes no further ({@code tcp_v4_rcv}, label
 * {@code csum_error}). Asked only of segments that are damaged, as hardly any is: no proof begins with a question whose
 * answer is always the same.
 */
public final class ChecksumRules {
    private static final Cite RECEIVE = new Cite("net/ipv4/tcp_ipv4.c", "tcp_v4_rcv()");

    private static final Operand<Arrival<?>> DAMAGED = Operand.settable(
            "SEG.checksum wrong",
            Unit.FLAG,
            Party.SENDER,
            a -> a.segment.isDamaged() ? 1 : 0,
            (a, v) -> a.segment.damaged(v != 0));
    private static final Check<Arrival<?>> WRONG = isSet("segment.checksum-wrong", DAMAGED, RECEIVE);

    private static final Outcome DROPPED = Outcome.of(Disposition.DROP, Reason.TCP_CSUM)
            .plus(0, Counter.TcpInErrs.bit() | Counter.TcpInCsumErrors.bit());
    private static final Rule<Arrival<?>> CHECKSUM =
            rule("segment.checksum", RECEIVE, (s, ask) -> ask.holds(WRONG, s) ? DROPPED : Outcome.PASS);

    private ChecksumRules() {}

    /** The chain that judges this segment: the one given, and for one that is damaged the checksum first. */
    public static <S extends Arrival<S>> RuleChain<S> of(Segment segment, RuleChain<S> chain) {
        return segment.isDamaged() ? chain.withFirst(stage("checksum", CHECKSUM)) : chain;
    }
}
