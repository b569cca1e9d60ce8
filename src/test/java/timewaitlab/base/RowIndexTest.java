package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index against a map, through growth, collisions and gaps that are closed. */
class RowIndexTest {
    private static final int ROWS = 5_000;

    @Test
    void findsWhatAMapFinds() {
        long seed = 11;
        Random random = new Random(seed);
        long[] keys = new long[ROWS];
        RowIndex index = new RowIndex(row -> keys[row]);
        Map<Long, Integer> map = new HashMap<>();
        Deque<Integer> free = new ArrayDeque<>();
        for (int row = 0; row < ROWS; row++) {
            free.add(row);
        }
        for (int i = 0; i < 60_000; i++) {
            long key = (long) random.nextInt(3) << 48 | random.nextInt(6_000);
            Integer known = map.get(key);
            assertThat(index.find(key))
                    .as("seed %s, step %s", seed, i)
                    .isEqualTo(known == null ? RowIndex.NONE : known);
            if (known != null) {
                index.remove(known, key);
                map.remove(key);
                free.add(known);
            } else if (!free.isEmpty()) {
                int row = free.remove();
                keys[row] = key;
                index.add(row, key);
                map.put(key, row);
            }
            assertThat(index.size()).isEqualTo(map.size());
        }
        map.forEach((key, row) -> assertThat(index.find(key)).isEqualTo(row));
    }

    /** Whoever keeps rows for themselves may hand out large ones while few are in the index. */
    @Test
    void aLargeRowIsFoundThoughItIsTheOnlyOne() {
        RowIndex index = new RowIndex(row -> 42);
        index.add(1_000_000, 42);
        assertThat(index.find(42)).isEqualTo(1_000_000);
        assertThat(index.find(43)).isEqualTo(RowIndex.NONE);
        index.remove(1_000_000, 42);
        assertThat(index.find(42)).isEqualTo(RowIndex.NONE);
    }
}
