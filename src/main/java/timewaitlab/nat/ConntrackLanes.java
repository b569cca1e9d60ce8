package timewaitlab.nat;

import java.util.Arrays;
import timewaitlab.base.SimTime;

/**
 * The timers of a table: a lane for each length in use, since equal lengths end in the order they were set. A lane is a
 * list linked through the rows themselves; setting a timer again moves its row to a tail.
 */
final class ConntrackLanes {
    /** The lane of a row without a timer. */
    static final int NONE = 0;

    private static final int NO_ROW = ConntrackTable.NONE;
    /** Lane numbers have eight bits. Each timeout has one, and each value an operator gave it since. */
    private static final int MOST = 255;

    private static final int USUAL_BITS = 6;

    private final ConntrackTable table;
    private final ConntrackEntry look = new ConntrackEntry();
    private long[] length = noLengths();
    private int[] head = new int[16];
    private int[] tail = new int[16];
    /** Lanes in use are 1 to this. */
    private int lanes;

    /** Where a wait of a length was found last, by a hash of it. */
    private final byte[] usualLanes = new byte[1 << USUAL_BITS];

    /** No timer ends before. */
    private long earliest = SimTime.NEVER;

    ConntrackLanes(ConntrackTable table) {
        this.table = table;
    }

    /** Sets the timer of a row, running or not. */
    void arm(int row, long now, long wait) {
        stop(row);
        int lane = lane(wait);
        table.cell(row, ConntrackEntry.LANE_NEXT, NO_ROW);
        table.cell(row, ConntrackEntry.LANE_PREVIOUS, tail[lane]);
        if (tail[lane] == NO_ROW) {
            head[lane] = row;
        } else {
            table.cell(tail[lane], ConntrackEntry.LANE_NEXT, row);
        }
        tail[lane] = row;
        table.view(row, look).lane(lane);
        look.due(now + wait);
        earliest = Math.min(earliest, now + wait);
    }

    private int lane(long wait) {
        int usual = usualLane(wait);
        if (length[usual] == wait) {
            return usual;
        }
        int found = anyLane(wait);
        usualLanes[place(wait)] = (byte) found;
        return found;
    }

    /** The lane that a wait of about this length had last; {@link #NONE}, whose length is none, at first. */
    private int usualLane(long wait) {
        return usualLanes[place(wait)] & 0xff;
    }

    private static int place(long wait) {
        return (int) (wait * 0x9E3779B97F4A7C15L >>> Long.SIZE - USUAL_BITS);
    }

    private int anyLane(long wait) {
        int empty = NONE;
        for (int lane = 1; lane <= lanes; lane++) {
            if (length[lane] == wait) {
                return lane;
            }
            empty = head[lane] == NO_ROW ? lane : empty;
        }
        int lane = empty != NONE && lanes >= length.length - 1 ? empty : newLane();
        length[lane] = wait;
        head[lane] = NO_ROW;
        tail[lane] = NO_ROW;
        return lane;
    }

    private int newLane() {
        if (lanes == MOST) {
            throw new IllegalStateException("more than " + MOST + " timeouts in use at once");
        }
        lanes++;
        if (lanes == length.length) {
            length = Arrays.copyOf(length, lanes * 2);
            head = Arrays.copyOf(head, lanes * 2);
            tail = Arrays.copyOf(tail, lanes * 2);
        }
        return lanes;
    }

    /** No wait is as long as that of {@link #NONE}. */
    private static long[] noLengths() {
        long[] lengths = new long[16];
        lengths[NONE] = -1;
        return lengths;
    }

    /** Stops the timer of a row, if it runs. */
    void stop(int row) {
        int lane = table.view(row, look).lane();
        if (lane == NONE) {
            return;
        }
        look.lane(NONE);
        int before = table.cell(row, ConntrackEntry.LANE_PREVIOUS);
        int after = table.cell(row, ConntrackEntry.LANE_NEXT);
        if (before == NO_ROW) {
            head[lane] = after;
        } else {
            table.cell(before, ConntrackEntry.LANE_NEXT, after);
        }
        if (after == NO_ROW) {
            tail[lane] = before;
        } else {
            table.cell(after, ConntrackEntry.LANE_PREVIOUS, before);
        }
    }

    /** How many rows' time has come by then; none is stopped. */
    int countDue(long now) {
        int count = 0;
        for (int lane = 1; lane <= lanes; lane++) {
            int row = head[lane];
            while (row != NO_ROW && table.view(row, look).due() <= now) {
                count++;
                row = table.cell(row, ConntrackEntry.LANE_NEXT);
            }
        }
        return count;
    }

    /** A row whose time has come, the one due first; {@link ConntrackTable#NONE} when there is none. */
    int due(long now) {
        if (earliest > now) {
            return NO_ROW;
        }
        long first = SimTime.NEVER;
        int row = NO_ROW;
        for (int lane = 1; lane <= lanes; lane++) {
            if (head[lane] != NO_ROW && table.view(head[lane], look).due() < first) {
                first = look.due();
                row = head[lane];
            }
        }
        earliest = first;
        return first <= now ? row : NO_ROW;
    }
}
