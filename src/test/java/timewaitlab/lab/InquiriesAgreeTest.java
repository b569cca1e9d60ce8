package timewaitlab.lab;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
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

/** Whether anybody watches changes nothing: silent and recorded judgements are the same object, and judging is pure. */
class InquiriesAgreeTest {
    private static final int SITUATIONS = 1_500;
    private static final long SEED = 7323;

    @ParameterizedTest(name = "{0}")
    @MethodSource("kernels")
    void silentAndRecordedDecideAlike(KernelProfile kernel) {
        RandomSituations chance = new RandomSituations(SEED);
        RandomFlows flows = new RandomFlows(SEED);
        agree(kernel, Hook.TIME_WAIT, chance::onTimeWait);
        agree(kernel, Hook.LISTEN, chance::onListen);
        agree(kernel, Hook.SYN_SENT, chance::inSynSent);
        agree(kernel, Hook.SYN_RECV, chance::inSynRecv);
        agree(kernel, Hook.CROSSED, chance::crossed);
        agree(kernel, Hook.SOCKET, chance::onLiveSocket);
        agree(kernel, Hook.CONNECT, chance::connecting);
        agree(kernel, Hook.BIND, chance::binding);
        RandomClosings ends = new RandomClosings(SEED);
        RandomOpenings starts = new RandomOpenings(SEED);
        agree(kernel, Hook.CLOSE, ends::closing);
        agree(kernel, Hook.ORPHAN, ends::closing);
        agree(kernel, Hook.SHUTDOWN, ends::closing);
        agree(kernel, Hook.RETRANSMIT_TIMER, ends::firing);
        agree(kernel, Hook.PERSIST_TIMER, ends::firing);
        agree(kernel, Hook.KEEPALIVE_TIMER, ends::firing);
        agree(kernel, Hook.DELACK_TIMER, ends::firing);
        agree(kernel, Hook.TIME_WAIT_ENTRY, ends::wanting);
        agree(kernel, Hook.SYN_TIMER, starts::syn);
        agree(kernel, Hook.SYN_ACK_TIMER, starts::synAck);
        agree(kernel, Hook.CONNTRACK, known -> flows.tracked(known.conntrack()));
        agree(kernel, Hook.NAT, known -> flows.first(known.conntrack()));
        agree(kernel, Hook.FLOW, known -> flows.firstUntranslated(known.conntrack()));
    }

    private static <S extends Situation<S>> void agree(
            KernelProfile kernel, Hook<S> hook, Function<KernelProfile, S> make) {
        RuleChain<S> chain = kernel.chain(hook);
        RuleChain<S> compiled = chain.limitedBy(chain.limits());
        compiled.compile();
        for (int i = 0; i < SITUATIONS; i++) {
            S situation = make.apply(kernel);
            Outcome silent = chain.judge(situation);
            Verdict<S> recorded = chain.verdict(situation);
            boolean agrees = silent == recorded.outcome()
                    && chain.judge(situation) == silent
                    && compiled.judge(situation) == silent
                    && chain.judge(situation.copy()) == silent
                    && chain.judge(recorded.situation()) == silent;
            if (!agrees || recorded.findings().isEmpty()) {
                fail("seed %s, %s %s, situation %s: %s, %s", SEED, kernel, hook, i, silent, recorded.findings());
            }
        }
    }

    static List<KernelProfile> kernels() {
        return Profiles.all();
    }
}
