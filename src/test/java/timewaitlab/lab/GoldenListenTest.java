package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** What a real 6.18 kernel did with segments to a listener and to a closed port, and with what followed a refused SYN. */
class GoldenListenTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void listenersAndClosedPortsAgree(String name, JsonNode cell) {
        TcpState state = TcpState.of(cell.get("state").asText()).orElseThrow();
        VerdictRequest request = new VerdictRequest(
                Kernels.only("6.18"),
                state,
                false,
                true,
                state == TcpState.LISTEN,
                Map.of(),
                Map.of(),
                List.of(new VerdictRequest.Arriving(0, segment(cell))));
        JudgeSegments.Answer answer = JudgeSegments.answer(request).get(0);
        List<String> replies = new ArrayList<>();
        answer.replies().forEach(reply -> replies.add(text(reply.leg().segment())));
        List<String> recorded = new ArrayList<>();
        cell.get("reply").forEach(reply -> recorded.add(text(reply)));
        assertThat(replies).isEqualTo(recorded);
        assertThat(answer.after().state().label())
                .isEqualTo(cell.get("state_after").asText());
        assertThat(answer.judged().counters().getOrDefault("TcpOutRsts", 0L))
                .isEqualTo(cell.get("counters").path("TcpOutRsts").asLong());
    }

    static Stream<Object[]> cells() {
        return StreamSupport.stream(scenario("grid-listen-closed").get("cells").spliterator(), false)
                .map(cell -> new Object[] {
                    cell.get("state").asText() + " [" + cell.get("seg").asText() + "] len " + cell.get("len") + " ts "
                            + cell.get("ts"),
                    cell
                });
    }

    @Test
    void thereAre52OfThem() {
        assertThat(cells()).hasSize(52);
    }

    /**
     * A client answers the ACK of TIME-WAIT with a RST and sends its SYN again: the entry is gone and the SYN gets an ISN
     * from the hash, or, with tcp_rfc1337, everything is as before and the ACK is suppressed.
     */
    @Test
    void aRefusedSynThenARstThenTheSynAgain() {
        String state = "TIME-WAIT rcv_nxt=10000102 snd_nxt=2198334408 ts_recent=1000030 ts_recent_age=0 tcp_rfc1337=";
        String syn = "S seq 9995102 win 65535 <TS val 999030 ecr 2578655675>";
        String[] segments = {syn, "@0.0234 R seq 10000102 win 65535", "@0.0564 " + syn};
        JsonNode outcomes = scenario("timewait-syn-followups").get("facts").get("outcomes");
        for (int rfc1337 = 0; rfc1337 <= 1; rfc1337++) {
            JsonNode outcome = outcomes.get(2 + rfc1337);
            assertThat(outcome.get("then").asText()).endsWith("rfc1337=" + rfc1337);
            Asked asked = Asked.of(Kernels.only("6.18"), state + rfc1337, segments);
            assertThat(asked.replyKinds(0)).isEqualTo(outcome.get("first_reply").asText());
            assertThat(asked.judged(1).stateAfter().label())
                    .isEqualTo(outcome.get("state_after_rst").asText());
            assertThat(asked.replyKinds(2))
                    .isEqualTo(outcome.get("second_syn_reply").asText().replace("nothing", "-"));
            assertThat(asked.judged(2).stateAfter().label())
                    .isEqualTo(outcome.get("state").asText());
        }
    }

    /** An accepted SYN may be completed or reset; both work on the connection that took over. */
    @Test
    void anAcceptedSynThenItsAckOrRst() {
        String state = "TIME-WAIT rcv_nxt=10000102 snd_nxt=3540567916 ts_recent=1000030 ts_recent_age=0";
        String syn = "S seq 10005102 win 65535 <TS val 1000130 ecr 5>";
        String ack = "@0.0236 . seq 10005103 ack 3540633454 win 65535 <TS val 1000140 ecr 0>";
        String rst = "@0.0236 R seq 10005103 win 65535 <TS val 1000140 ecr 0>";
        JsonNode outcomes = scenario("timewait-syn-followups").get("facts").get("outcomes");
        for (int i = 0; i < 2; i++) {
            Asked asked = Asked.of(Kernels.only("6.18"), state, syn, i == 0 ? ack : rst);
            asked.assertReplied("SYN-ACK seq=3540633453 ack=10005103 tsecr=1000130");
            String recorded = outcomes.get(i).get("state").asText();
            assertThat(asked.judged(1).stateAfter())
                    .isEqualTo(TcpState.of(recorded).orElseThrow());
        }
    }

    private static JsonNode scenario(String folder) {
        return Recordings.in("linux-6.18").stream()
                .filter(scenario -> scenario.get("folder").asText().equals(folder))
                .findFirst()
                .orElseThrow();
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
