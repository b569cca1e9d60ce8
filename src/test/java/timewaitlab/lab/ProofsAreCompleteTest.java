package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.nat.RandomFlows;

/**
 * Nothing unexplained can sway a verdict: two situations that answer the same questions alike are decided alike. A rule
 * that looked at a value without asking would decide two such situations differently sooner or later.
 */
class ProofsAreCompleteTest {
    private static final int SITUATIONS = 3_000;
    private static final long SEED = 1337;

    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void theSameAnswersMeanTheSameOutcome(KernelProfile kernel) {
        RandomSituations chance = new RandomSituations(SEED);
        RandomFlows flows = new RandomFlows(SEED);
        decidedByAnswers(kernel, Hook.TIME_WAIT, chance::onTimeWait);
        decidedByAnswers(kernel, Hook.LISTEN, chance::onListen);
        decidedByAnswers(kernel, Hook.SYN_SENT, chance::inSynSent);
        decidedByAnswers(kernel, Hook.SYN_RECV, chance::inSynRecv);
        decidedByAnswers(kernel, Hook.CROSSED, chance::crossed);
        decidedByAnswers(kernel, Hook.SOCKET, chance::onLiveSocket);
        decidedByAnswers(kernel, Hook.CONNECT, chance::connecting);
        decidedByAnswers(kernel, Hook.BIND, chance::binding);
        RandomClosings ends = new RandomClosings(SEED);
        RandomOpenings starts = new RandomOpenings(SEED);
        decidedByAnswers(kernel, Hook.CLOSE, ends::closing);
        decidedByAnswers(kernel, Hook.ORPHAN, ends::closing);
        decidedByAnswers(kernel, Hook.SHUTDOWN, ends::closing);
        decidedByAnswers(kernel, Hook.RETRANSMIT_TIMER, ends::firing);
        decidedByAnswers(kernel, Hook.PERSIST_TIMER, ends::firing);
        decidedByAnswers(kernel, Hook.KEEPALIVE_TIMER, ends::firing);
        decidedByAnswers(kernel, Hook.DELACK_TIMER, ends::firing);
        decidedByAnswers(kernel, Hook.TIME_WAIT_ENTRY, ends::wanting);
        // up to 5.3 it gives up, or is the first timeout, or a further one
        assertThat(waysThrough(kernel, Hook.SYN_TIMER, starts::syn)).isGreaterThan(2);
        decidedByAnswers(kernel, Hook.SYN_ACK_TIMER, starts::synAck);
        decidedByAnswers(kernel, Hook.CONNTRACK, known -> flows.tracked(known.conntrack()));
        decidedByAnswers(kernel, Hook.NAT, known -> flows.first(known.conntrack()));
        decidedByAnswers(kernel, Hook.FLOW, known -> flows.firstUntranslated(known.conntrack()));
    }

    private static <S extends Situation<S>> void decidedByAnswers(
            KernelProfile kernel, Hook<S> hook, Function<KernelProfile, S> make) {
        assertThat(waysThrough(kernel, hook, make))
                .as("ways through %s of %s", hook, kernel)
                .isGreaterThan(3);
    }

    private static <S extends Situation<S>> int waysThrough(
            KernelProfile kernel, Hook<S> hook, Function<KernelProfile, S> make) {
        RuleChain<S> chain = kernel.chain(hook);
        Map<List<String>, Outcome> known = new HashMap<>();
        for (int i = 0; i < SITUATIONS; i++) {
            Verdict<S> verdict = chain.verdict(make.apply(kernel));
            List<String> answers = verdict.findings().stream()
                    .map(finding -> finding.check().id() + (finding.held() ? " yes" : " no"))
                    .toList();
            Outcome before = known.putIfAbsent(answers, verdict.outcome());
            if (before != null && before != verdict.outcome()) {
                fail("seed %s, %s %s: %s and %s after %s", SEED, kernel, hook, before, verdict.outcome(), answers);
            }
        }
        return known.size();
    }

    static List<KernelProfile> kernels() {
        return Profiles.all();
    }
}
