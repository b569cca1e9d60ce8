package timewaitlab.tcp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.decide.Unit;

/** The values every situation on a host has: its settings, and time passing. */
final class HostChecks {
    /** Milliseconds that pass. What ages follows from it. */
    static final Operand<OnHost<?>> ELAPSED = Operand.settable(
            "elapsed",
            Unit.MILLISECOND,
            Party.TIME,
            s -> s.waited() / SimTime.MILLISECOND,
            (s, v) -> s.waits(v * SimTime.MILLISECOND));

    private static final Map<Sysctl, Operand<OnHost<?>>> SYSCTLS = new EnumMap<>(Sysctl.class);

    static {
        for (Sysctl sysctl : Sysctl.values()) {
            SYSCTLS.put(sysctl, operand(sysctl));
        }
    }

    private HostChecks() {}

    /** A sysctl as an operand that the operator can set, in its range and where the kernel has it. One a sysctl. */
    static Operand<OnHost<?>> sysctl(Sysctl sysctl) {
        return Objects.requireNonNull(SYSCTLS.get(sysctl));
    }

    private static Operand<OnHost<?>> operand(Sysctl sysctl) {
        Unit unit = switch (sysctl) {
            case TCP_INVALID_RATELIMIT, TCP_TW_REUSE_DELAY, TCP_RTO_MAX_MS -> Unit.MILLISECOND;
            default -> Unit.COUNT;
        };
        return Operand.settable(sysctl.shortName(), unit, Party.OPERATOR, s -> s.settings.get(sysctl), (s, v) -> {
            if (s.settings.has(sysctl) && v >= sysctl.least() && v <= sysctl.most()) {
                s.settings = s.settings.with(sysctl, v);
            }
        });
    }

    /** A constant of the kernel as an operand. */
    static Operand<OnHost<?>> constant(Constant constant, Unit unit) {
        return Operand.derived(constant.name(), unit, s -> s.settings.get(constant));
    }
}
