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
 */
public record HostIdentity(
        String name, List<Address> addresses, KernelProfile kernel, Settings settings, TimestampClock clock) {
    public HostIdentity {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("host " + name + " has no address");
        }
    }
}
