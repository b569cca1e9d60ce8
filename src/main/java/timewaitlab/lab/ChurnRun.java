package timewaitlab.lab;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import timewaitlab.base.SimTime;
import timewaitlab.node.Host;
import timewaitlab.sim.LoadTally;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.tcp.Counter;
import timewaitlab.trace.RecordingPlan;

/**
 * One run of a churn, timed.
 *
 * @param nanos of real time
 * @param cpuNanos of processor time of the whole program: compiling and collecting garbage beside this thread included
 * @param segments sent; one that a NAT forwards counts again
 * @param reopened SYNs for which a TIME-WAIT entry made way
 * @param overflowed connections that left no entry, for tcp_max_tw_buckets
 * @param bytesPerSegment bytes allocated for each segment of the part in which all tables had their size
 */
public record ChurnRun(
        long nanos,
        long cpuNanos,
        LoadTally load,
        long segments,
        long reopened,
        long overflowed,
        long peakTimeWait,
        double bytesPerSegment,
        String digest) {
    private static final OperatingSystemMXBean PROGRAM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** After a full round of TIME-WAIT nothing grows any more. */
    private static final int SETTLED = 65;

    /** Runs it once on this thread. */
    public static ChurnRun of(Churn churn, RecordingPlan plan) {
        Simulation simulation = new Simulation(churn.wiring(), plan, RunLimits.NONE);
        int settled = churn.seconds() > SETTLED ? SETTLED : churn.seconds() / 2;
        long cpuThen = PROGRAM.getProcessCpuTime();
        long start = System.nanoTime();
        simulation.runTo(settled * SimTime.SECOND, () -> false);
        long segmentsThen = simulation.segments();
        long bytesThen = THREADS.getCurrentThreadAllocatedBytes();
        simulation.run(() -> false);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesThen;
        long nanos = System.nanoTime() - start;
        long cpuNanos = PROGRAM.getProcessCpuTime() - cpuThen;
        Host server = simulation.host("S");
        return new ChurnRun(
                nanos,
                cpuNanos,
                simulation.loads(),
                simulation.segments(),
                server.timeWaits().reopened(),
                server.counter(Counter.TcpExtTCPTimeWaitOverflow),
                server.timeWaits().peak(),
                (double) bytes / Math.max(1, simulation.segments() - segmentsThen),
                simulation.digest());
    }

    /** Connections a second of real time. */
    public double connectionsPerSecond() {
        return load.offered() * 1e9 / nanos;
    }

    /** Microseconds of processor time a connection. */
    public double cpuMicrosPerConnection() {
        return cpuNanos / 1e3 / Math.max(1, load.offered());
    }

    /** Segments a second of real time. */
    public double segmentsPerSecond() {
        return segments * 1e9 / nanos;
    }
}
