package timewaitlab.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import timewaitlab.capture.WholeFile;

/** Where {@code -o} leads: a file, written whole or not at all, or standard output for {@code -}. */
final class OutputFile {
    private static final String STDOUT = "-";

    private final @Nullable CommandSpec spec;
    private final String name;

    OutputFile(@Nullable CommandSpec spec, String name) {
        this.spec = spec;
        this.name = name;
    }

    void text(String text) {
        if (name.equals(STDOUT)) {
            Commands.print(spec, text);
        } else {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void bytes(byte[] content) {
        if (name.equals(STDOUT)) {
            Commands.print(spec, content);
            return;
        }
        WholeFile.write(path(), out -> out.write(content)).ifPresent(problem -> {
            throw new UserMistake(problem.toString());
        });
    }

    private Path path() {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UserMistake("-o: " + e.getMessage());
        }
    }
}
