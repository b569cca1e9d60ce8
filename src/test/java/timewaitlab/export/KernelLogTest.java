package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Trace;

/** What the kernel says of a full table and of invalid segments, and how often. */
class KernelLogTest {
    private static final String FULL = "src/test/resources/scenarios/full-nat.yaml";

    private static List<String> lines(Trace trace, String party, long seconds) {
        return KernelLog.of(trace, party, seconds * 1_000_000_000L).lines().toList();
    }

    @Test
    void aFullTableIsSaidAsTheKernelSaysIt() {
        Trace trace = RunScenario.run(ScenarioLibrary.open(FULL).value().orElseThrow());
        assertThat(lines(trace, "N", 20)).isEmpty();
        assertThat(lines(trace, "N", 22)).startsWith("[   21.001000] nf_conntrack: table full, dropping packet");
        assertThat(lines(trace, "B", 60)).isEmpty();
    }

    /** net_ratelimit(): ten lines in five seconds; how many were not said comes before the next. */
    @Test
    void noMoreThanTenLinesInFiveSeconds() {
        Trace trace = RunScenario.run(ScenarioLibrary.open(FULL).value().orElseThrow());
        List<String> all = lines(trace, "N", 60);
        String next = all.stream()
                .filter(line -> line.contains("suppressed"))
                .findFirst()
                .orElseThrow();
        int at = all.indexOf(next);
        assertThat(at).as("lines before").isPositive().isEqualTo(10);
        assertThat(next).matches("\\[ {3}27\\.\\d{6}] net_ratelimit: \\d+ callbacks suppressed");
        assertThat(all.get(at + 1)).startsWith(next.substring(0, 15)).endsWith("table full, dropping packet");
    }

    /** nf_conntrack_log_invalid = 6 asks for TCP, 255 for everything, 17 for something else. */
    @Test
    void whatIsInvalidIsLoggedWhereThatIsAskedFor() {
        assertThat(invalid(0)).isEmpty();
        assertThat(invalid(17)).isEmpty();
        assertThat(invalid(255)).isEqualTo(invalid(6));
        assertThat(invalid(6))
                .containsExactly("[    1.001000] nf_ct_tcp: invalid new SRC=192.0.2.2 DST=198.51.100.9 PROTO=TCP"
                        + " SPT=4000 DPT=80 SEQ=1000 ACK=1 WINDOW=9 ACK FIN");
    }

    private static List<String> invalid(int protocol) {
        String text = """
            id: s
            title: S
            until: 3 s
            hosts:
              A: {address: 192.0.2.2, kernel: 4.9}
              B: {address: 198.51.100.9, kernel: 4.9}
            firewalls:
              F: {filter: drop invalid, sysctls: {nf_conntrack_log_invalid: 0}}
            links: [{between: [A, F], delay: 1 ms}, {between: [F, B], delay: 1 ms}]
            steps: [{at: 1 s, on: A, do: 'inject 4000 > B:80 F. 1000:1000(0) ack 1 win 9'}]
            """.replace("invalid: 0", "invalid: " + protocol);
        Scenario scenario = ScenarioParser.parse("s.yaml", text).value().orElseThrow();
        return lines(RunScenario.run(scenario), "F", 3);
    }
}
