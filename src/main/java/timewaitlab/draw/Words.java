package timewaitlab.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The words a diagram needs, by key. The screen brings its own language; files of the command line are English. */
@FunctionalInterface
public interface Words {
    /** The text of this key; {@code %s} stands for a value. */
    String of(String key);

    /** The text of this key with its value. */
    default String of(String key, Object value) {
        return of(key).replace("%s", value.toString());
    }

    /** English. */
    static Words english() {
        Properties english = new Properties();
        try (InputStream in = Words.class.getResourceAsStream("/timewaitlab/draw/words.properties")) {
            if (in == null) {
                throw new IllegalStateException("words.properties is not on the class path");
            }
            english.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return key -> english.getProperty(key, key);
    }
}
