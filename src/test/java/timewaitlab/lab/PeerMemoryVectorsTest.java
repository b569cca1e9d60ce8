package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.RttEstimator;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TimeWaitCalendar;

/** tcp_tw_recycle=1: a SYN meets a listener that remembers its address, what is remembered, and how short TIME-WAIT gets. */
class PeerMemoryVectorsTest {
    private static final String REMEMBERING = "LISTEN peer_ts=50000 peer_ts_age=10 tcp_tw_recycle=1 hz=1000 ";

    @ParameterizedTest(name = "{0} {1}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        # id    | kernels      | where it differs                | segment                          | fact                                      | reply   | counters
        V-RC-01 | 2.6.32..4.11 |                                 | S seq 7 <TS val 50000 ecr 0>     | as new as the memory                      | SYN-ACK | -
        V-RC-02 | 2.6.32..4.11 |                                 | S seq 7 <TS val 49999 ecr 0>     | a difference of 1 is within the window    | SYN-ACK | -
        V-RC-03 | 2.6.32..3.2  |                                 | S seq 7 <TS val 49998 ecr 0>     | older by 2                                | -       | PAWSPassive
        V-RC-04 | 3.10..4.11   |                                 | S seq 7 <TS val 49998 ecr 0>     | older by 2                                | -       | ListenDrops PAWSPassive
        V-RC-05a| 2.6.32..3.2  | peer_ts_age=59                  | S seq 7 <TS val 1 ecr 0>         | the memory lives 59 s                     | -       | PAWSPassive
        V-RC-05b| 3.10..4.11   | peer_ts_age=59                  | S seq 7 <TS val 1 ecr 0>         | the memory lives 59 s                     | -       | ListenDrops PAWSPassive
        V-RC-06 | 2.6.32..4.11 | peer_ts_age=60                  | S seq 7 <TS val 1 ecr 0>         | the memory is dead at 60 s                | SYN-ACK | -
        V-RC-07 | 2.6.32..3.10 |                                 | S seq 7                          | without a timestamp: nothing to compare   | SYN-ACK | -
        V-RC-08 | 3.18..4.11   |                                 | S seq 7                          | without a timestamp: too old              | -       | ListenDrops PAWSPassive
        V-RC-09 | 2.6.32..3.2  | peer_ts=5                       | S seq 7 <TS val 4294967294 ecr 0> | older by 7 across the wrap               | -       | PAWSPassive
        V-RC-10 | 2.6.32..4.11 | peer_ts=4294967290              | S seq 7 <TS val 3 ecr 0>         | newer by 9 across the wrap                | SYN-ACK | -
        V-RC-19 | 4.10.1       | peer_ts=3000000000              | S seq 7 <TS val 10 ecr 0>        | s32(3000000000 - 10) is negative          | SYN-ACK | -
        V-RC-20 | 4.10.1       | peer_ts=2000000000              | S seq 7 <TS val 10 ecr 0>        | s32(2000000000 - 10) is not               | -       | ListenDrops PAWSPassive
        """)
    void listening(
            String id, String kernels, String differs, String segment, String fact, String reply, String counters) {
        for (KernelProfile kernel : Kernels.named(kernels)) {
            Asked asked = Asked.of(kernel, REMEMBERING + (differs == null ? "" : differs), segment);
            assertThat(asked.replyKinds(0)).as(asked.words()).isEqualTo(reply);
            assertThat(asked.counters()).as(asked.words()).isEqualTo(counters);
            assertThat(asked.outcome()).isEqualTo(reply.equals("-") ? "DROP PAWSPassive" : "ACCEPT SYN_ACK");
        }
    }

    /** V-RC-11: a SYN that came out of its own TIME-WAIT entry is not held against the memory. */
    @Test
    void theMemoryIsNotAskedAfterTimeWait() {
        for (KernelProfile kernel : Kernels.named("2.6.32..4.11")) {
            Asked asked = Asked.of(
                    kernel,
                    "TIME-WAIT rcv_nxt=1000000 snd_nxt=5000000 ts_recent=40000 ts_recent_age=10"
                            + " peer_ts=50000 peer_ts_age=10 tcp_tw_recycle=1",
                    "S seq 2000000 <TS val 40001 ecr 0>");
            asked.assertReplied("SYN-ACK seq=5065537");
            assertThat(asked.counters()).isEqualTo("-");
        }
    }

    /** V-RC-12: from 4.12 there is neither the sysctl nor the test. */
    @Test
    void recycleIsGoneFrom412() {
        for (KernelProfile kernel : Kernels.named("4.12..6.18")) {
            Asked asked = Asked.of(kernel, "LISTEN peer_ts=50000 peer_ts_age=10", "S seq 7 <TS val 1 ecr 0>");
            asked.assertReplied("SYN-ACK");
            assertThat(asked.judged(0).verdict().findings())
                    .noneMatch(finding -> finding.check().id().contains("host-stamp"));
        }
    }

    @ParameterizedTest(name = "{0}: closing with {1} of second {2}, now {3}: {4} of second {5}")
    @CsvSource(textBlock = """
        # id,     ts,    stamp, now, remembered, of second; the memory was (50000, 100)
        V-RC-13,  49000, 130,   140, 50000,      100
        V-RC-14,  49000, 150,   161, 49000,      150
        V-RC-15,  49000, 150,   160, 50000,      100
        V-RC-16,  50000, 130,   140, 50000,      130
        V-RC-16', 60000, 130,   140, 60000,      130""")
    void whatIsRemembered(String id, int ts, int stamp, int now, int remembered, int ofSecond) {
        PeerTimestampCache cache = new PeerTimestampCache();
        cache.put(1, 50_000, 100);
        cache.remember(1, ts, stamp, now, 60);
        assertThat(cache.find(1).ts()).isEqualTo(remembered);
        assertThat(cache.find(1).stamp()).isEqualTo(ofSecond);
    }

    @ParameterizedTest(name = "{0}: HZ {1}, RTO {2} ms: {3} ms, on the calendar {4} ms")
    @CsvSource(textBlock = """
        # id,     HZ,   RTO, 3.5 x RTO, slot
        V-RC-17,  1000, 201, 704,       768
        V-RC-18,  250,  204, 716,       768""")
    void recycledTimeWaitIsShort(String id, int hz, long rto, long wait, long slot) {
        Settings slotted = Kernels.only("3.18").settings(hz);
        Settings exact = Kernels.only("4.4").settings(hz);
        Tcb socket = new Tcb();
        socket.rto = rto;
        long timeout = RttEstimator.threeAndAHalf(socket, slotted);
        assertThat(timeout).isEqualTo(wait * SimTime.MILLISECOND);
        assertThat(new TimeWaitCalendar(slotted).schedule(0, timeout)).isEqualTo(slot * SimTime.MILLISECOND);
        assertThat(new TimeWaitCalendar(exact).schedule(0, timeout)).isEqualTo(timeout);
        assertThat(new TimeWaitCalendar(slotted).isFast(timeout)).isTrue();
    }
}
