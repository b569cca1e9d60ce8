package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The bundled recordings of real kernels: an archive a family, a folder a recorded scenario. */
public final class Recordings {
    private static final String HOME = "/timewaitlab/recordings/";
    private static final String EXPECT = "expect.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Recordings() {}

    /** Names of the families, today's kernel first. */
    public static List<String> families() {
        return text("index.txt").lines().toList();
    }

    /** Every recording of a family, in the order of their names. */
    public static List<Recording> of(String family) {
        return of(family, name -> true);
    }

    /** The recordings of a family whose names ({@code linux-old/R1-...}) pass. */
    public static List<Recording> of(String family, Predicate<String> wanted) {
        SortedMap<String, SortedMap<String, byte[]>> folders = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(open(family + ".zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String folder = folderOf(entry.getName());
                if (wanted.test(folder)) {
                    folders.computeIfAbsent(folder, name -> new TreeMap<>())
                            .put(entry.getName().substring(folder.length() + 1), zip.readAllBytes());
                }
            }
            List<Recording> recordings = new ArrayList<>();
            for (Map.Entry<String, SortedMap<String, byte[]>> folder : folders.entrySet()) {
                recordings.add(recording(folder.getKey(), folder.getValue()));
            }
            return List.copyOf(recordings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recording of this name, such as {@code linux-6.18/close-server-first}. */
    public static Recording named(String name) {
        String series = name.substring(name.indexOf('/') + 1).split("-", 2)[0];
        String family = name.startsWith("linux-old/") ? series.replaceAll("[a-z]+$", "") : "linux-6.18";
        return of(family, name::equals).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no recording " + name));
    }

    /** A folder is named with the line of kernels it belongs to; captures may lie deeper. */
    private static String folderOf(String entry) {
        return entry.substring(0, entry.indexOf('/', entry.indexOf('/') + 1));
    }

    private static Recording recording(String name, SortedMap<String, byte[]> files) throws IOException {
        byte[] expect = files.remove(EXPECT);
        if (expect == null) {
            throw new IllegalStateException(name + " has no " + EXPECT);
        }
        JsonNode json = MAPPER.readTree(expect);
        return new Recording(name, json, Collections.unmodifiableSortedMap(files));
    }

    private static String text(String file) {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        InputStream in = Recordings.class.getResourceAsStream(HOME + file);
        if (in == null) {
            throw new IllegalStateException("missing resource " + HOME + file);
        }
        return in;
    }
}
