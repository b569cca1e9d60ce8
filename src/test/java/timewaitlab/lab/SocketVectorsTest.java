package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * A live socket meets one segment. V-PA, V-SQ, V-RS and V-SY rows were produced by the real {@code tcp_validate_incoming}
 * of kernels from 2.6.32.69 to 6.18.
 */
class SocketVectorsTest {
    private static final String NUMBERS =
            " rcv_nxt=2000 rcv_wnd=5000 snd_nxt=9000 ts_recent=1000 ts_recent_age=5 rto=200 hz=1000 ";
    /** Kernels with a millisecond clock show 3456000000 when the question is asked. */
    private static final String SYN_SENT = "SYN-SENT snd_una=100 snd_nxt=101 hz=1000 synack_tsval_first=3455999000 ";

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        # id    | kernels      | state                             | segment                                        | outcome                   | reply                       | counters        | after
        V-PA-01 | all          | ESTABLISHED                       | P. 2000:2010(10) ack 9000 <TS val 999 ecr 0>   | ACCEPT IN_ORDER           | ACK-later ack=2010 tsecr=1000 | -             | ts_recent=1000 rcv_nxt=2010
        V-PA-02 | 2.6.32..3.18 | ESTABLISHED                       | P. 2000:2010(10) ack 9000 <TS val 998 ecr 0>   | REPLY ACK                 | ACK seq=9000 ack=2000       | PAWSEstab       | ts_recent=1000
        V-PA-03 | 4.4..6.18    | ESTABLISHED last_oow_ack_age=0.1  | P. 2000:2010(10) ack 9000 <TS val 998 ecr 0>   | REPLY ACK                 | ACK seq=9000 ack=2000       | PAWSEstab       | ts_recent=1000
        V-PA-04a| 2.6.32..6.6  | ESTABLISHED ts_recent_age=2073600 | P. 2000:2010(10) ack 9000 <TS val 998 ecr 0>   | ACCEPT IN_ORDER           | ACK-later                   | -               | ts_recent=998
        V-PA-04b| 6.8..6.18    | ESTABLISHED ts_recent_age=2147    | P. 2000:2010(10) ack 9000 <TS val 998 ecr 0>   | ACCEPT IN_ORDER           | ACK-later                   | -               | ts_recent=998
        V-PA-05 | all          | ESTABLISHED                       | P. 2000:2010(10) ack 9000                      | ACCEPT IN_ORDER           | ACK-later                   | -               | ts_recent=1000
        V-PA-06 | 2.6.32..6.6  | ESTABLISHED                       | . seq 2000 ack 9000 <TS val 796 ecr 0>         | ACCEPT ACKNOWLEDGED       | -                           | -               | ts_recent=1000
        V-PA-07 | 2.6.32..6.6  | ESTABLISHED                       | . seq 2000 ack 9000 <TS val 795 ecr 0>         | REPLY ACK                 | ACK                         | PAWSEstab       | ts_recent=1000
        V-PA-08a| 6.8..6.18    | ESTABLISHED                       | . seq 2000 ack 9000 <TS val 760 ecr 0>         | ACCEPT ACKNOWLEDGED       | -                           | -               | ts_recent=1000
        V-PA-08b| 6.8..6.18    | ESTABLISHED                       | . seq 2000 ack 9000 <TS val 759 ecr 0>         | REPLY ACK                 | ACK                         | PAWSEstab       | ts_recent=1000
        V-PA-09 | 2.6.32..6.8  | ESTABLISHED                       | . seq 1990 ack 9000 <TS val 900 ecr 0>         | REPLY ACK                 | ACK                         | PAWSEstab       | ts_recent=1000
        V-PA-09'| 4.4..6.8     | ESTABLISHED last_oow_ack_age=0.1  | . seq 1990 ack 9000 <TS val 900 ecr 0>         | DROP TCP_ACK_SKIPPED      | -                           | PAWSEstab TCPACKSkippedPAWS | ts_recent=1000
        V-PA-10 | 6.14..6.18   | ESTABLISHED                       | . seq 1990 ack 9000 <TS val 900 ecr 0>         | DROP TCP_RFC7323_PAWS_ACK | -                           | PAWSOldAck      | ts_recent=1000
        V-PA-11 | all          | ESTABLISHED                       | R seq 2000 <TS val 1 ecr 0>                    | CONSUME TCP_RESET         | -                           | EstabResets     | state=CLOSED
        V-PA-12 | all          | ESTABLISHED                       | P. 1990:1995(5) ack 9000 <TS val 1005 ecr 0>   | REPLY ACK                 | ACK seq=9000 ack=2000       | TCPDSACKOldSent | ts_recent=1000
        V-PA-13 | all          | ESTABLISHED                       | P. 1990:2000(10) ack 9000 <TS val 1005 ecr 0>  | REPLY ACK                 | ACK seq=9000 ack=2000       | TCPDSACKOldSent | ts_recent=1005
        V-SQ-01 | all          | ESTABLISHED                       | . seq 7000 ack 9000 <TS val 1001 ecr 0>        | ACCEPT ACKNOWLEDGED       | -                           | -               | state=ESTABLISHED
        V-SQ-02a| 2.6.32..6.14 | ESTABLISHED                       | . seq 7001 ack 9000 <TS val 1001 ecr 0>        | REPLY ACK                 | ACK seq=9000 ack=2000       | -               | state=ESTABLISHED
        V-SQ-02b| 6.18         | ESTABLISHED                       | . seq 7001 ack 9000 <TS val 1001 ecr 0>        | REPLY ACK                 | ACK seq=9000 ack=2000       | BeyondWindow    | state=ESTABLISHED
        V-SQ-02c| 4.4..6.14    | ESTABLISHED last_oow_ack_age=0.1  | . seq 7001 ack 9000 <TS val 1001 ecr 0>        | DROP TCP_ACK_SKIPPED      | -                           | TCPACKSkippedSeq | state=ESTABLISHED
        V-RS-01 | 2.6.32..3.2  | ESTABLISHED                       | R seq 4000                                     | CONSUME TCP_RESET         | -                           | EstabResets     | state=CLOSED
        V-RS-02 | 3.10..6.18   | ESTABLISHED                       | R seq 4000                                     | REPLY CHALLENGE_ACK       | ACK seq=9000 ack=2000       | TCPChallengeACK | state=ESTABLISHED
        V-RS-03 | all          | ESTABLISHED                       | R seq 2000                                     | CONSUME TCP_RESET         | -                           | EstabResets     | state=CLOSED
        V-RS-04 | 4.11..6.18   | CLOSE-WAIT                        | R seq 1999                                     | CONSUME TCP_RESET         | -                           | EstabResets     | state=CLOSED
        V-RS-05 | 4.9          | CLOSE-WAIT                        | R seq 1999                                     | DROP TCP_INVALID_SEQUENCE | -                           | -               | state=CLOSE-WAIT
        V-SY-01 | 2.6.32..3.2  | ESTABLISHED                       | S seq 3000 <TS val 1001 ecr 0>                 | REPLY RST                 | RST-ACK seq=0 ack=3001      | EstabResets InErrs TCPAbortOnSyn | state=CLOSED
        V-SY-02 | 3.10         | ESTABLISHED                       | S seq 3000 <TS val 1001 ecr 0>                 | DROP TCP_FLAGS            | -                           | -               | state=ESTABLISHED
        V-SY-03 | 4.4..6.18    | ESTABLISHED                       | S seq 3000 <TS val 1001 ecr 0>                 | REPLY CHALLENGE_ACK       | ACK seq=9000 ack=2000       | InErrs TCPChallengeACK TCPSYNChallenge | state=ESTABLISHED
        V-SY-03'| 4.4..6.18    | ESTABLISHED                       | S seq 4000000000 <TS val 1001 ecr 0>           | REPLY CHALLENGE_ACK       | ACK seq=9000 ack=2000       | InErrs TCPChallengeACK TCPSYNChallenge | state=ESTABLISHED
        V-SY-03"| 4.4..6.18    | FIN-WAIT-2                        | S seq 3000 <TS val 1001 ecr 0>                 | REPLY CHALLENGE_ACK       | ACK seq=9000 ack=2000       | TCPChallengeACK TCPSYNChallenge | state=FIN-WAIT-2
        V-SY-05a| 3.18..6.1    | ESTABLISHED                       | S seq 3000 <TS val 900 ecr 0>                  | REPLY ACK                 | ACK seq=9000 ack=2000       | PAWSEstab       | state=ESTABLISHED
        V-SY-05b| 6.6..6.18    | ESTABLISHED                       | S seq 3000 <TS val 900 ecr 0>                  | REPLY CHALLENGE_ACK       | ACK seq=9000 ack=2000       | InErrs TCPChallengeACK TCPSYNChallenge | state=ESTABLISHED
        V-SY-06 | 2.6.32..3.2  | ESTABLISHED                       | S seq 9000 <TS val 1001 ecr 0>                 | REPLY ACK                 | ACK seq=9000 ack=2000       | -               | state=ESTABLISHED
        V-SY-06'| 2.6.32..3.2  | ESTABLISHED                       | S seq 100 <TS val 1001 ecr 0>                  | REPLY ACK                 | ACK seq=9000 ack=2000       | TCPDSACKOldSent | state=ESTABLISHED
        """)
    void liveSocket(
            String id,
            String kernels,
            String state,
            String segment,
            String outcome,
            String reply,
            String counters,
            String after) {
        int rest = (state + " ").indexOf(' ');
        for (KernelProfile kernel : Kernels.named(kernels)) {
            Asked asked = Asked.of(kernel, state.substring(0, rest) + NUMBERS + state.substring(rest), segment);
            assertThat(asked.outcome()).as(asked.words()).isEqualTo(outcome);
            asked.assertReplied(reply);
            assertThat(asked.counters()).as("counters of %s", asked.words()).isEqualTo(counters);
            asked.assertAfter(after);
        }
    }

    /** V-SY-04: the challenges of one socket are 500 ms apart; a suppressed one is counted by both counters. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"4.9", "5.15", "6.18"})
    void theSecondChallengeIsSuppressed(String kernel) {
        String syn = "S seq 3000 <TS val 1001 ecr 0>";
        Asked asked = Asked.of(Kernels.only(kernel), "ESTABLISHED" + NUMBERS, syn, "@0.3 " + syn);
        assertThat(asked.replyKinds(0)).isEqualTo("ACK");
        assertThat(asked.replyKinds(1)).isEqualTo("-");
        assertThat(asked.counters(0)).isEqualTo("InErrs TCPChallengeACK TCPSYNChallenge");
        assertThat(asked.counters(1)).isEqualTo("InErrs TCPACKSkippedChallenge TCPSYNChallenge");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # id    | kernels | segment                                          | outcome                       | reply           | counters     | state after
        V-SS-01 | all     | . ack 1000000                                    | REPLY RST                     | RST seq=1000000 | -            | SYN-SENT
        V-SS-04 | 4.9,6.18 | S. seq 7 ack 101 <TS val 5 ecr 3455998999>      | REPLY RST                     | RST seq=101     | PAWSActive   | SYN-SENT
        V-SS-05 | all     | S. seq 7 ack 101 <TS val 5 ecr 0>                | ACCEPT ACK                    | ACK seq=101 ack=8 tsecr=5 | -  | ESTABLISHED
        V-SS-06 | all     | R. seq 0 ack 101                                 | CONSUME TCP_RESET             | -               | AttemptFails | CLOSED
        V-SS-07 | all     | R seq 101                                        | DROP TCP_FLAGS                | -               | -            | SYN-SENT
        """)
    void activeOpen(
            String id,
            String kernels,
            String segment,
            String outcome,
            String reply,
            String counters,
            String stateAfter) {
        for (KernelProfile kernel : Kernels.named(kernels)) {
            Asked asked = Asked.of(kernel, SYN_SENT + "syn_retransmitted=1", segment);
            assertThat(asked.outcome()).as(asked.words()).isEqualTo(outcome);
            asked.assertReplied(reply);
            assertThat(asked.counters()).as("counters of %s", asked.words()).isEqualTo(counters);
            assertThat(asked.stateAfter().label()).isEqualTo(stateAfter);
        }
    }

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
}
