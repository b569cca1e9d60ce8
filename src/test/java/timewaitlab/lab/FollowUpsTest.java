package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import timewaitlab.agreement.Recordings;
import timewaitlab.tcp.TcpState;

/** What a real 6.18 kernel did with what followed a SYN that TIME-WAIT refused or accepted. */
class FollowUpsTest {
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
        return Recordings.named("linux-6.18/" + folder).expect();
    }
}
