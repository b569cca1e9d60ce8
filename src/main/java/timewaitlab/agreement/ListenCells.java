package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Segments to a listener and to a closed port. */
final class ListenCells implements CellJudge {
    @Override
    public boolean judges(Recording recording) {
        JsonNode first = recording.expect().path("cells").path(0);
        return first.path("state").asText().equals("LISTEN") && first.has("seg") && first.has("ts");
    }

    @Override
    public List<Row> rows(Recording recording, KernelProfile profile) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode cell : recording.expect().get("cells")) {
            TcpState state = TcpState.of(cell.get("state").asText()).orElseThrow();
            VerdictRequest request = new VerdictRequest(
                    profile,
                    state,
                    false,
                    true,
                    state == TcpState.LISTEN,
                    Map.of(),
                    recording.sysctls("server"),
                    List.of(new VerdictRequest.Arriving(0, segment(cell))));
            JudgeSegments.Answer answer = JudgeSegments.answer(request).get(0);
            String what = state.label() + " [" + cell.get("seg").asText() + "] len " + cell.get("len") + " ack "
                    + cell.get("ack") + " ts " + cell.get("ts");
            rows.add(Cells.row(what, differences(cell, answer), answer));
        }
        return rows;
    }

    private static List<String> differences(JsonNode cell, JudgeSegments.Answer answer) {
        List<String> recorded = new ArrayList<>();
        List<String> judged = new ArrayList<>();
        cell.get("reply").forEach(reply -> recorded.add(text(reply)));
        answer.replies().forEach(reply -> judged.add(text(reply.leg().segment())));
        recorded.add(cell.get("state_after").asText());
        judged.add(answer.after().state().label());
        recorded.add("RSTs " + cell.get("counters").path("TcpOutRsts").asLong());
        judged.add("RSTs " + answer.judged().counters().getOrDefault("TcpOutRsts", 0L));
        return recorded.equals(judged) ? List.of() : List.of("recorded " + recorded + ", judged " + judged);
    }

    private static Segment segment(JsonNode cell) {
        Segment segment = new Segment();
        int flags = TcpFlags.parse(cell.get("seg").asText());
        segment.header(flags, cell.get("seq").asInt(), cell.get("ack").asInt(), 65_535);
        segment.length(cell.get("len").asInt(), 0);
        JsonNode timestamp = cell.get("ts");
        return timestamp.isNull()
                ? segment
                : segment.timestamp(timestamp.get(0).asInt(), timestamp.get(1).asInt());
    }

    private static String text(JsonNode reply) {
        return reply.get("flags").asText() + " seq " + reply.get("seq").asText() + " ack "
                + reply.get("ack").asText() + " ecr "
                + (reply.get("ts").isNull() ? "none" : reply.get("ts").get(1).asText());
    }

    private static String text(Segment segment) {
        boolean fresh = segment.has(TcpFlags.SYN);
        return TcpFlags.text(segment.flags()) + " seq " + (fresh ? "isn" : SeqNum.unsigned(segment.seq())) + " ack "
                + (segment.has(TcpFlags.ACK) ? SeqNum.unsigned(segment.ack()) : "null") + " ecr "
                + (segment.isTimestamped() ? SeqNum.unsigned(segment.tsEcr()) : "none");
    }
}
