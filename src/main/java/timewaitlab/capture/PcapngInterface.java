package timewaitlab.capture;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * An Interface Description Block: what its frames are and how they count time. Draft-ietf-opsawg-pcapng section 4.2.
 *
 * @param linkType link type of its frames
 * @param snapLength most bytes recorded of a frame, 0 for no limit
 * @param resolution {@code if_tsresol}: units of 10^-n seconds, or of 2^-n with the top bit set
 * @param offsetSeconds {@code if_tsoffset}: what to add to every time
 */
record PcapngInterface(int linkType, long snapLength, int resolution, long offsetSeconds) {
    private static final int FIXED_BYTES = 8;
    private static final int END_OF_OPTIONS = 0;
    private static final int TSRESOL = 9;
    private static final int TSOFFSET = 14;
    private static final int MICROSECONDS = 6;
    private static final int BINARY = 0x80;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Reads the block's body; options that are cut off are left out. The body has at least eight bytes. */
    static PcapngInterface read(ByteBuffer body, int count) {
        int resolution = MICROSECONDS;
        long offset = 0;
        int at = FIXED_BYTES;
        while (at + 4 <= count) {
            int code = Short.toUnsignedInt(body.getShort(at));
            int length = Short.toUnsignedInt(body.getShort(at + 2));
            if (code == END_OF_OPTIONS || at + 4 + length > count) {
                break;
            }
            if (code == TSRESOL && length >= 1) {
                resolution = body.get(at + 4) & 0xff;
            } else if (code == TSOFFSET && length >= 8) {
                offset = body.getLong(at + 4);
            }
            at += 4 + (length + 3 & ~3);
        }
        int linkType = Short.toUnsignedInt(body.getShort(0));
        return new PcapngInterface(linkType, Integer.toUnsignedLong(body.getInt(4)), resolution, offset);
    }

    /** Nanoseconds since 1970 of a time stamp, or -1 when they do not fit a {@code long}. */
    long epochNanos(long stamp) {
        if (offsetSeconds == 0 && resolution == MICROSECONDS && stamp >= 0 && stamp <= Long.MAX_VALUE / 1_000) {
            return stamp * 1_000;
        }
        if (offsetSeconds == 0 && resolution == 9) {
            return Math.max(stamp, -1);
        }
        BigInteger units = new BigInteger(Long.toUnsignedString(stamp)).multiply(BigInteger.valueOf(NANOS_PER_SECOND));
        int exponent = resolution & ~BINARY;
        BigInteger nanos =
                (resolution & BINARY) != 0 ? units.shiftRight(exponent) : units.divide(BigInteger.TEN.pow(exponent));
        BigInteger shifted =
                nanos.add(BigInteger.valueOf(offsetSeconds).multiply(BigInteger.valueOf(NANOS_PER_SECOND)));
        return shifted.signum() < 0 || shifted.bitLength() > 63 ? -1 : shifted.longValue();
    }
}
