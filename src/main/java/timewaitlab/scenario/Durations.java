package timewaitlab.scenario;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.SimTime;

/** Durations as people write them: {@code 22 ms}, {@code 0.5 s}, {@code 2 min}, {@code 1 h}, {@code 1 d}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(us|ms|s|min|h|d)");
    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "us",
            new BigDecimal("0.000001"),
            "ms",
            new BigDecimal("0.001"),
            "s",
            BigDecimal.ONE,
            "min",
            BigDecimal.valueOf(60),
            "h",
            BigDecimal.valueOf(3600),
            "d",
            BigDecimal.valueOf(86_400));

    private static final int MILLI_DIGITS = 6;
    private static final int SECOND_DIGITS = 9;

    private Durations() {}

    /**
     * Nanoseconds.
     *
     * @throws IllegalArgumentException when the text is not a duration or longer than 285 years
     */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration");
        }
        BigDecimal unit = SECONDS.getOrDefault(matcher.group(2), BigDecimal.ONE);
        return SimTime.ofSeconds(new BigDecimal(matcher.group(1)).multiply(unit));
    }

    /** The duration in the unit people would use, exactly: {@code 22 ms}, {@code 5.022 s}, {@code -3 ms}. */
    public static String text(long nanos) {
        boolean small = Math.abs(nanos) < SimTime.SECOND && nanos != 0;
        String number = BigDecimal.valueOf(nanos, small ? MILLI_DIGITS : SECOND_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
        return number + (small ? " ms" : " s");
    }
}
