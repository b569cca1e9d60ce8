package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bench churn} counts, as opposed to how fast that was, which no test may depend on. */
class BenchCommandTest {
    @Test
    void jsonHasTheDocumentedMembersAndCountsEveryConnection() {
        Said said = Said.when(
                ("bench churn --rate 50 --duration 70 --warm-up 0 --times 1 --entries 6000 --format json").split(" "));
        assertThat(said.code()).isZero();
        JsonNode json = said.json();
        assertThat(Schema.complaints("bench-churn.schema.json", json)).isEmpty();
        assertThat(json.get("offered").asLong()).isEqualTo(3500);
        assertThat(json.get("established").asLong()).isEqualTo(3500);
        assertThat(json.get("reopened").asLong()).isZero();
        assertThat(json.get("refused").asLong()).isZero();
        assertThat(json.get("overflowed").asLong()).isZero();
        assertThat(json.get("clients").asLong()).isEqualTo(1);
        assertThat(json.get("peakTimeWait").asLong()).isEqualTo(3000);
        assertThat(json.get("connectionsPerSecond").asDouble()).isPositive();
        assertThat(json.get("sameDigest").asBoolean()).isTrue();
    }

    @Test
    void recordingEverythingThroughANatIsToldInText() {
        Said said =
                Said.when(("bench churn --rate 50 --duration 2 --nat --trace all --warm-up 0 --times 1 --entries 6000")
                        .split(" "));
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("100 connections, 50/s through a NAT, recorded: all")
                .contains("1 client addresses, tcp_max_tw_buckets 262144, nf_conntrack_max 262144")
                .contains("100 established, 0 reopened, 0 refused, 0 overflowed")
                .contains("100 at most, 100 expected")
                .contains("the same each time");
    }

    /** What is measured is the window's matter; what is said of it, and how it ends, is the command's. */
    @ParameterizedTest
    @CsvSource({"19.2, 0, true", "25, 1, false"})
    void ratiosOfTheWindowAreToldAgainstTheirLimits(double playing, int code, boolean held) {
        List<WindowBench.Ratio> ratios = Stream.of("scroll", "zoom", "linear", "seek", "rerun", "firstFrame")
                .map(name -> new WindowBench.Ratio(name, "ms CPU", 2, 3, 2))
                .collect(Collectors.toCollection(ArrayList::new));
        ratios.add(0, new WindowBench.Ratio("pulses", "ms", 16, playing, 1.2));
        WindowBench window = progress -> {
            progress.accept("everything");
            return ratios;
        };
        Said said = Said.when(window, "bench", "window", "--format", "json");
        assertThat(said.code()).isEqualTo(code);
        assertThat(said.problems()).containsExactly("bench window: everything");
        assertThat(Schema.complaints("bench-window.schema.json", said.json())).isEmpty();
        assertThat(said.json().at("/pulses/ratio").asDouble()).isEqualTo(Math.round(playing / 16 * 1000) / 1000.0);
        assertThat(said.json().at("/pulses/held").asBoolean()).isEqualTo(held);
        Said text = Said.when(window, "bench", "window");
        assertThat(text.out().lines()).hasSize(7).element(1).asString().contains("1.50 times, limit 2.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bench                        | bench: nothing to measure given; expected churn, explain or window
        bench churn --rate 0         | --rate 0: out of range; expected 1 to 1000000
        bench churn --rate fast      | --rate: "fast" is not a whole number
        bench churn --duration 86401 | --duration 86401: out of range; expected 1 to 86400
        bench churn --trace some     | --trace some: unknown; expected none or all
        bench window --format ids    | --format ids: not offered here; expected one of text, json
        bench window                 | bench window: there is no window here; expected a display: start it in a graphical session, or under xvfb-run
        bench churn --format ids     | --format ids: not offered here; expected one of text, json
        """)
    void aMistakeIsOneLine(String line, String problem) {
        Said said = Said.when(line.split(" "));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.problems()).containsExactly(problem);
        assertThat(said.out()).isEmpty();
    }
}
