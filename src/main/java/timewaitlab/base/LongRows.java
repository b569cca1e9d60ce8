package timewaitlab.base;

import java.util.Arrays;

/**
 * Rows of a few {@code long} words each, one after the other, so that what is asked of one row lies in one or two cache
 * lines. They grow by small chunks: hundreds of thousands of rows leave no slack worth counting, and growing copies
 * nothing.
 */
public final class LongRows {
    private static final int CHUNK_SHIFT = 8;
    private static final int CHUNK = 1 << CHUNK_SHIFT;
    private static final int CHUNK_MASK = CHUNK - 1;

    private final int width;
    private long[][] chunks = {};

    /** @param width words a row */
    public LongRows(int width) {
        this.width = width;
    }

    /** Makes sure that this row and all before it are there; new ones hold zeros. */
    public void reserve(int row) {
        while (row >> CHUNK_SHIFT >= chunks.length) {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new long[CHUNK * width];
        }
    }

    public long get(int row, int word) {
        return chunks[row >> CHUNK_SHIFT][(row & CHUNK_MASK) * width + word];
    }

    public void set(int row, int word, long value) {
        chunks[row >> CHUNK_SHIFT][(row & CHUNK_MASK) * width + word] = value;
    }

    /** The upper half of a word. */
    public int high(int row, int word) {
        return (int) (get(row, word) >>> 32);
    }

    /** The lower half of a word. */
    public int low(int row, int word) {
        return (int) get(row, word);
    }

    /** Sets both halves of a word. */
    public void set(int row, int word, int high, int low) {
        set(row, word, (long) high << 32 | low & 0xffff_ffffL);
    }
}
