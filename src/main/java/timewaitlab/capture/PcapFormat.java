package timewaitlab.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Classic pcap: a header of 24 bytes, then frames with a header of 16 each. Draft-ietf-opsawg-pcap section 4. */
final class PcapFormat {
    /** Magic number of files in microseconds, in the writer's byte order. */
    static final int MICROSECONDS = 0xa1b2c3d4;
    /** Magic number of files in nanoseconds. */
    static final int NANOSECONDS = 0xa1b23c4d;

    static final int HEADER_BYTES = 24;
    static final int FRAME_HEADER_BYTES = 16;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** The upper bits tell the length of a frame check sequence, which the IP length leaves out anyway. */
    private static final int LINK_TYPE_MASK = 0x03ff_ffff;

    private PcapFormat() {}

    /** Whether a file that begins with these four bytes, taken in network order, is classic pcap. */
    static boolean isMagic(int magic) {
        int swapped = Integer.reverseBytes(magic);
        return magic == MICROSECONDS || magic == NANOSECONDS || swapped == MICROSECONDS || swapped == NANOSECONDS;
    }

    /** Reads the rest of a file whose first four bytes, taken in network order, are {@code magic}. */
    static void read(CaptureInput in, int magic, CaptureBuilder out) throws IOException {
        boolean big = magic == MICROSECONDS || magic == NANOSECONDS;
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int unit = (big ? magic : Integer.reverseBytes(magic)) == NANOSECONDS ? 1 : 1_000;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(order);
        if (in.read(header.array(), 4, HEADER_BYTES - 4) < HEADER_BYTES - 4) {
            throw new BrokenCapture(
                    "truncated at byte " + in.position() + " in the file header",
                    "a header of " + HEADER_BYTES + " bytes");
        }
        int linkType = header.getInt(20) & LINK_TYPE_MASK;
        out.link(linkType);
        if (LinkLayer.reads(linkType)) {
            frames(in, ByteBuffer.allocate(FRAME_HEADER_BYTES).order(order), new Recording(linkType, unit), out);
        }
    }

    private static void frames(CaptureInput in, ByteBuffer header, Recording recording, CaptureBuilder out)
            throws IOException {
        Frame frame = new Frame();
        while (true) {
            long at = in.position();
            int read = in.read(header.array(), 0, FRAME_HEADER_BYTES);
            if (read == 0) {
                return;
            }
            if (read < FRAME_HEADER_BYTES) {
                throw truncated(in, out, FRAME_HEADER_BYTES - read);
            }
            long captured = Integer.toUnsignedLong(header.getInt(8));
            requireSaneLength(captured, at, out);
            int found = frame.fill(in, (int) captured, Integer.toUnsignedLong(header.getInt(12)));
            if (found < captured) {
                throw truncated(in, out, captured - found);
            }
            long seconds = Integer.toUnsignedLong(header.getInt(0));
            long fraction = Integer.toUnsignedLong(header.getInt(4));
            out.frame(recording.linkType, seconds * NANOS_PER_SECOND + fraction * recording.unit, frame);
        }
    }

    /** The one wording for a length that no recorder writes, whose bytes are not even looked for. */
    static void requireSaneLength(long captured, long at, CaptureBuilder out) throws BrokenCapture {
        if (captured > CaptureLimits.FRAME_BYTES) {
            throw new BrokenCapture(
                    "frame " + out.nextFrame() + " at byte " + at + " claims " + captured + " bytes",
                    "at most " + CaptureLimits.FRAME_BYTES);
        }
    }

    /** The one wording for a file that ends inside a frame. */
    static BrokenCapture truncated(CaptureInput in, CaptureBuilder out, long missing) {
        return new BrokenCapture(
                "truncated at byte " + in.position() + " in frame " + out.nextFrame(), missing + " more bytes");
    }

    /** What the file header says of every frame: its link type, and how many nanoseconds a fraction counts. */
    private record Recording(int linkType, int unit) {}
}
