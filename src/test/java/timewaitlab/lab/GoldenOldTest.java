package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.TcpState;

/** Every probe that real 2.6.32.69, 3.10.108, 4.4.60 and 4.10.17 kernels were sent, judged again. */
class GoldenOldTest {
    private static final String FILE = "linux-old";
    private static final Map<String, String> PROFILES = Map.of(
            "2.6.32.69", "2.6.32", "3.10.108", "3.10", "4.4.60", "4.4", "4.10.1", "4.10.1", "4.10.17", "4.10.17");

    @ParameterizedTest(name = "{0}")
    @MethodSource("timeWaits")
    void segmentsOnTimeWaitAgree(String folder, JsonNode scenario) {
        List<String> complaints = new ArrayList<>();
        connections(scenario).forEach(connection -> judge(timeWait(scenario, connection), connection, complaints));
        assertThat(complaints).as(folder).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("established")
    void segmentsOnEstablishedSocketsAgree(String folder, JsonNode scenario) {
        List<String> complaints = new ArrayList<>();
        connections(scenario).forEach(connection -> judge(established(scenario, connection), connection, complaints));
        assertThat(complaints).as(folder).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("memories")
    void synsFromARememberedAddressAgree(String folder, JsonNode scenario) {
        List<String> complaints = new ArrayList<>();
        scenario.get("probes").forEach(node -> {
            OldProbe probe = new OldProbe(node);
            judge(listening(scenario, probe), List.of(probe), complaints);
        });
        assertThat(complaints).as(folder).isEmpty();
    }

    @Test
    void nothingIsLeftOut() {
        assertThat(timeWaits()).hasSize(9);
        assertThat(established()).hasSize(6);
        assertThat(memories()).hasSize(9);
        assertThat(Stream.of(timeWaits(), established(), memories())
                        .flatMap(rows -> rows)
                        .mapToInt(row -> ((JsonNode) row[1]).get("probes").size())
                        .sum())
                .isEqualTo(9 * 592 + 6 * 376 + 6 * 825 + 3 * 827);
    }

    static Stream<Object[]> timeWaits() {
        return scenarios("R3-");
    }

    static Stream<Object[]> established() {
        return scenarios("R4-");
    }

    static Stream<Object[]> memories() {
        return scenarios("R1-");
    }

    private static Stream<Object[]> scenarios(String series) {
        return Recordings.in(FILE).stream()
                .filter(scenario -> scenario.get("folder").asText().startsWith(series))
                .map(scenario -> new Object[] {scenario.get("folder").asText(), scenario});
    }

    /** Probes by the address they came from: one connection each, in order of time. */
    private static Collection<List<OldProbe>> connections(JsonNode scenario) {
        Map<String, List<OldProbe>> connections = new LinkedHashMap<>();
        scenario.get("probes").forEach(node -> {
            OldProbe probe = new OldProbe(node);
            connections
                    .computeIfAbsent(probe.text("src"), src -> new ArrayList<>())
                    .add(probe);
        });
        return connections.values();
    }

    private static void judge(VerdictRequest request, List<OldProbe> probes, List<String> complaints) {
        List<JudgeSegments.Answer> answers = JudgeSegments.answer(request);
        for (int i = 0; i < probes.size(); i++) {
            JudgeSegments.Answer answer = answers.get(i);
            for (String difference : probes.get(i).differences(answer)) {
                String rule = answer.judged().verdict().ruleId();
                complaints.add(probes.get(i) + ": " + difference + " (" + rule + ")");
            }
        }
    }

    /** The entry as the first probe finds it; what follows on the quadruplet finds what that left. */
    private static VerdictRequest timeWait(JsonNode scenario, List<OldProbe> connection) {
        OldProbe first = connection.get(0);
        boolean timestamps = !first.text("tw_ts").equals("0");
        Map<String, BigDecimal> fields = fields(scenario);
        long t = first.has("T") ? first.number("T") : 100_000_000;
        if (timestamps) {
            put(fields, "ts_recent", t);
            put(fields, "ts_recent_age", 0);
        }
        if (recycles(scenario) && timestamps) {
            put(fields, "peer_ts", t);
            put(fields, "peer_ts_age", 0);
        }
        put(fields, "rcv_nxt", first.has("tw_rcv_nxt") ? first.number("tw_rcv_nxt") : 1_002_002);
        put(fields, "snd_nxt", first.has("tw_snd_nxt") ? first.number("tw_snd_nxt") : first.repliedSeq());
        boolean orphan = first.stateBefore() == TcpState.FIN_WAIT_2;
        return new VerdictRequest(
                kernel(scenario),
                first.stateBefore(),
                orphan,
                timestamps,
                true,
                fields,
                sysctls(scenario),
                arriving(connection));
    }

    private static VerdictRequest established(JsonNode scenario, List<OldProbe> connection) {
        OldProbe first = connection.get(0);
        Map<String, BigDecimal> fields = fields(scenario);
        put(fields, "ts_recent", first.has("ts_recent") ? first.number("ts_recent") : 100_000_000);
        put(fields, "ts_recent_age", 0);
        put(fields, "rcv_nxt", first.has("rcv_nxt") ? first.number("rcv_nxt") : first.repliedAck());
        put(fields, "snd_nxt", first.has("snd_nxt") ? first.number("snd_nxt") : first.repliedSeq());
        if (!first.text("kind").equals("pure_ack_dup")) {
            // the last segment before was data: a bare ACK behind it is news for the window
            put(fields, "snd_wl1", fields.get("rcv_nxt").longValue() - 10);
        }
        if (first.has("tcpi_rto_us")) {
            put(fields, "rto", Math.max(200, first.number("tcpi_rto_us") / 1000));
        }
        return new VerdictRequest(
                kernel(scenario),
                TcpState.ESTABLISHED,
                false,
                true,
                true,
                fields,
                sysctls(scenario),
                arriving(connection));
    }

    private static List<VerdictRequest.Arriving> arriving(List<OldProbe> connection) {
        OldProbe first = connection.get(0);
        return connection.stream()
                .map(probe -> new VerdictRequest.Arriving(since(first, probe), probe.segment()))
                .toList();
    }

    private static VerdictRequest listening(JsonNode scenario, OldProbe probe) {
        Map<String, BigDecimal> fields = fields(scenario);
        TcpState state = probe.stateBefore();
        if (state == TcpState.TIME_WAIT) {
            put(fields, "ts_recent", probe.number("T"));
            put(fields, "rcv_nxt", probe.sent("seq"));
        }
        PeerMemory memory = PeerMemory.of(scenario, probe);
        if (memory != null) {
            put(fields, "peer_ts", memory.ts());
            put(fields, "peer_ts_age", memory.ageAt(probe.seconds("wall")));
        }
        boolean listens = !probe.text("probe").startsWith("closed_port");
        return new VerdictRequest(
                kernel(scenario),
                state == TcpState.CLOSED && listens ? TcpState.LISTEN : state,
                false,
                true,
                listens,
                fields,
                sysctls(scenario),
                List.of(new VerdictRequest.Arriving(0, probe.segment())));
    }

    /** A probe that asks what the one before it left may come later: the engine's delayed ACK is out by then. */
    private static long since(OldProbe first, OldProbe probe) {
        if (probe.text("tag").equals("R4next")) {
            return SimTime.SECOND;
        }
        return Math.round((probe.heardAt() - first.heardAt()) * SimTime.SECOND);
    }

    private static boolean recycles(JsonNode scenario) {
        return scenario.get("sysctls").get("tcp_tw_recycle").asInt() != 0;
    }

    private static KernelProfile kernel(JsonNode scenario) {
        return Kernels.only(PROFILES.get(scenario.get("kernel").asText()));
    }

    private static Map<String, BigDecimal> fields(JsonNode scenario) {
        Map<String, BigDecimal> fields = new HashMap<>();
        put(fields, "hz", scenario.get("hz").asLong());
        return fields;
    }

    private static void put(Map<String, BigDecimal> fields, String name, long value) {
        fields.put(name, BigDecimal.valueOf(value));
    }

    private static Map<Sysctl, Long> sysctls(JsonNode scenario) {
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        scenario.get("sysctls")
                .properties()
                .forEach(entry -> Sysctl.named(entry.getKey())
                        .ifPresent(
                                sysctl -> sysctls.put(sysctl, entry.getValue().asLong())));
        return sysctls;
    }
}
