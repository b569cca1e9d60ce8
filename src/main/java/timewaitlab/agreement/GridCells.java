package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.tcp.TcpState;

/** Grids: each cell a segment that met a connection in a known state. Cells that share a port are one connection. */
final class GridCells implements CellJudge {
    /** One second before the question is asked, on the clock of the host that is asked. */
    private static final long SYN_TSVAL = 3_455_999_000L;
    /** Between its cells the peer sent a RST, which no cell tells. */
    private static final String ANSWERED_BETWEEN = "timewait-syn-followups";

    @Override
    public boolean judges(Recording recording) {
        JsonNode first = recording.expect().path("cells").path(0);
        return first.has("abs")
                && first.has("seg")
                && first.path("abs").has("port")
                && !recording.folder().equals(ANSWERED_BETWEEN);
    }

    @Override
    public List<Row> rows(Recording recording, KernelProfile profile) {
        List<Row> rows = new ArrayList<>();
        for (List<GridCell> connection : connections(recording)) {
            List<JudgeSegments.Answer> answers = JudgeSegments.answer(request(recording, profile, connection));
            for (int i = 0; i < connection.size(); i++) {
                rows.add(row(connection.get(i), answers.get(i)));
                timer(recording, connection.get(i), answers.get(i), rows);
            }
        }
        return rows;
    }

    private static Row row(GridCell cell, JudgeSegments.Answer answer) {
        return Cells.row(cell.toString(), cell.differences(answer), answer);
    }

    /** Where the end of the entry was waited for: about 40 s after the segment, or 60 s when they had begun again. */
    private static void timer(Recording recording, GridCell cell, JudgeSegments.Answer answer, List<Row> rows) {
        JsonNode lived = recording
                .expect()
                .path("facts")
                .path(cell.json().path("label").asText())
                .path("gone_after_probe_s");
        if (lived.isNumber()) {
            String recorded = lived.asDouble() > 60 ? "restart 60 s" : "unchanged";
            String timer = answer.judged().timer();
            rows.add(Row.same(cell + " timer", recorded, timer == null ? "unchanged" : timer));
        }
    }

    /** Cells by connection, in order of time. */
    private static List<List<GridCell>> connections(Recording recording) {
        Map<String, List<GridCell>> byPort = new LinkedHashMap<>();
        recording.expect().get("cells").forEach(node -> {
            GridCell cell = new GridCell(node);
            byPort.computeIfAbsent(cell.connection(), port -> new ArrayList<>()).add(cell);
        });
        return List.copyOf(byPort.values());
    }

    private static VerdictRequest request(Recording recording, KernelProfile profile, List<GridCell> connection) {
        GridCell first = connection.get(0);
        String state = first.json().get("state").asText();
        boolean orphan = state.equals("FIN-WAIT-2-ORPHAN");
        List<VerdictRequest.Arriving> arriving = connection.stream()
                .map(cell -> new VerdictRequest.Arriving(
                        Math.round((cell.time() - first.time()) * SimTime.SECOND), cell.segment(SYN_TSVAL)))
                .toList();
        return new VerdictRequest(
                profile,
                TcpState.of(orphan ? "FIN-WAIT-2" : state).orElseThrow(),
                orphan,
                first.json().get("conn_ts").asBoolean(),
                !recording.folder().endsWith("nolistener"),
                fields(recording, first),
                recording.sysctls("server"),
                arriving);
    }

    private static Map<String, BigDecimal> fields(Recording recording, GridCell cell) {
        Map<String, BigDecimal> fields = new HashMap<>();
        fields.put("rcv_nxt", BigDecimal.valueOf(cell.number("rcv_nxt")));
        fields.put("snd_nxt", BigDecimal.valueOf(cell.number("snd_nxt")));
        fields.put("ts_recent_age", BigDecimal.ZERO);
        fields.put("hz", BigDecimal.valueOf(recording.hz()));
        if (cell.hasTsRecent()) {
            fields.put("ts_recent", BigDecimal.valueOf(cell.number("ts_recent")));
        }
        fields.put("synack_tsval_first", BigDecimal.valueOf(SYN_TSVAL));
        return fields;
    }
}
