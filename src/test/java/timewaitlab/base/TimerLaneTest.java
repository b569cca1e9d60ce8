package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Equal waits end in the order they were set, as a linked set keeps it. */
class TimerLaneTest {
    @Test
    void keepsTheOrderOfALinkedSet() {
        Random random = new Random(7);
        TimerLane lane = new TimerLane();
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
    void knowsRowsItNeverHeardOf() {
        assertThat(new TimerLane().contains(1_000_000)).isFalse();
    }
}
