package timewaitlab.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import timewaitlab.trace.TraceDigest;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Arithmetic on sequence numbers, and what is done with every segment whatever it says. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class SequenceBenchmark {
    private final Segment segment = new Segment().header(TcpFlags.ACK, 7, 9, 11);
    private final TraceDigest digest = new TraceDigest();
    private int number = -100;

    @Benchmark
    public boolean before() {
        return SeqNum.isBefore(number++, 17);
    }

    @Benchmark
    public boolean between() {
        return SeqNum.isBetween(number++, -50, 17);
    }

    @Benchmark
    public long key() {
        return FourTuple.keyOfArrival(segment.seq(number++));
    }

    @Benchmark
    public TraceDigest digest() {
        digest.add(number++, "A", segment);
        return digest;
    }
}
