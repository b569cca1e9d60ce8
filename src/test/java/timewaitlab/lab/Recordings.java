package timewaitlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/** What real kernels answered, one JSON object a recorded scenario; see golden/README.md beside the files. */
final class Recordings {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, List<JsonNode>> READ = new ConcurrentHashMap<>();

    private Recordings() {}

    /** Every scenario in this file. */
    static List<JsonNode> in(String file) {
        return READ.computeIfAbsent(file, Recordings::read);
    }

    private static List<JsonNode> read(String file) {
        List<JsonNode> scenarios = new ArrayList<>();
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                scenarios.add(MAPPER.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scenarios;
    }

    private static BufferedReader open(String file) throws IOException {
        InputStream packed = Objects.requireNonNull(Recordings.class.getResourceAsStream("/golden/" + file), file);
        return new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8));
    }
}
