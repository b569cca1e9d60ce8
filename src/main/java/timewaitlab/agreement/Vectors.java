package timewaitlab.agreement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The bundled test vectors: {@code resources/timewaitlab/vectors}, a fact a row. */
final class Vectors {
    private static final String HOME = "/timewaitlab/vectors/";

    private Vectors() {}

    /** Every one, in the order written. */
    static List<Vector> all() {
        List<Vector> all = new ArrayList<>(segments());
        rows("connects.txt").map(ConnectVector::read).forEach(all::add);
        rows("packets.txt").map(PacketVector::read).forEach(all::add);
        all.addAll(runs());
        return List.copyOf(all);
    }

    static List<SegmentVector> segments() {
        List<SegmentVector> vectors = new ArrayList<>();
        String base = "";
        for (String row : rows("segments.txt").toList()) {
            if (row.startsWith("@ ")) {
                base = row.substring(2);
            } else {
                vectors.add(SegmentVector.read(base, row));
            }
        }
        return vectors;
    }

    /** Blocks of lines; the first line of each says which kernels it is about. */
    private static List<RunVector> runs() {
        List<List<String>> blocks = new ArrayList<>();
        for (String row : rows("runs.txt").toList()) {
            if (!row.startsWith("program ") && row.contains(" | ")) {
                blocks.add(new ArrayList<>());
            }
            blocks.get(blocks.size() - 1).add(row);
        }
        return blocks.stream().map(RunVector::read).toList();
    }

    /** Why nothing misses a rule, by its name, where that is known. */
    static Map<String, String> unmissed() {
        Map<String, String> reasons = new LinkedHashMap<>();
        rows("unmissed.txt").map(row -> row.split(": ", 2)).forEach(parts -> reasons.put(parts[0], parts[1]));
        return Collections.unmodifiableMap(reasons);
    }

    private static Stream<String> rows(String file) {
        return text(file).lines().map(String::strip).filter(row -> !row.isEmpty() && !row.startsWith("#"));
    }

    private static String text(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream(HOME + file)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + HOME + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
