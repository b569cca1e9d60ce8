package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.lab.ExplainCapture;
import timewaitlab.lab.ExplainRequest;
import timewaitlab.lab.Explanation;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.Scenario.HostSpec;
import timewaitlab.trace.Trace;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

/** What a run writes as a capture is explained as the run decided, over IPv4 and over IPv6. */
class CaptureRoundTripTest {
    @TempDir
    private Path folder;

    /** Events that no segment tells of: a reboot, a queue never emptied, what a filter or conntrack of the host drops. */
    private static final Set<String> UNTOLD =
            Set.of("rebooted-client/A", "queue-full/B runs Linux 4.9/B", "who-ate-my-syn/B", "table-full/B");

    private static final Set<String> WITH_BRANCHES =
            Set.of("flagship", "two-versions", "reused-quintuple", "last-ack-lost", "ghost-byte");

    static List<Arguments> hosts() {
        List<Arguments> hosts = new ArrayList<>();
        for (String id : ScenarioLibrary.ids()) {
            Scenario scenario = ScenarioLibrary.open(id).value().orElseThrow();
            List<String> branches = new ArrayList<>(List.of(""));
            if (WITH_BRANCHES.contains(id)) {
                scenario.branches().forEach(branch -> branches.add(branch.name()));
            }
            for (String branch : branches) {
                scenario.hosts().stream()
                        .map(HostSpec::name)
                        .filter(host ->
                                !UNTOLD.contains(id + "/" + host) && !UNTOLD.contains(id + "/" + branch + "/" + host))
                        .forEach(host -> hosts.add(Arguments.of(id, branch, host)));
            }
        }
        return hosts;
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void everySegmentAgrees(String id, String branch, String name) {
        Scenario written = ScenarioLibrary.open(id).value().orElseThrow();
        Scenario scenario = written.branches().stream()
                .filter(each -> each.name().equals(branch))
                .findFirst()
                .map(written::with)
                .orElse(written)
                .effective();
        Trace trace = RunScenario.run(scenario);
        Path file = folder.resolve("run.pcapng");
        assertThat(TraceExport.pcapng(trace, name, file)).isEmpty();
        AddressBook book = new AddressBook();
        Capture capture = CaptureReader.read(file, book).value().orElseThrow();
        HostSpec host = scenario.hosts().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Address> own = host.addresses().stream().map(book::intern).toList();
        Explanation explained =
                ExplainCapture.of(capture, new ExplainRequest(book, own, host.kernel(), host.settings()));
        Explanation.Summary sum = explained.summary();
        assertThat(sum.contradicts() + sum.unattributed()).as("%s", sum).isZero();
        assertThat(sum.agrees() + sum.free() + sum.cannotTell()).isEqualTo(sum.inbound());
    }
}
