package timewaitlab.base;

import java.util.Arrays;

/**
 * Finds the row of a key: open addressing in chunks of {@code int}, without tombstones. A slot holds the row and, in
 * the bits the row does not need, a tag: the end of the slot's number where the key would like to be, and a part of the
 * key's hash. So a row with another key is hardly ever looked at, and closing a gap looks at no row at all: with
 * hundreds of thousands of them each look would wait for memory.
 */
public final class RowIndex {
    /** No row. */
    public static final int NONE = -1;

    private static final int CHUNK_SHIFT = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;
    /** All bits set: no row is that large, since at most three slots of four are taken. */
    private static final int EMPTY = -1;
    /** A key lies less than this many slots after the one where it would like to be. */
    private static final int REACH = 1 << 8;
    /** Eight bits beside the row say how far from home it is. */
    private static final int MOST_ROW_BITS = 24;

    /** Where the keys are. */
    public interface Keys {
        /** The key of a row that is in the index. */
        long key(int row);
    }

    private final Keys keys;
    private int[][] chunks;
    private int mask;
    /** Bits of a slot that hold the row. */
    private int rowBits = CHUNK_SHIFT;

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

    /** Slots there are, taken or not. */
    public int slots() {
        return mask + 1;
    }

    /** The row that lies so many slots after the one where this key would like to be, or {@link #NONE}. */
    public int near(long key, int distance) {
        int there = slot((int) hash(key) + distance & mask);
        return there == EMPTY ? NONE : there & mask;
    }

    /** Adds a row whose key is not there yet. Rows are small: less than three quarters of a power of two kept full. */
    public void add(int row, long key) {
        while ((size + 1) * 4L > (mask + 1L) * 3 || row * 4L >= (mask + 1L) * 3) {
            grow();
        }
        while (!insert(row, hash(key))) {
            grow();
        }
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
        int slot = gap + 1 & mask;
        for (int there = slot(slot); there != EMPTY; there = slot(slot)) {
            if (beyondHome(there, slot) >= (slot - gap & mask)) {
                slot(gap, there);
                gap = slot;
            }
            slot = slot + 1 & mask;
        }
        slot(gap, EMPTY);
        size--;
    }

    /** Whether there was room within reach. */
    private boolean insert(int row, long hash) {
        int home = (int) hash & mask;
        int slot = home;
        while (slot(slot) != EMPTY) {
            slot = slot + 1 & mask;
        }
        if ((slot - home & mask) >= REACH) {
            return false;
        }
        slot(slot, row | tag(hash));
        return true;
    }

    private void grow() {
        int[][] old = chunks;
        int before = mask;
        do {
            if (++rowBits > MOST_ROW_BITS) {
                throw new IllegalStateException("more than " + mask * 3L / 4 + " rows");
            }
            mask = mask * 2 + 1;
            chunks = empty(mask + 1 >> CHUNK_SHIFT);
        } while (!insertAll(old, before));
    }

    private boolean insertAll(int[][] old, int before) {
        for (int[] chunk : old) {
            for (int there : chunk) {
                if (there != EMPTY && !insert(there & before, hash(keys.key(there & before)))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a slot holds beside the row: the end of its home's number, and above it other bits of the hash. */
    private int tag(long hash) {
        long ends = hash & REACH - 1 | hash >>> 32 & -REACH;
        return (int) (ends << rowBits);
    }

    /** How many slots after its home an entry lies. */
    private int beyondHome(int there, int slot) {
        return slot - (there >>> rowBits) & REACH - 1;
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
