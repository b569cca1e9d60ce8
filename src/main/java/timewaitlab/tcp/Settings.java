package timewaitlab.tcp;

import java.util.Arrays;
import timewaitlab.base.Sysctl;
import timewaitlab.base.SysctlSet;

/** What a host runs with: its kernel's constants and its sysctls. Immutable; writing a sysctl makes another one. */
public final class Settings {
    private final long[] constants;
    private final SysctlSet sysctls;

    private Settings(long[] constants, SysctlSet sysctls) {
        this.constants = constants;
        this.sysctls = sysctls;
    }

    /** Every constant and sysctl at its enum default. */
    public static Settings defaults() {
        return new Settings(
                Arrays.stream(Constant.values()).mapToLong(Constant::initial).toArray(), SysctlSet.defaults());
    }

    public long get(Constant constant) {
        return constants[constant.ordinal()];
    }

    public long get(Sysctl sysctl) {
        return sysctls.get(sysctl);
    }

    public SysctlSet sysctls() {
        return sysctls;
    }

    public Settings with(Constant constant, long value) {
        long[] changed = constants.clone();
        changed[constant.ordinal()] = value;
        return new Settings(changed, sysctls);
    }

    public Settings with(SysctlSet newSysctls) {
        return new Settings(constants, newSysctls);
    }

    /** @throws IllegalArgumentException when the kernel would refuse the value */
    public Settings with(Sysctl sysctl, long value) {
        return new Settings(constants, sysctls.with(sysctl, value));
    }
}
