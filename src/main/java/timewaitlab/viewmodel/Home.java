package timewaitlab.viewmodel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Problem;
import timewaitlab.capture.WholeFile;

/**
 * Where the window keeps what belongs to whoever sits at it: what it remembers, the keys, the results of lessons.
 *
 * @param directory empty where nothing is to be kept, as in tests
 */
public record Home(Optional<Path> directory) {
    private static final String OURS = "timewait-lab";

    /** Nothing is read and nothing kept. */
    public static Home none() {
        return new Home(Optional.empty());
    }

    /** The user's configuration directory, where this system has it. */
    public static Home ofUser() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path user = Path.of(System.getProperty("user.home", "."));
        if (system.contains("win")) {
            return of(System.getenv("APPDATA"), user.resolve("AppData/Roaming"));
        }
        if (system.contains("mac")) {
            return of(null, user.resolve("Library/Application Support"));
        }
        return of(System.getenv("XDG_CONFIG_HOME"), user.resolve(".config"));
    }

    private static Home of(@Nullable String named, Path usual) {
        Path base = named == null || named.isBlank() ? usual : Path.of(named);
        return new Home(Optional.of(base.resolve(OURS)));
    }

    /** A file in it. */
    public Optional<Path> file(String name) {
        return directory.map(ours -> ours.resolve(name));
    }

    /** Writes a file in it, where something is kept at all; what went wrong is the answer. */
    public Optional<Problem> write(String name, String text) {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        Path file = directory.get().resolve(name);
        try {
            Files.createDirectories(directory.get());
        } catch (IOException refused) {
            return Optional.of(Problem.of(directory.get().toString(), "cannot be made", "a directory"));
        }
        return replace(file, text);
    }

    /** Writes a text so that a reader finds the old one or the new one, whole; what went wrong is the answer. */
    static Optional<Problem> replace(Path file, String text) {
        return WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
