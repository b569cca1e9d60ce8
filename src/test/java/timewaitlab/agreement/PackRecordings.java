package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.wire.AddressBook;

/**
 * Packs folders of recordings into the archives of the resources: {@code PackRecordings FROM TO}. FROM has a folder a
 * line of kernels, with a folder a recording. Captures go in as they are; of {@code expect.json} the decoded copies of
 * the captures are left out, and the moment they tell is added. The same folders give the same bytes.
 */
final class PackRecordings {
    /** Any date would do, as long as it is always the same. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PackRecordings() {}

    /** @param args the folder of the recordings, and the folder for the archives */
    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Map<String, List<Path>> families = new TreeMap<>();
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(PackRecordings::isKept)
                    .sorted()
                    .forEach(file -> families.computeIfAbsent(family(from.relativize(file)), name -> new ArrayList<>())
                            .add(file));
        }
        for (Map.Entry<String, List<Path>> family : families.entrySet()) {
            try (OutputStream out = Files.newOutputStream(Path.of(args[1], family.getKey() + ".zip"));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.BEST_COMPRESSION);
                for (Path file : family.getValue()) {
                    ZipEntry entry = new ZipEntry(from.relativize(file).toString());
                    entry.setTimeLocal(DATE);
                    zip.putNextEntry(entry);
                    zip.write(content(file));
                }
            }
        }
    }

    private static boolean isKept(Path file) {
        return file.toString().endsWith(".pcap") || file.endsWith("expect.json");
    }

    private static String family(Path file) {
        String line = file.getName(0).toString();
        String series = file.getName(1).toString().split("-", 2)[0];
        return line.equals("linux-old") ? series.replaceAll("[a-z]+$", "") : line;
    }

    /** When a scenario's second 0 was, in microseconds since 1970: its captures tell the wall clock, their copies the second. */
    private static OptionalLong started(Path folder, JsonNode traces) throws IOException {
        for (Map.Entry<String, JsonNode> trace : traces.properties()) {
            if (!trace.getValue().isEmpty()) {
                Path file = folder.resolve(trace.getKey() + ".pcap");
                Capture capture = CaptureReader.read(Files.newInputStream(file), file.toString(), new AddressBook())
                        .value()
                        .orElseThrow();
                double t = trace.getValue().get(0).get("t").asDouble();
                return OptionalLong.of(capture.startEpochNanos() / 1000 - Math.round(t * 1_000_000));
            }
        }
        return OptionalLong.empty();
    }

    private static byte[] content(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!file.endsWith("expect.json")) {
                return bytes;
            }
            ObjectNode expect = (ObjectNode) MAPPER.readTree(bytes);
            started(file.getParent(), expect.path("traces")).ifPresent(start -> expect.put("started_us", start));
            expect.remove(List.of("traces", "unparsed_lines"));
            return MAPPER.writeValueAsBytes(expect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
