package timewaitlab.nat;

import java.util.Arrays;

/**
 * Finds rows by the hash of one of their tuples: open addressing without tombstones. It keeps row numbers only; whoever
 * asks compares the tuples.
 */
final class ConntrackIndex {
    /** No row. */
    static final int NONE = -1;

    /** The hash of a row that is in the index. */
    interface Hashes {
        int hash(int row);
    }

    private final Hashes hashes;
    private int[] slots = empty(64);
    private int size;

    ConntrackIndex(Hashes hashes) {
        this.hashes = hashes;
    }

    /** Mixes a packed quadruplet. */
    static int hash(long key) {
        long mixed = (key ^ key >>> 29) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    int length() {
        return slots.length;
    }

    /** The row in this slot, or {@link #NONE}. */
    int at(int slot) {
        return slots[slot & slots.length - 1];
    }

    void add(int row) {
        if (size * 4 >= slots.length * 3) {
            grow();
        }
        insert(row);
        size++;
    }

    private void insert(int row) {
        int mask = slots.length - 1;
        int slot = hashes.hash(row) & mask;
        while (slots[slot] != NONE) {
            slot = slot + 1 & mask;
        }
        slots[slot] = row;
    }

    /** Closes the gap behind a removed slot, so that nothing slows later look-ups. */
    void remove(int row) {
        int mask = slots.length - 1;
        int gap = hashes.hash(row) & mask;
        while (slots[gap] != row) {
            gap = gap + 1 & mask;
        }
        for (int slot = gap + 1 & mask; slots[slot] != NONE; slot = slot + 1 & mask) {
            int home = hashes.hash(slots[slot]) & mask;
            if ((slot - home & mask) >= (slot - gap & mask)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = NONE;
        size--;
    }

    private void grow() {
        int[] old = slots;
        slots = empty(old.length * 2);
        for (int row : old) {
            if (row != NONE) {
                insert(row);
            }
        }
    }

    private static int[] empty(int length) {
        int[] empty = new int[length];
        Arrays.fill(empty, NONE);
        return empty;
    }
}
