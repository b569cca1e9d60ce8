package timewaitlab.agreement;

import java.util.Objects;

/**
 * One comparison of a recording with the engine.
 *
 * @param what was compared, and where
 * @param expected what the kernel did
 * @param got what the engine did
 */
public record Row(String what, String expected, String got, boolean held) {
    /** Two things that must be the same. */
    static Row same(String what, Object expected, Object got) {
        return new Row(what, expected.toString(), got.toString(), Objects.equals(expected, got));
    }

    @Override
    public String toString() {
        return what + ": recorded " + expected + ", engine " + got;
    }
}
