package timewaitlab.trace;

/** What a row of memory is read from when somebody wants to see it: something that nobody writes to. */
public interface Remembered {
    /** The row. */
    Memory memory();
}
