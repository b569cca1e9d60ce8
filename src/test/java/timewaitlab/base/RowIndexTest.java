package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a map, through growth, collisions and gaps that are closed. */
class RowIndexTest {
    private static final int ROWS = 5_000;

    private static RowIndex index(int counting, IntToLongFunction keys) {
        return new RowIndex(counting) {
            @Override
            protected long key(int row) {
                return keys.applyAsLong(row);
            }
        };
    }

    @ParameterizedTest(name = "counting from bit {0}")
    @ValueSource(ints = {0, 1, 16, 48})
    void findsWhatAMapFinds(int counting) {
        long seed = 11;
        Random random = new Random(seed);
        long[] keys = new long[ROWS];
        RowIndex index = index(counting, row -> keys[row]);
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
        RowIndex index = index(0, row -> 42);
        index.add(1_000_000, 42);
        assertThat(index.find(42)).isEqualTo(1_000_000);
        assertThat(index.find(43)).isEqualTo(RowIndex.NONE);
        index.remove(1_000_000, 42);
        assertThat(index.find(42)).isEqualTo(RowIndex.NONE);
    }

    /** Growing works from what the slots hold, whatever the distances from home: 28,232 ports of each of ten clients. */
    @ParameterizedTest(name = "counting from bit {0}")
    @ValueSource(ints = {0, 16})
    void growsWithoutLookingAtARow(int counting) {
        int ports = 28_232;
        IntToLongFunction keys = row -> (long) (row / ports) << 48 | (long) (32_768 + row % ports) << counting;
        boolean[] mayLook = {false};
        RowIndex index = index(counting, row -> {
            assertThat(mayLook[0]).isTrue();
            return keys.applyAsLong(row);
        });
        int rows = 10 * ports;
        for (int row = 0; row < rows; row++) {
            index.add(row, keys.applyAsLong(row));
        }
        mayLook[0] = true;
        for (int row = 0; row < rows; row++) {
            assertThat(index.find(keys.applyAsLong(row))).isEqualTo(row);
        }
        assertThat(index.find(keys.applyAsLong(rows))).isEqualTo(RowIndex.NONE);
    }
}
