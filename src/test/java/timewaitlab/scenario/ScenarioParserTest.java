package timewaitlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;

/** Every mistake of a file is one line that says where, what and what instead; nothing is said twice or in its wake. */
class ScenarioParserTest {
    private static final List<String> NASTY = List.of(
            "\t", ": ", "- ", "{", "}", "[", "]", "&a ", "*a ", "!!int ", "\"", "'", "|\n", "? ", "<<: ", "\n", "~");
    private static final Path SHIPPED = Path.of("src/main/resources/timewaitlab/scenarios");

    /** A scenario that is right: each test spoils a line of it. */
    private static final String RIGHT = """
        id: small
        title: Small
        until: 10 s
        hosts:
          A: {address: 10.0.0.2, kernel: 4.4}
          B:
            address: 198.51.100.9
            kernel: 2.6.32
            sysctls: {tcp_tw_recycle: 1}
        nats:
          N: {address: 203.0.113.7, ports: sequential}
        links:
          - {between: [A, N], delay: 1 ms}
          - {between: [N, B], delay: 21 ms, faults: [{drop: S, from: N, count: 1}]}
        programs:
          answer: [read 100, write 200, close]
        steps:
          - {at: 0 s, on: B, do: listen 80 serve answer}
          - {at: 1 s, on: A, do: ["connect B:80 from 40000", write 100, read to end, close]}
          - {at: 2 s, on: N, do: forget}
        expect:
          - {call: connect, at: A, start: 1 s, result: OK, took: 1.044 s}
          - {counter: PAWSPassive, at: B, is: 0}
          - {verdict: ACCEPT, at: B, rule: listen.request, times: [2.022 s]}
          - {state: TIME-WAIT, at: B, from: 2.110 s, lasts: [0.7 s, 1.2 s]}
        branches:
          - name: B runs Linux 4.12
            kernel: {B: 4.12}
            set: {A: {tcp_timestamps: 0}}
            clock: {A: {tick: 5}}
            expect:
              - {counter: PAWSPassive, at: B, is: 0}
        """;

    @Test
    void theRightOneIsRead() {
        assertThat(problems(RIGHT)).isEmpty();
    }

    @Test
    void threeMistakesAreThreeLines() {
        String wrong = RIGHT.replace("kernel: 4.4", "kernel: 4.5")
                .replace("until: 10 s", "until: 10 parsecs")
                .replace("is: 0}\n  - {verdict", "was: 0, is: 0}\n  - {verdict");
        assertThat(problems(wrong))
                .containsExactly(
                        "small.yaml:3:8: \"10 parsecs\" is not a duration; expected a duration such as 22 ms, 5 s or 2"
                                + " min",
                        "small.yaml:5:34: unknown kernel \"4.5\"; expected one of 2.6.32, 3.0, 3.2, 3.10, 3.18, 4.4,"
                                + " 4.9, 4.10.1, 4.10.17, 4.11, 4.12, 4.14, 4.19, 5.4, 5.15, 6.1, 6.6, 6.8, 6.14, 6.18,"
                                + " rfc9293 (not kernel-checked), windows (not kernel-checked), freebsd (not"
                                + " kernel-checked), macos (not kernel-checked)",
                        "small.yaml:23:35: unknown key \"was\"; did you mean at?; expected one of at, counter, is");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # what is written                | what instead                      | where and what
          title: Small                   | titel: Small                      | 2:1: unknown key "titel"; did you mean title?
          title: Small                   | title: [Small]                    | 2:8: this is not a single value
          until: 10 s                    | until: 31 d                       | 3:8: the run is longer than 30 days
          until: 10 s                    | until: 999999999999 d             | 3:8: 86399999999913600 s is out of range 0 to 9000000000
          address: 10.0.0.2              | address: 10.0.0.256               | 5:16: "10.0.0.256" is not an address
          address: 10.0.0.2              | address: 198.51.100.9             | 7:14: A has the address 198.51.100.9 already
          address: 203.0.113.7           | address: 10.0.0.2                 | 11:16: A has the address 10.0.0.2 already
          kernel: 2.6.32                 | kernel: [2.6.32]                  | 8:13: this is not a single value
          tcp_tw_recycle: 1              | tcp_tw_recycl: 1                  | 9:15: unknown sysctl "tcp_tw_recycl"; did you mean tcp_tw_recycle?
          tcp_tw_recycle: 1              | tcp_tw_recycle: 2                 | 9:31: "2" does not fit; expected a whole number from 0 to 1
          tcp_tw_recycle: 1              | tcp_tw_recycle: 99999999999999999 | 9:31: "99999999999999999" does not fit
          tcp_tw_recycle: 1              | tcp_tw_reuse_delay: 9             | 9:15: linux-2.6.32 has no net.ipv4.tcp_tw_reuse_delay
          sysctls: {tcp_tw_recycle: 1}   | sysctls: 1                        | 9:14: this is not a mapping
          {address: 10.0.0.2, kernel: 4.4} | 7                               | 5:6: this is not a mapping
          {address: 10.0.0.2, kernel: 4.4} | {kernel: 4.4}                   | 5:6: "address" is missing
          kernel: 4.4}                   | kernel: 4.4, hz: 1024}            | 5:43: "1024" does not fit
          kernel: 4.4}                   | kernel: 4.4, hz: 500}             | 5:43: no kernel runs at 500 Hz; expected one of [100, 250, 300, 1000]
          kernel: 4.4}                   | kernel: 4.4, clock: {tik: 1}}     | 5:47: unknown key "tik"; did you mean tick?
          nats:                          | nats:⏎  B: {address: 192.0.2.1}   | 11:3: a host is called "B" already
          ports: sequential              | ports: lottery                    | 11:36: unknown port policy "lottery"
          ports: sequential              | highest-port: 40000               | 11:6: "lowest-port" is missing
          between: [A, N], delay: 1 ms   | between: [A, M], delay: 1 ms      | 13:19: nobody is called "M"; expected one of A, B, N
          between: [A, N], delay: 1 ms   | between: [A], delay: 1 ms         | 13:15: a link has two ends, not 1
          between: [A, N], delay: 1 ms   | between: [A, A], delay: 1 ms      | 13:19: this link joins A to itself
          between: [A, N], delay: 1 ms   | delay: 1 ms                       | 13:5: "between" is missing
          drop: S, from: N               | drop: S, from: A                  | 14:62: unknown end "A"; expected one of N, B
          drop: S, from: N               | drop: Z, from: N                  | 14:53: 'Z' is not a TCP flag
          drop: S, from: N               | dorp: S, from: N                  | 14:47: unknown key "dorp"; did you mean drop?
          drop: S, from: N               | delay: S, from: N                 | 14:46: "by" is missing
          drop: S, from: N               | drop: S, duplicate: S, from: N    | 14:46: this fault does drop and duplicate
          answer: [read 100, write 200   | answer: [read 100, wrote 200      | 16:22: unknown step "wrote 200"
          serve answer}                  | serve anwser}                     | 18:26: no program is called "anwser"; did you mean answer?
          listen 80 serve                | listen 80808 serve                | 18:26: there is no port 80808
          on: B, do: listen              | on: Z, do: listen                 | 18:19: nobody is called "Z"; expected one of A, B, N
          connect B:80 from 40000        | connect Z:80 9 per second for 1 s | 19:27: no host is called "Z"; expected one of A, B
          connect B:80 from 40000        | connect B:80 9 per second         | 19:27: "connect B:80 9 per second" is not a load
          connect B:80 from 40000        | connect B:80 0 per second for 1 s | 19:27: there is no rate 0; expected 1 to 1000000
          connect B:80 from 40000        | connect B:90-80 1 per second for 1 s | 19:27: the ports are in the wrong order
          connect B:80 from 40000        | connect B:80 1 per second for 1 x | 19:27: "connect B:80 1 per second for 1 x" is not a load
          connect B:80 from 40000        | connect B:80 1 per second for 1 s run ask | 19:27: no program is called "ask"; expected one of answer
          connect B:80                   | connect Z:80                      | 19:27: no host is called "Z"; expected one of A, B
          write 100, read to end         | sysctl tcp_tw_reus=1, read to end | 19:54: unknown sysctl "tcp_tw_reus"; did you mean tcp_tw_reuse?
          write 100, read to end         | sysctl tcp_tw_reuse=3, read to end | 19:54: net.ipv4.tcp_tw_reuse cannot be 3; expected 0 to 2
          write 100, read to end         | sysctl tcp_tw_reuse_delay=9       | 19:26: linux-4.4 has no net.ipv4.tcp_tw_reuse_delay
          listen 80 serve answer         | sysctl ip_local_reserved_ports=9  | 18:26: linux-2.6.32 has no net.ipv4.ip_local_reserved_ports; expected 3.0 or later
          "connect B:80 from 40000",     | sleep 1 s,                        | 19:26: write without a connection
          do: forget                     | do: close                         | 20:26: N is a NAT and cannot do that; expected forget
          on: N, do: forget              | on: A, do: forget                 | 20:26: A is a host and cannot forget; expected a NAT
          call: connect, at: A           | call: conect, at: A               | 22:12: unknown call "conect"; did you mean connect?
          ports: sequential              | filter: drop some                 | 11:37: unknown filter "drop some"
          ports: sequential              | kernel: 9.9                       | 11:37: unknown kernel "9.9"; expected one of 2.6.32
          ports: sequential              | ports: [5]                        | 11:36: a range of ports has two ends, not 1
          ports: sequential              | ports: [5, 3]                     | 11:40: "3" does not fit; expected a whole number from 5 to 65535
          ports: sequential              | conntrack-max: 0                  | 11:44: "0" does not fit; expected a whole number from 1
          ports: sequential              | source: none                      | 11:37: unknown kind of source NAT "none"
          ports: sequential              | sysctls: {nf_conntrack_tcp_lose: 0} | 11:39: unknown sysctl "nf_conntrack_tcp_lose"; did you mean nf_conntrack_tcp_loose?
          do: forget                     | do: address 203.0.113.256         | 20:26: "203.0.113.256" is not an address
          do: forget                     | do: filter drop invald            | 20:26: unknown step "filter drop invald"
          do: forget                     | do: sysctl tcp_rfc1337=1          | 20:26: N is a NAT and cannot do that; expected forget
          do: forget                     | do: sysctl nf_conntrack_tcp_lose=1 | 20:26: unknown sysctl "nf_conntrack_tcp_lose"
          write 100, read to end         | filter drop invalid, read to end  | 19:26: A is a host and cannot filter; expected a NAT
          state: TIME-WAIT, at: B        | state: TIME-WAIT, at: N           | 25:5: N is a NAT and has no sockets; expected verdict, counter or census
          counter: PAWSPassive, at: B    | census: TIME_WAIT, at: B, times: [1 s] | 23:14: unknown count "TIME_WAIT"; did you mean TIME-WAIT?
          counter: PAWSPassive, at: B    | census: TIME-WAIT, at: N, times: [1 s] | 23:14: unknown count "TIME-WAIT"; expected one of conntrack
          until: 10 s                    | until: 10 s⏎record: {from: 2 s, until: 1 s} | 4:9: nothing lies between these; expected from: EARLIER
          until: 10 s                    | until: 10 s⏎record: {from: 2 s}   | 4:9: "until" is missing
          counter: PAWSPassive, at: B    | counter: drpo, at: N              | 23:15: unknown counter "drpo"; did you mean drop?
          {A: {tcp_timestamps: 0}}       | {N: {tcp_timestamps: 0}}          | 29:15: unknown sysctl "tcp_timestamps"; expected a sysctl of conn
          {A: {tick: 5}}                 | {N: {tick: 5}}                    | 30:13: no host is called "N"; expected one of A, B
          result: OK                     | result: EOK                       | 22:48: unknown result "EOK"; did you mean OK?
          verdict: ACCEPT                | verdict: ACEPT                    | 24:15: unknown verdict "ACEPT"; did you mean ACCEPT?
          rule: listen.request           | rule: listen.reqest               | 24:36: unknown rule "listen.reqest"; did you mean listen.request?
          times: [2.022 s]               | times: [2.022 s], differences: [] | 24:70: 0 differences for 1 times
          state: TIME-WAIT               | state: TIME_WAIT                  | 25:13: unknown state "TIME_WAIT"; did you mean TIME-WAIT?
          lasts: [0.7 s, 1.2 s]          | lasts: [1.2 s, 0.7 s]             | 25:46: the bounds are in the wrong order
          kernel: {B: 4.12}              | kernel: {Z: 4.12}                 | 28:14: no host is called "Z"; expected one of A, B
          counter: PAWSPassive, at: B    | countr: PAWSPassive, at: B        | 23:6: unknown key "countr"; did you mean counter?
          counter: PAWSPassive, at: B    | counter: PAWSPasive, at: B        | 23:15: unknown counter "PAWSPasive"; did you mean PAWSPassive?
          counter: PAWSPassive, at: B, is: 0 | at: B                         | 23:5: nothing is expected here
          counter: PAWSPassive, at: B, is: 0 | counter: PAWSPassive, at: B   | 23:5: "is" is missing
          {A: {tcp_timestamps: 0}}       | {B: {tcp_tw_recycle: 0}}          | 29:15: linux-4.12 has no net.ipv4.tcp_tw_recycle
          clock: {A: {tick: 5}}          | clock: {A: {tick: -5}}            | 30:23: "-5" does not fit
          clock: {A: {tick: 5}}          | clock: {A: {second-phase: 1 s}}   | 30:31: the phase is no part of a second
          name: B runs Linux 4.12        | nam: B runs Linux 4.12            | 27:5: unknown key "nam"; did you mean name?
        """)
    void eachMistakeIsFoundAtItsPlace(String right, String wrong, String problem) {
        int at = RIGHT.indexOf(right);
        assertThat(at).as("the row spoils something").isNotNegative();
        String text = RIGHT.substring(0, at) + wrong.replace('⏎', '\n') + RIGHT.substring(at + right.length());
        assertThat(problems(text)).singleElement().asString().startsWith("small.yaml:" + problem);
    }

    @Test
    void aKeyGivenTwiceIsOneProblemAtTheSecond() {
        assertThat(problems(RIGHT.replace("title: Small", "title: Small\ntitle: Again")))
                .containsExactly("small.yaml:3:1: \"title\" is given twice; expected each key once");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(problems("id: nothing\n"))
                .containsExactly(
                        "small.yaml:1:1: \"title\" is missing; expected title: ...",
                        "small.yaml:1:1: \"until\" is missing; expected until: ...",
                        "small.yaml:1:1: \"hosts\" is missing; expected hosts: ...");
        assertThat(problems("{id: a, title: b, until: 1 s, hosts: {}}"))
                .containsExactly("small.yaml:1:38: there is no host; expected at least one");
        assertThat(problems("- a\n- b\n"))
                .containsExactly("small.yaml:1:1: this is not a mapping; expected key: value pairs");
        assertThat(problems("just words"))
                .containsExactly("small.yaml:1:1: this is not a mapping; expected key: value pairs");
    }

    @Test
    void whatIsNotYamlIsOneProblemWithItsPlace() {
        assertThat(problems("")).containsExactly("small.yaml: the file is empty; expected a scenario");
        assertThat(problems("# nothing but a comment\n"))
                .containsExactly("small.yaml: the file is empty; expected a scenario");
        assertThat(problems("id: a\n\ttitle: b\n")).singleElement().asString().contains(":2:1: not YAML: ", "TAB");
        assertThat(problems("id: [a\ntitle: b\n")).singleElement().asString().startsWith("small.yaml:2:");
        assertThat(problems("id: a\n--- \nid: b\n")).singleElement().asString().contains("single document");
        assertThat(problems("id: a\ntitle: \u0000\u0001"))
                .containsExactly("small.yaml:2:8: character U+0000 has no place in YAML; expected text");
        String binary = new String(bytes(4_096), StandardCharsets.ISO_8859_1);
        assertThat(problems(binary)).singleElement().asString().startsWith("small.yaml:1:");
    }

    @Test
    void filesThatMeanHarmAreRefusedAtOnce() {
        assertThat(problems("a: ".repeat(1_000_000)))
                .containsExactly("small.yaml: larger than 1000000 characters; expected a scenario");
        for (String deep : List.of("[".repeat(999_000), "{a: ".repeat(200_000), "- ".repeat(400_000) + "a")) {
            assertThat(problems(deep)).singleElement().asString().contains(":1:", ": nested more than 20 deep");
        }
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, before))));
        }
        assertThat(problems(bomb.toString())).singleElement().asString().contains("aliases");
        assertThat(problems("hosts: &a {A: *a}\nid: a\ntitle: b\nuntil: 1 s\n")).isNotEmpty();
    }

    /** Three thousand spoilt files: whatever is done to them, there is a scenario or a list of problems, each once. */
    @Test
    void nothingThatIsReadThrows() throws IOException {
        long seed = 20_261_120;
        Random random = new Random(seed);
        List<String> shipped = shipped();
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            String text = spoilt(shipped.get(random.nextInt(shipped.size())), random);
            Reading<Scenario> reading;
            try {
                reading = ScenarioParser.parse("lot.yaml", text);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", file " + i + ":\n" + text, e);
            }
            refused += reading.value().isPresent() ? 0 : 1;
            assertThat(reading.problems()).as("seed %d, file %d", seed, i).doesNotHaveDuplicates();
            assertThat(reading.problems())
                    .as("seed %d, file %d", seed, i)
                    .allSatisfy(problem -> assertThat(problem.toString()).startsWith("lot.yaml:"));
        }
        assertThat(refused).isBetween(1_500, 2_999);
    }

    private static String spoilt(String text, Random random) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(spoilt.length());
            int end = Math.min(spoilt.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> spoilt.delete(at, end);
                case 1 -> spoilt.insert(at, spoilt.substring(Math.max(0, end - 40), end));
                case 2 -> spoilt.setCharAt(at, (char) random.nextInt(300));
                case 3 -> spoilt.insert(at, NASTY.get(random.nextInt(NASTY.size())));
                case 4 -> spoilt.replace(at, end, "9".repeat(1 + random.nextInt(30)));
                default -> spoilt.setLength(Math.max(1, at));
            }
        }
        return spoilt.toString();
    }

    private static List<String> shipped() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static List<String> problems(String text) {
        return ScenarioParser.parse("small.yaml", text).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
