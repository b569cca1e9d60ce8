package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The token files say the same names, and their colours can be read. */
class TokensTest {
    private static final List<Palette> PALETTES =
            List.of(Palette.LIGHT, Palette.DARK, Palette.PROJECTOR, Palette.PRINT);

    @Test
    void haveTheSameNamesInAllThemes() throws IOException {
        assertThat(names("dark")).isEqualTo(names("light"));
        assertThat(names("projector")).isEqualTo(names("light"));
        assertThat(names("print")).isEqualTo(names("light"));
    }

    @Test
    void areExactlyTheInks() throws IOException {
        assertThat(names("light"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Ink.values()).map(Ink::token).toList());
    }

    @Test
    void holdValuesOnly() throws IOException {
        for (String theme : List.of("light", "dark", "projector", "print")) {
            try (Stream<String> lines = Files.lines(file(theme))) {
                assertThat(lines.map(String::strip))
                        .allMatch(line ->
                                line.startsWith("/*") || line.matches("\\.root \\{|}|-lab-[a-z-]+: #[0-9A-F]{6};"));
            }
        }
    }

    /** Floors of what is drawn on paper and on chrome; print is judged on white. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        EDGE, 3
        BOX_EDGE, 3
        INK, 4.5
        MUTED, 4.5
        TO_SERVER, 4.5
        TO_CLIENT, 4.5
        ACCENT, 4.5
        ACCEPT, 4.5
        REPLY, 4.5
        REPLY_EDGE, 3
        DROP, 4.5
        RESET, 4.5
        TIMEWAIT, 4.5
        TIMEWAIT_EDGE, 3
        SELECT, 4.5
        CAUSE, 4.5
        MEMORY, 4.5\
        """)
    void holdTheFloorOnPaperAndChrome(Ink ink, double floor) {
        for (Palette palette : PALETTES) {
            for (Ink ground : List.of(Ink.PAPER, Ink.CHROME)) {
                assertThat(contrast(palette, ink, ground))
                        .as("%s on %s in %s", ink, ground, palette.name())
                        .isGreaterThanOrEqualTo(floor);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        ACCEPT, ACCEPT_TINT
        REPLY, REPLY_TINT
        RESET, RESET_TINT
        INK, DROP_TINT
        DROP_INK, DROP
        INK, TIMEWAIT_TINT
        INK, TIMEWAIT_FILL
        SELECT, SELECT_TINT
        CAUSE, CAUSE_TINT
        INK, SELECT_TINT
        INK, BOX\
        """)
    void holdTheFloorOnFills(Ink ink, Ink fill) {
        for (Palette palette : PALETTES) {
            assertThat(contrast(palette, ink, fill))
                    .as("%s on %s in %s", ink, fill, palette.name())
                    .isGreaterThanOrEqualTo(4.49);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ink.class,
            names = {"INK", "MUTED", "TO_SERVER", "TO_CLIENT", "ACCEPT", "REPLY", "RESET", "TIMEWAIT", "SELECT", "CAUSE"
            })
    void aProjectorShowsAllTextAtSevenToOne(Ink ink) {
        for (Ink ground : List.of(Ink.PAPER, Ink.CHROME, Ink.FUTURE)) {
            assertThat(contrast(Palette.PROJECTOR, ink, ground))
                    .as("on %s", ground)
                    .isGreaterThanOrEqualTo(7);
        }
    }

    @Test
    void keepWhatHasNotHappenedReadable() {
        for (Palette palette : PALETTES) {
            for (Ink ink : List.of(Ink.TO_SERVER, Ink.TO_CLIENT)) {
                int faded = blend(palette.rgb(ink), palette.rgb(Ink.FUTURE), 0.74);
                assertThat(Palette.contrast(faded, palette.rgb(Ink.FUTURE))).isGreaterThanOrEqualTo(3);
                assertThat(contrast(palette, ink, Ink.FUTURE)).isGreaterThanOrEqualTo(4.5);
            }
        }
    }

    private static int blend(int over, int under, double opacity) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double channel = (over >> shift & 255) * opacity + (under >> shift & 255) * (1 - opacity);
            mixed |= (int) Math.round(channel) << shift;
        }
        return mixed;
    }

    private static double contrast(Palette palette, Ink one, Ink other) {
        return Palette.contrast(palette.rgb(one), palette.rgb(other));
    }

    private static Set<String> names(String theme) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile("(-lab-[a-z-]+):").matcher(Files.readString(file(theme)));
        while (matcher.find()) {
            assertThat(names.add(matcher.group(1)))
                    .as("%s twice in %s", matcher.group(1), theme)
                    .isTrue();
        }
        return names;
    }

    private static Path file(String theme) {
        return Path.of("css", "tokens-" + theme + ".css");
    }
}
