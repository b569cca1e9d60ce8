package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** What the rows of test vectors cannot say of a segment that meets a state. */
class SocketVectorsTest {
    private static final String TIME_WAIT = "TIME-WAIT rcv_nxt=1000000 snd_nxt=5000000 rcv_wnd=65535"
            + " ts_recent=200000 ts_recent_age=10 tcp_rfc1337=0 ts_offset=0 ";
    /** Kernels with a millisecond clock show 3456000000 when the question is asked. */
    private static final String SYN_SENT = "SYN-SENT snd_una=100 snd_nxt=101 hz=1000 synack_tsval_first=3455999000 ";

    /** V-SS-02, V-SS-03: from 5.7 an unacceptable ACK has the SYN sent again after two jiffies, once. */
    @Test
    void theSynIsSentAgainAtOnceFrom57() {
        for (KernelProfile kernel : Kernels.named("2.6.32..5.4")) {
            assertThat(Asked.of(kernel, SYN_SENT, ". ack 1000000").replyKinds(0))
                    .isEqualTo("RST");
        }
        for (KernelProfile kernel : Kernels.named("5.15..6.18")) {
            Asked asked = Asked.of(kernel, SYN_SENT, ". ack 1000000");
            assertThat(asked.replyKinds(0)).as(asked.words()).isEqualTo("RST SYN");
            JudgeSegments.Reply again = asked.replies(0).get(1);
            Segment syn = again.leg().segment();
            assertThat(again.after()).isEqualTo(2 * SimTime.MILLISECOND);
            assertThat(syn.flags()).isEqualTo(TcpFlags.SYN);
            assertThat(syn.seq()).isEqualTo(100);
        }
    }

    /** V-RU-16: tcp_tw_reuse is for connect(); a SYN that arrives never asks it. */
    @ParameterizedTest
    @CsvSource({"0", "1"})
    void reuseIsNotAskedOfArrivals(int reuse) {
        String refused = "S seq 2000000 <TS val 199999 ecr 0>";
        for (KernelProfile kernel : Kernels.named("all")) {
            Asked asked = Asked.of(kernel, TIME_WAIT + "tcp_tw_reuse=" + reuse, refused);
            assertThat(asked.outcome()).isEqualTo("REPLY ACK");
            assertThat(asked.judged(0).verdict().findings())
                    .noneMatch(finding -> finding.toString().contains("tcp_tw_reuse"));
        }
    }
}
