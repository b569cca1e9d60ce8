package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.base.Reading;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.lab.ExplainCapture;
import timewaitlab.lab.ExplainRequest;
import timewaitlab.lab.Explanation;
import timewaitlab.lab.RunScenario;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.scenario.ContextParser;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Trace;
import timewaitlab.wire.AddressBook;

/** A context tells of calls; each is taken for the connection it was made on. */
class ExplainContextTest {
    @TempDir
    private Path folder;

    /** A resets before B accepts, and asks again while B holds what is left: B's close() is none of the new request. */
    @Test
    void aCallOnWhatWasAcceptedIsNoneOnTheNextConnection() {
        Scenario scenario = ScenarioParser.parse("test.yaml", """
            id: test
            title: t
            until: 20 s
            hosts:
              A: {address: 10.0.0.1, kernel: 6.18}
              B: {address: 10.0.0.2, kernel: 6.18}
            links:
              - {between: [A, B], delay: 5 ms, faults: [{drop: S., from: B, after: 1 s}]}
            steps:
              - {at: 0 s, on: B, do: [listen 80, sleep 3 s, accept serve answer]}
              - {at: 0.1 s, on: A, do: ["connect B:80 from 40000", reset on close, close]}
              - {at: 2 s, on: A, do: ["inject 40000 > B:80 S 7000:7000(0) win 65535 <TS val 9 ecr 0>"]}
            programs:
              answer: [sleep 500 ms, close]
            """).value().orElseThrow();
        String context = """
            kernel: linux-6.18
            addresses: [10.0.0.2]
            starts: 0.1 s
            steps:
              - {at: 0 s, do: listen 80 backlog 128}
              - {at: 3 s, do: accept, peer: "10.0.0.1:40000"}
              - {at: 3.5 s, do: close, peer: "10.0.0.1:40000"}
            """;
        Explanation.Summary sum = explained(scenario, context);
        assertThat(sum.contradicts() + sum.cannotTell() + sum.unattributed())
                .as("%s", sum)
                .isZero();
        assertThat(sum.outbound()).as("the SYN-ACKs of the second request").isGreaterThan(4);
    }

    private Explanation.Summary explained(Scenario scenario, String context) {
        Trace trace = RunScenario.run(scenario);
        Path file = folder.resolve("run.pcapng");
        assertThat(TraceExport.pcapng(trace, "B", file)).isEmpty();
        AddressBook book = new AddressBook();
        Capture capture = CaptureReader.read(file, book).value().orElseThrow();
        Scenario.HostSpec host = scenario.hosts().get(1);
        Reading<CaptureContext> known = ContextParser.parse("context.yaml", context);
        assertThat(known.problems()).isEmpty();
        return ExplainCapture.of(
                        capture,
                        new ExplainRequest(
                                book,
                                List.of(book.intern(host.addresses().get(0))),
                                host.kernel(),
                                host.settings(),
                                known.value().orElseThrow()))
                .summary();
    }
}
