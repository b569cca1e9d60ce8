package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
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

/** tcp_tw_recycle=1: what is remembered of an address, and how short TIME-WAIT gets. */
class PeerMemoryVectorsTest {
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
        V-RC-16', 60000, 130,   140, 60000,      130\
        """)
    void whatIsRemembered(String id, int ts, int stamp, int now, int remembered, int ofSecond) {
        PeerTimestampCache cache = new PeerTimestampCache(Kernels.only("3.10").settings(), OptionalInt.empty());
        cache.put(1, 50_000, 100);
        cache.remember(1, ts, stamp, now, 60);
        assertThat(cache.find(1).ts()).isEqualTo(remembered);
        assertThat(cache.find(1).stamp()).isEqualTo(ofSecond);
    }

    @ParameterizedTest(name = "{0}: HZ {1}, RTO {2} ms: {3} ms, on the calendar {4} ms")
    @CsvSource(textBlock = """
        # id,     HZ,   RTO, 3.5 x RTO, slot
        V-RC-17,  1000, 201, 704,       768
        V-RC-18,  250,  204, 716,       768\
        """)
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
