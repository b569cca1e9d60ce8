package timewaitlab.capture;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Watch;
import timewaitlab.wire.AddressBook;

/**
 * Reads pcap (micro- and nanoseconds, either byte order) and pcapng. Whatever the bytes are, the answer is a capture or
 * one problem, in time and memory proportional to the file. A file may have 1 GiB and five million TCP segments, fewer
 * where memory is small.
 */
public final class CaptureReader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String EXPECTED = "a pcap or pcapng file";
    private static final int GZIP = 0x1f8b;
    private static final int ZSTD = 0x28b52ffd;

    private CaptureReader() {}

    /** Whether a file begins as captures do. One that cannot be read does not. */
    public static boolean isCapture(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(Integer.BYTES);
            int magic =
                    start.length < Integer.BYTES ? 0 : ByteBuffer.wrap(start).getInt();
            return magic == PcapngFormat.SECTION_HEADER || PcapFormat.isMagic(magic);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Reads a file. Its addresses go into {@code book}, also when it turns out to be broken. */
    public static Reading<Capture> read(Path file, AddressBook book) {
        return read(file, book, Watch.NONE);
    }

    /**
     * The same while somebody waits, who is told bytes.
     *
     * @throws java.util.concurrent.CancellationException when it is not wanted any more
     */
    public static Reading<Capture> read(Path file, AddressBook book, Watch watch) {
        String named = file.toString();
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse(named);
        if (Files.isDirectory(file)) {
            return Reading.failed(Problem.of(named, "is a directory", EXPECTED));
        }
        try (InputStream in = new WatchedInput(Files.newInputStream(file), watch, Files.size(file))) {
            if (Files.size(file) > CaptureLimits.STANDARD.bytes()) {
                throw CaptureInput.tooLarge(CaptureLimits.STANDARD.bytes());
            }
            return Reading.of(read(in, name, new CaptureBuilder(book, CaptureLimits.STANDARD), CaptureLimits.STANDARD));
        } catch (IOException e) {
            return Reading.failed(problem(named, e));
        }
    }

    /** Reads a stream to its end and leaves it open. {@code name} stands for the file, in problems too. */
    public static Reading<Capture> read(InputStream in, String name, AddressBook book) {
        return read(in, name, book, CaptureLimits.STANDARD);
    }

    static Reading<Capture> read(InputStream in, String name, AddressBook book, CaptureLimits limits) {
        try {
            return Reading.of(read(in, name, new CaptureBuilder(book, limits), limits));
        } catch (IOException e) {
            return Reading.failed(problem(name, e));
        }
    }

    private static Capture read(InputStream stream, String name, CaptureBuilder out, CaptureLimits limits)
            throws IOException {
        CaptureInput in = new CaptureInput(new BufferedInputStream(stream, BUFFER_BYTES), limits.bytes());
        byte[] start = new byte[4];
        int read = in.read(start, 0, 4);
        if (read == 0) {
            throw new BrokenCapture("the file is empty", EXPECTED);
        }
        int magic = ByteBuffer.wrap(start).getInt();
        if (read == 4 && magic == PcapngFormat.SECTION_HEADER) {
            PcapngFormat.read(in, out, limits.bytes());
        } else if (read == 4 && PcapFormat.isMagic(magic)) {
            PcapFormat.read(in, magic, out);
        } else {
            throw new BrokenCapture(notACapture(start, read, magic), EXPECTED);
        }
        return out.build(name);
    }

    private static String notACapture(byte[] start, int count, int magic) {
        if (magic >>> 16 == GZIP || magic == ZSTD) {
            return "not a capture but a compressed file";
        }
        StringBuilder text = new StringBuilder("not a capture: it begins with");
        for (int i = 0; i < count; i++) {
            text.append(String.format(" %02x", start[i]));
        }
        return text.toString();
    }

    private static Problem problem(String file, IOException e) {
        if (e instanceof BrokenCapture broken) {
            return broken.in(file);
        }
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return Problem.of(file, "no such file", EXPECTED);
        }
        if (e instanceof AccessDeniedException) {
            return Problem.of(file, "permission denied", "a file that may be read");
        }
        return Problem.of(
                file, "cannot be read: " + Optional.ofNullable(e.getMessage()).orElse("I/O error"), EXPECTED);
    }
}
