package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What recordings are about. Those of today's kernel say so; of the older ones the series does. */
public final class Topics {
    private static final Map<String, List<String>> OF_SERIES = Map.ofEntries(
            Map.entry("R1", List.of("recycle", "timestamps", "syn")),
            Map.entry("R2", List.of("timewait", "timers")),
            Map.entry("R3", List.of("timewait", "grid", "paws")),
            Map.entry("R4", List.of("established", "grid", "paws")),
            Map.entry("R5", List.of("reuse", "ports", "timewait")),
            Map.entry("R6", List.of("recycle", "nat", "timestamps")),
            Map.entry("R9", List.of("timestamps", "timewait", "clock")),
            Map.entry("R10", List.of("recycle", "sysctl")),
            Map.entry("R11", List.of("recycle", "listen", "syn")),
            Map.entry("R12", List.of("recycle", "timewait")),
            Map.entry("R13", List.of("recycle", "timestamps")));

    private Topics() {}

    /** Topics of a recording, in alphabetical order. */
    public static List<String> of(Recording recording) {
        TreeSet<String> topics = new TreeSet<>();
        for (JsonNode topic : recording.expect().path("topics")) {
            // the same state in two spellings
            topics.add(topic.asText()
                    .replaceFirst("^(fin-wait-2-orphan|fin-wait-2)$", "finwait2")
                    .replaceFirst("^last-ack$", "lastack")
                    .replaceFirst("^close-wait$", "closewait")
                    .replaceFirst("^syn-recv$", "synrecv"));
        }
        topics.addAll(OF_SERIES.getOrDefault(recording.series().replaceAll("[a-z]+$", ""), List.of()));
        return List.copyOf(topics);
    }
}
