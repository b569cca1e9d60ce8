package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.tcp.TcpState;

/**
 * Probes of old kernels: R1, SYNs from an address with a remembered timestamp; R3, segments on a TIME-WAIT quadruplet;
 * R4, PAWS on an established connection.
 */
final class OldProbes implements CellJudge {
    private static final Set<String> SERIES = Set.of("R1", "R3", "R4");

    @Override
    public boolean judges(Recording recording) {
        return recording.expect().has("probes") && SERIES.contains(recording.series());
    }

    @Override
    public List<Row> rows(Recording recording, KernelProfile profile) {
        List<Row> rows = new ArrayList<>();
        if (recording.series().equals("R1")) {
            recording.expect().get("probes").forEach(node -> {
                OldProbe probe = new OldProbe(node);
                judge(listening(recording, profile, probe), List.of(probe), rows);
            });
            return rows;
        }
        for (List<OldProbe> connection : connections(recording.expect())) {
            VerdictRequest request = recording.series().equals("R3")
                    ? timeWait(recording, profile, connection)
                    : established(recording, profile, connection);
            judge(request, connection, rows);
        }
        return rows;
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

    private static void judge(VerdictRequest request, List<OldProbe> probes, List<Row> rows) {
        List<JudgeSegments.Answer> answers = JudgeSegments.answer(request);
        for (int i = 0; i < probes.size(); i++) {
            rows.add(Cells.row(probes.get(i).toString(), probes.get(i).differences(answers.get(i)), answers.get(i)));
        }
    }

    /** The entry as the first probe finds it; what follows on the quadruplet finds what that left. */
    private static VerdictRequest timeWait(Recording recording, KernelProfile profile, List<OldProbe> connection) {
        OldProbe first = connection.get(0);
        boolean timestamps = !first.text("tw_ts").equals("0");
        Map<String, BigDecimal> fields = fields(recording);
        long t = first.has("T") ? first.number("T") : 100_000_000;
        if (timestamps) {
            put(fields, "ts_recent", t);
            put(fields, "ts_recent_age", 0);
        }
        if (recycles(recording) && timestamps) {
            put(fields, "peer_ts", t);
            put(fields, "peer_ts_age", 0);
        }
        put(fields, "rcv_nxt", first.has("tw_rcv_nxt") ? first.number("tw_rcv_nxt") : 1_002_002);
        put(fields, "snd_nxt", first.has("tw_snd_nxt") ? first.number("tw_snd_nxt") : first.repliedSeq());
        boolean orphan = first.stateBefore() == TcpState.FIN_WAIT_2;
        return new VerdictRequest(
                profile,
                first.stateBefore(),
                orphan,
                timestamps,
                true,
                fields,
                recording.sysctls(""),
                arriving(connection));
    }

    private static VerdictRequest established(Recording recording, KernelProfile profile, List<OldProbe> connection) {
        OldProbe first = connection.get(0);
        Map<String, BigDecimal> fields = fields(recording);
        put(fields, "ts_recent", first.has("ts_recent") ? first.number("ts_recent") : 100_000_000);
        put(fields, "ts_recent_age", 0);
        put(fields, "rcv_nxt", first.has("rcv_nxt") ? first.number("rcv_nxt") : first.repliedAck());
        put(fields, "snd_nxt", first.has("snd_nxt") ? first.number("snd_nxt") : first.repliedSeq());
        if (!first.text("kind").equals("pure_ack_dup")) {
            // the last segment before was data: a bare ACK behind it is news for the window
            put(
                    fields,
                    "snd_wl1",
                    fields.getOrDefault("rcv_nxt", BigDecimal.ZERO).longValue() - 10);
        }
        if (first.has("tcpi_rto_us")) {
            put(fields, "rto", Math.max(200, first.number("tcpi_rto_us") / 1000));
        }
        return new VerdictRequest(
                profile, TcpState.ESTABLISHED, false, true, true, fields, recording.sysctls(""), arriving(connection));
    }

    private static List<VerdictRequest.Arriving> arriving(List<OldProbe> connection) {
        OldProbe first = connection.get(0);
        return connection.stream()
                .map(probe -> new VerdictRequest.Arriving(since(first, probe), probe.segment()))
                .toList();
    }

    private static VerdictRequest listening(Recording recording, KernelProfile profile, OldProbe probe) {
        Map<String, BigDecimal> fields = fields(recording);
        TcpState state = probe.stateBefore();
        if (state == TcpState.TIME_WAIT) {
            put(fields, "ts_recent", probe.number("T"));
            put(fields, "rcv_nxt", probe.sent("seq"));
        }
        PeerMemory memory = PeerMemory.of(recording.expect(), probe);
        if (memory != null) {
            put(fields, "peer_ts", memory.ts());
            put(fields, "peer_ts_age", memory.ageAt(probe.seconds("wall")));
        }
        boolean listens = !probe.text("probe").startsWith("closed_port");
        return new VerdictRequest(
                profile,
                state == TcpState.CLOSED && listens ? TcpState.LISTEN : state,
                false,
                true,
                listens,
                fields,
                recording.sysctls(""),
                List.of(new VerdictRequest.Arriving(0, probe.segment())));
    }

    /** A probe that asks what the one before it left may come later: the engine's delayed ACK is out by then. */
    private static long since(OldProbe first, OldProbe probe) {
        if (probe.text("tag").equals("R4next")) {
            return SimTime.SECOND;
        }
        return Math.round((probe.heardAt() - first.heardAt()) * SimTime.SECOND);
    }

    private static boolean recycles(Recording recording) {
        return recording.expect().get("sysctls").get("tcp_tw_recycle").asInt() != 0;
    }

    private static Map<String, BigDecimal> fields(Recording recording) {
        Map<String, BigDecimal> fields = new HashMap<>();
        put(fields, "hz", recording.hz());
        return fields;
    }

    private static void put(Map<String, BigDecimal> fields, String name, long value) {
        fields.put(name, BigDecimal.valueOf(value));
    }
}
