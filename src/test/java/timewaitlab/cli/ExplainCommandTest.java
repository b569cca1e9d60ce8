package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code explain}: the answer on stdout, mistakes of the user as one line on stderr and exit code 2. */
class ExplainCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path capture;

    @BeforeEach
    void unpack() throws IOException {
        capture = folder.resolve("server.pcap");
        try (InputStream in = ExplainCommandTest.class.getResourceAsStream("/capture/close-client-first.pcap")) {
            Files.copy(in, capture);
        }
    }

    private int run(String... arguments) {
        return CommandLineApp.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    /**
     * Recorded of Linux 6.18: the SYN of a connection that was closed too early is probed for from its second sending,
     * repeated as a SYN-ACK, and given up counting from its first. Of two segments in flight the second is probed for
     * without waiting for a delayed ACK. Where stamps are microseconds, a duplicate ACK may be an RTO old to one of them.
     * A shut window is probed from the first write on that finds it so, which may be before the shutdown() that is known.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "crossed-close-probed",
                "crossed-close-forsaken",
                "crossed-close-unstamped",
                "tail-of-two",
                "microseconds",
                "window-probe-early"
            })
    void whatKernelsDidIsExplained(String recording) throws IOException {
        JsonNode summary = summary(recording);
        assertThat(summary.path("agrees").asInt())
                .isEqualTo(summary.path("inbound").asInt())
                .isPositive();
        assertThat(summary.path("unattributed").asInt()).isZero();
    }

    /** By how little the host saw a round trip last longer than the recording decides about a jiffy of the RTO. */
    @Test
    void aRoundTripAtTheEdgeOfAJiffyCannotBeTold() throws IOException {
        JsonNode summary = summary("round-trip-edge");
        assertThat(summary.path("inbound").asInt()).isEqualTo(3);
        assertThat(summary.path("agrees").asInt()).isEqualTo(2);
        assertThat(summary.path("cannotTell").asInt()).isEqualTo(1);
        assertThat(summary.path("unattributed").asInt()).isZero();
    }

    private JsonNode summary(String recording) throws IOException {
        Path folder = Path.of("src/test/resources/capture");
        Path context = folder.resolve(recording + ".yaml");
        String recorded = folder.resolve(recording + ".pcap").toString();
        assertThat(run("explain", recorded, "--host", "10.0.0.2", "--context", context.toString(), "--format", "json"))
                .isZero();
        return new ObjectMapper().readTree(out.toString()).path("summary");
    }

    @Test
    void jsonHasTheMembersItPromises() throws IOException {
        assertThat(run("explain", capture.toString(), "--format", "json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("host").asText()).isEqualTo("10.0.0.2");
        assertThat(json.path("profile").asText()).isEqualTo("linux-6.18");
        JsonNode summary = json.path("summary");
        assertThat(summary.path("inbound").asInt()).isEqualTo(6);
        assertThat(summary.path("agrees").asInt()).isEqualTo(6);
        assertThat(summary.path("contradicts").asInt()).isZero();
        assertThat(summary.path("unattributed").asInt()).isZero();
        JsonNode first = json.path("segments").path(0);
        assertThat(first.path("in").asBoolean()).isTrue();
        assertThat(first.path("agreement").asText()).isEqualTo("AGREES");
        assertThat(first.path("reason").isNull()).isTrue();
        assertThat(first.path("verdict").path("rule").asText()).isEqualTo("listen.request");
        assertThat(first.path("observed").path(0).path("kind").asText()).isEqualTo("SYN-ACK");
        JsonNode second = json.path("segments").path(1);
        assertThat(second.path("in").asBoolean()).isFalse();
        assertThat(second.path("by").path("segment").asInt()).isEqualTo(1);
        assertThat(json.path("inferred").path("clocks").isArray()).isTrue();
    }

    @Test
    void textEndsWithTheCounts() {
        assertThat(run("explain", capture.toString(), "--host", "10.0.0.1")).isZero();
        assertThat(out.toString()).contains("sent: call connect").contains("5 arrived, 5 agree, 0 free, 0 contradict");
    }

    @Test
    void aContextTellsWhatTheRecordingDoesNotShow() throws IOException {
        Path context = Files.writeString(folder.resolve("context.yaml"), """
            kernel: linux-6.18
            hz: 250
            addresses: [10.0.0.2]
            sysctls: {tcp_rfc1337: 1}
            second-phase: 250 ms
            unreachable: [192.168.0.0/16, 2001:db8::/32]
            starts: 10 ms
            steps:
              - {at: 0 s, do: listen 8080 backlog 128}
              - {at: 20 ms, do: accept, peer: "10.0.0.1:40000"}
              - {at: 100 s, do: sysctl tcp_rfc1337 = 0}
            """);
        assertThat(run("explain", capture.toString(), "--context", context.toString()))
                .isZero();
        assertThat(out.toString()).contains("6 arrived, 6 agree, 0 free, 0 contradict, 0 cannot be told");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        kernel: linux-9.1                         | :1:9: unknown kernel "linux-9.1"
        hz: 333                                   | :1:5: no kernel runs at 333 Hz
        addresses: [10.0.0]                       | :1:13: "10.0.0" is not an address
        unreachable: [10.0.0.0/40]                | :1:15: "10.0.0.0/40" is not a network
        sysctls: {tcp_rfc1338: 1}                 | :1:11: unknown sysctl "tcp_rfc1338"
        stops: []                                 | :1:1: unknown key "stops"; did you mean steps?
        steps: [{do: accept}]                     | :1:9: "at" is missing
        steps: [{at: 1 s, do: nap}]               | :1:23: unknown step "nap"
        steps: [{at: 1 s, do: listen 70000}]      | :1:23: there is no port 70000
        steps: [{at: 1 s, do: close, peer: here}] | :1:36: "here" is not an end of a connection
        steps: [{at: soon, do: close}]            | :1:14: "soon" is not a duration
        addresses: [                              | not YAML
        """)
    void aMistakeInAContextIsOneLineWithItsPlace(String text, String said) throws IOException {
        Path context = Files.writeString(folder.resolve("context.yaml"), text);
        assertThat(run("explain", capture.toString(), "--context", context.toString()))
                .isEqualTo(2);
        assertThat(err.toString().strip())
                .startsWith(context.toString())
                .contains(said)
                .doesNotContain("\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anotherKernelContradicts() throws IOException {
        assertThat(run("explain", capture.toString(), "--set", "tcp_timestamps=0", "--summary"))
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        --host     | 192.0.2.1           | not in server.pcap; it has 10.0.0.1, 10.0.0.2
        --profile  | 7.9                 | unknown profile "7.9"
        --set      | tcp_tw_recycle=1    | linux-6.18 has no net.ipv4.tcp_tw_recycle
        --set      | tcp_rfc1337         | expected SYSCTL=VALUE
        --set      | tcp_rfc1337=1@soon  | "soon" is not a duration
        --hz       | 17                  | expected 100, 250, 300 or 1000
        --context  | /no/such/file       | no such file
        """)
    void aMistakeIsOneLine(String option, String value, String said) {
        assertThat(run("explain", capture.toString(), option, value)).isEqualTo(2);
        assertThat(err.toString().strip()).contains(said).doesNotContain("\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void hostileCapturesAreOneLine() throws IOException {
        List<byte[]> hostile = new ArrayList<>();
        byte[] good = Files.readAllBytes(capture);
        hostile.add(new byte[0]);
        hostile.add("not a capture".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        hostile.add(java.util.Arrays.copyOf(good, 100));
        for (byte[] bytes : hostile) {
            Path file = Files.write(folder.resolve("hostile.pcap"), bytes);
            err.getBuffer().setLength(0);
            int code = run("explain", file.toString());
            assertThat(code).isIn(0, 2);
            assertThat(err.toString().strip()).doesNotContain("\n").doesNotContain("Exception");
        }
        assertThat(run("explain", folder.resolve("missing.pcap").toString())).isEqualTo(2);
    }
}
