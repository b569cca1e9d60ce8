package timewaitlab.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Simulated time: nanoseconds since the start of the run, in a {@code long} (292 years). */
public final class SimTime {
    public static final long MICROSECOND = 1_000L;
    public static final long MILLISECOND = 1_000_000L;
    public static final long SECOND = 1_000_000_000L;
    /** Later than anything that happens. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long MAX_SECONDS = 9_000_000_000L;

    private SimTime() {}

    /**
     * Seconds as written by people, exact to the nanosecond.
     *
     * @throws IllegalArgumentException when negative or beyond 285 years
     */
    public static long ofSeconds(BigDecimal seconds) {
        if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(MAX_SECONDS)) > 0) {
            throw new IllegalArgumentException(seconds.toPlainString() + " s is out of range 0 to " + MAX_SECONDS);
        }
        return seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Nanoseconds as seconds, for JSON. */
    public static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** {@code 5.022}: what a clock of milliseconds shows then. The next one it shows only when that has come. */
    public static String clock(long nanos) {
        return String.format(
                Locale.ROOT, "%d.%03d", Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND) / MILLISECOND);
    }

    /** {@code 5.022}: seconds with three decimals, more only where the value has them. */
    public static String text(long nanos) {
        BigDecimal seconds = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return seconds.setScale(Math.max(3, seconds.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
