package timewaitlab.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static timewaitlab.decide.Check.check;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a chain decides: stages behind gates, rules in order, effects that add up, answers that may be taken back. */
class RuleChainTest {
    private enum Word implements Code {
        SMALL,
        LARGE,
        HUGE,
        OTHER,
        SKIPPED
    }

    /** A number to be judged. */
    private static final class Number implements Situation<Number> {
        private long value;

        Number(long value) {
            this.value = value;
        }

        @Override
        public Number copy() {
            return new Number(value);
        }
    }

    private static final long LIMITED = 1;
    private static final long NOTED = 2;
    private static final long STAMPED = 4;

    private static final Cite HERE = new Cite("this test", "1");
    private static final Operand<Number> VALUE =
            Operand.settable("value", Unit.COUNT, Party.SENDER, n -> n.value, (n, v) -> n.value = v);
    private static final Check<Number> POSITIVE = above("positive", 0);
    private static final Check<Number> OVER_TEN = above("over-ten", 10);
    private static final Check<Number> OVER_HUNDRED = above("over-hundred", 100);

    private static final Outcome SMALL =
            Outcome.of(Disposition.REPLY, Word.SMALL).plus(LIMITED, 8);
    private static final Outcome LARGE = Outcome.of(Disposition.ACCEPT, Word.LARGE);
    private static final Outcome OTHER = Outcome.of(Disposition.DROP, Word.OTHER);
    private static final Rule<Number> NOTE =
            rule("note", HERE, (n, ask) -> ask.holds(OVER_TEN, n) ? Outcome.GO_ON.plus(NOTED, 16) : Outcome.PASS);
    private static final Rule<Number> IS_LARGE =
            rule("large", HERE, (n, ask) -> ask.holds(OVER_TEN, n) ? LARGE : Outcome.PASS);
    private static final Rule<Number> IS_SMALL = rule("small", HERE, (n, ask) -> SMALL);
    private static final RuleChain<Number> CHAIN = new RuleChain<>(
            "number",
            List.of(
                    stage("notes", NOTE),
                    stage("sizes", IS_LARGE, IS_SMALL).behind((n, ask) -> ask.holds(POSITIVE, n))),
            List.of(),
            OTHER);

    private static Check<Number> above(String id, long limit) {
        return check(id, VALUE, Comparison.MORE_THAN, Operand.constant("limit", Unit.COUNT, limit), HERE);
    }

    @Test
    void theFirstRuleThatSpeaksDecides() {
        assertThat(CHAIN.judge(new Number(11)).code()).isEqualTo(Word.LARGE);
        assertThat(CHAIN.judge(new Number(10)).code()).isEqualTo(Word.SMALL);
        assertThat(CHAIN.verdict(new Number(11)).ruleId()).isEqualTo("large");
    }

    @Test
    void aClosedGateKeepsItsStageOut() {
        Verdict<Number> verdict = CHAIN.verdict(new Number(0));
        assertThat(verdict.outcome()).isSameAs(OTHER);
        assertThat(verdict.ruleId()).isEqualTo("number.otherwise");
        assertThat(verdict.cite()).isEmpty();
        assertThat(verdict.stages()).containsExactly("notes");
        assertThat(CHAIN.verdict(new Number(5)).stages()).containsExactly("notes", "sizes");
    }

    @Test
    void goingOnAddsEffectsAndCounts() {
        Outcome outcome = CHAIN.judge(new Number(11));
        assertThat(outcome.has(NOTED)).isTrue();
        assertThat(outcome.counts()).isEqualTo(16);
        assertThat(CHAIN.judge(new Number(5)).has(NOTED)).isFalse();
        assertThat(CHAIN.judge(new Number(12))).as("one object a combination").isSameAs(outcome);
    }

    @Test
    void findingsAreTheProofPathWithoutRepeats() {
        assertThat(CHAIN.verdict(new Number(11)).findings())
                .extracting(finding -> finding.check().id())
                .containsExactly("over-ten", "positive");
        Finding first = CHAIN.verdict(new Number(11)).findings().get(0);
        assertThat(first.held()).isTrue();
        assertThat(first.left()).isEqualTo(11);
        assertThat(first.flipsAt(Side.LEFT)).isEqualTo(10);
    }

    @Test
    void aVerdictIsFrozen() {
        Number number = new Number(11);
        Verdict<Number> verdict = CHAIN.verdict(number);
        number.value = 3;
        assertThat(verdict.situation().value).isEqualTo(11);
        verdict.situation().value = 3;
        assertThat(verdict.situation().value).isEqualTo(11);
    }

    @Test
    void whatIfsAreJudgedAndNearestFirst() {
        List<WhatIf> whatIfs = CHAIN.verdict(new Number(8)).whatIfs();
        assertThat(whatIfs).extracting(WhatIf::to).containsExactly(11L, 0L);
        assertThat(whatIfs.get(0).outcome().code()).isEqualTo(Word.LARGE);
        assertThat(whatIfs.get(0).distance()).isEqualTo(3);
        assertThat(whatIfs.get(0).who()).isEqualTo(Party.SENDER);
    }

    @Test
    void aReplyPassesItsLimits() {
        Rule<Number> stamp = rule("stamp", HERE, (n, ask) -> Outcome.GO_ON.plus(STAMPED, 32));
        Outcome skipped = Outcome.of(Disposition.DROP, Word.SKIPPED).plus(0, 64);
        Rule<Number> odd = rule("odd", HERE, (n, ask) -> n.value % 2 == 1 ? skipped : Outcome.PASS);
        RuleChain<Number> limited =
                CHAIN.limitedBy(List.of(new ReplyLimit<>(LIMITED, stamp), new ReplyLimit<>(LIMITED, odd)));

        Outcome sent = limited.judge(new Number(4));
        assertThat(sent.code()).isEqualTo(Word.SMALL);
        assertThat(sent.has(STAMPED)).isTrue();
        assertThat(sent.counts()).isEqualTo(8 | 32);

        Verdict<Number> taken = limited.verdict(new Number(5));
        assertThat(taken.outcome().disposition()).isEqualTo(Disposition.DROP);
        assertThat(taken.outcome().has(LIMITED | STAMPED))
                .as("what was done stays done")
                .isTrue();
        assertThat(taken.outcome().counts()).isEqualTo(8 | 32 | 64);
        assertThat(taken.ruleId()).isEqualTo("odd");
        assertThat(taken.stages()).containsExactly("notes", "sizes", RuleChain.LIMIT_STAGE);

        assertThat(limited.judge(new Number(11)).has(STAMPED))
                .as("only replies")
                .isFalse();
        RuleChain<Number> others = CHAIN.limitedBy(List.of(new ReplyLimit<>(NOTED, odd)));
        assertThat(others.judge(new Number(5)).code()).as("only their effect").isEqualTo(Word.SMALL);
    }

    @Test
    void successorsChangeOneRule() {
        Outcome huge = Outcome.of(Disposition.ACCEPT, Word.HUGE);
        Rule<Number> isHuge = rule("huge", HERE, (n, ask) -> ask.holds(OVER_HUNDRED, n) ? huge : Outcome.PASS);
        assertThat(CHAIN.withBefore("large", isHuge).judge(new Number(101)).code())
                .isEqualTo(Word.HUGE);
        assertThat(CHAIN.withBefore("small", isHuge).judge(new Number(101)).code())
                .isEqualTo(Word.LARGE);
        assertThat(CHAIN.without("large").judge(new Number(101)).code()).isEqualTo(Word.SMALL);
        Rule<Number> never = rule("large", HERE, (n, ask) -> Outcome.PASS);
        assertThat(CHAIN.with(never).judge(new Number(101)).code()).isEqualTo(Word.SMALL);
        assertThat(CHAIN.withGate("sizes", (n, ask) -> ask.holds(OVER_HUNDRED, n))
                        .judge(new Number(5)))
                .isSameAs(OTHER);
        assertThat(CHAIN.judge(new Number(101)).code()).as("the chain itself").isEqualTo(Word.LARGE);
    }

    @Test
    void anUnknownRuleOrStageIsAMistakeOfOurs() {
        assertThatThrownBy(() -> CHAIN.without("larg")).hasMessageContaining("no rule larg");
        assertThatThrownBy(() -> CHAIN.withBefore("larg", NOTE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CHAIN.with(rule("larg", HERE, (n, ask) -> LARGE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CHAIN.withGate("size", (n, ask) -> true)).hasMessageContaining("no stage size");
        assertThatThrownBy(
                        () -> Operand.<Number>derived("v", Unit.COUNT, n -> 1).write(new Number(1), 2))
                .isInstanceOf(IllegalStateException.class);
    }
}
