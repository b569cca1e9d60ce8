package timewaitlab.lab;

import java.util.List;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/**
 * What is asked about a capture.
 *
 * @param book the book the capture was read with
 * @param hosts addresses of the host that judges, the one named first
 * @param settings its constants and sysctls when the capture begins
 * @param changes sysctls written while the capture runs, in order of time
 */
public record ExplainRequest(
        AddressBook book, List<Address> hosts, KernelProfile profile, Settings settings, List<SysctlChange> changes) {
    /** An operator writes a sysctl so many nanoseconds after the first frame. */
    public record SysctlChange(long time, Sysctl sysctl, long value) {}

    public ExplainRequest {
        hosts = List.copyOf(hosts);
        changes = List.copyOf(changes);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("no host to judge as");
        }
    }
}
