package timewaitlab.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressText;
import timewaitlab.wire.Segment;

/**
 * A segment as the bytes of an IP datagram. What a {@link Segment} does not hold is what Linux sends: a TTL of 64, no
 * fragments, options in its order. The payload is its identity over and over, eight bytes a time, so that stale bytes
 * can be seen in any other tool.
 */
final class SegmentBytes {
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int LARGEST_FIELD = 65_535;
    private static final int TTL = 64;
    private static final int TCP_PROTOCOL = 6;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int WITH_SYN_OPTIONS = 40;

    private SegmentBytes() {}

    /**
     * The datagram with valid checksums; a segment that is known to be {@code BAD} keeps a wrong TCP checksum.
     *
     * @throws IllegalArgumentException when its addresses are not two of IPv4 or two of IPv6
     */
    static byte[] of(Segment segment, Checksum checksum) {
        byte[] src = bytes(segment.src());
        byte[] dst = bytes(segment.dst());
        if (src.length != dst.length) {
            throw new IllegalArgumentException("an address of each version: " + segment);
        }
        byte[] options = options(segment);
        int tcpBytes = TcpHeader.LEAST_BYTES + options.length + segment.length();
        int ipBytes = src.length == AddressText.IPV4_BYTES ? IPV4_BYTES : IPV6_BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(ipBytes + tcpBytes);
        if (ipBytes == IPV4_BYTES) {
            version4(bytes, tcpBytes, src, dst);
        } else {
            version6(bytes, tcpBytes, src, dst);
        }
        tcp(bytes, segment, options);
        while (bytes.hasRemaining()) {
            int shift = (segment.length() - bytes.remaining()) % 8 * 8;
            bytes.put((byte) (segment.payload() >>> 56 - shift));
        }
        long pseudo = InternetChecksum.pseudoHeader(bytes.array(), ipBytes - 2 * src.length, src.length, tcpBytes);
        int sum = ~InternetChecksum.fold(InternetChecksum.add(pseudo, bytes.array(), ipBytes, tcpBytes));
        bytes.putShort(ipBytes + TcpHeader.CHECKSUM_AT, (short) (checksum == Checksum.BAD ? sum ^ 1 : sum));
        return bytes.array();
    }

    private static byte[] bytes(Address address) {
        Optional<byte[]> bytes = AddressText.parse(address.text());
        return bytes.orElseThrow(() -> new IllegalArgumentException("not an IP address: " + address));
    }

    private static void version4(ByteBuffer into, int tcpBytes, byte[] src, byte[] dst) {
        into.put((byte) 0x45).put((byte) 0);
        into.putShort(lengthField(IPV4_BYTES + tcpBytes));
        into.putShort((short) 0).putShort((short) DO_NOT_FRAGMENT);
        into.put((byte) TTL).put((byte) TCP_PROTOCOL).putShort((short) 0);
        into.put(src).put(dst);
        into.putShort(10, (short) ~InternetChecksum.fold(InternetChecksum.add(0, into.array(), 0, IPV4_BYTES)));
    }

    private static void version6(ByteBuffer into, int tcpBytes, byte[] src, byte[] dst) {
        into.putInt(0x6000_0000);
        into.putShort(lengthField(tcpBytes));
        into.put((byte) TCP_PROTOCOL).put((byte) TTL);
        into.put(src).put(dst);
    }

    /** As Linux leaves it on a segment too large for the field: 0, and the frame's own length counts. */
    private static short lengthField(int length) {
        return (short) (length > LARGEST_FIELD ? 0 : length);
    }

    private static void tcp(ByteBuffer into, Segment segment, byte[] options) {
        into.putShort((short) segment.srcPort()).putShort((short) segment.dstPort());
        into.putInt(segment.seq()).putInt(segment.ack());
        into.put((byte) ((TcpHeader.LEAST_BYTES + options.length) / 4 << 4)).put((byte) segment.flags());
        into.putShort((short) segment.window()).putInt(0).put(options);
    }

    /** The order and padding of tcp_options_write(), Linux net/ipv4/tcp_output.c. */
    private static byte[] options(Segment segment) {
        ByteBuffer into = ByteBuffer.allocate(WITH_SYN_OPTIONS);
        if (segment.mss() != 0) {
            into.put((byte) TcpHeader.MSS).put((byte) 4).putShort((short) segment.mss());
        }
        boolean sackBeforeTimestamps = segment.isSackPermitted() && segment.isTimestamped();
        if (sackBeforeTimestamps) {
            into.put((byte) TcpHeader.SACK_PERMITTED).put((byte) 2);
        }
        if (segment.isTimestamped()) {
            pad(into, sackBeforeTimestamps ? 0 : 2);
            into.put((byte) TcpHeader.TIMESTAMPS).put((byte) 10);
            into.putInt(segment.tsVal()).putInt(segment.tsEcr());
        }
        if (segment.windowScale() != Segment.NO_SCALE) {
            pad(into, 1);
            into.put((byte) TcpHeader.WINDOW_SCALE).put((byte) 3).put((byte) segment.windowScale());
        }
        if (segment.isSackPermitted() && !sackBeforeTimestamps) {
            pad(into, 2);
            into.put((byte) TcpHeader.SACK_PERMITTED).put((byte) 2);
        }
        return Arrays.copyOf(into.array(), into.position());
    }

    private static void pad(ByteBuffer into, int count) {
        for (int i = 0; i < count; i++) {
            into.put((byte) TcpHeader.NO_OPERATION);
        }
    }
}
