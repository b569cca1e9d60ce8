package timewaitlab.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Pcapng: blocks that tell their type and length, in sections that each have a byte order and interfaces of their own.
 * Draft-ietf-opsawg-pcapng sections 3 and 4.
 */
final class PcapngFormat {
    /** Type of a Section Header Block; the same in either byte order. */
    static final int SECTION_HEADER = 0x0a0d0d0a;
    /** Type of an Interface Description Block. */
    static final int INTERFACE_DESCRIPTION = 1;
    /** Type of the Packet Block, which nobody writes any more. */
    static final int PACKET = 2;
    /** Type of a Simple Packet Block, which has no time. */
    static final int SIMPLE_PACKET = 3;
    /** Type of an Enhanced Packet Block. */
    static final int ENHANCED_PACKET = 6;
    /** What tells the byte order of a section. */
    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

    /** Type, length, and length again at the end. */
    private static final int LEAST_BLOCK = 12;
    /** Bytes of an interface block that are looked at; more could only be comments. */
    private static final int INTERFACE_BYTES = 65_536;

    private final CaptureInput in;
    private final CaptureBuilder out;
    private final long limit;
    private final Frame frame = new Frame();
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private long blockAt;
    private long bodyEnd;

    private PcapngFormat(CaptureInput in, CaptureBuilder out, long limit) {
        this.in = in;
        this.out = out;
        this.limit = limit;
    }

    /** Reads the rest of a file whose first four bytes were the type of a section header. */
    static void read(CaptureInput in, CaptureBuilder out, long limit) throws IOException {
        PcapngFormat format = new PcapngFormat(in, out, limit);
        format.block(SECTION_HEADER);
        while (format.nextBlock()) {}
    }

    private boolean nextBlock() throws IOException {
        blockAt = in.position();
        byte[] type = new byte[4];
        int read = in.read(type, 0, 4);
        if (read > 0 && read < 4) {
            throw truncatedBlock(4 - read);
        }
        if (read == 4) {
            block(ByteBuffer.wrap(type).order(order).getInt());
        }
        return read == 4;
    }

    /** Reads a block whose type has been read. */
    private void block(int type) throws IOException {
        // The length of a section header can be read only when the magic number behind it is known.
        ByteBuffer start = bytes(type == SECTION_HEADER ? 8 : 4);
        if (type == SECTION_HEADER) {
            section(start.order(ByteOrder.BIG_ENDIAN).getInt(4));
        }
        long length = Integer.toUnsignedLong(start.order(order).getInt(0));
        if (length < LEAST_BLOCK + (type == SECTION_HEADER ? 16 : 0) || length % 4 != 0) {
            throw new BrokenCapture(
                    "the block at byte " + blockAt + " claims " + length + " bytes",
                    "a multiple of 4, at least " + (type == SECTION_HEADER ? 28 : LEAST_BLOCK));
        }
        if (length > limit) {
            throw new BrokenCapture(
                    "the block at byte " + blockAt + " claims " + length + " bytes", "at most " + limit);
        }
        bodyEnd = blockAt + length - 4;
        switch (type) {
            case SECTION_HEADER -> version();
            case INTERFACE_DESCRIPTION -> interfaceDescription();
            case ENHANCED_PACKET -> enhancedPacket(false);
            case PACKET -> enhancedPacket(true);
            case SIMPLE_PACKET -> simplePacket();
            default -> {}
        }
        endOfBlock(length);
    }

    private void section(int magic) throws BrokenCapture {
        if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
            throw new BrokenCapture(
                    "the section at byte " + blockAt + " has byte-order magic " + hex(magic),
                    hex(BYTE_ORDER_MAGIC) + " in either order");
        }
        order = magic == BYTE_ORDER_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        interfaces.clear();
    }

    private void version() throws IOException {
        int major = Short.toUnsignedInt(bytes(4).getShort(0));
        if (major != 1) {
            throw new BrokenCapture("pcapng version " + major + " at byte " + blockAt, "version 1");
        }
    }

    private void interfaceDescription() throws IOException {
        requireBody(8);
        int count = (int) Math.min(bodyEnd - in.position(), INTERFACE_BYTES);
        PcapngInterface described = PcapngInterface.read(bytes(count), count);
        interfaces.add(described);
        out.link(described.linkType());
    }

    /** The Packet Block of old differs only in having an interface number of 16 bits and a drop count beside it. */
    private void enhancedPacket(boolean old) throws IOException {
        requireBody(20);
        ByteBuffer fixed = bytes(20);
        long number = old ? Short.toUnsignedLong(fixed.getShort(0)) : Integer.toUnsignedLong(fixed.getInt(0));
        PcapngInterface on = interfaceNumber(number);
        long stamp = (long) fixed.getInt(4) << 32 | Integer.toUnsignedLong(fixed.getInt(8));
        long time = on.epochNanos(stamp);
        if (time < 0) {
            throw new BrokenCapture(
                    "the time of frame " + out.nextFrame() + " at byte " + blockAt + " is out of range",
                    "a time from 1970 to 2262");
        }
        fill(Integer.toUnsignedLong(fixed.getInt(12)), Integer.toUnsignedLong(fixed.getInt(16)));
        out.frame(on.linkType(), time, frame);
    }

    private void simplePacket() throws IOException {
        requireBody(4);
        long original = Integer.toUnsignedLong(bytes(4).getInt(0));
        PcapngInterface on = interfaceNumber(0);
        long captured = on.snapLength() == 0 ? original : Math.min(original, on.snapLength());
        fill(captured, original);
        out.frame(on.linkType(), out.latestTime(), frame);
    }

    private PcapngInterface interfaceNumber(long number) throws BrokenCapture {
        if (number >= interfaces.size()) {
            throw new BrokenCapture(
                    "frame " + out.nextFrame() + " at byte " + blockAt + " names interface " + number,
                    interfaces.isEmpty()
                            ? "an interface description before it"
                            : "an interface from 0 to " + (interfaces.size() - 1));
        }
        return interfaces.get((int) number);
    }

    private void fill(long captured, long original) throws IOException {
        PcapFormat.requireSaneLength(captured, blockAt, out);
        if (captured > bodyEnd - in.position()) {
            throw new BrokenCapture(
                    "frame " + out.nextFrame() + " at byte " + blockAt + " claims " + captured + " bytes",
                    "at most the " + (bodyEnd - in.position()) + " left in its block");
        }
        int found = frame.fill(in, (int) captured, original);
        if (found < captured) {
            throw PcapFormat.truncated(in, out, captured - found);
        }
    }

    private void endOfBlock(long length) throws IOException {
        long rest = bodyEnd - in.position();
        long skipped = in.skip(rest);
        if (skipped < rest) {
            throw truncatedBlock(rest - skipped + 4);
        }
        long again = Integer.toUnsignedLong(bytes(4).getInt(0));
        if (again != length) {
            throw new BrokenCapture(
                    "the block at byte " + blockAt + " has length " + length + " at its start and " + again
                            + " at its end",
                    "the same length");
        }
    }

    private void requireBody(int least) throws BrokenCapture {
        if (bodyEnd - in.position() < least) {
            throw new BrokenCapture(
                    "the block at byte " + blockAt + " has a body of " + (bodyEnd - in.position()) + " bytes",
                    "at least " + least);
        }
    }

    private ByteBuffer bytes(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(order);
        int read = in.read(bytes.array(), 0, count);
        if (read < count) {
            throw truncatedBlock(count - read);
        }
        return bytes;
    }

    private BrokenCapture truncatedBlock(long missing) {
        return new BrokenCapture(
                "truncated at byte " + in.position() + " in the block at byte " + blockAt, missing + " more bytes");
    }

    private static String hex(int value) {
        return String.format("0x%08x", value);
    }
}
