package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verdict}: answers on stdout, mistakes of the user as one line on stderr and exit code 2. */
class VerdictCommandTest {
    private static final List<String> REFUSED = List.of(
            "verdict",
            "--profile",
            "6.18",
            "--state",
            "TIME-WAIT",
            "--field",
            "rcv_nxt=1000000",
            "--field",
            "snd_nxt=5000000",
            "--field",
            "ts_recent=200000",
            "--segment",
            "S 2000000:2000000(0) win 65535 <TS val 199999 ecr 0>");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # option   | value                    | what is said
        --field    | rcv_nx=5                 | unknown field "rcv_nx"
        --field    | rcv_nxt=five             | "five" is not a number
        --field    | rcv_nxt                  | --field
        --set      | tcp_tw_recycl=1          | unknown sysctl "tcp_tw_recycl"
        --set      | tcp_tw_recycle=1         | linux-6.18 has no net.ipv4.tcp_tw_recycle
        --set      | tcp_tw_reuse=3           | out of range 0 to 2
        --set      | tcp_rfc1337=yes          | "yes" is not a whole number
        --segment  | S seq banana             | column 3
        --segment  | Q seq 5                  | column 1
        --segment  | S seq 4294967296         | does not fit 32 bits
        --profile  | 7.9                      | unknown profile "7.9"
        --profile  | linux-2.6.24             | unknown profile
        --state    | TIMEWAIT                 | unknown state "TIMEWAIT"
        --format   | yaml                     | --format
        --colour   | red                      | --colour
        --batch    | /no/such/file.jsonl      | no such file
        """)
    void aMistakeIsOneLine(String option, String value, String said) {
        List<String> arguments = new ArrayList<>(REFUSED);
        int at = arguments.indexOf(option);
        if (at > 0 && !option.equals("--field")) {
            arguments.set(at + 1, value);
        } else {
            arguments.addAll(List.of(option, value));
        }
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).as(err.toString()).hasSize(1);
        assertThat(err.toString()).contains(said).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"--profile", "--state", "--segment"})
    void somethingIsMissing(String option) {
        List<String> arguments = new ArrayList<>(REFUSED);
        int at = arguments.indexOf(option);
        arguments.subList(at, at + 2).clear();
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void textSaysTheRuleTheReplyAndTheProof() {
        assertThat(run(REFUSED)).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("TIME-WAIT -> TIME-WAIT: REPLY (ACK)")
                .contains("rule tw.paws, include/net/tcp.h tcp_paws_reject()")
                .contains("seq 5000000, ack 1000000")
                .contains("TcpExtPAWSTimewait +1")
                .contains("TSval ≥ 200000: ACCEPT");
    }

    @Test
    void jsonHasTheMembersThatArePromised() throws IOException {
        List<String> arguments = new ArrayList<>(REFUSED);
        arguments.addAll(List.of("--format", "json"));
        assertThat(run(arguments)).isZero();
        JsonNode verdict = new ObjectMapper().readTree(out.toString());
        assertThat(verdict.get("disposition").asText()).isEqualTo("REPLY");
        assertThat(verdict.get("stateBefore").asText()).isEqualTo("TIME-WAIT");
        assertThat(verdict.get("stateAfter").asText()).isEqualTo("TIME-WAIT");
        assertThat(verdict.get("orphan").asBoolean()).isFalse();
        assertThat(verdict.get("timer").asText()).isEqualTo("restart 60 s");
        assertThat(verdict.at("/replies/0/kind").asText()).isEqualTo("ACK");
        assertThat(verdict.at("/replies/0/flags").asText()).isEqualTo(".");
        assertThat(verdict.at("/replies/0/tsecr").asLong()).isEqualTo(200_000);
        assertThat(verdict.at("/counters/TcpExtPAWSTimewait").asInt()).isEqualTo(1);
        assertThat(verdict.at("/after/ts_recent").asLong()).isEqualTo(200_000);
        JsonNode older = verdict.get("findings").get(3);
        assertThat(older.get("check").asText()).isEqualTo("tw.older-tsval");
        assertThat(older.at("/left/name").asText()).isEqualTo("ts_recent");
        assertThat(older.at("/right/value").asLong()).isEqualTo(199_999);
        assertThat(older.get("difference").asLong()).isEqualTo(1);
        assertThat(older.get("held").asBoolean()).isTrue();
        assertThat(verdict.get("whatIfs")).isNotEmpty();
        for (String member : List.of("cause", "rule", "stages", "reason", "cite")) {
            assertThat(verdict.has(member)).as(member).isTrue();
        }
    }

    @Test
    void aBatchAnswersEveryLineInOrder(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("requests.jsonl");
        Files.writeString(file, """
                {"id": "c1", "profile": "linux-6.18", "state": "TIME-WAIT", "fields": {"rcv_nxt": 10000102, \
                "snd_nxt": 2191878868, "ts_recent": 1000030, "ts_recent_age": 0}, "sysctls": {"net.ipv4.tcp_rfc1337": 1}, \
                "segment": {"flags": "S", "seq": 2157483751, "ack": 0, "win": 65535, "len": 0, "tsval": null, "tsecr": 0}}
                not JSON at all
                {"id": 2, "profile": "9.9", "state": "LISTEN", "segment": "S seq 1"}

                {"id": 3, "profile": "4.4", "state": "LISTEN", "fields": {"bogus": 1}, "segment": "S seq 1"}
                {"id": 4, "profile": "4.4", "state": "LISTEN"}
                {"id": 5, "profile": "4.4", "state": "LISTEN", "segment": "S seq"}
                {"id": 6, "profile": "4.4", "state": "TIME-WAIT", "segments": [{"at": 0, "flags": "S", "seq": 5, "tsval": 1}, \
                {"at": 0.4, "flags": "R", "seq": 0}]}
                [1, 2]
                """);
        assertThat(run(List.of("verdict", "--batch", file.toString()))).isZero();
        assertThat(err.toString()).isEmpty();
        List<JsonNode> answers = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            answers.add(new ObjectMapper().readTree(line));
        }
        assertThat(answers).hasSize(8);
        assertThat(answers.get(0).get("id").asText()).isEqualTo("c1");
        assertThat(answers.get(0).get("disposition").asText()).isEqualTo("REPLY");
        assertThat(answers.get(1).get("error").asText()).startsWith("not JSON");
        assertThat(answers.get(1).get("id").isNull()).isTrue();
        assertThat(answers.get(2).get("id").asInt()).isEqualTo(2);
        assertThat(answers.get(2).get("error").asText()).contains("unknown profile");
        assertThat(answers.get(3).get("error").asText()).contains("unknown field \"bogus\"");
        assertThat(answers.get(4).get("error").asText()).contains("\"segment\" or \"segments\"");
        assertThat(answers.get(5).get("error").asText()).contains("column 3");
        assertThat(answers.get(6).get("verdicts")).hasSize(2);
        assertThat(answers.get(7).has("error")).isTrue();
    }

    private int run(List<String> arguments) {
        return CommandLineApp.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }
}
