package timewaitlab.tcp;

import java.util.Arrays;
import timewaitlab.base.SimTime;

/**
 * All time-wait entries of a host: open-addressed columns, so that six hundred thousand of them cost tens of bytes
 * each. Rows are small ints; a row stays where it is until it is removed. The table keeps when each entry ends; when to
 * look is the host's business.
 */
public final class TimeWaitTable {
    /** No such row. */
    public static final int NONE = -1;

    private static final int FIN_WAIT_2 = 1;
    private static final int REUSE_ADDRESS = 2;
    private static final int SCALE_SHIFT = 8;

    private int[] index = emptyIndex(64);
    private long[] key = new long[32];
    private int[] rcvNxt = new int[32];
    private int[] sndNxt = new int[32];
    private int[] rcvWnd = new int[32];
    private int[] tsRecent = new int[32];
    private int[] tsRecentStamp = new int[32];
    private int[] tsOffset = new int[32];
    private long[] lastOowAck = new long[32];
    private int[] entryStamp = new int[32];
    private int[] bits = new int[32];
    /** 3.5 x RTO and the wait it is armed with, milliseconds. */
    private int[] shortWait = new int[32];

    private int[] wait = new int[32];
    private long[] due = new long[32];
    private int[] free = new int[32];
    private int freeCount;
    private int used;
    private int size;

    /** Entries alive. */
    public int size() {
        return size;
    }

    /** Rows handed out so far: every row is below. */
    public int rows() {
        return used;
    }

    /** The row of this quadruplet, or {@link #NONE}. */
    public int find(long wanted) {
        int mask = index.length - 1;
        for (int slot = hash(wanted) & mask; ; slot = slot + 1 & mask) {
            int row = index[slot];
            if (row == NONE) {
                return NONE;
            }
            if (key[row] == wanted) {
                return row;
            }
        }
    }

    /** Makes an entry; the quadruplet must not have one. */
    public int add(long newKey, TimeWaitSocket entry, long newDue) {
        if (size * 2 >= index.length) {
            grow();
        }
        int row = freeCount > 0 ? free[--freeCount] : used++;
        if (row >= key.length) {
            widen();
        }
        key[row] = newKey;
        due[row] = newDue;
        store(row, entry);
        insert(row);
        size++;
        return row;
    }

    /** Removes the entry in this row. */
    public void remove(int row) {
        unlink(row);
        due[row] = SimTime.NEVER;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = row;
        size--;
    }

    /** Copies the row into {@code entry}. */
    public TimeWaitSocket load(int row, TimeWaitSocket entry) {
        int packed = bits[row];
        entry.finWait2 = (packed & FIN_WAIT_2) != 0;
        entry.reuseAddress = (packed & REUSE_ADDRESS) != 0;
        entry.rcvWindowScale = packed >>> SCALE_SHIFT;
        entry.rcvNxt = rcvNxt[row];
        entry.sndNxt = sndNxt[row];
        entry.rcvWnd = rcvWnd[row];
        entry.tsRecent = tsRecent[row];
        entry.tsRecentStamp = tsRecentStamp[row];
        entry.tsOffset = tsOffset[row];
        entry.entryStamp = entryStamp[row];
        entry.lastOowAck = lastOowAck[row];
        return entry;
    }

    /** Copies {@code entry} into the row. */
    public void store(int row, TimeWaitSocket entry) {
        bits[row] = (entry.finWait2 ? FIN_WAIT_2 : 0)
                | (entry.reuseAddress ? REUSE_ADDRESS : 0)
                | entry.rcvWindowScale << SCALE_SHIFT;
        rcvNxt[row] = entry.rcvNxt;
        sndNxt[row] = entry.sndNxt;
        rcvWnd[row] = entry.rcvWnd;
        tsRecent[row] = entry.tsRecent;
        tsRecentStamp[row] = entry.tsRecentStamp;
        tsOffset[row] = entry.tsOffset;
        entryStamp[row] = entry.entryStamp;
        lastOowAck[row] = entry.lastOowAck;
    }

    public long key(int row) {
        return key[row];
    }

    /** When the entry ends; {@link SimTime#NEVER} for a row that is free. */
    public long due(int row) {
        return due[row];
    }

    public void due(int row, long time) {
        due[row] = time;
    }

    /** The wait this entry is armed with, nanoseconds. */
    public long wait(int row) {
        return wait[row] * SimTime.MILLISECOND;
    }

    public void wait(int row, long nanos) {
        wait[row] = (int) (nanos / SimTime.MILLISECOND);
    }

    /** What tcp_tw_recycle would let it wait: 3.5 x RTO of the socket it was, nanoseconds. */
    public long shortWait(int row) {
        return shortWait[row] * SimTime.MILLISECOND;
    }

    public void shortWait(int row, long nanos) {
        shortWait[row] = (int) (nanos / SimTime.MILLISECOND);
    }

    private void insert(int row) {
        int mask = index.length - 1;
        int slot = hash(key[row]) & mask;
        while (index[slot] != NONE) {
            slot = slot + 1 & mask;
        }
        index[slot] = row;
    }

    /** Closes the gap behind a removed slot, so that no tombstones slow later look-ups. */
    private void unlink(int row) {
        int mask = index.length - 1;
        int gap = hash(key[row]) & mask;
        while (index[gap] != row) {
            gap = gap + 1 & mask;
        }
        for (int slot = gap + 1 & mask; index[slot] != NONE; slot = slot + 1 & mask) {
            int home = hash(key[index[slot]]) & mask;
            if ((slot - home & mask) >= (slot - gap & mask)) {
                index[gap] = index[slot];
                gap = slot;
            }
        }
        index[gap] = NONE;
    }

    private void grow() {
        int[] old = index;
        index = emptyIndex(old.length * 2);
        for (int row : old) {
            if (row != NONE) {
                insert(row);
            }
        }
    }

    private void widen() {
        int wide = key.length + (key.length >> 1);
        key = Arrays.copyOf(key, wide);
        due = Arrays.copyOf(due, wide);
        rcvNxt = Arrays.copyOf(rcvNxt, wide);
        sndNxt = Arrays.copyOf(sndNxt, wide);
        rcvWnd = Arrays.copyOf(rcvWnd, wide);
        tsRecent = Arrays.copyOf(tsRecent, wide);
        tsRecentStamp = Arrays.copyOf(tsRecentStamp, wide);
        tsOffset = Arrays.copyOf(tsOffset, wide);
        lastOowAck = Arrays.copyOf(lastOowAck, wide);
        entryStamp = Arrays.copyOf(entryStamp, wide);
        bits = Arrays.copyOf(bits, wide);
        shortWait = Arrays.copyOf(shortWait, wide);
        wait = Arrays.copyOf(wait, wide);
    }

    private static int[] emptyIndex(int length) {
        int[] empty = new int[length];
        Arrays.fill(empty, NONE);
        return empty;
    }

    private static int hash(long key) {
        long mixed = (key ^ key >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
