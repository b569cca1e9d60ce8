package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** A probe sent to an old kernel, and what came back. */
final class OldProbe {
    private static final Map<Integer, TcpState> STATES = Map.of(
            -1,
            TcpState.CLOSED,
            1,
            TcpState.ESTABLISHED,
            3,
            TcpState.SYN_RECV,
            5,
            TcpState.FIN_WAIT_2,
            6,
            TcpState.TIME_WAIT,
            8,
            TcpState.CLOSE_WAIT);

    private static final Set<String> UNCOMPARED =
            Uncompared.IN_PROBES.stream().map(OldProbe::bare).collect(Collectors.toSet());

    private final JsonNode probe;

    OldProbe(JsonNode probe) {
        this.probe = probe;
    }

    String text(String name) {
        return probe.path(name).asText();
    }

    boolean has(String name) {
        return probe.hasNonNull(name);
    }

    long number(String name) {
        return probe.get(name).asLong();
    }

    double seconds(String name) {
        return probe.get(name).asDouble();
    }

    /** When the kernel dealt with it: an answer comes at once, so a late one was heard late. */
    double heardAt() {
        return seconds("mono") + probe.get("replies").path(0).path("dt_ms").asDouble() / 1000;
    }

    /** The sequence number of the answer, 0 when there was none. */
    long repliedSeq() {
        return probe.get("replies").path(0).path("seq").asLong();
    }

    /** The acknowledgement number of the answer, 0 when there was none. */
    long repliedAck() {
        return probe.get("replies").path(0).path("ack").asLong();
    }

    TcpState stateBefore() {
        return STATES.getOrDefault(probe.get("state_before").asInt(), TcpState.CLOSED);
    }

    long sent(String name) {
        return probe.get("sent").get(name).asLong();
    }

    Segment segment() {
        JsonNode sent = probe.get("sent");
        Segment segment = new Segment();
        int flags = TcpFlags.parse(sent.get("fl").asText());
        segment.header(flags, (int) sent("seq"), (int) sent("ack"), 65_535).length((int) sent("len"), 0);
        return sent("ts") == 0 ? segment : segment.timestamp((int) sent("tsval"), (int) sent("tsecr"));
    }

    /** What differs between the recording and the engine, empty when nothing does. */
    List<String> differences(JudgeSegments.Answer answer) {
        List<String> differences = new ArrayList<>();
        compare(differences, "replies", replies(), replies(answer));
        compare(differences, "counters", counters(), counters(answer));
        TcpState state = answer.after().state() == TcpState.LISTEN
                ? TcpState.CLOSED
                : answer.after().state();
        compare(
                differences,
                "state",
                STATES.getOrDefault(probe.get("state_after").asInt(), TcpState.CLOSED),
                state);
        return differences;
    }

    private static void compare(List<String> differences, String what, Object recorded, Object judged) {
        if (!judged.equals(recorded)) {
            differences.add(what + ": recorded " + recorded + ", judged " + judged);
        }
    }

    /** Kind and numbers; the sequence number of a SYN-ACK only where it continues an old connection. */
    private String replies() {
        List<String> replies = new ArrayList<>();
        probe.get("replies").forEach(reply -> {
            int flags = TcpFlags.parse(reply.get("fl").asText());
            boolean stamped = reply.get("ts").asInt() != 0;
            replies.add(text(
                    flags,
                    reply.get("seq").asLong(),
                    reply.get("ack").asLong(),
                    stamped ? reply.get("tsecr").asLong() : -1));
        });
        return String.join(", ", replies);
    }

    private String replies(JudgeSegments.Answer answer) {
        List<String> replies = new ArrayList<>();
        answer.replies().forEach(reply -> {
            Segment segment = reply.leg().segment();
            long echo = segment.isTimestamped() ? Integer.toUnsignedLong(segment.tsEcr()) : -1;
            replies.add(text(
                    segment.flags(),
                    Integer.toUnsignedLong(segment.seq()),
                    Integer.toUnsignedLong(segment.ack()),
                    echo));
        });
        return String.join(", ", replies);
    }

    private String text(int flags, long seq, long ack, long echo) {
        boolean hashed = (flags & TcpFlags.SYN) != 0;
        boolean continues = has("tw_snd_nxt") && (int) seq == (int) number("tw_snd_nxt") + 65_537;
        String number = !hashed ? Long.toString(seq) : continues ? "tw_snd_nxt + 65537" : "isn";
        boolean acks = (flags & TcpFlags.ACK) != 0;
        return TcpFlags.text(flags) + " seq " + number + (acks ? " ack " + ack : "") + (echo < 0 ? "" : " ecr " + echo);
    }

    private Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        probe.get("ctr")
                .properties()
                .forEach(entry -> counters.put(entry.getKey(), entry.getValue().asLong()));
        counters.keySet().removeAll(UNCOMPARED);
        return counters;
    }

    private static Map<String, Long> counters(JudgeSegments.Answer answer) {
        Map<String, Long> counters = new TreeMap<>();
        answer.judged().counters().forEach((name, value) -> counters.merge(bare(name), value, Long::sum));
        counters.keySet().removeAll(UNCOMPARED);
        return counters;
    }

    /** These kernels were asked for the files' own names. */
    private static String bare(String name) {
        return name.replaceFirst("^(TcpExt|Tcp)", "");
    }

    @Override
    public String toString() {
        return text("tag") + " " + text("kind") + text("variant") + " " + text("probe") + " T "
                + text("T") + " delta " + text("delta") + " seq_off " + text("seq_off") + " tw_ts " + text("tw_ts")
                + " mono " + text("mono") + " " + probe.get("sent");
    }
}
