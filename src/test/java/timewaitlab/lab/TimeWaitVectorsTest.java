package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.TcpState;

/**
 * A time-wait entry meets one segment. Where a row says [X] in the table it was taken from, the verdict was produced by
 * running the real {@code tcp_timewait_state_process} of 2.6.32.69, 3.10.108, 4.9.76, 4.18.0, 5.15.85, 6.14.0 and 7.1.5 on
 * exactly these numbers; the profiles between two that agree must agree with them.
 */
class TimeWaitVectorsTest {
    private static final String TIME_WAIT = "TIME-WAIT rcv_nxt=1000000 snd_nxt=5000000 rcv_wnd=65535"
            + " ts_recent=200000 ts_recent_age=10 tcp_rfc1337=0 ts_offset=0 ";
    private static final String FIN_WAIT_2 =
            "FIN-WAIT-2 orphan rcv_nxt=1000 snd_nxt=7 rcv_wnd=1000 ts_recent=500 ts_recent_age=1 ";

    @ParameterizedTest(name = "{0} {1}: {3}{2}")
    @CsvSource(delimiter = '|', textBlock = """
        # id    | kernels       | where the entry differs  | segment                                   | outcome                  | reply                       | timer | counters      | after
        V-TW-01 | all           |                          | S seq 2000000 <TS val 200001 ecr 0>       | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-02 | all           |                          | S seq 1 <TS val 200001 ecr 0>             | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-03 | all           |                          | S seq 1000001 <TS val 200000 ecr 0>       | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-04 | all           |                          | S seq 1000000 <TS val 200000 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | -     | -             | -
        V-TW-05a| 2.6.32..6.14  |                          | S seq 2000000 <TS val 199999 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSEstab     | -
        V-TW-05b| 6.18          |                          | S seq 2000000 <TS val 199999 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSTimewait  | -
        V-TW-06 | all           |                          | S seq 1000001                             | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-07 | all           |                          | S seq 1000000                             | REPLY ACK                | ACK seq=5000000 ack=1000000 | -     | -             | -
        V-TW-08 | all           | no-timestamps            | S seq 1000001 <TS val 5 ecr 0>            | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-09 | all           | no-timestamps            | S seq 999999 <TS val 4000000000 ecr 0>    | REPLY ACK                | ACK seq=5000000 ack=1000000 | -     | -             | -
        V-TW-10 | all           | no-timestamps rcv_nxt=0  | S seq 2147483648                          | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-11 | all           | no-timestamps rcv_nxt=0  | S seq 2147483649                          | REPLY ACK                | ACK seq=5000000 ack=0       | -     | -             | -
        V-TW-12 | all           | ts_recent=4294967290     | S seq 1 <TS val 5 ecr 0>                  | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-13 | all           | snd_nxt=4294901759       | S seq 2000000 <TS val 200001 ecr 0>       | ACCEPT REOPENED          | SYN-ACK seq=1               | gone  | -             | -
        V-TW-14a| 2.6.32        | ts_recent=0              | S seq 2000000 <TS val 4294967295 ecr 0>   | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSEstab     | -
        V-TW-14b| 3.10..6.18    | ts_recent=0              | S seq 2000000 <TS val 4294967295 ecr 0>   | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-15a| 2.6.32..5.15  | ts_recent_age=2147       | S seq 2000000 <TS val 199999 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSEstab     | -
        V-TW-15b| 6.14..6.18    | ts_recent_age=2147       | S seq 2000000 <TS val 199999 ecr 0>       | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-16a| 2.6.32..6.14  | ts_recent_age=2146       | S seq 2000000 <TS val 199999 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSEstab     | -
        V-TW-16b| 6.18          | ts_recent_age=2146       | S seq 2000000 <TS val 199999 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSTimewait  | -
        V-TW-17a| 2.6.32..5.15  | ts_recent_age=2073599    | S seq 2000000 <TS val 199999 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSEstab     | -
        V-TW-17b| 6.14..6.18    | ts_recent_age=2073599    | S seq 2000000 <TS val 199999 ecr 0>       | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-18 | all           | ts_recent_age=2073600    | S seq 999999 <TS val 199999 ecr 0>        | REPLY ACK                | ACK seq=5000000 ack=1000000 | -     | -             | -
        V-TW-19 | all           |                          | S. seq 2000000 <TS val 200001 ecr 0>      | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | -             | -
        V-TW-20 | all           |                          | R seq 1000000                             | CONSUME TCP_RESET        | -                           | gone  | -             | -
        V-TW-21a| 2.6.32..4.14  | tcp_rfc1337=1            | R seq 1000000                             | CONSUME TCP_TIMEWAIT     | -                           | 60 s  | -             | -
        V-TW-21b| 5.15..6.18    | tcp_rfc1337=1            | R seq 1000000                             | CONSUME TCP_TIMEWAIT     | -                           | -     | -             | -
        V-TW-22a| 2.6.32..4.14  | tcp_rfc1337=1            | R seq 1000000 <TS val 200500 ecr 0>       | CONSUME TCP_TIMEWAIT     | -                           | 60 s  | -             | ts_recent=200500
        V-TW-22b| 5.15..6.18    | tcp_rfc1337=1            | R seq 1000000 <TS val 200500 ecr 0>       | CONSUME TCP_TIMEWAIT     | -                           | -     | -             | ts_recent=200500
        V-TW-23 | all           |                          | R seq 1000001                             | CONSUME TCP_TIMEWAIT     | -                           | -     | -             | -
        V-TW-24a| 2.6.32..6.14  | ts_recent_age=59         | R seq 1000000 <TS val 199999 ecr 0>       | CONSUME TCP_RFC7323_PAWS | -                           | -     | PAWSEstab     | -
        V-TW-24b| 6.18          | ts_recent_age=59         | R seq 1000000 <TS val 199999 ecr 0>       | CONSUME TCP_RFC7323_PAWS | -                           | -     | PAWSTimewait  | -
        V-TW-25 | all           | ts_recent_age=60         | R seq 1000000 <TS val 199999 ecr 0>       | CONSUME TCP_RESET        | -                           | gone  | -             | -
        V-TW-26 | all           |                          | . seq 1000000 <TS val 200010 ecr 0>       | CONSUME TCP_TIMEWAIT     | -                           | 60 s  | -             | ts_recent=200010
        V-TW-27 | all           |                          | . seq 999999 <TS val 200010 ecr 0>        | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | -             | ts_recent=200000
        V-TW-28a| 2.6.32..6.14  |                          | . seq 1000000 <TS val 199999 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSEstab     | -
        V-TW-28b| 6.18          |                          | . seq 1000000 <TS val 199999 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | PAWSTimewait  | -
        V-TW-29 | all           |                          | F. seq 999999 <TS val 200000 ecr 0>       | REPLY ACK                | ACK seq=5000000 ack=1000000 | 60 s  | -             | -
        V-TW-30 | all           |                          | P. 999900:1000000(100) <TS val 200000 ecr 0> | REPLY ACK             | ACK seq=5000000 ack=1000000 | 60 s  | -             | -
        V-TW-32 | all           | ts_recent=1000           | S seq 5 <TS val 2147484648 ecr 0>         | ACCEPT REOPENED          | SYN-ACK seq=5065537         | gone  | -             | -
        V-TW-31 | all           | no-timestamps            | S seq 900                                 | REPLY ACK                | ACK seq=5000000 ack=1000000 | -     | -             | -
        """)
    void realTimeWait(
            String id,
            String kernels,
            String differs,
            String segment,
            String outcome,
            String reply,
            String timer,
            String counters,
            String after) {
        for (KernelProfile kernel : Kernels.named(kernels)) {
            Asked asked = Asked.of(kernel, TIME_WAIT + (differs == null ? "" : differs), segment);
            assertSaid(asked, outcome, reply, timer, counters);
            asked.assertAfter(after);
            assertEchoes(asked);
            assertThat(asked.stateAfter())
                    .as(asked.words())
                    .isEqualTo(
                            !timer.equals("gone")
                                    ? TcpState.TIME_WAIT
                                    : reply.startsWith("SYN-ACK") ? TcpState.SYN_RECV : TcpState.CLOSED);
        }
    }

    @ParameterizedTest(name = "{0}: {2}{1}")
    @CsvSource(delimiter = '|', textBlock = """
        # id    | where it differs | segment                                  | outcome              | reply           | timer | after
        V-FW-01 |                  | F. seq 1000 <TS val 600 ecr 0>           | REPLY ACK            | ACK seq=7 ack=1001 | 60 s  | state=TIME-WAIT orphan=false rcv_nxt=1001 ts_recent=600
        V-FW-02 |                  | F. 1000:1010(10) <TS val 600 ecr 0>      | REPLY RST            | RST seq=0       | gone  | state=CLOSED
        V-FW-03 |                  | P. 1000:1010(10) ack 7 <TS val 600 ecr 0>| REPLY RST            | RST seq=7       | gone  | state=CLOSED
        V-FW-04 |                  | P. 2000:2010(10) <TS val 600 ecr 0>      | REPLY ACK            | ACK seq=7 ack=1000 | -     | state=FIN-WAIT-2 orphan=true
        V-FW-05 |                  | . seq 2000 <TS val 600 ecr 0>            | CONSUME TCP_TIMEWAIT | -               | -     | state=FIN-WAIT-2 ts_recent=500
        V-FW-06 | tcp_rfc1337=1    | R seq 1500                               | CONSUME TCP_RESET    | -               | gone  | state=CLOSED
        V-FW-07 |                  | S seq 1500 <TS val 600 ecr 0>            | REPLY RST            | RST-ACK seq=0 ack=1501 | gone  | state=CLOSED
        V-FW-08 |                  | S seq 2000 <TS val 600 ecr 0>            | REPLY ACK            | ACK seq=7 ack=1000 | -     | state=FIN-WAIT-2
        V-FW-09 |                  | S seq 999 <TS val 600 ecr 0>             | REPLY ACK            | ACK seq=7 ack=1000 | -     | state=FIN-WAIT-2
        V-FW-10 |                  | F. seq 1000 <TS val 499 ecr 0>           | REPLY ACK            | ACK seq=7 ack=1000 | -     | state=FIN-WAIT-2
        V-FW-11 |                  | F seq 1000 <TS val 600 ecr 0>            | CONSUME TCP_TIMEWAIT | -               | -     | state=FIN-WAIT-2
        V-FW-12 |                  | F. seq 1010 <TS val 600 ecr 0>           | REPLY RST            | RST             | gone  | state=CLOSED
        """)
    void finWait2HeldAsAnEntry(
            String id, String differs, String segment, String outcome, String reply, String timer, String after) {
        for (KernelProfile kernel : Kernels.named("all")) {
            Asked asked = Asked.of(kernel, FIN_WAIT_2 + (differs == null ? "" : differs), segment);
            assertSaid(asked, outcome, reply, timer, "-");
            asked.assertAfter(after);
        }
    }

    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        # id    | kernels    | segments, in order                                                          | replies   | fact
        V-RL-01 | 4.4..6.18  | S seq 5 <TS val 1 ecr 0>; @0.499 S seq 5 <TS val 1 ecr 0>                   | ACK;-     | 499 ms are too soon
        V-RL-01'| 4.4..6.18  | S seq 1000000; @0.499 S seq 1000000                                         | ACK;-     | whatever it was refused for
        V-RL-02 | 4.4..6.18  | S seq 5 <TS val 1 ecr 0>; @0.5 S seq 5 <TS val 1 ecr 0>                     | ACK;ACK   | the limit is strictly below 500
        V-RL-03 | 4.4..6.18  | S seq 1000000; @0.4 S seq 1000000; @0.6 S seq 1000000                       | ACK;-;ACK | a suppressed answer does not count
        V-RL-04 | 4.4..6.18  | S seq 1000000; @0.010 F. seq 999999 <TS val 200000 ecr 0>                   | ACK;ACK   | a FIN has length and no SYN: exempt
        V-RL-05 | 2.6.32..3.18 | S seq 1000000; @0.0001 S seq 1000000; @0.0002 S seq 1000000               | ACK;ACK;ACK | no limit before 4.0
        """)
    void answersAreLimited(String id, String kernels, String segments, String replies, String fact) {
        String[] arriving = segments.split(";\\s*");
        String[] expected = replies.split(";");
        for (KernelProfile kernel : Kernels.named(kernels)) {
            Asked asked = Asked.of(kernel, TIME_WAIT, arriving);
            for (int i = 0; i < arriving.length; i++) {
                assertThat(asked.replyKinds(i))
                        .as("%s, segment %s", asked.words(), i)
                        .isEqualTo(expected[i]);
                assertThat(asked.counters(i).contains("TCPACKSkippedTimeWait")).isEqualTo(expected[i].equals("-"));
            }
        }
    }

    /** Of V-RL-01: the counter of PAWS moves and the timer restarts whether or not the answer is sent. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"4.4, PAWSEstab", "6.14, PAWSEstab", "6.18, PAWSTimewait"})
    void aSuppressedAnswerStillCountsAndRestarts(String kernel, String counter) {
        String refused = "S seq 2000000 <TS val 199999 ecr 0>";
        Asked asked = Asked.of(Kernels.only(kernel), TIME_WAIT, refused, "@0.499 " + refused);
        assertThat(asked.counters(1)).isEqualTo(counter + " TCPACKSkippedTimeWait");
        assertThat(asked.judged(1).timer()).isEqualTo("restart 60 s");
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

    private static void assertSaid(Asked asked, String outcome, String reply, String timer, String counters) {
        assertThat(asked.outcome()).as(asked.words()).isEqualTo(outcome);
        asked.assertReplied(reply);
        assertThat(asked.timer()).as("timer of %s", asked.words()).isEqualTo(timer);
        assertThat(asked.counters()).as("counters of %s", asked.words()).isEqualTo(counters);
    }

    /** Every ACK of an entry with timestamps echoes ts_recent, unless that is 0. */
    private static void assertEchoes(Asked asked) {
        var entry = asked.after().entry();
        if (asked.replyKinds(0).equals("ACK") && entry != null) {
            var ack = asked.replies(0).get(0).leg().segment();
            assertThat(ack.isTimestamped()).isEqualTo(entry.hasTimestamps() && entry.tsRecent != 0);
            assertThat(ack.tsEcr()).isEqualTo(ack.isTimestamped() ? entry.tsRecent : 0);
        }
    }
}
