package timewaitlab.bench;

import java.util.concurrent.TimeUnit;
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
import timewaitlab.base.TimerLane;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;

/** What a connection asks of the time-wait table, with few and with many entries in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class TimeWaitTableBenchmark {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    @Param({"6000", "600000"})
    public int entries;

    private final TimeWaitTable table = new TimeWaitTable();
    private final TimerLane lane = new TimerLane(table);
    private final TimeWaitSocket entry = new TimeWaitSocket();
    private int made;
    private int asked;

    @Setup
    public void fill() {
        entry.rcvWnd = 65_160;
        entry.rcvWindowScale = 7;
        entry.tsRecentStamp = 1_700_000_000;
        while (made < entries) {
            lane.append(table.add(key(made++), entry, made));
        }
    }

    private static long key(int number) {
        return number * STEP;
    }

    @Benchmark
    public int findOneThatIsThere() {
        asked = asked + 7919;
        return table.find(table.key(Integer.remainderUnsigned(asked, entries)));
    }

    @Benchmark
    public int findOneThatIsNot() {
        return table.find(key(--asked) ^ 1);
    }

    /** The oldest ends and a new one is made. */
    @Benchmark
    public int removeAndInsert() {
        int oldest = lane.head();
        lane.remove(oldest);
        table.remove(oldest);
        int row = table.add(key(made++), entry, made);
        lane.append(row);
        return row;
    }

    /** A FIN again: the entry is loaded, stored, and its 60 s begin anew. */
    @Benchmark
    public int restart() {
        int row = lane.head();
        table.store(row, table.load(row, entry));
        lane.remove(row);
        lane.append(row);
        table.due(row, made);
        return row;
    }
}
