package timewaitlab.capture;

import java.io.IOException;
import timewaitlab.base.Problem;

/**
 * The file breaks the rules of its format. Thrown and caught inside this room only: {@link CaptureReader} turns it into
 * the {@link Problem} that the world sees.
 */
final class BrokenCapture extends IOException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String expected;

    BrokenCapture(String what, String expected) {
        super(what);
        this.what = what;
        this.expected = expected;
    }

    Problem in(String file) {
        return Problem.of(file, what, expected);
    }

    /** Where in this program it was noticed interests nobody. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
