package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Timers of one length end in the same order by lane and by heap, whatever is stopped and restarted in between. */
class LaneAgainstHeapTest {
    private static final int ROWS = 400;
    private static final long WAIT = 60 * SimTime.SECOND;

    @Test
    void theLaneEndsTimersInTheOrderOfTheHeap() {
        long seed = 60;
        Random random = new Random(seed);
        TimerLane.Links links = new TimerLaneTest.Columns(ROWS);
        TimerLane lane = new TimerLane(links);
        TimerHeap<Integer> heap = new TimerHeap<>();
        long[] due = new long[ROWS];
        long[] order = new long[ROWS];
        long now = 0;
        for (int i = 1; i < 40_000; i++) {
            now += random.nextInt(5) == 0 ? random.nextInt((int) SimTime.SECOND) : 0;
            int row = random.nextInt(ROWS);
            if (lane.contains(row)) {
                lane.remove(row);
                due[row] = SimTime.NEVER;
            }
            if (random.nextInt(4) > 0) {
                due[row] = now + WAIT;
                order[row] = i;
                lane.append(row);
                heap.add(due[row], i, row);
            }
            while (heap.firstDue() <= now) {
                long set = heap.firstSequence();
                int ended = heap.remove();
                if (order[ended] == set && due[ended] != SimTime.NEVER) {
                    assertThat(lane.head()).as("seed %s, step %s", seed, i).isEqualTo(ended);
                    lane.remove(ended);
                    due[ended] = SimTime.NEVER;
                }
            }
            assertThat(lane.head() == TimerLane.NONE || due[lane.head()] > now).isTrue();
        }
    }
}
