package timewaitlab.nat;

import java.util.Arrays;
import java.util.function.IntConsumer;
import timewaitlab.base.RowIndex;
import timewaitlab.wire.FourTuple;

/**
 * The connections a NAT tracks: {@link ConntrackEntry#CELLS} ints each in pages that never move, found by how they look
 * inside and how they look outside, and ended by one timer lane a timeout. Rows are small ints; a row stays where it is
 * until it is removed.
 */
public final class ConntrackTable {
    /** No such row. */
    public static final int NONE = RowIndex.NONE;

    private static final int PAGE_BITS = 10;
    private static final int PAGE_ROWS = 1 << PAGE_BITS;

    private final ConntrackEntry look = new ConntrackEntry();
    private final Inside inside = new Inside();
    private final Outside outside = new Outside();
    /** The newest row of each source; older ones hang on it. */
    private final Sources sources = new Sources();

    private final ConntrackLanes lanes = new ConntrackLanes(this);
    private int[][] pages = new int[4][];

    private int freeRow = NONE;
    private int used;
    private int size;
    private IntConsumer onGone = row -> {};

    /** Who is told, with the row still in place, when an entry ends. */
    public void whenGone(IntConsumer listener) {
        onGone = listener;
    }

    /** Entries there are. */
    public int size() {
        return size;
    }

    /** Entries whose time is not over by then. The table looks after the others when somebody asks it next. */
    public int alive(long now) {
        return size - lanes.countDue(now);
    }

    /** Rows handed out so far: every row is below. */
    public int rows() {
        return used;
    }

    /** Points {@code view} at a row. */
    public ConntrackEntry view(int row, ConntrackEntry view) {
        return view.moveTo(pages[row >>> PAGE_BITS], (row & PAGE_ROWS - 1) * ConntrackEntry.CELLS);
    }

    int cell(int row, int cell) {
        return pages[row >>> PAGE_BITS][(row & PAGE_ROWS - 1) * ConntrackEntry.CELLS + cell];
    }

    void cell(int row, int cell, int value) {
        pages[row >>> PAGE_BITS][(row & PAGE_ROWS - 1) * ConntrackEntry.CELLS + cell] = value;
    }

    private long key(int row) {
        return view(row, look).key();
    }

    private long outsideKey(int row) {
        return view(row, look).outsideKey();
    }

    /** The row of a quadruplet as it looks inside, or {@link #NONE}. */
    public int find(long key) {
        return inside.find(key);
    }

    /** The row of a quadruplet as it looks outside, or {@link #NONE}. */
    public int findOutside(long key) {
        return outside.find(key);
    }

    /** The newest entry of this source (address and port in the upper half of a key), or {@link #NONE}. */
    int firstOfSource(long key) {
        return sources.find(sourceOf(key));
    }

    /** The next older one. */
    int nextOfSource(int row) {
        return cell(row, ConntrackEntry.SOURCE_NEXT);
    }

    /** Address index and port of the source: key bits 48-63 and 16-31. */
    private static int sourceOf(long key) {
        return (int) (key >>> 48) << 16 | (int) (key >>> 16) & 0xffff;
    }

    /** Makes an entry; neither quadruplet may have one. It has no timer yet. */
    public int add(long key, int outsideAddress, int outsidePort) {
        int row = takeRow();
        view(row, look).clear(key, outsideAddress << 16 | outsidePort);
        inside.add(row, key);
        outside.add(row, outsideKey(row));
        chain(row, key);
        size++;
        return row;
    }

    private int takeRow() {
        if (freeRow != NONE) {
            int row = freeRow;
            freeRow = cell(row, ConntrackEntry.SOURCE_NEXT);
            return row;
        }
        int page = used >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (pages[page] == null) {
            pages[page] = new int[PAGE_ROWS * ConntrackEntry.CELLS];
        }
        return used++;
    }

    private void chain(int row, long key) {
        int source = sourceOf(key);
        int older = sources.find(source);
        if (older != NONE) {
            sources.remove(older, source);
        }
        cell(row, ConntrackEntry.SOURCE_NEXT, older);
        sources.add(row, source);
    }

    private void unchain(int row, long key) {
        int source = sourceOf(key);
        int older = cell(row, ConntrackEntry.SOURCE_NEXT);
        int newest = sources.find(source);
        if (newest == row) {
            sources.remove(row, source);
            if (older != NONE) {
                sources.add(older, source);
            }
            return;
        }
        int newer = newest;
        while (cell(newer, ConntrackEntry.SOURCE_NEXT) != row) {
            newer = cell(newer, ConntrackEntry.SOURCE_NEXT);
        }
        cell(newer, ConntrackEntry.SOURCE_NEXT, older);
    }

    /** Ends an entry. */
    public void remove(int row) {
        onGone.accept(row);
        lanes.stop(row);
        long key = key(row);
        inside.remove(row, key);
        outside.remove(row, outsideKey(row));
        unchain(row, key);
        cell(row, ConntrackEntry.SOURCE_NEXT, freeRow);
        freeRow = row;
        size--;
    }

    /** Whether a row holds an entry now. */
    public boolean isAlive(int row) {
        return view(row, look).lane() != ConntrackLanes.NONE;
    }

    /** The entry ends {@code length} from {@code now} unless its timer is set again. */
    public void arm(int row, long now, long length) {
        lanes.arm(row, now, length);
    }

    /** Ends what is due. */
    public void expire(long now) {
        for (int row = lanes.due(now); row != NONE; row = lanes.due(now)) {
            remove(row);
        }
    }

    /** Ends every entry. */
    public void clear() {
        for (int row = 0; row < used; row++) {
            if (isAlive(row)) {
                remove(row);
            }
        }
    }

    /**
     * A row near this quadruplet in the hash table, not assured, that may go to make room. {@code early_drop()} looks
     * at a few buckets only. {@link #NONE} when all found there are assured.
     *
     * @param share the part of all buckets that is looked at, at most 1
     */
    public int evictable(long key, double share) {
        int found = evictable(inside, key, share);
        return found != NONE ? found : evictable(outside, key, share);
    }

    private int evictable(RowIndex index, long key, double share) {
        int slots = (int) Math.ceil(index.slots() * Math.min(1, share));
        for (int i = 0; i < slots; i++) {
            int row = index.near(key, i);
            if (row != NONE && !view(row, look).isAssured()) {
                return row;
            }
        }
        return NONE;
    }

    /** Rows by their quadruplet inside; one port of the source after the other. */
    private final class Inside extends RowIndex {
        private Inside() {
            super(FourTuple.LOCAL_PORT_SHIFT);
        }

        @Override
        protected long key(int row) {
            return ConntrackTable.this.key(row);
        }
    }

    /** Rows by their quadruplet outside; one port after the other there too. */
    private final class Outside extends RowIndex {
        private Outside() {
            super(FourTuple.LOCAL_PORT_SHIFT);
        }

        @Override
        protected long key(int row) {
            return outsideKey(row);
        }
    }

    /** Rows by address and port of the source. */
    private final class Sources extends RowIndex {
        private Sources() {
            super(0);
        }

        @Override
        protected long key(int row) {
            return sourceOf(ConntrackTable.this.key(row));
        }
    }
}
