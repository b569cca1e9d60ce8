package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sweep}: many runs, a line each, and a chart. */
class SweepCommandTest {
    @Test
    void portsRunOutAsTheRateGrows() {
        Said said = Said.when(
                "sweep",
                "ports-run-out",
                "--vary",
                "A.rate=20..60:20",
                "--vary",
                "A.tcp_tw_reuse=0..1",
                "--measure",
                "A.connect.EADDRNOTAVAIL,A.connect.OK");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().lines())
                .containsExactly(
                        "A.rate,A.tcp_tw_reuse,A.connect.EADDRNOTAVAIL,A.connect.OK",
                        "20,0,0,62",
                        "20,1,0,62",
                        "40,0,21,101",
                        "40,1,0,122",
                        "60,0,81,101",
                        "60,1,0,182");
        assertThat(said.problems()).as("progress").last().isEqualTo("6 of 6");
    }

    @Test
    void kernelsAreListed(@TempDir Path folder) throws IOException {
        Path chart = folder.resolve("chart.svg");
        Said said = Said.when(
                "sweep",
                "flagship",
                "--vary",
                "B.kernel=2.6.32,3.10,4.12",
                "--measure",
                "B.PAWSPassive",
                "-o",
                chart.toString());
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().lines().toList())
                .isEqualTo(List.of("B.kernel,B.PAWSPassive", "2.6.32,6", "3.10,6", "4.12,0"));
        assertThat(Files.readString(chart)).contains("<title", "B.PAWSPassive", "2.6.32", "4.12");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # --vary                  | --measure        | what is said
        A.rate                    | drops            | expected K=a..b[:step]
        A.rate=5..1               | drops            | not below the first
        A.rate=1..9:0             | drops            | a step above 0
        A.rate=1..                | drops            | expected a..b
        A.rate=0..5               | drops            | out of range
        B.rate=1..5               | drops            | no load starts on "B"
        A.tcp_tw_recycl=0..1      | drops            | unknown sysctl "tcp_tw_recycl"
        A.tcp_tw_reuse=0..5       | drops            | out of range
        A.kernel=2.6.32,7.9       | drops            | unknown kernel "7.9"
        Q.tcp_tw_reuse=0..1       | drops            | no host is called "Q"
        seed=1..20000             | drops            | too many values
        seed=1..3                 | dropped          | unknown measure "dropped"
        seed=1..3                 | Q.PAWSPassive    | unknown measure "Q.PAWSPassive"
        """)
    void aMistakeIsOneLine(String vary, String measure, String said) {
        Said mistake = Said.when("sweep", "ports-run-out", "--vary", vary, "--measure", measure);
        assertThat(mistake.code()).isEqualTo(2);
        assertThat(mistake.out()).isEmpty();
        assertThat(mistake.problems()).singleElement().asString().contains(said);
    }
}
