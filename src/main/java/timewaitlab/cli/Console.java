package timewaitlab.cli;

import java.io.PrintStream;
import java.io.PrintWriter;

/** Standard output: text in the terminal's own characters, and files as they are. */
final class Console extends PrintWriter {
    private final PrintStream stream;

    Console(PrintStream stream) {
        super(stream, false);
        this.stream = stream;
    }

    /** Bytes that no terminal's character set may change. */
    void raw(byte... bytes) {
        flush();
        stream.write(bytes, 0, bytes.length);
    }
}
