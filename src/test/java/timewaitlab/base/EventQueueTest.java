package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The queue against the library's, entry by entry: (time, number of the source) is a total order. */
class EventQueueTest {
    private record Entry(long due, int source) {}

    @Test
    void agreesWithAPriorityQueue() {
        long seed = 20_261_120;
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            int sources = 1 + random.nextInt(40);
            EventQueue queue = new EventQueue(sources);
            long[] due = new long[sources];
            java.util.Arrays.fill(due, SimTime.NEVER);
            for (int step = 0; step < 200; step++) {
                int source = random.nextInt(sources);
                // few different times: ties are the interesting part
                due[source] = random.nextInt(5) == 0 ? SimTime.NEVER : random.nextInt(8);
                queue.update(source, due[source]);
                PriorityQueue<Entry> expected =
                        new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparingInt(Entry::source));
                for (int i = 0; i < sources; i++) {
                    expected.add(new Entry(due[i], i));
                }
                Entry first = expected.remove();
                assertThat(queue.firstDue()).as("seed %d, run %d", seed, run).isEqualTo(first.due());
                assertThat(queue.first()).as("seed %d, run %d", seed, run).isEqualTo(first.source());
            }
        }
    }

    @Test
    void nothingIsDueAtFirst() {
        EventQueue queue = new EventQueue(3);
        assertThat(queue.firstDue()).isEqualTo(SimTime.NEVER);
        assertThat(queue.first()).isZero();
    }
}
