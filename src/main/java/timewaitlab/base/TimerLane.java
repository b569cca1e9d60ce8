package timewaitlab.base;

/**
 * Timers of one constant length: they end in the order they were set, so a linked list through the rows of a table is
 * enough, and restarting one moves its row to the tail. One node a timer, no stale entries. The table keeps the links
 * with the rest of the row.
 */
public final class TimerLane {
    /** No row. */
    public static final int NONE = -1;

    /** In both links of a row that is in no lane. */
    public static final int ABSENT = -2;

    /** Where the rows keep their links. A row that was never linked answers {@link #ABSENT}. */
    public interface Links {
        int next(int row);

        int previous(int row);

        void next(int row, int other);

        void previous(int row, int other);
    }

    private final Links links;
    private int head = NONE;
    private int tail = NONE;

    /** A lane through the rows of this table. */
    public TimerLane(Links links) {
        this.links = links;
    }

    /** The row whose timer was set first, or {@link #NONE}. */
    public int head() {
        return head;
    }

    /** The row whose timer was set next after this one's, or {@link #NONE}. */
    public int next(int row) {
        return links.next(row);
    }

    /** Whether this row's timer runs. */
    public boolean contains(int row) {
        return links.next(row) != ABSENT;
    }

    /** Sets the timer of a row that has none running. */
    public void append(int row) {
        links.next(row, NONE);
        links.previous(row, tail);
        if (tail == NONE) {
            head = row;
        } else {
            links.next(tail, row);
        }
        tail = row;
    }

    /** Stops the timer of a row. */
    public void remove(int row) {
        int before = links.previous(row);
        int after = links.next(row);
        if (before == NONE) {
            head = after;
        } else {
            links.next(before, after);
        }
        if (after == NONE) {
            tail = before;
        } else {
            links.previous(after, before);
        }
        links.next(row, ABSENT);
        links.previous(row, ABSENT);
    }
}
