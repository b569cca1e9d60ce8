package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;

/** The end-to-end vectors S-01 to S-13: scenarios with their expectations under {@code end-to-end}, and S-12 here. */
class EndToEndTest {
    private static final Path FOLDER = Path.of("src/test/resources/end-to-end");

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyExpectationHolds(Path file) throws IOException {
        List<RunScenario.Checked> checked = RunScenario.check(read(file));
        assertThat(checked).isNotEmpty();
        assertThat(checked)
                .as(file.toString())
                .allSatisfy(one -> assertThat(one.failure())
                        .as(one.branch() + ": " + one.expectation())
                        .isEmpty());
    }

    /** S-12: an acceptable SYN takes the entry away although the full accept queue then drops it. */
    @Test
    void aFullQueueDropsTheSynButTheEntryIsGone() {
        Asked asked = Asked.of(
                Kernels.only("5.15"),
                "TIME-WAIT rcv_nxt=1000000 snd_nxt=5000000 ts_recent=200000 ts_recent_age=10 backlog=0 accept_queue=1",
                "S seq 2000000 <TS val 200001 ecr 0>",
                "@1 S seq 2000000 <TS val 201001 ecr 0>");
        assertThat(asked.outcome(0)).isEqualTo("ACCEPT REOPENED");
        assertThat(asked.replyKinds(0)).isEqualTo("-");
        assertThat(asked.counters(0)).isEqualTo("ListenDrops ListenOverflows");
        assertThat(asked.judged(0).timer()).isEqualTo("gone");
        assertThat(asked.judged(1).stateBefore()).isEqualTo(TcpState.LISTEN);
        assertThat(asked.outcome(1)).as("an ordinary SYN").isEqualTo("DROP TCP_LISTEN_OVERFLOW");
    }

    /** Lesson 1: a client of Linux 3.0 gets in with its sixth SYN, 98 s after the run began. */
    @Test
    void aClientUpTo30GetsInAfter93Seconds() {
        Scenario flagship = ScenarioLibrary.open("flagship").value().orElseThrow();
        Scenario old = flagship.with(new Scenario.Edit.Kernel("A", Kernels.only("3.0")))
                .with(new Scenario.Edit.Kernel("C", Kernels.only("3.0")))
                .running(flagship.seed(), 100 * SimTime.SECOND);
        Trace trace = RunScenario.run(old);
        assertThat(Small.calls(trace, "C")).contains("connect OK 5000+93044");
        assertThat(Small.counter(trace, "B", "TcpExtPAWSPassive")).isEqualTo(5);
    }

    @Test
    void noVectorIsMissing() throws IOException {
        String told = files().map(EndToEndTest::text).collect(Collectors.joining());
        List<String> missing = IntStream.rangeClosed(1, 13)
                .mapToObj("S-%02d"::formatted)
                .filter(id -> !told.contains("\"" + id + ":") && !id.equals("S-12"))
                .toList();
        assertThat(missing).isEmpty();
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    private static Scenario read(Path file) {
        Reading<Scenario> reading = ScenarioParser.parse(file.getFileName().toString(), text(file));
        assertThat(reading.problems()).isEmpty();
        return reading.value().orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
