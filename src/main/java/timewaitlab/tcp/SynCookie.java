package timewaitlab.tcp;

import timewaitlab.base.SimTime;

/**
 * What a SYN-ACK carries instead of a request that was kept: net/ipv4/syncookies.c. The initial sequence number holds
 * the minute and the peer's MSS, the low bits of the timestamp hold the options that survive.
 */
public final class SynCookie {
    /** Place of 1460 in {@code msstab}, which has four. */
    public static final int MSS_INDEX = 3;

    static final int MSS_CHOICES = 4;

    private static final int OPTION_BITS = 6;
    private static final int OPTION_MASK = (1 << OPTION_BITS) - 1;
    private static final int NO_SCALE = 0xf;
    private static final int SACK = 0x10;

    private SynCookie() {}

    /** {@code tcp_cookie_time}: minutes of a run. */
    public static long minute(long now) {
        return Math.floorDiv(now, 60 * SimTime.SECOND);
    }

    /** {@code cookie_init_timestamp}: the latest tick not after {@code tick} whose low bits are these options. */
    public static int stamp(int tick, int options) {
        int stamp = tick & ~OPTION_MASK | options;
        return Integer.compareUnsigned(stamp, tick) > 0 ? stamp - OPTION_MASK - 1 : stamp;
    }

    /** Whether two stamps are of neighbouring moments at most and, if that can be told, carry the same options. */
    public static boolean isStampBeside(int stamp, int other, boolean optionsTold) {
        int apart = stamp - other;
        return Math.abs(apart) <= OPTION_MASK + 1 && (!optionsTold || (apart & OPTION_MASK) == 0);
    }

    /** The options of a socket in those bits; {@code sndScale} negative for no window scaling. */
    public static int options(int sndScale, boolean sack) {
        return (sndScale < 0 ? NO_SCALE : sndScale) | (sack ? SACK : 0);
    }

    /** {@code cookie_timestamp_decode}: the peer's window scale in an echoed stamp; -1 for none. */
    public static int sndScale(int echo) {
        int scale = echo & NO_SCALE;
        return scale == NO_SCALE ? -1 : scale;
    }

    /** Whether SACK was agreed. */
    public static boolean isSack(int echo) {
        return (echo & SACK) != 0;
    }
}
