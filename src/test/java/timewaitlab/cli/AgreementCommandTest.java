package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code agreement}: the table, the JSON, the exit code, and mistakes. */
class AgreementCommandTest {
    @Test
    void printsTopicsByKernel() {
        Said said = Said.when("agreement", "--topic", "rfc1337");
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .startsWith("topic                   6.18")
                .contains("rfc1337", "every one", "recordings");
        assertThat(said.code()).isEqualTo(said.out().contains("disagrees: ") ? 1 : 0);
    }

    @Test
    void agreesWhereEveryCellDoes() {
        Said said = Said.when("agreement", "--topic", "sysctl", "--kernel", "2.6.32", "--format", "json");
        assertThat(said.json().get("recordings").asInt()).isEqualTo(1);
        Said all = Said.when("agreement", "--topic", "paws", "--kernel", "linux-6.18", "--format", "json");
        assertThat(all.code()).isEqualTo(all.json().get("total").get("disagree").asInt() == 0 ? 0 : 1);
        assertThat(all.json().get("topics"))
                .allMatch(row -> row.get("kernel").asText().equals("linux-6.18"));
    }

    @Test
    void judgesWhatAScenarioRestsOn() {
        Said said = Said.when("agreement", "--scenario", "reused-quintuple", "--kernel", "2.6.32", "--format", "json");
        Said topics = Said.when("agreement", "--topic", "timewait", "--kernel", "2.6.32", "--format", "json");
        assertThat(said.json().get("recordings").asInt())
                .isGreaterThan(topics.json().get("recordings").asInt());
        assertThat(topics.json().get("recordings").asInt()).isPositive();
    }

    @Test
    void theJsonMatchesItsSchema() {
        ObjectNode json = (ObjectNode)
                Said.when("agreement", "--kernel", "4.10.1", "--format", "json").json();
        assertThat(Schema.complaints("agreement.schema.json", json)).isEmpty();
        assertThat(json.get("disagreements")).isNotEmpty();
        json.putObject("total").put("cells", -1);
        assertThat(Schema.complaints("agreement.schema.json", json)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --topic nothing        | --topic: nothing was recorded about "nothing"; expected one of clock, close,
            --kernel 7.0           | --kernel: unknown profile "7.0"; expected one of 2.6.32,
            --kernel 5.4           | --kernel: nothing of that was recorded of linux-5.4; recorded were 2.6.32,
            --scenario nothing     | nothing: no such scenario or file; expected a file, or one of flagship,
            --scenario flagship --topic nat | --topic and --scenario: both say what the recordings are about; expected one
            --mutations --topic nat | --mutations: asks every recording; expected no --topic and no --scenario
            --format tcpdump       | --format tcpdump: not offered here; expected one of text, json
            """)
    void mistakesAreOneLine(String options, String line) {
        Said said = Said.when(("agreement " + options).split(" "));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.problems()).hasSize(1).first().asString().startsWith(line.split(" 2\\.6")[0]);
    }
}
