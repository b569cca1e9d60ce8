package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ranges beyond a hole against a set of bits, across the wrap. */
class ReceiveQueueTest {
    private static final int SPACE = 200;

    @Test
    void reachesWhatTheBitsReach() {
        Random random = new Random(99);
        for (int round = 0; round < 2_000; round++) {
            int base = random.nextBoolean() ? -SPACE / 2 : random.nextInt();
            ReceiveQueue queue = new ReceiveQueue();
            BitSet bits = new BitSet(SPACE);
            int next = 0;
            for (int i = 0; i < 20 && next < SPACE - 2; i++) {
                int start = next + 1 + random.nextInt(SPACE - next - 1);
                int end = Math.min(SPACE, start + 1 + random.nextInt(12));
                if (start < end) {
                    queue.add(base + start, base + end, false);
                    bits.set(start, end);
                }
                if (random.nextInt(4) == 0) {
                    int upTo = Math.min(SPACE - 1, next + random.nextInt(30));
                    bits.set(0, upTo);
                    next = bits.nextClearBit(0);
                    assertThat(queue.advance(base + upTo))
                            .as("seed 99, round %s", round)
                            .isEqualTo(base + next);
                }
                assertThat(queue.isEmpty()).isEqualTo(bits.nextSetBit(next) < 0);
            }
        }
    }

    @Test
    void theFinIsWhereItsRangeEnds() {
        ReceiveQueue queue = new ReceiveQueue();
        queue.add(10, 21, true);
        assertThat(queue.hasFinAt(10)).isFalse();
        int reached = queue.advance(10);
        assertThat(reached).isEqualTo(21);
        assertThat(queue.hasFinAt(reached)).isTrue();
    }

    @Test
    void holdsNoMoreThanItsLimit() {
        ReceiveQueue queue = new ReceiveQueue();
        for (int i = 1; i <= 100; i++) {
            queue.add(10 * i, 10 * i + 5, false);
        }
        assertThat(queue.advance(10)).isEqualTo(15);
        assertThat(queue.advance(1000)).as("forgotten").isEqualTo(1000);
        queue.add(20, 1000, false);
        assertThat(queue.advance(20)).as("room again after a merge").isEqualTo(1000);
    }

    @Test
    void aCopyIsItsOwn() {
        ReceiveQueue queue = new ReceiveQueue();
        queue.add(10, 20, true);
        ReceiveQueue copy = new ReceiveQueue();
        copy.set(queue);
        assertThat(copy.advance(10)).isEqualTo(20);
        assertThat(copy.hasFinAt(20)).isTrue();
        assertThat(queue.isEmpty()).isFalse();
    }
}
