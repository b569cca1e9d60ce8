package timewaitlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.Reading;

/** A change is one line of text: what is read prints the same, and what is wrong says where. */
class ChangeReaderTest {
    private static final String SMALL = SmallScenario.text("4.4");

    private static Reading<Change> read(String text) {
        return ChangeReader.read("what-if", text, SmallScenario.on("4.4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop A 10.0.0.2:40000 > 198.51.100.9:80 S no 1",
                "drop N 203.0.113.7:40000 > 198.51.100.9:80 P. no 12",
                "duplicate A [2001:db8::1]:40000 > [2001:db8::2]:80 none no 1 by 30 ms",
                "delay A 10.0.0.2:40000 > 198.51.100.9:80 F. no 1 by -1.5 ms",
                "delay A 10.0.0.2:40000 > 198.51.100.9:80 . no 2 by 63 s",
                "reorder A 10.0.0.2:40000 > 198.51.100.9:80 . no 1",
                "hold A 10.0.0.2:40000 > 198.51.100.9:80 S no 1 by 2.5 s",
                "inject at 1.5 s from A 10.0.0.2:40000 > 198.51.100.9:80 R 1000:1000(0) win 0",
                "inject at 0 s from B 198.51.100.9:80 > 203.0.113.7:1 S. seq 5 ack 1 <TS val 5 ecr 0>",
                "set B.tcp_tw_recycle = 1",
                "set B.tcp_timestamps = 0 at 5.022 s",
                "set N.nf_conntrack_max = 5 at 1 s",
                "option A.SO_KEEPALIVE = 1",
                "option A.SO_LINGER = -1 at 20 ms",
                "kernel B = linux-4.12",
                "conntrack N filter drop invalid",
                "conntrack N filter drop invalid everywhere at 3 s",
                "nat N ports random",
                "nat N ports rover at 5 s",
                "conntrack N forget at 2 s",
                "link A-N delay 40 ms",
                "link N-B delay 40 ms at 1 s",
                "link N-B down",
                "link N-B down at 1 s until 2.000000001 s",
                "start A no 1 by -500 ms"
            })
    void everyChangePrintsAsItIsRead(String text) {
        Reading<Change> reading = read(text);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value().orElseThrow().text()).isEqualTo(text);
        assertThat(read(reading.value().orElseThrow().text()).value()).isEqualTo(reading.value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nat N filter none      | conntrack N filter none
        nat N forget at 1.5 s  | conntrack N forget at 1.5 s
        """)
    void trackingIsAlsoReadAsItWasWrittenWhenOnlyNatsHadIt(String before, String now) {
        assertThat(read(before).value().orElseThrow().text()).isEqualTo(now);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        explode A                                 | 1  | unknown change "explode"
        drop X 10.0.0.2:1 > 1.1.1.1:80 S no 1     | 6  | nobody is called "X"
        drop A 10.0.0.2:0 > 1.1.1.1:80 S no 1     | 8  | there is no port 0
        drop A 10.0.0.2:1 > 1.1.1.1:80 Z no 1     | 32 | "Z" does not fit
        drop A 10.0.0.2:1 > 1.1.1.1:80 S no 0     | 37 | 0 is out of range
        drop A 10.0.0.2:1 > 1.1.1.1:80 S no 1 by  | 39 | "by" is too much
        delay A 10.0.0.2:1 > 1.1.1.1:80 S no 1    | 39 | the line ends here
        hold N 10.0.0.2:1 > 1.1.1.1:80 S no 1 by 1 s | 6 | N is a NAT
        set B.tcp_tw_recycl = 1                   | 7  | did you mean tcp_tw_recycle?
        option B.SO_KEEPALIVE = 7                 | 25 | 7 is out of range
        set B.tcp_timestamps = 1 at soon          | 29 | "soon" does not fit
        set N.tcp_timestamps = 1                  | 7  | unknown sysctl
        kernel B = 9.9                            | 12 | unknown kernel "9.9"
        link A-B delay 1 ms                       | 8  | no link joins A and B
        link A-N down at 2 s until 1 s            | 28 | up again before it is down
        start A no 2 by 1 s                       | 12 | 2 is out of range
        inject at 1 s from A 10.0.0.2:1 > 1.1.1.1:80 Q | 46 | expected flags
        conntrack N ports random                  | 13 | "ports" does not fit
        option B.TCP_QUICKACK = 1                 | 10 | unknown socket option
        """)
    void whatIsWrongIsOneLineWithItsColumn(String text, int column, String what) {
        Reading<Change> reading = read(text);
        assertThat(reading.problems()).hasSize(1);
        assertThat(reading.problems().get(0).what()).contains(what);
        assertThat(reading.problems().get(0).column()).isEqualTo(column);
        assertThat(reading.problems().get(0).toString()).startsWith("what-if:1:" + column + ": ");
    }

    @Test
    void aFileKeepsItsLinesAndGetsTheInterventionsBack() {
        Scenario scenario = SmallScenario.on("4.4");
        List<Intervention> done = List.of(
                Intervention.of(read("drop A 10.0.0.2:40000 > 198.51.100.9:80 S no 1")
                        .value()
                        .orElseThrow()),
                Intervention.of(read("link A-N delay 40 ms").value().orElseThrow())
                        .named("a \"slow\" \\ link: #1")
                        .turned(false));
        String saved = InterventionText.replaced("# a remark\n" + SMALL, done);
        assertThat(saved).startsWith("# a remark\n" + SMALL.strip());
        Scenario again = ScenarioParser.parse("saved.yaml", saved).value().orElseThrow();
        assertThat(again.interventions()).isEqualTo(done);
        assertThat(again.withInterventions(List.of())).isEqualTo(scenario);
        String twice = InterventionText.replaced(saved, done.subList(1, 2));
        assertThat(ScenarioParser.parse("twice.yaml", twice)
                        .value()
                        .orElseThrow()
                        .interventions())
                .isEqualTo(done.subList(1, 2));
        assertThat(InterventionText.replaced(saved, List.of())).doesNotContain("interventions:");
    }

    @Test
    void aWrongInterventionInAFileSaysItsPlace() {
        Reading<Scenario> reading = ScenarioParser.parse(
                "wrong.yaml", SMALL + "interventions:\n  - set B.tcp_tw_reuse = 1\n  - set B.tcp_tw_reus = 1\n");
        assertThat(reading.problems())
                .singleElement()
                .asString()
                .startsWith("wrong.yaml:16:5: at its column 7, unknown sysctl \"tcp_tw_reus\"; did you mean");
    }
}
