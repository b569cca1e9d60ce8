package timewaitlab.base;

/**
 * A mistake in something the user handed in, told in one line: where, what is wrong, what was expected. It is a value,
 * not an exception, so that a parser goes on and finds the next one.
 *
 * @param file the file as the user named it
 * @param line line number from 1, or 0 when lines mean nothing there (a capture)
 * @param column column number from 1, or 0 when only the line or the file is to blame
 * @param what what is wrong, a clause without a full stop
 * @param expected what was expected, without the word "expected"; may be empty
 */
public record Problem(String file, int line, int column, String what, String expected) {
    /** Whatever a hostile file holds, its problem stays one line of printable text. */
    public Problem {
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line " + line + ", column " + column);
        }
        file = oneLine(file);
        what = oneLine(what);
        expected = oneLine(expected);
    }

    /** A problem with the file as a whole. */
    public static Problem of(String file, String what, String expected) {
        return new Problem(file, 0, 0, what, expected);
    }

    /** {@code file:line:column: what; expected ...}, without the numbers that are 0. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
                text.append(':').append(column);
            }
        }
        text.append(": ").append(what);
        if (!expected.isEmpty()) {
            text.append("; expected ").append(expected);
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) || point == 0x2028 || point == 0x2029 ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
