package timewaitlab.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import timewaitlab.base.Problem;

/**
 * Writes a file beside its place and moves it there when it is done, so that nobody meets half a file. Also for files
 * that are not captures: all that leave the lab are written here.
 */
public final class WholeFile {
    private static final int MOST_NAMES = 100;
    private static final String EXPECTED = "a file that can be written";

    private WholeFile() {}

    /** What to write. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces or makes the file; the problem, if there is one, says why it is as it was. */
    public static Optional<Problem> write(Path file, Content content) {
        if (file.toString().isEmpty()) {
            return Optional.of(Problem.of("\"\"", "this names no file", EXPECTED));
        }
        if (Files.isDirectory(file)) {
            return Optional.of(Problem.of(file.toString(), "is a directory", EXPECTED));
        }
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A pipe or /dev/stdout: there is nothing to replace.
                try (OutputStream out = Files.newOutputStream(file)) {
                    content.writeTo(out);
                }
            } else {
                replace(Files.exists(file) ? file.toRealPath() : file, content);
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(Problem.of(file.toString(), "its folder does not exist", EXPECTED));
        } catch (AccessDeniedException e) {
            return Optional.of(Problem.of(file.toString(), "permission denied", EXPECTED));
        } catch (IOException e) {
            return Optional.of(Problem.of(file.toString(), "cannot be written: " + reason(e), EXPECTED));
        }
    }

    /** Without the name of the file that stands in for the one asked for. */
    private static String reason(IOException e) {
        String why = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return Optional.ofNullable(why).orElse("I/O error");
    }

    private static void replace(Path file, Content content) throws IOException {
        Path part = newPart(file);
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.TRUNCATE_EXISTING)) {
                content.writeTo(out);
            }
            move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Not createTempFile(): the finished file would keep its owner-only permissions. */
    private static Path newPart(Path file) throws IOException {
        for (int i = 0; ; i++) {
            Path part = file.resolveSibling(file.getFileName() + ".part" + (i == 0 ? "" : i));
            try {
                return Files.createFile(part);
            } catch (FileAlreadyExistsException e) {
                if (i == MOST_NAMES) {
                    throw e;
                }
            }
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
