package timewaitlab.lab;

import java.util.List;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/**
 * What is asked about a capture.
 *
 * @param book the book the capture was read with
 * @param hosts addresses of the host that judges, the one named first
 * @param settings its constants and sysctls when the capture begins
 * @param context what the capture does not show
 */
public record ExplainRequest(
        AddressBook book, List<Address> hosts, KernelProfile profile, Settings settings, CaptureContext context) {
    public ExplainRequest {
        hosts = List.copyOf(hosts);
        if (context.metricsBuckets() != 0) {
            settings = settings.with(Constant.TCPMHASH_ENTRIES, context.metricsBuckets());
        }
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("no host to judge as");
        }
    }

    /** The same where nothing is known but what the capture shows. */
    public ExplainRequest(AddressBook book, List<Address> hosts, KernelProfile profile, Settings settings) {
        this(book, hosts, profile, settings, CaptureContext.NOTHING);
    }
}
