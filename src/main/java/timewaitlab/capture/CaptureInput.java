package timewaitlab.capture;

import java.io.IOException;
import java.io.InputStream;

/** A stream that knows where it is and never reads more than it may. */
final class CaptureInput {
    private static final int SKIP_BYTES = 8_192;

    private final InputStream in;
    private final long limit;
    private final byte[] skipped = new byte[SKIP_BYTES];
    private long position;

    CaptureInput(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Bytes read so far. */
    long position() {
        return position;
    }

    /** Reads up to {@code count} bytes and says how many there were: fewer only where the file ends. */
    int read(byte[] into, int at, int count) throws IOException {
        int read = in.readNBytes(into, at, count);
        position += read;
        if (position > limit) {
            throw tooLarge(limit);
        }
        return read;
    }

    /** Passes over up to {@code count} bytes and says how many there were: fewer only where the file ends. */
    long skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            int step = (int) Math.min(left, SKIP_BYTES);
            int read = read(skipped, 0, step);
            left -= read;
            if (read < step) {
                break;
            }
        }
        return count - left;
    }

    /** The one wording for a file that is too large, found by its size or on the way. */
    static BrokenCapture tooLarge(long limit) {
        return new BrokenCapture(
                "the capture is too large",
                "at most " + limit + " bytes; filter it first, for instance with tcpdump -r and -w");
    }
}
