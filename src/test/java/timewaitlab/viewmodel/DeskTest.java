package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.Language;
import timewaitlab.base.Problem;

/** What is remembered comes back; a damaged file is left out with one line and keeps nothing from opening. */
class DeskTest {
    @TempDir
    private Path directory;

    private Home home() {
        return new Home(Optional.of(directory.resolve("not/made/yet")));
    }

    @Test
    void whatIsRememberedComesBack() {
        Desk desk = Desk.at(home());
        desk.choose("zh");
        desk.remembered().put("window.width", 1300);
        desk.remembered().opened(Path.of("a.pcap"));
        desk.remembered().opened(Path.of("b.pcap"));
        desk.remembered().opened(Path.of("a.pcap"));
        assertThat(desk.save(desk.remembered().text())).isEmpty();

        Desk again = Desk.at(home());
        assertThat(again.problems()).isEmpty();
        assertThat(again.language()).isEqualTo(Language.CHINESE);
        assertThat(again.remembered().number("window.width", 0, 2000)).contains(1300.0);
        assertThat(again.remembered().number("window.width", 0, 1000)).isEmpty();
        assertThat(again.remembered().recent())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("a.pcap", "b.pcap");
    }

    @RepeatedTest(50)
    void bookmarksComeBackForEveryNameAFileCanHave(RepetitionInfo repetition) {
        long seed = 5_000 + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        String signs = "abc =:/\\\n#\u00e9\u4e2d";
        SortedMap<String, SortedSet<Long>> marked = new TreeMap<>();
        Desk desk = Desk.at(home());
        for (int i = 0; i < 40; i++) {
            StringBuilder name = new StringBuilder("f");
            random.ints(random.nextInt(4), 0, signs.length()).forEach(at -> name.append(signs.charAt(at)));
            long moment = random.nextLong() >>> 1 + random.nextInt(60);
            // Signs that a line cannot hold are written as others: such names may fall together.
            String key = name.toString().replace('=', ':').replace('\n', ' ');
            SortedSet<Long> moments = marked.computeIfAbsent(key, any -> new TreeSet<>());
            boolean isMarked = desk.bookmarks().toggle(name.toString(), moment);
            assertThat(isMarked).as("seed %d", seed).isEqualTo(moments.add(moment));
            if (!isMarked) {
                moments.remove(moment);
            }
        }
        assertThat(desk.save(desk.remembered().text())).isEmpty();
        Desk again = Desk.at(home());
        assertThat(again.problems()).as("seed %d", seed).isEmpty();
        marked.forEach((name, moments) ->
                assertThat(again.bookmarks().of(name)).as("seed %d", seed).containsExactlyElementsOf(moments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no sign here", "a=1\n\u0001\u0002garbage", "=x"})
    void aDamagedFileIsIgnoredWithOneLine(String text) throws IOException {
        Path file = home().file("remembered.txt").orElseThrow();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Desk desk = Desk.at(home());
        assertThat(desk.problems())
                .extracting(Problem::toString)
                .containsExactly("remembered.txt: a line in it is not of the form key=value; it is ignored");
        assertThat(desk.remembered().text()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreIgnoredWithOneLine() throws IOException {
        Path file = home().file("remembered.txt").orElseThrow();
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThat(Desk.at(home()).problems())
                .extracting(Problem::toString)
                .containsExactly("remembered.txt: it cannot be read as text; it is ignored");
    }

    @Test
    void aFileOfKeysIsOfferedOnceAndRead() throws IOException {
        Desk desk = Desk.at(home());
        assertThat(desk.offerKeys()).isEmpty();
        Path file = home().file(Desk.KEYS).orElseThrow();
        assertThat(Files.readString(file)).contains("play = Space .");
        Files.writeString(file, "play = F4\nwrong\n");
        assertThat(desk.offerKeys()).isEmpty();
        assertThat(Files.readString(file)).startsWith("play = F4");
        Desk again = Desk.at(home());
        assertThat(again.getKeys().of(Action.PLAY))
                .extracting(KeyStroke::toString)
                .containsExactly("F4");
        assertThat(again.problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("keys.txt:2:6: ");
    }

    @Test
    void aBareDeskKeepsNothing() {
        Desk desk = Desk.bare();
        desk.remembered().put("theme", "DARK");
        assertThat(desk.save(desk.remembered().text())).isEmpty();
        assertThat(desk.offerKeys()).isEmpty();
        assertThat(desk.readKeys().problems()).isEmpty();
    }
}
