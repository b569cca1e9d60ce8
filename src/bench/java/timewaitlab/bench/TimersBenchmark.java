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
import timewaitlab.base.Alarms;
import timewaitlab.base.EventQueue;
import timewaitlab.base.TimerHeap;
import timewaitlab.base.TimerLane;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.tcp.TimeWaitSocket;

/** One timer ends and one is set, among so many: by lane, by heap, by alarms; and the queue of sources. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class TimersBenchmark {
    private static final int SOURCES = 8;

    @Param({"100", "100000"})
    public int timers;

    private final TimeWaitTable table = new TimeWaitTable();
    private final TimerLane lane = new TimerLane(table);
    private final TimerHeap<Integer> heap = new TimerHeap<>();
    private final Alarms<Tcb> alarms = new Alarms<>();
    private final EventQueue queue = new EventQueue(SOURCES);
    private long now;

    @Setup
    public void fill() {
        for (int i = 0; i < timers; i++) {
            lane.append(table.add(i, new TimeWaitSocket(), i));
            heap.add(i, i, i);
            alarms.set(i, i, new Tcb());
        }
        now = timers;
    }

    @Benchmark
    public int lane() {
        int row = lane.head();
        lane.remove(row);
        lane.append(row);
        return row;
    }

    @Benchmark
    public Integer heap() {
        Integer first = heap.remove();
        now++;
        heap.add(now, now, first);
        return first;
    }

    @Benchmark
    public Tcb alarms() {
        Tcb first = alarms.ring();
        now++;
        alarms.set(now, now, first);
        return first;
    }

    @Benchmark
    public int queueOfSources() {
        int first = queue.first();
        queue.update(first, ++now);
        return first;
    }
}
