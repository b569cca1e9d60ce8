package timewaitlab.base;

/**
 * What stops the reading of one line that somebody wrote. Thrown inside a reader and caught by it, which makes a
 * {@link Problem} of it; nobody outside sees one.
 */
public final class Misread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String what;
    private final String expected;

    /** {@code column} from 1; the rest as a problem has it. */
    public Misread(int column, String what, String expected) {
        super(what, null, false, false);
        this.column = column;
        this.what = what;
        this.expected = expected;
    }

    /** The problem, in this line of this file. */
    public Problem in(String file, int line) {
        return new Problem(file, line, column, what, expected);
    }
}
