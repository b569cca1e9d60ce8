package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Alarms ring in the order of (time, sequence number), as a priority queue would have it. */
class TimerHeapTest {
    private record Alarm(long time, long order, Integer who) {}

    @Test
    void ringsAsAPriorityQueueDoes() {
        Random random = new Random(42);
        TimerHeap<Integer> heap = new TimerHeap<>();
        PriorityQueue<Alarm> queue =
                new PriorityQueue<>(Comparator.comparingLong(Alarm::time).thenComparingLong(Alarm::order));
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(5) < 3 || queue.isEmpty()) {
                Alarm alarm = new Alarm(random.nextInt(200), i, i);
                queue.add(alarm);
                heap.add(alarm.time(), alarm.order(), alarm.who());
            } else {
                Alarm first = queue.remove();
                assertThat(heap.firstDue()).as("seed 42, step %s", i).isEqualTo(first.time());
                assertThat(heap.firstSequence()).isEqualTo(first.order());
                assertThat(heap.remove()).isEqualTo(first.who());
            }
            assertThat(heap.size()).isEqualTo(queue.size());
        }
    }

    @Test
    void anEmptyHeapNeverRings() {
        TimerHeap<String> heap = new TimerHeap<>();
        assertThat(heap.isEmpty()).isTrue();
        assertThat(heap.firstDue()).isEqualTo(SimTime.NEVER);
        assertThatThrownBy(heap::remove).isInstanceOf(IllegalStateException.class);
    }
}
