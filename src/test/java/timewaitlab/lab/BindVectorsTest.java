package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * bind() and listen() on a port that somebody has: rules BD1 to BD3, and the rows of {@code reuseaddr-restart} and
 * {@code bind-port-in-timewait}. The first program leaves something on the port, the second asks for it.
 */
class BindVectorsTest {
    @ParameterizedTest(name = "{0}: {1}, then {2}")
    @CsvSource(delimiter = '|', textBlock = """
        V-BD-01  | setsockopt SO_REUSEADDR 1, listen 80 serve first | setsockopt SO_REUSEADDR 1, listen 80 | OK
        V-BD-02  | setsockopt SO_REUSEADDR 0, listen 80 serve first | setsockopt SO_REUSEADDR 1, listen 80 | EADDRINUSE
        V-BD-03  | setsockopt SO_REUSEADDR 1, listen 80 serve first | setsockopt SO_REUSEADDR 0, listen 80 | EADDRINUSE
        neither  | setsockopt SO_REUSEADDR 0, listen 80 serve first | setsockopt SO_REUSEADDR 0, listen 80 | EADDRINUSE
        other    | setsockopt SO_REUSEADDR 0, listen 80 serve first | setsockopt SO_REUSEADDR 0, listen 81 | OK
        stands   | setsockopt SO_REUSEADDR 0, listen 80 serve slow  | setsockopt SO_REUSEADDR 0, listen 80 | EADDRINUSE
        stands'  | setsockopt SO_REUSEADDR 1, listen 80 serve slow  | setsockopt SO_REUSEADDR 1, listen 80 | OK
        """)
    void aPortThatConnectionsOfAClosedListenerStillOwn(String id, String before, String after, String answer) {
        for (KernelProfile kernel : LinuxProfiles.all()) {
            Trace trace = server(kernel, before + ", sleep 1 s, close", after);
            assertThat(Small.counter(trace, "B", "TcpPassiveOpens")).isEqualTo(1);
            assertThat(result(trace, "listen", 2_000))
                    .as("%s on %s", id, kernel)
                    .isEqualTo(answer);
        }
    }

    @ParameterizedTest(name = "a listener with {0}, then {1}: {2}")
    @CsvSource({
        "SO_REUSEADDR 1, SO_REUSEADDR 1, EADDRINUSE",
        "SO_REUSEPORT 1, SO_REUSEADDR 1, EADDRINUSE",
        "SO_REUSEPORT 1, SO_REUSEPORT 1, OK"
    })
    void aPortSomebodyListensOn(String before, String after, String answer) {
        Trace trace = server(
                Kernels.only("6.18"),
                "setsockopt " + before + ", listen 80 serve first",
                "setsockopt " + after + ", listen 80");
        assertThat(result(trace, "listen", 2_000)).isEqualTo(answer);
        Judged verdict = lastVerdict(trace, 2_000);
        assertThat(verdict.verdict().chain().hook()).isEqualTo("bind");
        assertThat(verdict.verdict().findings()).isNotEmpty();
    }

    /** Which listener takes a connection is the quadruplet's own: as even as a hash, and the same when it comes again. */
    @Test
    void listenersThatShareAPortShareItsConnections() {
        Map<Integer, String> takers = takers(1);
        assertThat(takers.values()).containsOnly("200 first", "300 second", "400 third");
        for (String taker : List.of("200 first", "300 second", "400 third")) {
            assertThat(Collections.frequency(takers.values(), taker)).as(taker).isBetween(60, 140);
        }
        assertThat(takers(1)).isEqualTo(takers);
        assertThat(takers(2)).isNotEqualTo(takers);
    }

    /** By port of the client: what the listener that took its connection answers. */
    private static Map<Integer, String> takers(long seed) {
        StringBuilder steps = new StringBuilder();
        for (int port = 40_000; port < 40_300; port++) {
            steps.append("  - {at: 1 s, on: A, do: [\"connect B:80 from ")
                    .append(port)
                    .append("\", read to end]}\n");
        }
        Trace trace = RunScenario.run(ScenarioParser.parse("reuseport.yaml", """
            id: reuseport
            title: Three listeners
            seed: %d
            until: 2 s
            hosts: {A: {address: 10.0.0.1, kernel: 6.18}, B: {address: 10.0.0.2, kernel: 6.18}}
            links: [{between: [A, B], delay: 1 ms}]
            programs: {first: [write 200, close], second: [write 300, close], third: [write 400, close]}
            steps:
              - {at: 0 s, on: B, do: [setsockopt SO_REUSEPORT, listen 80 serve first]}
              - {at: 0 s, on: B, do: [setsockopt SO_REUSEPORT, listen 80 serve second]}
              - {at: 0 s, on: B, do: [setsockopt SO_REUSEPORT, listen 80 serve third]}
            """.formatted(seed) + steps)
                .value()
                .orElseThrow());
        Map<Integer, String> takers = new TreeMap<>();
        trace.legs().stream()
                .filter(leg -> leg.at().equals("B") && leg.segment().length() > 0)
                .forEach(leg -> takers.put(
                        leg.segment().dstPort(),
                        switch (leg.segment().length()) {
                            case 200 -> "200 first";
                            case 300 -> "300 second";
                            default -> leg.segment().length() + " third";
                        }));
        assertThat(takers).hasSize(300);
        return takers;
    }

    /** Two sockets may be bound with SO_REUSEADDR as long as neither listens; the second listen() fails. */
    @Test
    void listenAsksAgain() {
        Trace trace = server(
                Kernels.only("6.18"),
                "setsockopt SO_REUSEADDR, bind 80, sleep 3 s, listen",
                "setsockopt SO_REUSEADDR, bind 80, listen");
        assertThat(result(trace, "bind", 2_000)).isEqualTo("OK");
        assertThat(result(trace, "listen", 2_000)).isEqualTo("OK");
        assertThat(result(trace, "listen", 3_000)).isEqualTo("EADDRINUSE");
    }

    @Test
    void optionsOfLaterKernelsAreUnknownBefore() {
        assertThat(result(server(Kernels.only("3.2"), "setsockopt SO_REUSEPORT", "bind 81"), "setsockopt", 0))
                .isEqualTo("ENOPROTOOPT");
        assertThat(result(server(Kernels.only("3.10"), "setsockopt SO_REUSEPORT", "bind 81"), "setsockopt", 0))
                .isEqualTo("OK");
        assertThat(result(
                        server(Kernels.only("3.18"), "setsockopt IP_BIND_ADDRESS_NO_PORT", "bind 81"), "setsockopt", 0))
                .isEqualTo("ENOPROTOOPT");
    }

    @Test
    void addressesOfOthersCannotBeBound() {
        Trace trace = server(Kernels.only("6.18"), "bind 10.0.0.77:80", "bind 10.0.0.2:80");
        assertThat(result(trace, "bind", 0)).isEqualTo("EADDRNOTAVAIL");
        assertThat(result(trace, "bind", 2_000)).isEqualTo("OK");
    }

    /** A client connects to B at 0.5 s; B closes the connection first. */
    private static Trace server(KernelProfile kernel, String first, String second) {
        return Programs.run("""
            id: bind
            title: Bind
            until: 4 s
            hosts:
              A: {address: 10.0.0.1, kernel: 6.18}
              B: {address: 10.0.0.2, kernel: %s}
            links:
              - {between: [A, B], delay: 2 ms}
            programs:
              first: [write 10, close]
              slow: [write 10, sleep 10 s, close]
            steps:
              - {at: 0 s, on: B, do: [%s]}
              - {at: 0.5 s, on: A, do: ["connect B:80", read to end, close]}
              - {at: 2 s, on: B, do: [%s]}
            """.formatted(kernel.version(), first, second));
    }

    private static String result(Trace trace, String call, long milliseconds) {
        return trace.calls().stream()
                .filter(made -> made.at().equals("B") && made.call().equals(call))
                .filter(made -> made.time() / 1_000_000 == milliseconds)
                .findFirst()
                .orElseThrow()
                .result();
    }

    private static Judged lastVerdict(Trace trace, long milliseconds) {
        List<Judged> then = trace.verdicts().stream()
                .filter(judged -> judged.at().equals("B") && judged.time() / 1_000_000 == milliseconds)
                .toList();
        return then.get(then.size() - 1);
    }
}
