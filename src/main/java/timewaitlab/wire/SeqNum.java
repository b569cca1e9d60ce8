package timewaitlab.wire;

/**
 * Serial-number order of 32-bit sequence numbers and timestamps: RFC 9293 section 3.4, RFC 7323 section 5.2, Linux
 * {@code before()} and {@code after()} in include/net/tcp.h. Values travel as {@code int} and print unsigned.
 *
 * <p>At a distance of exactly 2^31 both {@code isBefore} and {@code isAfter} are true, as in the kernel.
 */
public final class SeqNum {
    private SeqNum() {}

    /** Whether {@code a} comes before {@code b}: {@code (s32)(a - b) < 0}. */
    public static boolean isBefore(int a, int b) {
        return a - b < 0;
    }

    /** Whether {@code a} comes after {@code b}: {@code (s32)(b - a) < 0}. */
    public static boolean isAfter(int a, int b) {
        return b - a < 0;
    }

    /** Whether {@code x} lies in {@code [low, high]} walking forward from {@code low}, both ends included. */
    public static boolean isBetween(int x, int low, int high) {
        return Integer.compareUnsigned(high - low, x - low) >= 0;
    }

    /** The value as people read it: 0 to 4294967295. */
    public static long unsigned(int value) {
        return value & 0xffff_ffffL;
    }
}
