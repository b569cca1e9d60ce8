package timewaitlab.nat;

import java.util.Arrays;
import timewaitlab.base.SimTime;

/** What a NAT's connection tracking runs with: its kernel's constants and its sysctls. Immutable. */
public final class ConntrackSettings {
    private static final ConntrackSettings INITIAL = new ConntrackSettings(
            Arrays.stream(ConntrackConstant.values())
                    .mapToLong(ConntrackConstant::initial)
                    .toArray(),
            Arrays.stream(ConntrackSysctl.values())
                    .mapToLong(ConntrackSysctl::initial)
                    .toArray());

    /** IPPROTO_TCP and IPPROTO_RAW. */
    private static final int TCP = 6;

    private static final int EVERY = 255;

    private final long[] constants;
    private final long[] sysctls;

    private ConntrackSettings(long[] constants, long[] sysctls) {
        this.constants = constants;
        this.sysctls = sysctls;
    }

    /** Every constant and sysctl at its enum default. */
    public static ConntrackSettings defaults() {
        return INITIAL;
    }

    public long get(ConntrackConstant constant) {
        return constants[constant.ordinal()];
    }

    public long get(ConntrackSysctl sysctl) {
        return sysctls[sysctl.ordinal()];
    }

    /** Whether invalid TCP segments are written to the kernel's log. */
    public boolean logsInvalidTcp() {
        long protocol = get(ConntrackSysctl.LOG_INVALID);
        return protocol == TCP || protocol == EVERY;
    }

    /** How long an entry lives in this state without another packet, nanoseconds. */
    public long timeout(ConntrackState state) {
        return seconds(state) * SimTime.SECOND;
    }

    long seconds(ConntrackState state) {
        ConntrackSysctl sysctl = state.timeout();
        return sysctl == null ? ConntrackState.FIXED_SECONDS : get(sysctl);
    }

    public ConntrackSettings with(ConntrackConstant constant, long value) {
        long[] changed = constants.clone();
        changed[constant.ordinal()] = value;
        return new ConntrackSettings(changed, sysctls);
    }

    /** @throws IllegalArgumentException when the kernel would refuse the value */
    public ConntrackSettings with(ConntrackSysctl sysctl, long value) {
        if (value < sysctl.least() || value > sysctl.most()) {
            throw new IllegalArgumentException(sysctl.dotted() + " cannot be " + value);
        }
        long[] changed = sysctls.clone();
        changed[sysctl.ordinal()] = value;
        return new ConntrackSettings(constants, changed);
    }
}
