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

/** {@code map}: the plane of one state as text, CSV and pictures. */
class MapCommandTest {
    @Test
    void textShowsEveryCellAndItsEnd() {
        Said said = Said.when("map", "--profile", "6.18", "--state", "TIME-WAIT");
        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).isEqualTo("""
                What TIME-WAIT does with a SYN
                SEG.SEQ - rcv_nxt across, SEG.TSval - ts_recent up

                                       -2147483648  -2147483647..0  +1..+2147483647
                      +1..+2147483647  A            A               A
                                    0  A            B               A
                      -2147483647..-1  C            C               C
                          -2147483648  A            A               A

                A  ACCEPT: the port is reused (tw.reopen)
                B  REPLY ACK, timer unchanged (tw.old-duplicate)
                C  REPLY ACK and restart 60 s (tw.paws)
                """);
    }

    @Test
    void csvHasALineACellAndBothKernelsWhereTwoAreCompared() {
        Said said =
                Said.when("map", "--profile", "6.18", "--state", "ESTABLISHED", "--against", "3.10", "--format", "csv");
        List<String> lines = said.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("seq_from,seq_to,tsval_from,tsval_to,disposition_linux-6.18,answer_linux-6.18,"
                        + "rule_linux-6.18,disposition_linux-3.10,answer_linux-3.10,rule_linux-3.10,differs");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("-2147418487,-1,-2147483647,-245,DROP,TCP_RFC7323_PAWS_ACK,")
                        && line.contains(",REPLY,ACK,socket.paws,")
                        && line.endsWith(",1"));
        assertThat(lines.stream().filter(line -> line.endsWith(",0")).count()).isPositive();
    }

    @Test
    void picturesGoIntoFiles(@TempDir Path folder) throws IOException {
        Path svg = folder.resolve("map.svg");
        Path png = folder.resolve("map.png");
        Said drawn =
                Said.when("map", "--profile", "6.18", "--state", "LISTEN", "--format", "svg", "-o", svg.toString());
        assertThat(drawn.code()).as(drawn.err()).isZero();
        assertThat(drawn.out()).isEmpty();
        assertThat(Files.readString(svg)).contains("<title", "What LISTEN does with a SYN", "ACCEPT");
        Said painted =
                Said.when("map", "--profile", "6.18", "--state", "LISTEN", "--format", "png", "-o", png.toString());
        assertThat(painted.code()).isZero();
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aScenariosVerdictHasItsMapToo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("flagship.svg");
        Said said = Said.when(
                "export", "flagship", "--view", "map", "--at", "5.022s", "--format", "svg", "-o", file.toString());
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(Files.readString(file)).contains("peer.ts", "-845315", "DROP silently");
        Said early = Said.when(
                "export", "flagship", "--view", "map", "--at", "0s", "--format", "svg", "-o", file.toString());
        assertThat(early.code()).isEqualTo(2);
        assertThat(early.problems()).singleElement().asString().contains("not about a segment");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # option    | value       | what is said
        --against   | 7.9         | unknown profile "7.9"
        --format    | gif         | expected one of text, csv, svg, png
        --theme     | light       | --theme is for svg and png
        --scale     | 2           | --scale is for png
        --field     | rcv_nx=5    | unknown field "rcv_nx"
        --segment   | Q seq 5     | column 1
        """)
    void aMistakeIsOneLine(String option, String value, String said) {
        Said mistake = Said.when("map", "--profile", "6.18", "--state", "TIME-WAIT", option, value);
        assertThat(mistake.code()).isEqualTo(2);
        assertThat(mistake.out()).isEmpty();
        assertThat(mistake.problems()).singleElement().asString().contains(said);
    }

    @Test
    void withoutAStateThereIsNoMap() {
        Said said = Said.when("map", "--profile", "6.18");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.problems()).containsExactly("map needs --profile and --state");
    }
}
