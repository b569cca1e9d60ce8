package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file in {@code src/test/resources/draw}; {@code -Ddraw.update} writes the file instead. */
final class Golden {
    private Golden() {}

    static void matches(String name, Iterable<Mark> marks) throws IOException {
        DumpPen pen = new DumpPen();
        pen.draw(marks);
        matches(name, pen.text());
    }

    static void matches(String name, String text) throws IOException {
        Path file = Path.of("src", "test", "resources", "draw", name + ".txt");
        if (System.getProperty("draw.update") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text.lines()).as(name).containsExactlyElementsOf(Files.readAllLines(file));
    }
}
