package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.RandomFlows;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.sim.Wiring;
import timewaitlab.trace.RecordingPlan;

/** A judgement that nobody watches allocates nothing, whatever it decides. */
class AllocationTest {
    private static final int SITUATIONS = 2_000;
    private static final int ROUNDS = 10;
    /** Seconds until a port was used twice and an entry of the NAT has ended. */
    private static final int SETTLED = 126;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2.6.32", "4.4", "6.18"})
    void silentJudgementsAllocateNothing(String name) {
        KernelProfile kernel = Kernels.only(name);
        RandomSituations chance = new RandomSituations(0);
        assertThat(bytes(kernel, Hook.TIME_WAIT, chance::onTimeWait))
                .as("time-wait")
                .isZero();
        assertThat(bytes(kernel, Hook.LISTEN, chance::onListen)).as("listen").isZero();
        assertThat(bytes(kernel, Hook.SYN_SENT, chance::inSynSent))
                .as("syn-sent")
                .isZero();
        assertThat(bytes(kernel, Hook.SYN_RECV, chance::inSynRecv))
                .as("syn-recv")
                .isZero();
        assertThat(bytes(kernel, Hook.SOCKET, chance::onLiveSocket))
                .as("socket")
                .isZero();
        assertThat(bytes(kernel, Hook.CONNECT, chance::connecting))
                .as("connect")
                .isZero();
        RandomFlows flows = new RandomFlows(0);
        assertThat(bytes(kernel, Hook.CONNTRACK, known -> flows.tracked(known.conntrack())))
                .as("conntrack")
                .isZero();
        assertThat(bytes(kernel, Hook.NAT, known -> flows.first(known.conntrack())))
                .as("nat")
                .isZero();
        RandomClosings ends = new RandomClosings(0);
        assertThat(bytes(kernel, Hook.CLOSE, ends::closing)).as("close").isZero();
        assertThat(bytes(kernel, Hook.ORPHAN, ends::closing)).as("orphan").isZero();
        assertThat(bytes(kernel, Hook.SHUTDOWN, ends::closing)).as("shutdown").isZero();
        assertThat(bytes(kernel, Hook.RETRANSMIT_TIMER, ends::firing))
                .as("retransmit-timer")
                .isZero();
        assertThat(bytes(kernel, Hook.PERSIST_TIMER, ends::firing))
                .as("persist-timer")
                .isZero();
        assertThat(bytes(kernel, Hook.KEEPALIVE_TIMER, ends::firing))
                .as("keepalive-timer")
                .isZero();
        assertThat(bytes(kernel, Hook.DELACK_TIMER, ends::firing))
                .as("delack-timer")
                .isZero();
        RandomOpenings starts = new RandomOpenings(0);
        assertThat(bytes(kernel, Hook.SYN_TIMER, starts::syn)).as("syn-timer").isZero();
        assertThat(bytes(kernel, Hook.SYN_ACK_TIMER, starts::synAck))
                .as("syn-ack-timer")
                .isZero();
        assertThat(bytes(kernel, Hook.TIME_WAIT_ENTRY, ends::wanting))
                .as("time-wait-entry")
                .isZero();
    }

    /** Calls, timers, queues, ports, entries, NAT and all: once every port was used, a run goes on with what it has. */
    @ParameterizedTest(name = "through a NAT: {0}")
    @ValueSource(booleans = {false, true})
    void theEventLoopAllocatesNothing(boolean nat) {
        Wiring wiring = new Churn(300, SETTLED + ROUNDS, nat).wiring();
        for (Wiring.Machine machine : wiring.machines()) {
            Hook.all().forEach(hook -> machine.kernel().chain(hook).compile());
        }
        for (Wiring.Nat each : wiring.nats()) {
            Hook.all().forEach(hook -> each.kernel().chain(hook).compile());
        }
        Simulation simulation = new Simulation(wiring, RecordingPlan.TALLY, RunLimits.NONE);
        simulation.runTo(SETTLED * SimTime.SECOND, () -> false);
        long least = Long.MAX_VALUE;
        for (int second = SETTLED + 1; second <= SETTLED + ROUNDS; second++) {
            long segments = simulation.segments();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            simulation.runTo(second * SimTime.SECOND, () -> false);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            assertThat(simulation.segments() - segments).isGreaterThan(2_900);
        }
        assertThat(least)
                .as("bytes in 3000 segments; the virtual machine itself may need some once")
                .isZero();
    }

    /** Bytes of the best of some rounds: the first ones make the combinations of outcomes that are kept. */
    private static <S extends Situation<S>> long bytes(
            KernelProfile kernel, Hook<S> hook, Function<KernelProfile, S> make) {
        List<S> situations = new ArrayList<>();
        for (int i = 0; i < SITUATIONS; i++) {
            situations.add(make.apply(kernel));
        }
        RuleChain<S> chain = kernel.chain(hook);
        RuleChain<S> compiled = chain.limitedBy(chain.limits());
        compiled.compile();
        return leastOf(chain, situations) + leastOf(compiled, situations);
    }

    private static <S extends Situation<S>> long leastOf(RuleChain<S> chain, List<S> situations) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            least = Math.min(least, bytesOf(chain, situations));
        }
        return least;
    }

    private static <S extends Situation<S>> long bytesOf(RuleChain<S> chain, List<S> situations) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < situations.size(); i++) {
            chain.judge(situations.get(i));
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
