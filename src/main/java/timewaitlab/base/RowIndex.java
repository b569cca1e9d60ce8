package timewaitlab.base;

import java.util.Arrays;

/**
 * Finds the row of a key: open addressing, without tombstones. A slot holds the row and, in
 * the bits the row does not need, a tag: the hash of the key, but for what the slot's own number says of it. So a row
 * with another key is hardly ever looked at, and neither closing a gap nor growing looks at any row at all: with
 * hundreds of thousands of them each look would wait for memory.
 *
 * <p>Keys that differ only in the last bits of a part that counts up, such as the port of a client, share a home: those
 * that come one after the other find it in the cache.
 */
public abstract class RowIndex {
    /** No row. */
    public static final int NONE = -1;

    /** Bits of the slots' numbers at first: {@link #REACH} slots. */
    private static final int FEWEST_BITS = 10;

    /** All bits set: no row is that large, since at most three slots of four are taken. */
    private static final int EMPTY = -1;
    /** Bits of a hash, and of the largest row: beside the row, eight bits of a slot say how far from home it is. */
    private static final int HASH_BITS = 24;

    /** Slots a home has, by their number's bits: one for each of the keys that count up. */
    private static final int HOME_SHIFT = 2;

    private static final int HOME_MASK = (1 << HOME_SHIFT) - 1;
    private static final int DISTANCE_BITS = 8;
    private static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;
    /** A key lies less than this many slots after the beginning of its home. */
    private static final int REACH = 1 << DISTANCE_BITS + HOME_SHIFT;

    private final int counting;
    private int[] slots;
    private int mask;
    /** Bits of a slot that hold the row. */
    private int rowBits = FEWEST_BITS;

    private int size;

    /** @param counting the lowest bit of the part of the keys that counts up */
    protected RowIndex(int counting) {
        this.counting = counting;
        slots = empty(rowBits);
        mask = slots.length - 1;
    }

    /** The key of a row that is in the index. A class that says so and has no successors is asked without a detour. */
    protected abstract long key(int row);

    /** Rows in it. */
    public final int size() {
        return size;
    }

    /** The row of this key, or {@link #NONE}. */
    public final int find(long wanted) {
        if (size == 0) {
            return NONE;
        }
        int[] all = slots;
        int rows = all.length - 1;
        int hash = hash(wanted);
        int tag = tag(hash);
        for (int slot = hash; ; slot++) {
            int there = all[slot & rows];
            if (there == EMPTY) {
                return NONE;
            }
            if ((there & ~rows) == tag && key(there & rows) == wanted) {
                return there & rows;
            }
        }
    }

    /** Slots there are, taken or not. */
    public final int slots() {
        return mask + 1;
    }

    /** The row that lies so many slots after the one where this key would like to be, or {@link #NONE}. */
    public final int near(long key, int distance) {
        int there = slots[hash(key) + distance & mask];
        return there == EMPTY ? NONE : there & mask;
    }

    /** Adds a row whose key is not there yet. Rows are small: less than three quarters of a power of two kept full. */
    public final void add(int row, long key) {
        while ((size + 1) * 4L > (mask + 1L) * 3 || row * 4L >= (mask + 1L) * 3) {
            grow();
        }
        while (!insert(row, hash(key))) {
            grow();
        }
        size++;
    }

    /** Removes a row and closes the gap it leaves. */
    public final void remove(int row, long key) {
        int hash = hash(key);
        int wanted = row | tag(hash);
        int gap = hash & mask;
        while (slots[gap] != wanted) {
            gap = gap + 1 & mask;
        }
        int slot = gap + 1 & mask;
        for (int there = slots[slot]; there != EMPTY; there = slots[slot]) {
            if (beyondHome(there, slot) >= (slot - gap & mask)) {
                slots[gap] = there;
                gap = slot;
            }
            slot = slot + 1 & mask;
        }
        slots[gap] = EMPTY;
        size--;
    }

    /** Whether there was room within reach. */
    private boolean insert(int row, int hash) {
        int home = hash & mask;
        int slot = home;
        while (slots[slot] != EMPTY) {
            slot = slot + 1 & mask;
        }
        if ((slot - home & mask) >= REACH) {
            return false;
        }
        slots[slot] = row | tag(hash);
        return true;
    }

    private void grow() {
        int[] old = slots;
        int bits = rowBits;
        do {
            if (++rowBits > HASH_BITS) {
                throw new IllegalStateException("more than " + mask * 3L / 4 + " rows");
            }
            slots = empty(rowBits);
            mask = slots.length - 1;
        } while (!insertAll(old, bits));
    }

    /** {@code bits}: those that held a row before. */
    private boolean insertAll(int[] old, int bits) {
        int before = (1 << bits) - 1;
        for (int slot = 0; slot <= before; slot++) {
            int there = old[slot];
            if (there != EMPTY && !insert(there & before, hashAt(there, slot, bits))) {
                return false;
            }
        }
        return true;
    }

    /** What a slot holds beside the row: the end of its home's number, and above it what is left of the hash. */
    private int tag(int hash) {
        return (hash >>> HOME_SHIFT & DISTANCE_MASK) << rowBits | hash >>> rowBits << rowBits + DISTANCE_BITS;
    }

    /** How many slots after the beginning of its home an entry lies. */
    private int beyondHome(int there, int slot) {
        return beyondHome(there, slot, rowBits);
    }

    private static int beyondHome(int there, int slot, int bits) {
        return slot - (there >>> bits << HOME_SHIFT) & REACH - 1;
    }

    /** The hash of which {@link #tag} and the home are made. */
    private static int hashAt(int there, int slot, int bits) {
        int home = slot - beyondHome(there, slot, bits) & (1 << bits) - 1;
        int rest = bits == HASH_BITS ? 0 : there >>> bits + DISTANCE_BITS;
        return home | rest << bits;
    }

    private static int[] empty(int bits) {
        int[] made = new int[1 << bits];
        Arrays.fill(made, EMPTY);
        return made;
    }

    /** {@link #HASH_BITS} bits; the beginning of a home in the lower ones, in the highest what tells its keys apart. */
    private int hash(long key) {
        int counted = (int) (key >>> counting) & HOME_MASK;
        long group = key ^ (long) counted << counting;
        long mixed = (group ^ group >>> 32) * 0x9E3779B97F4A7C15L;
        int home = (int) (mixed >>> Long.SIZE - (HASH_BITS - HOME_SHIFT)) << HOME_SHIFT;
        return home ^ counted << HASH_BITS - HOME_SHIFT;
    }
}
