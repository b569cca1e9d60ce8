package timewaitlab.base;

import java.util.Arrays;

/** One value a {@link Sysctl}. Immutable; a host swaps the set when somebody writes a setting. */
public final class SysctlSet {
    private static final SysctlSet INITIAL = initial();

    private final long[] values;

    private SysctlSet(long[] values) {
        this.values = values;
    }

    /** Every sysctl at its enum default. */
    public static SysctlSet defaults() {
        return INITIAL;
    }

    public long get(Sysctl sysctl) {
        return values[sysctl.ordinal()];
    }

    /**
     * The same set with one value changed.
     *
     * @throws IllegalArgumentException when the value is outside the range the kernel accepts
     */
    public SysctlSet with(Sysctl sysctl, long value) {
        if (value < sysctl.least() || value > sysctl.most()) {
            throw new IllegalArgumentException(
                    sysctl.dotted() + " = " + value + " is out of range " + sysctl.least() + " to " + sysctl.most());
        }
        long[] changed = values.clone();
        changed[sysctl.ordinal()] = value;
        return new SysctlSet(changed);
    }

    private static SysctlSet initial() {
        return new SysctlSet(
                Arrays.stream(Sysctl.values()).mapToLong(Sysctl::initial).toArray());
    }
}
