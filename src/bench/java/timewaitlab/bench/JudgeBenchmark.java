package timewaitlab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.lab.RandomSituations;

/** One silent judgement of each hook, over situations by chance. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class JudgeBenchmark {
    private static final int SITUATIONS = 1 << 10;

    @Param({"2.6.32", "6.18"})
    public String kernel;

    private KernelProfile profile;
    private Asked<?> timeWait;
    private Asked<?> listen;
    private Asked<?> synSent;
    private Asked<?> synRecv;
    private Asked<?> socket;
    private Asked<?> connect;

    @Setup
    public void make() {
        profile = LinuxProfiles.named(kernel).orElseThrow();
        timeWait = asked(Hook.TIME_WAIT, RandomSituations::onTimeWait);
        listen = asked(Hook.LISTEN, RandomSituations::onListen);
        synSent = asked(Hook.SYN_SENT, RandomSituations::inSynSent);
        synRecv = asked(Hook.SYN_RECV, RandomSituations::inSynRecv);
        socket = asked(Hook.SOCKET, RandomSituations::onLiveSocket);
        connect = asked(Hook.CONNECT, RandomSituations::connecting);
    }

    private <S extends Situation<S>> Asked<S> asked(
            Hook<S> hook, BiFunction<RandomSituations, KernelProfile, S> make) {
        RandomSituations chance = new RandomSituations(1);
        List<S> situations = new ArrayList<>();
        for (int i = 0; i < SITUATIONS; i++) {
            situations.add(make.apply(chance, profile));
        }
        return new Asked<>(profile.chain(hook), situations);
    }

    @Benchmark
    public Outcome timeWait() {
        return timeWait.next();
    }

    @Benchmark
    public Outcome listen() {
        return listen.next();
    }

    @Benchmark
    public Outcome synSent() {
        return synSent.next();
    }

    @Benchmark
    public Outcome synRecv() {
        return synRecv.next();
    }

    @Benchmark
    public Outcome socket() {
        return socket.next();
    }

    @Benchmark
    public Outcome connect() {
        return connect.next();
    }

    private static final class Asked<S extends Situation<S>> {
        private final RuleChain<S> chain;
        private final List<S> situations;
        private int at;

        private Asked(RuleChain<S> chain, List<S> situations) {
            this.chain = chain;
            this.situations = situations;
        }

        private Outcome next() {
            at = at + 1 & SITUATIONS - 1;
            return chain.judge(situations.get(at));
        }
    }
}
