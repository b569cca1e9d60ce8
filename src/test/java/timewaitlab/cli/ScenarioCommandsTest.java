package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.lab.ScenarioLibrary;

/** list, run and check: answers on stdout and nothing else there, mistakes on stderr, one line each, exit codes. */
class ScenarioCommandsTest {
    private static final Path FLAGSHIP = Path.of("src/main/resources/timewaitlab/scenarios/flagship.yaml");

    @TempDir
    private Path folder;

    @Test
    void listNamesEveryShippedScenario() {
        assertThat(Said.when("list", "--format", "ids").out().lines()).containsExactlyElementsOf(ScenarioLibrary.ids());
        assertThat(Said.when("list").out())
                .contains("flagship             Two laptops, one café")
                .contains("C's SYN");
        JsonNode json = Said.when("list", "--format", "json").json();
        assertThat(json).hasSameSizeAs(ScenarioLibrary.ids());
        assertThat(json.get(0).get("id").asText()).isEqualTo("flagship");
        assertThat(json.get(0).get("title").asText()).isEqualTo("Two laptops, one café");
        assertThat(json.get(0).get("question").asText()).endsWith("?");
    }

    @Test
    void runTellsTheLadderTheProofAndTheCalls() {
        Said said = Said.when("run", "flagship");
        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains("5.000  C > N > B        [S] seq", "remembered 1105802 - TSval 260487 = 845315 > 1")
                .contains("C connect at 5.000 s: OK after 63.044 s", "PAWSPassive=6", "digest ");
    }

    @Test
    void tcpdumpPrintsEveryLegAsTcpdumpWould() {
        List<String> lines = Said.when("run", "flagship", "--format", "tcpdump")
                .out()
                .lines()
                .toList();
        assertThat(lines.get(0))
                .matches("0.000 A IP 10\\.0\\.0\\.2\\.40000 > 198\\.51\\.100\\.9\\.80: Flags \\[S], seq \\d+, win \\d+,"
                        + " options \\[mss 1460,sackOK,TS val 1105780 ecr 0,nop,wscale 7], length 0");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("5.001 N IP 203.0.113.7.40001 > 198.51.100.9.80: Flags [S]"));
        assertThat(lines).allMatch(line -> line.contains(" IP ") && line.contains(", length "));
    }

    @ParameterizedTest(name = "{0}: C connects after {1} s, PAWSPassive {2}")
    @CsvSource(textBlock = """
        ,                                                              63.044, 6
        --set B.tcp_tw_recycle=0,                                      0.044,  0
        --set B.net.ipv4.tcp_tw_recycle=0,                             0.044,  0
        --set B.tcp_tw_recycle=0@10s,                                  7.044,  3
        --set B.tcp_tw_recycle=0@10s --set B.tcp_tw_recycle=1@12.5s,   7.044,  3
        --set C.tcp_timestamps=0,                                      0.044,  0
        --set B.tcp_timestamps=0,                                      0.044,  0
        --kernel B=4.12,                                               0.044,  0
        --kernel B=linux-4.4 --set B.tcp_tw_recycle=0,                 0.044,  0
        --kernel B=4.10,                                               63.044, 6
        --kernel N=2.6.32 --set N.nf_conntrack_tcp_loose=0,            63.044, 6
        --set N.nf_conntrack_max=1@4s,                                 0,      0
        --seed 99,                                                     63.044, 6\
        """)
    void optionsChangeTheRun(String options, double took, int refused) {
        String[] arguments =
                (options == null ? "run flagship --format json" : "run flagship --format json " + options).split(" +");
        Said said = Said.when(arguments);
        assertThat(said.err()).isEmpty();
        JsonNode connect = StreamSupport.stream(said.json().get("app").spliterator(), false)
                .filter(call -> call.get("host").asText().equals("C")
                        && call.get("call").asText().equals("connect"))
                .findFirst()
                .orElseThrow();
        assertThat(connect.get("took").asDouble()).isEqualTo(took);
        assertThat(said.json()
                        .get("counters")
                        .path("B")
                        .path("TcpExtPAWSPassive")
                        .asInt())
                .isEqualTo(refused);
    }

    @Test
    void untilEndsTheRunAndSeedChangesTheNumbersOnTheWire() {
        JsonNode brief = Said.when("run", "flagship", "--until", "6 s", "--format", "json")
                .json();
        assertThat(brief.get("until").asDouble()).isEqualTo(6);
        assertThat(brief.get("app").toString()).contains("\"pending\"");
        assertThat(Said.when("run", "flagship", "--seed", "99", "--format", "json")
                        .json()
                        .get("digest"))
                .isNotEqualTo(
                        Said.when("run", "flagship", "--format", "json").json().get("digest"));
    }

    @Test
    void checkHoldsWhatIsShippedAndFilesToo() {
        Said said = Said.when("check", "flagship", FLAGSHIP.toString());
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        assertThat(said.out().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("flagship: (\\d+) of \\1 expectations held, \\d+ runs"));
    }

    @Test
    void checkSaysWhatCameOutInstead() throws IOException {
        Path file = folder.resolve("wrong.yaml");
        Files.writeString(
                file,
                Files.readString(FLAGSHIP)
                        .replace("times: [68.022 s]", "times: [67.022 s]")
                        .replace("result: ETIMEDOUT, took: 21 s", "result: OK, took: 21 s"));
        Said said = Said.when("check", file.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines().skip(1))
                .hasSize(2)
                .anyMatch(line -> line.contains(
                        ": expected B decides ACCEPT at 67.022 s by listen.request; nothing was judged then"))
                .anyMatch(line -> line.contains("[the laptops run Linux 2.6.32] ")
                        && line.endsWith("returns OK after 21.000 s; it returned ETIMEDOUT after 21.000 s"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # arguments                                  | the problem begins with
                                                     | no command given
          --nonsense                                 | Unknown option: '--nonsense'
          nonsense                                   | Unmatched argument at index 0: 'nonsense'
          run                                        | Missing required parameter: 'SCENARIO'
          run flagship flagship                      | Unmatched argument at index 2: 'flagship'
          run nosuch                                 | nosuch: no such scenario or file; expected a file, or one of flagship
          run src                                    | src: is a directory
          run flagship --format xml                  | Invalid value for option '--format'
          run flagship --format ids                  | --format ids: not offered here; expected one of text, json, tcpdump
          list --format tcpdump                      | --format tcpdump: not offered here; expected one of text, json, ids
          list flagship                              | Unmatched argument at index 1: 'flagship'
          run flagship --set                         | Missing required parameter for option '--set'
          run flagship --set B.tcp_tw_recycle        | --set B.tcp_tw_recycle: expected HOST.SYSCTL=VALUE
          run flagship --set tcp_tw_recycle=1        | --set tcp_tw_recycle=1: expected HOST.SYSCTL=VALUE
          run flagship --set Z.tcp_tw_recycle=1      | --set Z.tcp_tw_recycle=1: no host is called "Z"; expected one of A, C, B
          run flagship --set B.tcp_tw_recycl=1       | --set B.tcp_tw_recycl=1: unknown sysctl "tcp_tw_recycl"
          run flagship --set N.tcp_tw_recycle=1      | --set N.tcp_tw_recycle=1: unknown sysctl "tcp_tw_recycle" of a NAT; expected one of
          run flagship --set N.nf_conntrack_max=x    | --set N.nf_conntrack_max=x: "x" is not a whole number
          run flagship --set N.nf_conntrack_max=0    | --set N.nf_conntrack_max=0: out of range; expected 1 to
          run flagship --kernel N=9.9                | --kernel N=9.9: unknown kernel "9.9"; expected one of 2.6.32, 3.0, 3.2
          run flagship --set B.tcp_tw_recycle=2      | --set B.tcp_tw_recycle=2: out of range; expected 0 to 1
          run flagship --set B.tcp_tw_recycle=x      | --set B.tcp_tw_recycle=x: "x" is not a whole number
          run flagship --set B.tcp_tw_recycle=1@soon | --set B.tcp_tw_recycle=1@soon: "soon" is not a duration
          run flagship --set B.tcp_tw_reuse_delay=9  | --set B.tcp_tw_reuse_delay=9: linux-2.6.32 has no net.ipv4.tcp_tw_reuse_delay
          run flagship --kernel B                    | --kernel B: unknown kernel ""; expected one of 2.6.32, 3.0, 3.2
          run flagship --kernel B=9.9                | --kernel B=9.9: unknown kernel "9.9"; expected one of 2.6.32, 3.0, 3.2
          run flagship --kernel Z=4.4                | --kernel Z=4.4: no host is called "Z"
          run flagship --until soon                  | --until soon: "soon" is not a duration; expected a duration such as 70s
          run flagship --until 31d                   | --until 31d: too long; expected at most 30 d
          run flagship --seed x                      | Invalid value for option '--seed'
          check nosuch                               | nosuch: no such scenario or file
          check --verbose                            | Unknown option: '--verbose'\
        """)
    void wrongUsageIsOneLineAndExitTwo(String arguments, String problem) {
        Said said = Said.when(arguments == null ? new String[0] : arguments.split(" +"));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.problems()).singleElement().asString().startsWith(problem);
    }

    @Test
    void severalMistakesAreSeveralLines() throws IOException {
        Said said = Said.when(
                "run",
                "flagship",
                "--set",
                "B.tcp_tw_recycl=1",
                "--kernel",
                "B=9.9",
                "--until",
                "soon",
                "--set",
                "Z.x=1");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.problems()).hasSize(4);
        Path file = folder.resolve("bad.yaml");
        Files.writeString(file, "id: a\ntitle: b\nuntil: 1 s\nhosts:\n  A: {address: x, kernel: y}\n");
        said = Said.when("check", file.toString(), "nosuch", "flagship");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.problems()).hasSize(3);
        assertThat(said.problems().get(0)).startsWith(file + ":5:16: \"x\" is not an address");
    }

    @Test
    void filesThatAreNoScenariosAreOneLine() throws IOException {
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        Path large = folder.resolve("large.yaml");
        Files.writeString(large, "a".repeat(2_000_000));
        Path empty = Files.createFile(folder.resolve("empty.yaml"));
        for (Path file : List.of(binary, large, empty)) {
            Said said = Said.when("run", file.toString());
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.out()).isEmpty();
            assertThat(said.problems()).singleElement().asString().startsWith(file + ": ");
        }
    }
}
