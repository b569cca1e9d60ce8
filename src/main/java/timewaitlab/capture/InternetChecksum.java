package timewaitlab.capture;

/** The ones' complement sum of RFC 1071, and the pseudo-header of RFC 9293 section 3.1 and RFC 8200 section 8.1. */
final class InternetChecksum {
    private static final int TCP_PROTOCOL = 6;

    private InternetChecksum() {}

    /** Adds the 16-bit words of {@code count} bytes to {@code sum}; an odd last byte is followed by a zero. */
    static long add(long sum, byte[] bytes, int at, int count) {
        long total = sum;
        int end = at + (count & ~1);
        for (int i = at; i < end; i += 2) {
            total += (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
        }
        return (count & 1) == 0 ? total : total + ((bytes[end] & 0xff) << 8);
    }

    /** The sum of both addresses, which begin at {@code at}, the protocol and the length of the TCP segment. */
    static long pseudoHeader(byte[] bytes, int at, int addressBytes, int tcpBytes) {
        return add(TCP_PROTOCOL + (tcpBytes >>> 16) + (tcpBytes & 0xffff), bytes, at, 2 * addressBytes);
    }

    /** The sum in 16 bits, its carries added back in. A right checksum makes it 0xffff. */
    static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
