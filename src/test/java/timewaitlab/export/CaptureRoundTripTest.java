package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
import timewaitlab.scenario.ScenarioParser;
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
        assertAgrees(scenario, name);
    }

    /** What is made of a SYN cookie stamps milliseconds on a host that stamps microseconds otherwise. */
    @ParameterizedTest(name = "tcp_syncookies {0}, tcp_timestamps {1}")
    @CsvSource({"0, 1", "0, 2", "2, 1", "2, 2"})
    void aHostWithMicrosecondsAgrees(int cookies, int timestamps) {
        String steps = "";
        for (int i = 0; i < 5; i++) {
            steps += """
                  - {at: %d s, on: A, do: ["connect B:80", write 10, sleep 700 ms, write 10, read to end, close]}
                  - {at: %d.5 s, on: B, do: ["connect C:80", write 10, sleep 70 ms, close]}
                """.formatted(2 * i + 1, 2 * i + 1).indent(0);
        }
        Scenario scenario = ScenarioParser.parse("micros.yaml", """
            id: micros
            title: Microseconds
            until: 80 s
            hosts:
              A: {address: 10.0.0.1, kernel: 6.18}
              B:
                address: 10.0.0.2
                kernel: 6.18
                sysctls: {tcp_usec_ts: 1, tcp_syncookies: %d, tcp_timestamps: %d}
              C: {address: 10.0.0.3, kernel: 6.18}
            links:
              - {between: [A, B], delay: 5 ms}
              - {between: [B, C], delay: 5 ms}
            programs:
              answer: [read 20, write 10, sleep 300 ms, write 10, close]
              sink: [read to end, close]
            steps:
              - {at: 0 s, on: B, do: [listen 80 serve answer]}
              - {at: 0 s, on: C, do: [listen 80 serve sink]}
            """.formatted(cookies, timestamps) + steps)
                .value()
                .orElseThrow();
        assertAgrees(scenario, "B");
    }

    private void assertAgrees(Scenario scenario, String name) {
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
