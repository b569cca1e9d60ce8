package timewaitlab.base;

import java.util.Arrays;

/**
 * Timers of one constant length: they end in the order they were set, so a linked list through the rows of a table is
 * enough, and restarting one moves its row to the tail. One node a timer, no stale entries.
 */
public final class TimerLane {
    /** No row. */
    public static final int NONE = -1;

    private static final int ABSENT = -2;

    private int[] next = new int[0];
    private int[] previous = new int[0];
    private int head = NONE;
    private int tail = NONE;

    /** The row whose timer was set first, or {@link #NONE}. */
    public int head() {
        return head;
    }

    /** The row whose timer was set next after this one's, or {@link #NONE}. */
    public int next(int row) {
        return next[row];
    }

    /** Whether this row's timer runs. */
    public boolean contains(int row) {
        return row < next.length && next[row] != ABSENT;
    }

    /** Sets the timer of a row that has none running. */
    public void append(int row) {
        reserve(row);
        next[row] = NONE;
        previous[row] = tail;
        if (tail == NONE) {
            head = row;
        } else {
            next[tail] = row;
        }
        tail = row;
    }

    /** Stops the timer of a row. */
    public void remove(int row) {
        int before = previous[row];
        int after = next[row];
        if (before == NONE) {
            head = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            tail = before;
        } else {
            previous[after] = before;
        }
        next[row] = ABSENT;
    }

    private void reserve(int row) {
        int had = next.length;
        if (row < had) {
            return;
        }
        int wide = Math.max(row + 1, had + (had >> 1) + 16);
        next = Arrays.copyOf(next, wide);
        previous = Arrays.copyOf(previous, wide);
        Arrays.fill(next, had, wide, ABSENT);
    }
}
