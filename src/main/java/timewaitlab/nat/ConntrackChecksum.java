package timewaitlab.nat;

import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;

import timewaitlab.decide.Check;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;
import timewaitlab.wire.Segment;

/**
 * What {@code tcp_error()} asks first: a segment whose checksum is wrong is invalid, unless nf_conntrack_checksum is 0.
 * Asked only of segments that are damaged, as hardly any is.
 */
public final class ConntrackChecksum {
    private static final Operand<Passage<?>> DAMAGED = Operand.settable(
            "SEG.checksum wrong",
            Unit.FLAG,
            Party.SENDER,
            s -> s.segment.isDamaged() ? 1 : 0,
            (s, v) -> s.segment.damaged(v != 0));
    private static final Check<Passage<?>> WRONG = isSet("ct.checksum-wrong", DAMAGED, Passage.ERROR);
    private static final Check<Passage<?>> ASKED =
            isSet("ct.checksum-asked", Passage.sysctl(ConntrackSysctl.CHECKSUM, Unit.FLAG), Passage.ERROR);

    private static final Rule<Passage<?>> CHECKSUM = rule(
            "ct.checksum",
            Passage.ERROR,
            (s, ask) -> ask.holds(ASKED, s) && ask.holds(WRONG, s) ? Passage.damaged(s, ask) : Outcome.PASS);

    private ConntrackChecksum() {}

    /** The chain that judges this segment: the one given, and for one that is damaged the checksum first. */
    public static <S extends Passage<S>> RuleChain<S> of(Segment segment, RuleChain<S> chain) {
        return segment.isDamaged() ? chain.withFirst(stage("checksum", CHECKSUM)) : chain;
    }
}
