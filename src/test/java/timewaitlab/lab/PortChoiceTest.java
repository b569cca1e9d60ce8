package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/** Which local port connect() and bind() take: rules PS1 to PS7, and the exhaust-* recordings. */
class PortChoiceTest {
    /** {@code exhaust-100}: the client closes first, every port is used once, the first half are of one parity. */
    @ParameterizedTest
    @ValueSource(strings = {"2.6.32", "3.18", "4.4", "4.9", "5.4", "5.15", "6.18"})
    void everyPortOfTheRangeIsUsedBeforeTheCallFails(String kernel) {
        Trace trace = exhaust(kernel, 100, "close", "read to end, close", "");
        List<Integer> ports = ports(trace);
        assertThat(ports).hasSize(100).doesNotHaveDuplicates();
        boolean oneAfterTheOther = List.of("2.6.32", "3.18", "4.4").contains(kernel);
        if (!oneAfterTheOther) {
            assertThat(ports.subList(0, 50)).allMatch(port -> port % 2 == 0);
            assertThat(ports.subList(50, 100)).allMatch(port -> port % 2 == 1);
        }
        assertThat(trace.calls().stream()
                        .filter(call -> call.at().equals("A") && call.result().equals("EADDRNOTAVAIL")))
                .hasSize(1);
    }

    /** Up to 4.1 the next port is the next number. */
    @Test
    void theOldestKernelsCountUp() {
        List<Integer> ports = ports(exhaust("3.18", 20, "close", "read to end, close", ""));
        for (int i = 1; i < ports.size(); i++) {
            assertThat(ports.get(i)).isEqualTo(40_000 + (ports.get(i - 1) - 40_000 + 1) % 20);
        }
    }

    /** From 4.6 two by two; from 5.15 in leaps of up to 16, as recorded: 12, 8, 8, 12, 16, 10, 2. */
    @Test
    void laterKernelsLeap() {
        assertThat(leaps(ports(exhaust("5.4", 400, "read to end, close", "close", ""))))
                .containsOnly(2);
        List<Integer> leaps = leaps(ports(exhaust("6.18", 400, "read to end, close", "close", "")));
        assertThat(leaps).allMatch(leap -> leap >= 2 && leap <= 16 && leap % 2 == 0);
        assertThat(new HashSet<>(leaps)).hasSizeGreaterThan(5);
    }

    private static List<Integer> leaps(List<Integer> ports) {
        return IntStream.range(1, ports.size())
                .mapToObj(i -> Math.floorMod(ports.get(i) - ports.get(i - 1), 400))
                .toList();
    }

    @Test
    void theRefusalSaysWhy() {
        Trace trace = exhaust("6.18", 4, "close", "read to end, close", "");
        List<Judged> refusals = trace.verdicts().stream()
                .filter(judged -> judged.at().equals("A")
                        && judged.verdict().chain().hook().equals("connect"))
                .filter(judged -> judged.verdict().outcome().code().name().equals("EADDRNOTAVAIL"))
                .toList();
        assertThat(refusals)
                .extracting(judged -> judged.verdict().ruleId())
                .containsExactly("connect.reuse-mode", "connect.no-port-left");
        assertThat(refusals.get(1).cause().toString()).startsWith("ByCall");
    }

    @Test
    void reservedAndBoundPortsAreLeftAlone() {
        String before = "- {at: 0 s, on: A, do: [\"sysctl ip_local_reserved_ports = 40000-40001,40003\", bind 40002]}";
        assertThat(ports(exhaust("6.18", 10, "close", "read to end, close", before)))
                .containsExactlyInAnyOrder(40_004, 40_005, 40_006, 40_007, 40_008, 40_009);
    }

    /** {@code exhaust-100}: bind() to port 0 finds nothing where connect() shares; IP_BIND_ADDRESS_NO_PORT does. */
    @Test
    void bindToPortZeroSharesNothing() {
        Trace trace = exhaust("6.18", 10, "close", "read to end, close", """
                - {at: 5 s, on: A, do: ["bind 10.0.0.1:0", "connect B:81"]}
                  - {at: 5.1 s, on: A, do: [setsockopt IP_BIND_ADDRESS_NO_PORT, "bind 10.0.0.1:0", "connect B:81"]}
                  - {at: 5.2 s, on: A, do: ["connect B:81"]}
                  - {at: 5.3 s, on: A, do: ["connect 10.0.0.22:80"]}
                  - {at: 5.4 s, on: A, do: ["bind 10.0.0.11:0", "connect B:80"]}
                """);
        assertThat(results(trace, 5_000)).containsExactly("bind EADDRINUSE");
        assertThat(results(trace, 5_100)).endsWith("bind OK", "connect OK");
        assertThat(results(trace, 5_200)).containsExactly("connect OK");
        assertThat(results(trace, 5_300)).containsExactly("connect OK");
        assertThat(results(trace, 5_400)).containsExactly("bind OK", "connect OK");
    }

    /** bind() to port 0 prefers the parity that connect() leaves (from 4.6). */
    @Test
    void bindPrefersTheOtherParity() {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            Trace trace = exhaust(
                    "6.18", 100, "close", "close", "- {at: 0.1 s, on: A, do: [bind 10.0.0.1:0, \"connect B:81\"]}");
            found.add(trace.legs().stream()
                    .filter(leg ->
                            leg.segment().dstPort() == 81 && leg.segment().flags() == TcpFlags.SYN)
                    .findFirst()
                    .orElseThrow()
                    .segment()
                    .srcPort());
        }
        assertThat(found).allMatch(port -> port % 2 == 1);
    }

    /** IP_LOCAL_PORT_RANGE narrows the range, and from 6.8 is searched port by port. */
    @ParameterizedTest
    @ValueSource(strings = {"6.6", "6.8", "6.18"})
    void aRangeOfTheSocketsOwn(String kernel) {
        Trace trace = exhaust(kernel, 100, "close", "read to end, close", """
                - {at: 5 s, on: A, do: [setsockopt IP_LOCAL_PORT_RANGE 40010-40011, "connect B:81", sleep 9 s]}
                  - {at: 5.1 s, on: A, do: [setsockopt IP_LOCAL_PORT_RANGE 40010-40011, "connect B:81", sleep 9 s]}
                  - {at: 5.2 s, on: A, do: [setsockopt IP_LOCAL_PORT_RANGE 40010-40011, "connect B:81", sleep 9 s]}
                """);
        assertThat(results(trace, 5_000)).contains("connect OK");
        assertThat(results(trace, 5_100)).contains("connect OK");
        assertThat(results(trace, 5_200)).contains("connect EADDRNOTAVAIL");
    }

    /** {@code exhaust-established-20}: what a RST frees is free at once. */
    @Test
    void aResetFreesItsPort() {
        Trace trace = exhaust("6.18", 2, "reset on close, sleep 1 s, close", "read to end, close", """
                - {at: 0.9 s, on: A, do: ["connect B:80"]}
                  - {at: 2 s, on: A, do: ["connect B:80"]}
                """);
        assertThat(results(trace, 900)).containsExactly("connect EADDRNOTAVAIL");
        assertThat(results(trace, 2_000)).containsExactly("connect OK");
    }

    private static List<String> results(Trace trace, long milliseconds) {
        return trace.calls().stream()
                .filter(call -> call.at().equals("A") && call.time() / 1_000_000 >= milliseconds)
                .filter(call -> call.time() / 1_000_000 < milliseconds + 50
                        && !call.call().equals("sleep"))
                .map(call -> call.call() + " " + call.result())
                .toList();
    }

    /** One more connection than there are ports, one every 10 ms, tcp_tw_reuse off. */
    private static Trace exhaust(String kernel, int ports, String client, String server, String more) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i <= ports; i++) {
            steps.add("  - {at: " + (200 + 2 * i) + " ms, on: A, do: [\"connect B:80\", " + client + "]}");
        }
        return Programs.run("""
                id: ports
                title: Ports
                until: 8 s
                hosts:
                  A: {address: [10.0.0.1, 10.0.0.11], kernel: %s, sysctls: {ip_local_port_range.low: 40000, ip_local_port_range.high: %d, tcp_tw_reuse: 0}}
                  B: {address: [10.0.0.2, 10.0.0.22], kernel: 6.18}
                links:
                  - {between: [A, B], delay: 200 us}
                programs:
                  answer: [%s]
                steps:
                  - {at: 0 s, on: B, do: [listen 80 serve answer, listen 81]}
                %s
                  %s
                """.formatted(kernel, 39_999 + ports, server, String.join("\n", steps), more));
    }

    private static List<Integer> ports(Trace trace) {
        return trace.legs().stream()
                .filter(leg -> leg.at().equals("A") && leg.segment().flags() == TcpFlags.SYN)
                .map(Leg::segment)
                .map(syn -> syn.srcPort())
                .toList();
    }
}
