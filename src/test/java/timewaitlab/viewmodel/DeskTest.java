package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
