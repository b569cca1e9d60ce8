package timewaitlab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Standard output: text in the terminal's own characters, and files as they are. */
final class Console extends PrintWriter {
    private final PrintStream stream;

    Console(PrintStream stream) {
        super(stream, false);
        this.stream = stream;
    }

    /**
     * Whether what was printed got lost, as on a full disk. Whoever reads no further, as head does, has what he wants.
     */
    static boolean lost(PrintWriter out) {
        if (!out.checkError()) {
            return false;
        }
        if (!(out instanceof Console)) {
            return true;
        }
        // The stream keeps the reason to itself; asked again it fails in the same way.
        try (FileOutputStream again = new FileOutputStream(FileDescriptor.out)) {
            again.write('\n');
            return true;
        } catch (IOException reason) {
            return !String.valueOf(reason.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        }
    }

    /** Bytes that no terminal's character set may change. */
    void raw(byte... bytes) {
        flush();
        stream.write(bytes, 0, bytes.length);
    }
}
