package timewaitlab.tcp;

import java.util.Arrays;
import java.util.Set;
import timewaitlab.base.Sysctl;
import timewaitlab.base.SysctlSet;

/** What a host runs with: its kernel's constants and its sysctls. Immutable; writing a sysctl makes another one. */
public final class Settings {
    /** What the kernel does not have, a bit each. */
    private record Lacking(long sysctls, long counters) {}

    private static final Lacking NOTHING = new Lacking(0, 0);

    private final long[] constants;
    private final SysctlSet sysctls;
    private final Lacking lacking;
    /** What follows from the others and is asked for with every acknowledgement: dividing takes longest of all. */
    private final long jiffyMicros;

    private final long shortestRtoMicros;

    private Settings(long[] constants, SysctlSet sysctls, Lacking lacking) {
        this.constants = constants;
        this.sysctls = sysctls;
        this.lacking = lacking;
        jiffyMicros = 1_000_000 / get(Constant.HZ);
        shortestRtoMicros = (get(Sysctl.TCP_RTO_MIN_US) + jiffyMicros - 1) / jiffyMicros * jiffyMicros;
    }

    /** Every constant and sysctl at its enum default. */
    public static Settings defaults() {
        return new Settings(
                Arrays.stream(Constant.values()).mapToLong(Constant::initial).toArray(), SysctlSet.defaults(), NOTHING);
    }

    public long get(Constant constant) {
        return constants[constant.ordinal()];
    }

    public long get(Sysctl sysctl) {
        return sysctls.get(sysctl);
    }

    /** How long a jiffy lasts, microseconds. */
    long jiffyMicros() {
        return jiffyMicros;
    }

    /** tcp_rto_min_us in whole jiffies, microseconds: {@code tcp_rto_min}. */
    public long shortestRtoMicros() {
        return shortestRtoMicros;
    }

    /** Ticks of the timestamp clock in a second: jiffies where the kernel has no clock of its own for it. */
    public long timestampHz() {
        long own = get(Constant.TIMESTAMP_HZ);
        return own == 0 ? get(Constant.HZ) : own;
    }

    /** The same of connections that begin now: microseconds where the routes say so. */
    public long stampHz() {
        return get(Sysctl.TCP_USEC_TS) == 0 ? timestampHz() : Tcb.MICROS_A_SECOND;
    }

    /** Whether the kernel has this sysctl at all. */
    public boolean has(Sysctl sysctl) {
        return (lacking.sysctls & 1L << sysctl.ordinal()) == 0;
    }

    /** Counters the kernel does not have, as a mask of {@link Counter#bit}s. */
    long uncounted() {
        return lacking.counters;
    }

    /** The same of a kernel that has none of these. */
    public Settings lacking(Set<Sysctl> noSysctls, Set<Counter> noCounters) {
        long noSuchSysctls = 0;
        for (Sysctl sysctl : noSysctls) {
            noSuchSysctls |= 1L << sysctl.ordinal();
        }
        long noSuchCounters = 0;
        for (Counter counter : noCounters) {
            noSuchCounters |= counter.bit();
        }
        return new Settings(constants, sysctls, new Lacking(noSuchSysctls, noSuchCounters));
    }

    public SysctlSet sysctls() {
        return sysctls;
    }

    public Settings with(Constant constant, long value) {
        long[] changed = constants.clone();
        changed[constant.ordinal()] = value;
        return new Settings(changed, sysctls, lacking);
    }

    public Settings with(SysctlSet newSysctls) {
        return new Settings(constants, newSysctls, lacking);
    }

    /** @throws IllegalArgumentException when the kernel would refuse the value */
    public Settings with(Sysctl sysctl, long value) {
        return new Settings(constants, sysctls.with(sysctl, value), lacking);
    }
}
