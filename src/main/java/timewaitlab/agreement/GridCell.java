package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import timewaitlab.base.SimTime;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.VerdictJson;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** A recorded cell: which segment met the state, and what the kernel did. */
final class GridCell {
    /** Between the old SND.NXT and the ISN of a connection that takes over a time-wait entry; else a hash decides. */
    private static final int ISN_STEP = 65_537;
    /** An answer that comes later than this was a delayed acknowledgement. */
    private static final double DELAYED_MS = 30;

    private static final Map<String, String> KINDS =
            Map.of(".", "ACK", "S.", "SYN-ACK", "S", "SYN", "R", "RST", "R.", "RST-ACK", "F.", "FIN-ACK");

    private final JsonNode cell;

    GridCell(JsonNode cell) {
        this.cell = cell;
    }

    JsonNode json() {
        return cell;
    }

    double time() {
        return cell.get("t").asDouble();
    }

    /** What makes two cells one connection. */
    String connection() {
        return cell.get("abs").get("port").asText();
    }

    long number(String name) {
        return cell.get("abs").get(name).asLong();
    }

    boolean hasTsRecent() {
        return cell.get("abs").hasNonNull("ts_recent");
    }

    /** {@code synTsval}: TSval of the SYN or SYN-ACK that was sent before. */
    Segment segment(long synTsval) {
        Segment segment = new Segment();
        int ack = cell.hasNonNull("dack")
                ? (int) (number("snd_nxt") + cell.get("dack").asLong())
                : 0;
        segment.header(TcpFlags.parse(cell.get("seg").asText()), (int) number("seq"), ack, 65_535);
        segment.length(cell.path("len").asInt(0), 0);
        if (cell.get("abs").hasNonNull("tsval")) {
            segment.timestamp((int) number("tsval"), (int) tsecr(synTsval));
        }
        return segment;
    }

    private long tsecr(long synTsval) {
        JsonNode offset = cell.path("tsecr_minus_synack_tsval");
        if (offset.isNumber()) {
            return synTsval + offset.asLong();
        }
        String sent = cell.path("tsecr_sent").asText();
        return sent.equals("echo of SYN") ? synTsval : sent.equals("wrong (1)") ? 1 : 0;
    }

    /** What differs between the recording and the engine, empty when nothing does. */
    List<String> differences(JudgeSegments.Answer answer) {
        List<String> differences = new ArrayList<>();
        compare(differences, "replies", kinds(), kinds(answer));
        compare(differences, "state", stateAfter(), state(answer));
        compare(differences, "counters", counters(), counters(answer.judged().counters()));
        if (differences.isEmpty()) {
            for (int i = 0; i < answer.replies().size(); i++) {
                compareNumbers(differences, replies().get(i), answer.replies().get(i));
            }
        }
        return differences;
    }

    private void compareNumbers(List<String> differences, JsonNode recorded, JudgeSegments.Reply reply) {
        Segment segment = reply.leg().segment();
        compareNumber(differences, recorded, "seq_minus_snd_nxt", segment.seq() - (int) number("snd_nxt"));
        compareNumber(differences, recorded, "ack_minus_rcv_nxt", segment.ack() - (int) number("rcv_nxt"));
        compareNumber(differences, recorded, "ack_minus_seg_seq", segment.ack() - (int) number("seq"));
        if (recorded.has("seq_minus_old_snd_nxt")) {
            boolean continues = recorded.get("seq_minus_old_snd_nxt").asLong() == ISN_STEP;
            compare(differences, "continues", continues, segment.seq() - (int) number("snd_nxt") == ISN_STEP);
        }
        if (hasTsRecent()) {
            compareNumber(differences, recorded, "tsecr_minus_ts_recent", segment.tsEcr() - (int) number("ts_recent"));
        }
        boolean late = reply.after() >= DELAYED_MS * SimTime.MILLISECOND;
        compare(differences, "delayed", recorded.path("after_ms").asDouble() >= DELAYED_MS, late);
    }

    private static void compareNumber(List<String> differences, JsonNode recorded, String name, int actual) {
        if (recorded.path(name).isNumber()) {
            compare(differences, name, (int) recorded.get(name).asLong(), actual);
        }
    }

    private static void compare(List<String> differences, String what, Object recorded, Object actual) {
        if (!recorded.equals(actual)) {
            differences.add(what + ": recorded " + recorded + ", judged " + actual);
        }
    }

    /** A FIN that was due to be sent again is nobody's answer. */
    private List<JsonNode> replies() {
        boolean retransmits = cell.get("counters").has("TcpRetransSegs");
        List<JsonNode> replies = new ArrayList<>();
        cell.get("reply").forEach(reply -> {
            if (!retransmits || !reply.get("flags").asText().equals("F.")) {
                replies.add(reply);
            }
        });
        return replies;
    }

    private String kinds() {
        List<String> kinds = new ArrayList<>();
        replies()
                .forEach(
                        reply -> kinds.add(KINDS.getOrDefault(reply.get("flags").asText(), "")));
        return String.join(" ", kinds);
    }

    private static String kinds(JudgeSegments.Answer answer) {
        List<String> kinds = new ArrayList<>();
        answer.replies()
                .forEach(reply ->
                        kinds.add(VerdictJson.kind(reply.leg().segment()).label()));
        return String.join(" ", kinds);
    }

    private String stateAfter() {
        String state = cell.get("state_after").asText();
        return state.equals("ESTAB") ? "ESTABLISHED" : state;
    }

    private static String state(JudgeSegments.Answer answer) {
        String state = answer.after().state().label();
        return state.equals("LISTEN") ? "CLOSED" : state;
    }

    private Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        cell.get("counters")
                .properties()
                .forEach(entry -> counters.put(entry.getKey(), entry.getValue().asLong()));
        return counters(counters);
    }

    private static Map<String, Long> counters(Map<String, Long> all) {
        Map<String, Long> counters = new TreeMap<>(all);
        counters.keySet().removeAll(Uncompared.IN_CELLS);
        return counters;
    }

    @Override
    public String toString() {
        return cell.get("state").asText() + " [" + cell.get("seg").asText() + "] dseq " + cell.path("dseq")
                + " dts " + cell.path("dts") + " dack " + cell.path("dack") + " len "
                + cell.path("len").asInt(0)
                + " " + cell.path("label").asText(cell.path("what").asText())
                + " tsecr " + cell.path("tsecr_minus_synack_tsval").asText();
    }
}
