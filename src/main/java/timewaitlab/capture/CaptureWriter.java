package timewaitlab.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import timewaitlab.base.Problem;

/**
 * Writes segments as pcap or pcapng: nanoseconds, little-endian, link type RAW. The same segments give the same bytes.
 * Draft-ietf-opsawg-pcap section 4, draft-ietf-opsawg-pcapng section 4.
 *
 * <p>Times are {@code startEpochNanos}, nanoseconds since 1970, plus the time of each segment. A sum before 1970 (or,
 * in pcap, after 2106) and an address that is no IP address are mistakes of the caller: IllegalArgumentException.
 */
public final class CaptureWriter {
    /** For {@link #writePcapng}: no segment has a comment. */
    public static final Function<TimedSegment, String> NO_COMMENTS = segment -> "";

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long PCAP_SECONDS = 1L << 32;
    private static final int SNAP_LENGTH = CaptureLimits.FRAME_BYTES;
    private static final int IF_TSRESOL = 9;
    private static final int OPT_COMMENT = 1;
    private static final int LONGEST_OPTION = 65_535;
    private static final int INTERFACE_BYTES = 32;
    private static final int SECTION_BYTES = 28;
    private static final int ENHANCED_PACKET_BYTES = 32;

    private CaptureWriter() {}

    /** Writes a pcap file, whole or not at all; the problem, if there is one, says why not. */
    public static Optional<Problem> writePcap(Path file, long startEpochNanos, List<TimedSegment> segments) {
        return WholeFile.write(file, out -> pcap(out, startEpochNanos, segments));
    }

    /**
     * Writes a pcapng file, whole or not at all; the problem, if there is one, says why not.
     *
     * @param about what to note at the beginning, about all of it; empty for nothing
     * @param comments what to note at each segment; empty for nothing
     */
    public static Optional<Problem> writePcapng(
            Path file,
            long startEpochNanos,
            List<TimedSegment> segments,
            String about,
            Function<TimedSegment, String> comments) {
        return WholeFile.write(file, out -> pcapng(out, startEpochNanos, segments, about, comments));
    }

    /** Writes pcap to a stream and leaves it open. */
    public static void pcap(OutputStream stream, long startEpochNanos, List<TimedSegment> segments) throws IOException {
        OutputStream out = new BufferedOutputStream(stream);
        ByteBuffer header = allocate(PcapFormat.HEADER_BYTES);
        header.putInt(PcapFormat.NANOSECONDS).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(LinkLayer.RAW);
        out.write(header.array());
        for (TimedSegment timed : segments) {
            byte[] bytes = SegmentBytes.of(timed.segment(), timed.checksum());
            long time = epochNanos(startEpochNanos, timed);
            if (time / NANOS_PER_SECOND >= PCAP_SECONDS) {
                throw new IllegalArgumentException("pcap ends in 2106: " + time);
            }
            int captured = Math.min(bytes.length, SNAP_LENGTH);
            ByteBuffer frame = allocate(PcapFormat.FRAME_HEADER_BYTES);
            frame.putInt((int) (time / NANOS_PER_SECOND)).putInt((int) (time % NANOS_PER_SECOND));
            frame.putInt(captured).putInt(bytes.length);
            out.write(frame.array());
            out.write(bytes, 0, captured);
        }
        out.flush();
    }

    /** Writes pcapng to a stream and leaves it open. {@code about} and {@code comments} as in {@link #writePcapng}. */
    public static void pcapng(
            OutputStream stream,
            long startEpochNanos,
            List<TimedSegment> segments,
            String about,
            Function<TimedSegment, String> comments)
            throws IOException {
        OutputStream out = new BufferedOutputStream(stream);
        out.write(section(about));
        ByteBuffer described = allocate(INTERFACE_BYTES);
        described.putInt(PcapngFormat.INTERFACE_DESCRIPTION).putInt(INTERFACE_BYTES);
        described.putShort((short) LinkLayer.RAW).putShort((short) 0).putInt(SNAP_LENGTH);
        described.putShort((short) IF_TSRESOL).putShort((short) 1).putInt(9);
        described.putInt(0).putInt(INTERFACE_BYTES);
        out.write(described.array());
        for (TimedSegment timed : segments) {
            byte[] bytes = SegmentBytes.of(timed.segment(), timed.checksum());
            out.write(enhancedPacket(bytes, epochNanos(startEpochNanos, timed), comments.apply(timed)));
        }
        out.flush();
    }

    private static byte[] section(String about) {
        byte[] note = option(about);
        int length = SECTION_BYTES + optionBytes(note);
        ByteBuffer section = allocate(length);
        section.putInt(PcapngFormat.SECTION_HEADER).putInt(length).putInt(PcapngFormat.BYTE_ORDER_MAGIC);
        section.putShort((short) 1).putShort((short) 0).putLong(-1);
        comment(section, note);
        section.putInt(length - 4, length);
        return section.array();
    }

    /** Bytes of a comment as the only option of a block. */
    private static int optionBytes(byte[] note) {
        return note.length == 0 ? 0 : 4 + padded(note.length) + 4;
    }

    private static void comment(ByteBuffer block, byte[] note) {
        if (note.length > 0) {
            block.putShort((short) OPT_COMMENT).putShort((short) note.length).put(note);
        }
    }

    private static byte[] enhancedPacket(byte[] bytes, long time, String comment) {
        int captured = Math.min(bytes.length, SNAP_LENGTH);
        byte[] note = option(comment);
        int options = optionBytes(note);
        int length = ENHANCED_PACKET_BYTES + padded(captured) + options;
        ByteBuffer block = allocate(length);
        block.putInt(PcapngFormat.ENHANCED_PACKET).putInt(length).putInt(0);
        block.putInt((int) (time >>> 32)).putInt((int) time).putInt(captured).putInt(bytes.length);
        block.put(bytes, 0, captured).position(length - 4 - options);
        comment(block, note);
        block.putInt(length - 4, length);
        return block.array();
    }

    /** UTF-8, cut at a whole character where the length field of an option ends. */
    private static byte[] option(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_OPTION) {
            return bytes;
        }
        int end = LONGEST_OPTION;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static long epochNanos(long start, TimedSegment timed) {
        long time = Math.addExact(start, timed.time());
        if (time < 0) {
            throw new IllegalArgumentException("before 1970: frame " + timed.frame() + " at " + time);
        }
        return time;
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    private static ByteBuffer allocate(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
