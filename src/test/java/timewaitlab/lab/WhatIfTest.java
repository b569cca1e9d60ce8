package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.decide.WhatIf;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;

/** What would have changed a verdict does change it, and one unit less does not. */
class WhatIfTest {
    /** Of all kinds together. */
    private static final int SITUATIONS = 100_000;

    private static final long SEED = 1337;
    private static final List<KernelProfile> KERNELS = Kernels.named("2.6.32, 3.10, 4.4, 4.11, 5.15, 6.14, 6.18");

    private long offered;

    @Test
    void onTimeWait() {
        RandomSituations chance = new RandomSituations(SEED);
        turnAll(Hook.TIME_WAIT, chance::onTimeWait, SITUATIONS * 4 / 10);
        assertThat(offered).isGreaterThan(40_000);
    }

    @Test
    void onListen() {
        RandomSituations chance = new RandomSituations(SEED);
        turnAll(Hook.LISTEN, chance::onListen, SITUATIONS / 2);
        assertThat(offered).isGreaterThan(300);
    }

    @Test
    void onLiveSockets() {
        RandomSituations chance = new RandomSituations(SEED);
        turnAll(Hook.SOCKET, chance::onLiveSocket, SITUATIONS / 10);
    }

    private <S extends Situation<S>> void turnAll(Hook<S> hook, Function<KernelProfile, S> make, int count) {
        for (int i = 0; i < count; i++) {
            KernelProfile kernel = KERNELS.get(i % KERNELS.size());
            Verdict<S> verdict = kernel.chain(hook).verdict(make.apply(kernel));
            for (WhatIf whatIf : verdict.whatIfs()) {
                offered++;
                String wrong = check(verdict, whatIf);
                if (wrong != null) {
                    fail(
                            "seed %s, %s %s, situation %s: %s: %s; %s of %s",
                            SEED, kernel, hook, i, whatIf, wrong, verdict.ruleId(), verdict.findings());
                }
            }
        }
    }

    private static <S extends Situation<S>> String check(Verdict<S> verdict, WhatIf whatIf) {
        Operand<? super S> operand = operand(verdict, whatIf);
        Outcome there = judgeWith(verdict, operand, whatIf.to());
        if (there.sameAs(verdict.outcome()) || !there.sameAs(whatIf.outcome())) {
            return "at the value " + there;
        }
        long move = whatIf.unit().wraps() ? (int) (whatIf.to() - whatIf.from()) : whatIf.to() - whatIf.from();
        long nearer = whatIf.to() - Long.signum(move);
        long value = whatIf.unit().wraps() ? nearer & 0xffff_ffffL : nearer;
        Outcome before = judgeWith(verdict, operand, value);
        return before.sameAs(verdict.outcome()) ? null : "one unit less " + before;
    }

    private static <S extends Situation<S>> Outcome judgeWith(
            Verdict<S> verdict, Operand<? super S> operand, long value) {
        S supposed = verdict.situation();
        operand.write(supposed, value);
        RuleChain<S> chain = verdict.chain();
        return chain.judge(supposed);
    }

    @SuppressWarnings("unchecked") // findings of a verdict are about its own situation
    private static <S extends Situation<S>> Operand<? super S> operand(Verdict<S> verdict, WhatIf whatIf) {
        for (Finding finding : verdict.findings()) {
            for (Operand<?> operand :
                    List.of(finding.check().left(), finding.check().right())) {
                if (operand.name().equals(whatIf.change()) && operand.isSettable()) {
                    return (Operand<? super S>) operand;
                }
            }
        }
        throw new IllegalStateException("nothing named " + whatIf.change());
    }
}
