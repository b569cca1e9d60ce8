package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.Judged;

/** Every cell of every grid that a real 6.18 kernel was put through, judged again. Nothing is excused. */
class GoldenGridTest {
    private static final KernelProfile LINUX_6_18 = Kernels.only("6.18");
    private static final String FILE = "linux-6.18";
    /** One second before the question is asked, on the clock of the host that is asked. */
    private static final long SYN_TSVAL = 3_455_999_000L;

    private static final Set<String> ELSEWHERE = Set.of("grid-listen-closed", "timewait-syn-followups");

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void everyCellAgrees(String folder, JsonNode scenario) {
        List<String> complaints = new ArrayList<>();
        for (List<GoldenCell> connection : connections(scenario)) {
            VerdictRequest request = request(folder, scenario, connection);
            List<JudgeSegments.Answer> answers = JudgeSegments.answer(request);
            for (int i = 0; i < connection.size(); i++) {
                for (String difference : connection.get(i).differences(answers.get(i))) {
                    complaints.add(connection.get(i) + ": " + difference + " (" + rule(answers.get(i)) + ")");
                }
            }
        }
        assertThat(complaints)
                .as("%s: %s", folder, scenario.get("what").asText())
                .isEmpty();
    }

    @Test
    void nothingIsLeftOut() {
        List<JsonNode> scenarios = Recordings.in(FILE);
        assertThat(scenarios).hasSize(32);
        assertThat(scenarios()).hasSize(30);
        assertThat(scenarios.stream()
                        .mapToInt(scenario -> scenario.get("cells").size())
                        .sum())
                .isEqualTo(2230);
    }

    /** The entry was gone 41 s after the probe, or 61 s when the probe had its 60 s begin again. */
    @Test
    void restartsOfTheTimerAgree() {
        JsonNode scenario = Recordings.in(FILE).stream()
                .filter(node -> node.get("folder").asText().equals("timewait-extend"))
                .findFirst()
                .orElseThrow();
        List<List<GoldenCell>> connections = connections(scenario);
        assertThat(connections).hasSize(11);
        for (List<GoldenCell> connection : connections) {
            String label = connection.get(0).json().get("label").asText();
            double lived =
                    scenario.get("facts").get(label).get("gone_after_probe_s").asDouble();
            Judged judged = JudgeSegments.answer(request("timewait-extend", scenario, connection))
                    .get(0)
                    .judged();
            assertThat(judged.timer()).as(label).isEqualTo(lived > 60 ? "restart 60 s" : null);
        }
    }

    static Stream<Object[]> scenarios() {
        return Recordings.in(FILE).stream()
                .filter(scenario -> !ELSEWHERE.contains(scenario.get("folder").asText()))
                .map(scenario -> new Object[] {scenario.get("folder").asText(), scenario});
    }

    private static String rule(JudgeSegments.Answer answer) {
        return answer.judged().verdict().ruleId();
    }

    /** Cells by connection, in order of time. */
    private static List<List<GoldenCell>> connections(JsonNode scenario) {
        Map<String, List<GoldenCell>> byPort = new LinkedHashMap<>();
        scenario.get("cells").forEach(node -> {
            GoldenCell cell = new GoldenCell(node);
            byPort.computeIfAbsent(cell.connection(), port -> new ArrayList<>()).add(cell);
        });
        return List.copyOf(byPort.values());
    }

    private static VerdictRequest request(String folder, JsonNode scenario, List<GoldenCell> connection) {
        GoldenCell first = connection.get(0);
        String state = first.json().get("state").asText();
        boolean orphan = state.equals("FIN-WAIT-2-ORPHAN");
        List<VerdictRequest.Arriving> arriving = connection.stream()
                .map(cell -> new VerdictRequest.Arriving(
                        Math.round((cell.time() - first.time()) * SimTime.SECOND), cell.segment(SYN_TSVAL)))
                .toList();
        return new VerdictRequest(
                LINUX_6_18,
                TcpState.of(orphan ? "FIN-WAIT-2" : state).orElseThrow(),
                orphan,
                first.json().get("conn_ts").asBoolean(),
                !folder.endsWith("nolistener"),
                fields(first),
                sysctls(scenario),
                arriving);
    }

    private static Map<String, BigDecimal> fields(GoldenCell cell) {
        Map<String, BigDecimal> fields = new HashMap<>();
        fields.put("rcv_nxt", BigDecimal.valueOf(cell.number("rcv_nxt")));
        fields.put("snd_nxt", BigDecimal.valueOf(cell.number("snd_nxt")));
        fields.put("ts_recent_age", BigDecimal.ZERO);
        fields.put("hz", BigDecimal.valueOf(250));
        if (cell.hasTsRecent()) {
            fields.put("ts_recent", BigDecimal.valueOf(cell.number("ts_recent")));
        }
        fields.put("synack_tsval_first", BigDecimal.valueOf(SYN_TSVAL));
        return fields;
    }

    private static Map<Sysctl, Long> sysctls(JsonNode scenario) {
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        scenario.get("sysctls")
                .properties()
                .forEach(entry -> sysctls.put(
                        Sysctl.named(entry.getKey()).orElseThrow(),
                        entry.getValue().asLong()));
        return sysctls;
    }
}
