package timewaitlab.lab;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import timewaitlab.base.SimTime;
import timewaitlab.node.NatGateway;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.trace.RecordingPlan;

/**
 * How fast the engine is, on one thread: the first connections of a fresh JVM, a warm-up, several runs of which the
 * median counts, the same with few entries in TIME-WAIT, the heap that entries take, and what recording costs. That is
 * the ratio of the medians of short runs, silent and recorded by turns, after recorded ones by way of warm-up;
 * collecting what they leave is in their time.
 */
public final class BenchChurn {
    /** 6,000 entries in TIME-WAIT. */
    private static final int SMALL_RATE = 100;

    private static final int FULL_MINUTE = 61;
    /** Few enough that everything about them fits the heap. */
    private static final int RECORDED = 10_000;

    /** As many connections as it takes until what only recording does is compiled, as silence is after its warm-up. */
    private static final int RECORDED_WARM_UP = 20;

    /** {@code MarkSweepAlwaysCompactCount}. */
    private static final int THOROUGH = 4;

    private final Churn churn;
    private final Protocol protocol;

    private BenchChurn(Churn churn, Protocol protocol) {
        this.churn = churn;
        this.protocol = protocol;
    }

    /**
     * How much is done.
     *
     * @param warmUp connections before anything but the first ones is timed
     * @param times runs, of which the median counts
     * @param entries in TIME-WAIT when the heap is measured
     * @param recorded whether the timed runs record everything, in batches as large as the heap bears
     */
    public record Protocol(long warmUp, int times, int entries, boolean recorded) {
        /** What the published numbers were measured by. */
        public static final Protocol FULL = new Protocol(500_000, 5, 600_000, false);
    }

    /**
     * The first 24,000 connections of a JVM.
     *
     * @param connectionsPerSecond of real time
     * @param cpuMicrosPerConnection processor time of the whole JVM, compiling included
     */
    public record Fresh(double connectionsPerSecond, double cpuMicrosPerConnection) {}

    /**
     * What was measured.
     *
     * @param runs the timed runs, all of the same load
     * @param costRatio time a connection takes against one with 6,000 entries in TIME-WAIT
     * @param traceRatio time a connection takes when everything is recorded, against silence
     * @param sameDigest whether every run of one load put the same on the wire, recorded or not
     */
    public record Result(
            Churn churn,
            Protocol protocol,
            List<ChurnRun> runs,
            Fresh fresh,
            double costRatio,
            double traceRatio,
            double bytesPerTimeWait,
            double bytesPerConntrack,
            boolean sameDigest) {
        public Result {
            runs = List.copyOf(runs);
        }

        /** The run whose speed is the median. */
        public ChurnRun median() {
            List<ChurnRun> sorted = new ArrayList<>(runs);
            sorted.sort((a, b) -> Double.compare(a.connectionsPerSecond(), b.connectionsPerSecond()));
            return sorted.get(sorted.size() / 2);
        }

        /** Load of which the runs consist: smaller than what was asked for when everything is recorded. */
        public Churn timed() {
            return protocol.recorded() ? batch(churn) : churn;
        }

        /** What did not come out as it must; empty when all is well. */
        public Optional<String> failure() {
            long peak = median().peakTimeWait();
            if (peak != timed().expectedPeak()) {
                return Optional.of("peak TIME-WAIT was " + peak + ", not " + timed().expectedPeak());
            }
            return sameDigest ? Optional.empty() : Optional.of("the digest changed from run to run");
        }
    }

    /**
     * Measures. Takes as long as it takes: some twelve million connections by the full protocol.
     *
     * @param fresh what is known of fresh JVMs, which this one is not for long
     */
    public static Result measure(Churn churn, Protocol protocol, Fresh fresh) {
        return new BenchChurn(churn, protocol).measure(fresh);
    }

    private static Churn batch(Churn churn) {
        return new Churn(churn.rate(), churn.seconds(), churn.nat()).lasting(Math.min(churn.connections(), RECORDED));
    }

    private Result measure(Fresh fresh) {
        if (protocol.warmUp() > 0) {
            silent(churn.lasting(protocol.warmUp()));
        }
        List<ChurnRun> runs = new ArrayList<>();
        List<ChurnRun> small = new ArrayList<>();
        for (int i = 0; i < protocol.times(); i++) {
            runs.add(silent(churn));
            small.add(silent(new Churn(SMALL_RATE, 1, churn.nat()).lasting(churn.connections())));
        }
        double ratio = median(runs, BenchChurn::cost) / median(small, BenchChurn::cost);
        double timeWait = heapPerTimeWait();
        double conntrack = heapPerConntrack(timeWait);
        for (int i = 0; protocol.warmUp() > 0 && i < RECORDED_WARM_UP; i++) {
            ChurnRun.of(batch(churn), RecordingPlan.ALL);
        }
        List<ChurnRun> quiet = new ArrayList<>();
        List<ChurnRun> recorded = new ArrayList<>();
        for (int i = 0; i < protocol.times(); i++) {
            quiet.add(silent(batch(churn)));
            recorded.add(ChurnRun.of(batch(churn), RecordingPlan.ALL));
        }
        boolean same = sameDigest(runs) && sameDigest(small) && sameDigest(quiet, recorded);
        double trace = median(recorded, BenchChurn::cost) / median(quiet, BenchChurn::cost);
        List<ChurnRun> told = protocol.recorded() ? recorded : runs;
        return new Result(churn, protocol, told, fresh, ratio, trace, timeWait, conntrack, same);
    }

    private static ChurnRun silent(Churn load) {
        return ChurnRun.of(load, RecordingPlan.TALLY);
    }

    private static double cost(ChurnRun run) {
        return 1 / run.connectionsPerSecond();
    }

    private static double median(List<ChurnRun> runs, ToDoubleFunction<ChurnRun> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @SafeVarargs
    private static boolean sameDigest(List<ChurnRun>... runs) {
        return Arrays.stream(runs)
                        .flatMap(List::stream)
                        .map(ChurnRun::digest)
                        .distinct()
                        .count()
                <= 1;
    }

    /** Heap of a whole run while so many entries wait, divided by them: whatever else the run holds counts too. */
    private double heapPerTimeWait() {
        long before = heap();
        Simulation simulation = filled(false);
        long bytes = heap() - before;
        return (double) bytes / simulation.host("S").timeWaits().table().size();
    }

    /** The same through a NAT, less what the server's entries take. */
    private double heapPerConntrack(double bytesPerTimeWait) {
        long before = heap();
        Simulation simulation = filled(true);
        double bytes = heap() - before;
        NatGateway nat = simulation.nat("N");
        bytes -= bytesPerTimeWait * simulation.host("S").timeWaits().table().size();
        return bytes / nat.tracker().table().size();
    }

    private Simulation filled(boolean nat) {
        int rate = Math.max(1, protocol.entries() / (FULL_MINUTE - 1));
        Churn minute = new Churn(rate, FULL_MINUTE, nat);
        Simulation simulation = new Simulation(minute.wiring(), RecordingPlan.TALLY, RunLimits.NONE);
        return simulation.runTo(FULL_MINUTE * SimTime.SECOND, () -> false);
    }

    /** Bytes in use after a collection. The serial collector leaves some of what is dead in three of four. */
    private static long heap() {
        for (int i = 0; i < THOROUGH; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
