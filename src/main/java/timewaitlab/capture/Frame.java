package timewaitlab.capture;

import java.io.IOException;

/** The frame at hand: its recorded bytes, in a buffer that the next frame overwrites. Numbers are in network order. */
final class Frame {
    private byte[] bytes = new byte[2_048];
    private int captured;
    private long original;

    /**
     * Takes the next {@code count} bytes of the file as this frame, which had {@code originalCount} on the wire, and
     * says how many there were: fewer only where the file ends.
     */
    int fill(CaptureInput in, int count, long originalCount) throws IOException {
        if (bytes.length < count) {
            bytes = new byte[Math.max(count, Math.min(2 * bytes.length, CaptureLimits.FRAME_BYTES))];
        }
        captured = in.read(bytes, 0, count);
        // Some tools leave the original length out.
        original = Math.max(originalCount, captured);
        return captured;
    }

    /** The buffer itself, for sums and addresses; only the captured bytes are this frame's. */
    byte[] bytes() {
        return bytes;
    }

    /** Bytes recorded. */
    int captured() {
        return captured;
    }

    /** Bytes on the wire, 0 to 2^32 - 1. */
    long original() {
        return original;
    }

    /** Whether {@code count} bytes from {@code at} on were recorded. */
    boolean has(int at, int count) {
        return at >= 0 && count >= 0 && at <= captured - count;
    }

    int u8(int at) {
        return bytes[at] & 0xff;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int i32(int at) {
        return u16(at) << 16 | u16(at + 2);
    }
}
