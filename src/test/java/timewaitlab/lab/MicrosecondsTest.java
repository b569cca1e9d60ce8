package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.SeqNum;

/** Connections over a route with {@code features tcp_usec_ts} stamp microseconds (kernel-rules TS1, TS2). */
class MicrosecondsTest {
    private static final String TALK = "read 10, write 10, sleep 100 ms, write 10, sleep 1 s";

    /** Ticks a second of what this host stamps in one connection, by its peer's port or its own. */
    private static long rate(Trace trace, String host, int port) {
        List<Leg> legs = trace.legs().stream()
                .filter(leg -> leg.at().equals(host) && leg.segment().isTimestamped())
                .filter(leg -> leg.segment().srcPort() == port || leg.segment().dstPort() == port)
                .toList();
        Leg first = legs.get(1);
        Leg last = legs.get(legs.size() - 1);
        long ticks = SeqNum.unsigned(last.segment().tsVal() - first.segment().tsVal());
        return Math.round((double) ticks * SimTime.SECOND / (last.time() - first.time()));
    }

    /** A cookie keeps no route: what is made of one stamps milliseconds. So did 6.18.44. */
    @ParameterizedTest(name = "tcp_syncookies {0}: {1} ticks a second")
    @CsvSource({"1, 1000000", "2, 1000"})
    void aCookieBringsMilliseconds(int cookies, long rate) {
        Trace trace = new Small()
                .client("kernel: 6.18")
                .server("kernel: 6.18, sysctls: {tcp_usec_ts: 1, tcp_syncookies: " + cookies + "}")
                .answer(TALK)
                .call("\"connect B:80 from 40000\", write 10, read 10, sleep 300 ms, close")
                .run();
        assertThat(rate(trace, "B", 40_000)).isEqualTo(rate);
        assertThat(rate(trace, "A", 40_000)).isEqualTo(1000);
    }

    /** An RTO in microseconds, as 6.18.44 did; with milliseconds it is 1.2 of it. */
    @ParameterizedTest(name = "tcp_usec_ts {0}, RTO 444 ms, {1} ticks behind: {2}")
    @CsvSource({
        "1, 444000, ACCEPT ACKNOWLEDGED",
        "1, 444001, REPLY ACK",
        "0, 532, ACCEPT ACKNOWLEDGED",
        "0, 533, REPLY ACK"
    })
    void aDuplicateAckMayLagAnRto(int micros, int behind, String answer) {
        String state = "ESTABLISHED rcv_nxt=2000 snd_nxt=9000 ts_recent=1000000 ts_recent_age=5 rto=444 hz=250 "
                + "tcp_usec_ts=" + micros;
        String segment = ". seq 2000 ack 9000 <TS val " + (1_000_000 - behind) + " ecr 0>";
        assertThat(Asked.of(Kernels.only("6.18"), state, segment).outcome()).isEqualTo(answer);
    }

    @Test
    void aConnectionKeepsTheTickItBeganWith() {
        Trace trace = new Small()
                .client("kernel: 6.18")
                .answer(TALK)
                .call("\"connect B:80 from 40000\", sleep 100 ms, write 10, read 10, sleep 300 ms, write 10, close, "
                        + "\"connect B:80 from 40001\", sleep 100 ms, write 10, read 10, sleep 100 ms, close")
                .step("{at: 0.2 s, on: A, do: \"sysctl tcp_usec_ts=1\"}")
                .run();
        assertThat(rate(trace, "A", 40_000)).isEqualTo(1000);
        assertThat(rate(trace, "A", 40_001)).isEqualTo(1_000_000);
    }
}
