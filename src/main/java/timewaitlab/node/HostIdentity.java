package timewaitlab.node;

import java.util.List;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.wire.Address;

/**
 * What a host is when the run begins.
 *
 * @param name its name on the ladder
 * @param addresses its own addresses, the first one used for outgoing connections
 * @param settings constants and sysctls, already with the scenario's changes
 * @param startJiffies the kernel's count of jiffies when the run begins, by which its timers fire; -1 for timers that
 *     fire exactly when they are due
 */
public record HostIdentity(
        String name,
        List<Address> addresses,
        KernelProfile kernel,
        Settings settings,
        TimestampClock clock,
        long startJiffies) {
    /** Timers that fire exactly when they are due. */
    public static final long EXACT = -1;

    /** A host whose timers fire exactly when they are due. */
    public HostIdentity(
            String name, List<Address> addresses, KernelProfile kernel, Settings settings, TimestampClock clock) {
        this(name, addresses, kernel, settings, clock, EXACT);
    }

    public HostIdentity {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("host " + name + " has no address");
        }
    }
}
