package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Equal waits end in the order they were set, as a linked set keeps it. */
class TimerLaneTest {
    @Test
    void keepsTheOrderOfALinkedSet() {
        Random random = new Random(7);
        TimerLane lane = new TimerLane(new Columns(300));
        LinkedHashSet<Integer> set = new LinkedHashSet<>();
        for (int i = 0; i < 20_000; i++) {
            int row = random.nextInt(300);
            assertThat(lane.contains(row)).as("seed 7, step %s", i).isEqualTo(set.contains(row));
            if (!set.remove(row)) {
                lane.append(row);
                set.add(row);
            } else {
                lane.remove(row);
                if (random.nextBoolean()) {
                    lane.append(row);
                    set.add(row);
                }
            }
            assertThat(lane.head())
                    .isEqualTo(set.isEmpty() ? TimerLane.NONE : set.iterator().next());
        }
        for (int expected : set) {
            assertThat(lane.head()).isEqualTo(expected);
            lane.remove(expected);
        }
        assertThat(lane.head()).isEqualTo(TimerLane.NONE);
    }

    @Test
    void aRowThatWasNeverSetIsInNoLane() {
        TimerLane lane = new TimerLane(new Columns(2));
        assertThat(lane.contains(1)).isFalse();
        assertThat(lane.head()).isEqualTo(TimerLane.NONE);
    }

    @Test
    void theNextOfARowIsTheOneSetAfterIt() {
        TimerLane lane = new TimerLane(new Columns(5));
        lane.append(3);
        lane.append(0);
        lane.append(4);
        lane.remove(0);
        assertThat(lane.next(3)).isEqualTo(4);
        assertThat(lane.next(4)).isEqualTo(TimerLane.NONE);
    }

    /** Links as two arrays. */
    static final class Columns implements TimerLane.Links {
        private final int[] next;
        private final int[] previous;

        Columns(int rows) {
            next = new int[rows];
            previous = new int[rows];
            Arrays.fill(next, TimerLane.ABSENT);
            Arrays.fill(previous, TimerLane.ABSENT);
        }

        @Override
        public int next(int row) {
            return next[row];
        }

        @Override
        public int previous(int row) {
            return previous[row];
        }

        @Override
        public void next(int row, int other) {
            next[row] = other;
        }

        @Override
        public void previous(int row, int other) {
            previous[row] = other;
        }
    }
}
