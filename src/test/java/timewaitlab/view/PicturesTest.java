package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.app.Laboratories;
import timewaitlab.viewmodel.MainViewModel;

/** What is shown can be taken away. */
class PicturesTest {
    private final LinkedBlockingQueue<Runnable> delivered = new LinkedBlockingQueue<>();
    private final MainViewModel model = new MainViewModel(Laboratories.real(), delivered::add);

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws InterruptedException {
        model.start("flagship");
        Runnable answer = delivered.poll(60, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        answer.run();
        model.stepRefusal(true);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void theLadderBecomesAnSvgWithItsVerdicts() throws IOException {
        Path file = folder.resolve("ladder.svg");
        Pictures.save(model, "ladder.svg", file);
        assertThat(Files.readString(file))
                .startsWith("<")
                .contains("DROP silently")
                .contains("</svg>");
    }

    @Test
    void theStatesBecomeAnSvgOfTheHostThatRefused() throws IOException {
        Path file = folder.resolve("states.svg");
        Pictures.save(model, "states.svg", file);
        assertThat(Files.readString(file)).contains("TIME-WAIT").contains("198.51.100.9");
    }

    @Test
    void pngFilesArePng() throws IOException {
        for (String name : new String[] {"ladder.png", "states.png"}) {
            Path file = folder.resolve(name);
            Pictures.save(model, name, file);
            assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        Pictures.save(model, "ladder.svg", folder.resolve("nowhere").resolve("ladder.svg"));
        assertThat(model.noticeProperty().get()).isNotNull();
        assertThat(model.noticeProperty().get().isProblem()).isTrue();
    }
}
