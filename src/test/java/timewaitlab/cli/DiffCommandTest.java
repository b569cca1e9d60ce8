package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** {@code diff} says where two runs part, in text and in JSON, and what it cannot compare. */
class DiffCommandTest {
    @Test
    void twoKernelsPartAtTheSynOfTheSecondLaptop() {
        Said said = Said.when("diff", "flagship", "--kernel", "B=2.6.32", "--kernel", "B=4.12");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .startsWith("flagship: B=2.6.32 | B=4.12\nfirst divergence at 5.022 s on B, after ")
                .contains("DROP (PAWSPassive)")
                .contains("845315")
                .containsPattern("C connect at 5\\.000 +OK after 63\\.044 s +OK after 0\\.044 s")
                .containsPattern("B TcpExtPAWSPassive +6 +0");
    }

    @Test
    void theJsonHoldsBothVerdictsAndWhatDiffers() {
        Said said = Said.when(
                "diff", "flagship", "--set", "B.tcp_tw_recycle=1", "--set", "B.tcp_tw_recycle=0", "--format", "json");
        assertThat(said.code()).isZero();
        JsonNode diff = said.json();
        assertThat(Schema.complaints("diff.schema.json", diff)).isEmpty();
        JsonNode divergence = diff.get("divergence");
        assertThat(divergence.get("t").asDouble()).isEqualTo(5.022);
        assertThat(divergence.get("left").get("disposition").asText()).isEqualTo("DROP");
        assertThat(divergence.get("right").get("disposition").asText()).isEqualTo("ACCEPT");
        assertThat(Schema.complaints("verdict.schema.json", divergence.get("left")))
                .isEmpty();
        assertThat(Schema.complaints("verdict.schema.json", divergence.get("right")))
                .isEmpty();
        assertThat(divergence.get("fields").findValuesAsText("name")).contains("disposition", "rule");
        assertThat(diff.get("counters").toString())
                .contains("{\"host\":\"B\",\"name\":\"TcpExtPAWSPassive\",\"left\":6,\"right\":0}");
    }

    @Test
    void countersAloneAreADivergenceToo() {
        Said said = Said.when("diff", "flagship", "--kernel", "B=2.6.32", "--kernel", "B=3.10", "--format", "json");
        JsonNode fields = said.json().get("divergence").get("fields");
        assertThat(fields.toString()).contains("TcpExtListenDrops");
    }

    @Test
    void likeRunsHaveNoDivergence() {
        Said said = Said.when("diff", "flagship", "--set", "A.tcp_fin_timeout=60", "--set", "A.tcp_fin_timeout=59");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("no divergence").contains("calls and counters are the same");
    }

    @Test
    void whatCannotBeComparedIsOneLine() {
        Said nothing = Said.when("diff", "flagship", "--kernel", "B=2.6.32");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err().lines()).hasSize(1).first().asString().contains("expected --kernel or --set twice");
        Said three = Said.when("diff", "flagship", "--kernel", "B=2.6.32", "--kernel", "B=3.10", "--kernel", "B=4.4");
        assertThat(three.code()).isEqualTo(2);
        assertThat(three.err()).contains("B: given 3 times");
        Said unknown = Said.when("diff", "flagship", "--kernel", "B=2.6.32", "--kernel", "B=9");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err().lines()).hasSize(1).first().asString().contains("unknown kernel \"9\"");
    }

    @Test
    void aWhatIfIsComparedWithTheRunAsWritten() {
        Said said = Said.when("diff", "flagship", "--with", "set B.tcp_tw_recycle = 0 at 5.01 s");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .startsWith("flagship: as written | set B.tcp_tw_recycle = 0 at 5.01 s\nfirst divergence at 5.022 s")
                .containsPattern("C connect at 5\\.000 +OK after 63\\.044 s +OK after 0\\.044 s");
        Said wrong = Said.when("run", "flagship", "--with", "drop C", "--with", "kernel B = 9");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.problems()).hasSize(2).allMatch(line -> line.startsWith("--with:1:"));
    }

    @Test
    void runTakesWhatIfsToo() {
        Said said = Said.when(
                "run", "flagship", "--with", "kernel B = 4.12", "--with", "link N-B delay 31 ms", "--format", "json");
        assertThat(said.json().get("hosts").toString()).contains("linux-4.12");
        assertThat(said.json().get("app").toString()).contains("\"took\":0.064");
    }
}
