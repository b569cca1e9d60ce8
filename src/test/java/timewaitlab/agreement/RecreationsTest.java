package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every re-created recording comes out as it was recorded; and the comparison is felt. */
class RecreationsTest {
    private static final Path HOME = Path.of("src/main/resources/timewaitlab/recreations");
    private static final String EXAMPLE = "linux-6.18/close-server-first";

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void comesOutAsRecorded(String name) {
        List<Row> rows = Recreation.of(Recordings.named(name)).orElseThrow().rows();
        assertThat(rows).as("compared").hasSizeGreaterThan(10);
        assertThat(rows.stream().filter(row -> !row.held())).isEmpty();
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(HOME)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> HOME.relativize(file).toString().replace('\\', '/'))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theExampleComparesEverything() {
        List<String> what = new ArrayList<>();
        for (Row row : Recreation.of(Recordings.named(EXAMPLE)).orElseThrow().rows()) {
            what.add(row.what());
        }
        assertThat(what)
                .contains(
                        "server 10.0.0.2:8080-10.0.0.1:40000 sends #4",
                        "server 10.0.0.2:8080-10.0.0.1:40000 sends #4 at",
                        "server 10.0.0.2:8080-10.0.0.1:40000 sends #4 TSval",
                        "server 10.0.0.2:8080-10.0.0.1:40000 sends #4 TSecr",
                        "client1 10.0.0.1:40000-10.0.0.2:8080 gets #4",
                        "server sockets at 61.599584 s, final",
                        "server TcpExtTW",
                        "client1 connect at 0.36892 s",
                        "client1 connect at 0.36892 s took",
                        "listen() calls that went well")
                .doesNotHaveDuplicates()
                .hasSize(78);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delay: 10 ms -> delay: 50 ms",
                "sleep 18 ms -> sleep 90 ms",
                "write 200 -> write 201",
                "sleep 160 ms, read to end, close -> sleep 160 ms, read to end",
                "8080 from 40000 -> 8080 from 40001",
                "until: 61.61 s -> until: 0.58 s",
                "listen 8080 serve -> listen 8081 serve",
                "sleep 18 ms, close -> sleep 18 ms, reset on close, close"
            })
    void anotherScenarioIsNoReCreation(String edit) throws IOException {
        String[] sides = edit.split(" -> ");
        String text = text();
        assertThat(text).contains(sides[0]);
        List<Row> rows = Recreation.read(Recordings.named(EXAMPLE), text.replace(sides[0], sides[1]))
                .rows();
        assertThat(rows.stream().filter(row -> !row.held())).isNotEmpty();
    }

    @Test
    void aBrokenFileSaysWhere() throws IOException {
        String text = text().replace("until:", "untill:");
        assertThatThrownBy(() -> Recreation.read(Recordings.named(EXAMPLE), text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("untill");
    }

    private static String text() throws IOException {
        try (InputStream in = Files.newInputStream(HOME.resolve(EXAMPLE + ".yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
