package timewaitlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import timewaitlab.agreement.Recording;

/** What real kernels answered to segments that met one state, one JSON object a recorded scenario. */
final class Recordings {
    private static final Pattern GRIDS =
            Pattern.compile(".*/(grid-.*|timewait-(extend|syn-followups|ts-recent-update))");
    private static final Map<String, List<JsonNode>> READ = new ConcurrentHashMap<>();

    private Recordings() {}

    /** Every scenario of this line of kernels. */
    static List<JsonNode> in(String line) {
        return READ.computeIfAbsent(line, Recordings::read);
    }

    private static List<JsonNode> read(String line) {
        Stream<Recording> recordings = line.equals("linux-6.18")
                ? timewaitlab.agreement.Recordings.of(line, GRIDS.asMatchPredicate()).stream()
                : Stream.of("R1", "R3", "R4").flatMap(family -> timewaitlab.agreement.Recordings.of(family).stream());
        return recordings.map(Recordings::scenario).toList();
    }

    private static JsonNode scenario(Recording recording) {
        ObjectNode scenario = recording.expect().deepCopy();
        scenario.put("folder", recording.folder());
        scenario.put("what", recording.what());
        ObjectNode sysctls = scenario.putObject("sysctls");
        recording.sysctls("server").forEach((sysctl, value) -> sysctls.put(sysctl.shortName(), value));
        return scenario;
    }
}
