package timewaitlab.nat;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The connections a NAT tracks: {@link ConntrackEntry#CELLS} ints each in pages that never move, found by how they look
 * inside and how they look outside, and ended by one timer lane a timeout. Rows are small ints; a row stays where it is
 * until it is removed.
 */
public final class ConntrackTable {
    /** No such row. */
    public static final int NONE = ConntrackIndex.NONE;

    private static final int PAGE_BITS = 10;
    private static final int PAGE_ROWS = 1 << PAGE_BITS;

    private final ConntrackEntry look = new ConntrackEntry();
    private final ConntrackIndex inside = new ConntrackIndex(row -> ConntrackIndex.hash(key(row)));
    private final ConntrackIndex outside = new ConntrackIndex(row -> ConntrackIndex.hash(outsideKey(row)));
    private final ConntrackLanes lanes = new ConntrackLanes(this);
    private int[][] pages = new int[4][];
    /** First row of each chain of rows whose source hashes alike. */
    private int[] sources = noRows(64);

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
        for (int slot = ConntrackIndex.hash(key); ; slot++) {
            int row = inside.at(slot);
            if (row == NONE || key(row) == key) {
                return row;
            }
        }
    }

    /** The row of a quadruplet as it looks outside, or {@link #NONE}. */
    public int findOutside(long key) {
        for (int slot = ConntrackIndex.hash(key); ; slot++) {
            int row = outside.at(slot);
            if (row == NONE || outsideKey(row) == key) {
                return row;
            }
        }
    }

    /** The newest entry of this source (address and port in the upper half of a key), or {@link #NONE}. */
    int firstOfSource(long key) {
        return matching(sources[sourceHash(key) & sources.length - 1], key);
    }

    /** The next older one. */
    int nextOfSource(int row, long key) {
        return matching(cell(row, ConntrackEntry.SOURCE_NEXT), key);
    }

    private int matching(int start, long key) {
        int row = start;
        while (row != NONE && sourceOf(key(row)) != sourceOf(key)) {
            row = cell(row, ConntrackEntry.SOURCE_NEXT);
        }
        return row;
    }

    /** Address index and port of the source: key bits 48-63 and 16-31. */
    private static int sourceOf(long key) {
        return (int) (key >>> 48) << 16 | (int) (key >>> 16) & 0xffff;
    }

    private static int sourceHash(long key) {
        return ConntrackIndex.hash(sourceOf(key));
    }

    /** Makes an entry; neither quadruplet may have one. It has no timer yet. */
    public int add(long key, int outsideAddress, int outsidePort) {
        if (size == sources.length) {
            lengthenSources();
        }
        int row = takeRow();
        view(row, look).clear(key, outsideAddress << 16 | outsidePort);
        inside.add(row);
        outside.add(row);
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
        int slot = sourceHash(key) & sources.length - 1;
        cell(row, ConntrackEntry.SOURCE_NEXT, sources[slot]);
        sources[slot] = row;
    }

    /** Twice the chains. Rows of one source stay in their order, the newest first. */
    private void lengthenSources() {
        int[] old = sources;
        sources = noRows(old.length * 2);
        int[] chained = new int[16];
        for (int head : old) {
            int count = 0;
            for (int row = head; row != NONE; row = cell(row, ConntrackEntry.SOURCE_NEXT)) {
                chained = count == chained.length ? Arrays.copyOf(chained, count * 2) : chained;
                chained[count++] = row;
            }
            while (count > 0) {
                int row = chained[--count];
                chain(row, key(row));
            }
        }
    }

    /** Ends an entry. */
    public void remove(int row) {
        onGone.accept(row);
        lanes.stop(row);
        inside.remove(row);
        outside.remove(row);
        int slot = sourceHash(key(row)) & sources.length - 1;
        if (sources[slot] == row) {
            sources[slot] = cell(row, ConntrackEntry.SOURCE_NEXT);
        } else {
            int before = sources[slot];
            while (cell(before, ConntrackEntry.SOURCE_NEXT) != row) {
                before = cell(before, ConntrackEntry.SOURCE_NEXT);
            }
            cell(before, ConntrackEntry.SOURCE_NEXT, cell(row, ConntrackEntry.SOURCE_NEXT));
        }
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

    private int evictable(ConntrackIndex index, long key, double share) {
        int slots = (int) Math.ceil(index.length() * Math.min(1, share));
        int first = ConntrackIndex.hash(key);
        for (int i = 0; i < slots; i++) {
            int row = index.at(first + i);
            if (row != NONE && !view(row, look).isAssured()) {
                return row;
            }
        }
        return NONE;
    }

    private static int[] noRows(int length) {
        int[] rows = new int[length];
        Arrays.fill(rows, NONE);
        return rows;
    }
}
