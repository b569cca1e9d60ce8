package timewaitlab.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of so many numbers and so many references each, to which one is only ever added. A recorded run makes a dozen of
 * them a segment: as objects they would keep a garbage collector busier than the run keeps the engine. What they stand
 * for is made when somebody wants to see it.
 */
final class Rows {
    private static final int SHIFT = 12;
    private static final int CHUNK = 1 << SHIFT;

    private final int words;
    private final int refs;
    private long[][] numbers = {};
    private @Nullable Object[][] objects = {};
    private int size;

    Rows(int words, int refs) {
        this.words = words;
        this.refs = refs;
    }

    int size() {
        return size;
    }

    /** Adds a row of zeros and nulls; its number, from 0, is the answer. */
    int add() {
        int chunk = size >> SHIFT;
        if (chunk == numbers.length) {
            int more = Math.max(4, 2 * chunk);
            numbers = Arrays.copyOf(numbers, more);
            objects = Arrays.copyOf(objects, more);
        }
        if ((size & CHUNK - 1) == 0) {
            numbers[chunk] = new long[words * CHUNK];
            objects[chunk] = new Object[refs * CHUNK];
        }
        return size++;
    }

    long number(int row, int place) {
        return numbers[row >> SHIFT][(row & CHUNK - 1) * words + place];
    }

    void put(int row, int place, long value) {
        numbers[row >> SHIFT][(row & CHUNK - 1) * words + place] = value;
    }

    @Nullable
    Object object(int row, int place) {
        return objects[row >> SHIFT][(row & CHUNK - 1) * refs + place];
    }

    /** A text that is there. */
    String text(int row, int place) {
        return (String) there(row, place);
    }

    /** The cause that is there. */
    Cause cause(int row, int place) {
        return (Cause) there(row, place);
    }

    /** What is there and not null. */
    Object there(int row, int place) {
        Object object = object(row, place);
        if (object == null) {
            throw new IllegalStateException("row " + row + " has nothing at " + place);
        }
        return object;
    }

    void put(int row, int place, @Nullable Object object) {
        objects[row >> SHIFT][(row & CHUNK - 1) * refs + place] = object;
    }
}
