package timewaitlab.agreement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Cells in which the recording machine was at fault, each with what shows it: {@code noise.txt} by the archives. */
public final class Noise {
    private static final Map<String, String> ENTRIES = read();

    private Noise() {}

    /** Where, and the evidence. */
    public static Map<String, String> entries() {
        return ENTRIES;
    }

    /** The evidence that this cell of a recording is noise; empty when there is none. */
    static String of(String recording, String cell) {
        return ENTRIES.getOrDefault(recording + "/" + cell, "");
    }

    private static Map<String, String> read() {
        try (InputStream in = Noise.class.getResourceAsStream("/timewaitlab/recordings/noise.txt")) {
            String text = new String(Objects.requireNonNull(in, "noise.txt").readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines =
                    text.lines().filter(line -> !line.startsWith("#")).toList();
            Map<String, String> entries = new TreeMap<>();
            for (int i = 0; i + 1 < lines.size(); i += 2) {
                entries.put(lines.get(i), lines.get(i + 1).strip());
            }
            return Map.copyOf(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
