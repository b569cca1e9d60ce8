package timewaitlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What commands share: exit codes, where answers go, and how mistakes are worded. */
final class Commands {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISTAKE = 2;

    private Commands() {}

    static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** A file on standard output, byte for byte. */
    static void print(@Nullable CommandSpec spec, String file) {
        print(spec, file.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for a file of any kind. */
    static void print(@Nullable CommandSpec spec, byte[] file) {
        PrintWriter out = out(spec);
        if (out instanceof Console console) {
            console.raw(file);
        } else {
            out.print(new String(file, StandardCharsets.UTF_8));
        }
        out.flush();
    }

    static PrintWriter err(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    /** Not every command prints in every way. */
    static void requireFormat(Format chosen, Format... offered) {
        if (!List.of(offered).contains(chosen)) {
            String words =
                    String.join(", ", Arrays.stream(offered).map(Format::name).toList());
            throw new UserMistake("--format " + chosen + ": not offered here; expected one of " + words);
        }
    }

    static long wholeNumber(String what, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UserMistake(what + ": \"" + text + "\" is not a whole number");
        }
    }

    /** Why a file could not be read, without the class names of Java. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e.getMessage());
    }
}
