package timewaitlab.viewmodel;

import java.util.Locale;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;

/** Times and numbers as the window prints them. */
public final class Numbers {
    private Numbers() {}

    /** {@code 5.022}. */
    public static String clock(long nanos) {
        return SimTime.clock(nanos);
    }

    /** {@code 28,232}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 150k}, {@code 0.5}, {@code 40}: what fits beside an axis. */
    public static String brief(double number) {
        if (Math.abs(number) >= 1e6) {
            return trimmed(number / 1e6) + "M";
        }
        return Math.abs(number) >= 10_000 ? trimmed(number / 1000) + "k" : trimmed(number);
    }

    private static String trimmed(double number) {
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceFirst("\\.?0+$", "");
    }

    /** {@code 0.9 s}, {@code 55 s}, {@code 12.4 min}: three digits at most. */
    public static String span(double seconds) {
        if (seconds < 0.0995) {
            return String.format(Locale.ROOT, "%.0f ms", seconds * 1000);
        }
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        if (seconds < 7200) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        return seconds < 172_800
                ? String.format(Locale.ROOT, "%.0f h", seconds / 3600)
                : Texts.say("span.days", String.format(Locale.ROOT, "%.0f", seconds / 86_400));
    }

    /** {@code Linux 2.6.32} for {@code linux-2.6.32}; other stacks with what they are worth. */
    public static String kernel(String label) {
        return label.startsWith("linux-")
                ? "Linux " + label.substring(6)
                : Profiles.named(label).map(KernelProfile::label).orElse(label);
    }
}
