package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bench                        | bench: nothing to measure given; expected churn or explain
            bench churn --rate 0         | --rate 0: out of range; expected 1 to 1000000
            bench churn --rate fast      | --rate: "fast" is not a whole number
            bench churn --duration 86401 | --duration 86401: out of range; expected 1 to 86400
            bench churn --trace some     | --trace some: unknown; expected none or all
            bench churn --format ids     | --format ids: not offered here; expected one of text, json
            """)
    void aMistakeIsOneLine(String line, String problem) {
        Said said = Said.when(line.split(" "));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.problems()).containsExactly(problem);
        assertThat(said.out()).isEmpty();
    }
}
