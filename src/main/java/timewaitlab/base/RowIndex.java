package timewaitlab.base;

import java.util.Arrays;

/**
 * Finds the row of a key: open addressing in chunks of {@code int}, without tombstones. A slot holds the row and, in
 * the bits the row does not need, a part of the key's hash, so that a row with another key is hardly ever looked at.
 */
public final class RowIndex {
    /** No row. */
    public static final int NONE = -1;

    private static final int CHUNK_SHIFT = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;
    /** All bits set: no row is that large, since at most three slots of four are taken. */
    private static final int EMPTY = -1;

    /** Where the keys are. */
    public interface Keys {
        /** The key of a row that is in the index. */
        long key(int row);
    }

    private final Keys keys;
    private int[][] chunks;
    private int mask;
    private int size;

    public RowIndex(Keys keys) {
        this.keys = keys;
        chunks = empty(1);
        mask = CHUNK_MASK;
    }

    /** Rows in it. */
    public int size() {
        return size;
    }

    /** The row of this key, or {@link #NONE}. */
    public int find(long wanted) {
        if (size == 0) {
            return NONE;
        }
        long hash = hash(wanted);
        int tag = tag(hash);
        for (int slot = (int) hash & mask; ; slot = slot + 1 & mask) {
            int there = slot(slot);
            if (there == EMPTY) {
                return NONE;
            }
            if ((there & ~mask) == tag && keys.key(there & mask) == wanted) {
                return there & mask;
            }
        }
    }

    /** Adds a row whose key is not there yet. Rows are small: less than three quarters of a power of two kept full. */
    public void add(int row, long key) {
        while ((size + 1) * 4L > (mask + 1L) * 3 || row * 4L >= (mask + 1L) * 3) {
            grow();
        }
        insert(row, hash(key));
        size++;
    }

    /** Removes a row and closes the gap it leaves. */
    public void remove(int row, long key) {
        long hash = hash(key);
        int wanted = row | tag(hash);
        int gap = (int) hash & mask;
        while (slot(gap) != wanted) {
            gap = gap + 1 & mask;
        }
        for (int slot = gap + 1 & mask; slot(slot) != EMPTY; slot = slot + 1 & mask) {
            int there = slot(slot);
            int home = (int) hash(keys.key(there & mask)) & mask;
            if ((slot - home & mask) >= (slot - gap & mask)) {
                slot(gap, there);
                gap = slot;
            }
        }
        slot(gap, EMPTY);
        size--;
    }

    private void insert(int row, long hash) {
        int slot = (int) hash & mask;
        while (slot(slot) != EMPTY) {
            slot = slot + 1 & mask;
        }
        slot(slot, row | tag(hash));
    }

    private void grow() {
        int[][] old = chunks;
        int before = mask;
        chunks = empty(old.length * 2);
        mask = before * 2 + 1;
        for (int[] chunk : old) {
            for (int there : chunk) {
                if (there != EMPTY) {
                    insert(there & before, hash(keys.key(there & before)));
                }
            }
        }
    }

    private int tag(long hash) {
        return (int) (hash >>> 32) & ~mask;
    }

    private int slot(int at) {
        return chunks[at >> CHUNK_SHIFT][at & CHUNK_MASK];
    }

    private void slot(int at, int value) {
        chunks[at >> CHUNK_SHIFT][at & CHUNK_MASK] = value;
    }

    private static int[][] empty(int chunks) {
        int[][] made = new int[chunks][1 << CHUNK_SHIFT];
        for (int[] chunk : made) {
            Arrays.fill(chunk, EMPTY);
        }
        return made;
    }

    private static long hash(long key) {
        long mixed = (key ^ key >>> 32) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }
}
