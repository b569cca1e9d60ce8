package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;

/** When what is not answered is sent again, and when a host gives up: per kernel, and against the recordings of 6.18. */
class SchedulesTest {
    @ParameterizedTest(name = "{0}, {1}: SYN at {2} s, ETIMEDOUT at {3} s ({4})")
    @CsvSource(textBlock = """
        # kernel, sysctls,                                        SYN at s,                  gives up, says
          2.6.32, '',                                             0 3 9,                     21,       kernel-rules 7.1
          3.0,    '',                                             0 3 9 21 45 93,            189,      V-SC-04
          3.2,    '',                                             0 1 3 7 15 31,             63,       V-SC-03
          3.10,   '',                                             0 1 3 7 15 31 63,          127,      V-SC-01
          4.4,    '',                                             0 1 3 7 15 31 63,          127,      V-SC-01
          4.14,   '',                                             0 1 3 7 15 31 63,          127,      V-SC-01
          6.1,    '',                                             0 1 3 7 15 31 63,          127,      V-SC-01
          6.6,    '',                                             0 1 2 3 4 5 7 11 19 35 67, 131,      V-SC-02
          6.18,   '',                                             0 1 2 3 4 5 7 11 19 35 67, 131,      V-SC-02 and syn-blackhole-default
          6.18,   'tcp_syn_retries: 3, tcp_syn_linear_timeouts: 0', 0 1 3 7,                 15,       syn-blackhole-r3-l0
          6.18,   'tcp_syn_retries: 6, tcp_syn_linear_timeouts: 0', 0 1 3 7 15 31 63,        127,      syn-blackhole-r6-l0
          6.18,   'tcp_syn_retries: 1',                           0 1 2,                     3,        a live 6.18: 3.05 s
          6.18,   'tcp_syn_retries: 2',                           0 1 2 3 4 5,               7,        a live 6.18: 7.11 s
          6.18,   'tcp_syn_retries: 3',                           0 1 2 3 4 5 7 11,          19,       a live 6.18: 19.46 s
          4.4,    'tcp_syn_retries: 1',                           0 1,                       3,        the first timeout doubled once""")
    void anUnansweredSyn(String kernel, String sysctls, String times, long gaveUp, String says) {
        Trace trace = new Small()
                .client("kernel: " + kernel + ", sysctls: {" + sysctls + "}")
                .wire("delay: 5 ms, faults: [{drop: any, from: A}]")
                .run();
        assertThat(Small.sent(trace, "A", "S")).isEqualTo(millis(times));
        assertThat(Small.calls(trace, "A")).containsExactly("connect ETIMEDOUT 0+" + gaveUp * 1000);
        boolean counts = Kernels.only(kernel).counts(Counter.TcpExtTCPSynRetrans);
        assertThat(Small.counter(trace, "A", "TcpExtTCPSynRetrans"))
                .isEqualTo(counts ? times.split(" ").length - 1 : 0);
    }

    @ParameterizedTest(name = "{0}, {1} retries: SYN-ACK at {2} s, request gone at {3} s")
    @CsvSource(textBlock = """
        2.6.32, 5, 0 3 9 21 45 93,  189
        3.0,    5, 0 3 9 21 45 93,  189
        3.2,    5, 0 1 3 7 15 31,   63
        4.4,    5, 0 1 3 7 15 31,   63
        6.18,   5, 0 1 3 7 15 31,   63
        6.18,   1, 0 1,             3""")
    void anUnansweredSynAck(String kernel, int retries, String times, long gone) {
        Trace trace = new Small()
                .server("kernel: " + kernel + ", sysctls: {tcp_synack_retries: " + retries + "}")
                .wire("delay: 5 ms, faults: [{drop: ., from: A}]")
                .call("\"connect B:80 from 40000\"")
                .run();
        assertThat(Small.sent(trace, "B", "S."))
                .isEqualTo(millis(times).stream().map(time -> time + 5).toList());
        assertThat(Small.left(trace, "B", TcpState.SYN_RECV)).isEqualTo(gone * 1000 + 5);
        assertThat(Small.sent(trace, "B", "R")).as("nobody is told").isEmpty();
    }

    /** lastack-give-up-default: recorded seconds after the first FIN, and when the socket was gone. */
    @Test
    void aFinNobodyAcknowledges() {
        String recorded = "0.0 0.2132 0.4291 0.8611 1.7251 3.4533 7.0731 13.9851 27.8051 56.9891";
        double gone = 112.312642;
        Trace trace = new Small()
                .server("kernel: 6.18, hz: 250")
                .wire("delay: 5 ms, faults: [{drop: ., from: A, after: 0.1 s}]")
                .call("\"connect B:80 from 40000\", write 10, read 10, sleep 100 ms, close")
                .run();
        List<Long> fins = Small.sent(trace, "B", "F.");
        long first = fins.get(0);
        assertThat(Small.entered(trace, "B", TcpState.LAST_ACK)).isEqualTo(first);
        assertAsRecorded(fins.stream().map(time -> time - first).toList(), recorded);
        assertAsRecorded(List.of(0L, Small.left(trace, "B", TcpState.LAST_ACK) - first), "0.0 " + gone);
        assertThat(Small.counter(trace, "B", "TcpExtTCPAbortOnTimeout")).isEqualTo(1);
        assertThat(Small.sent(trace, "B", "R.")).isEmpty();
    }

    /**
     * 4 s of retries asked for, in the model's base of 200 ms; counted from the first retransmission after the probe. The
     * timers here fire on time: those of a wheel fire late, so that the recorded lastack-give-up-r3 and retries2-3, for
     * which 3.0 s are asked, reach them one retransmission earlier.
     */
    @ParameterizedTest(name = "tcp_orphan_retries={0}: {1} FINs, gone {2} ms after the first")
    @CsvSource(textBlock = """
        # FIN, probe, and as many doublings of 212 ms as it takes for 3.0, 6.2 or 12.6 s after the first of them
        3, 6, 6784
        4, 6, 6784
        5, 7, 13568""")
    void fewerRetriesAreGivenUpEarlier(int retries, int fins, long gone) {
        Trace trace = new Small()
                .server("kernel: 6.18, hz: 250, sysctls: {tcp_orphan_retries: " + retries + "}")
                .wire("delay: 5 ms, faults: [{drop: ., from: A, after: 0.1 s}]")
                .call("\"connect B:80 from 40000\", write 10, read 10, sleep 100 ms, close")
                .run();
        List<Long> sent = Small.sent(trace, "B", "F.");
        assertThat(sent).hasSize(fins);
        assertThat(Small.left(trace, "B", TcpState.LAST_ACK) - sent.get(0)).isEqualTo(gone);
    }

    @Test
    void dataNobodyAcknowledgesEndsTheCallWithAnError() {
        Trace trace = new Small()
                .client("kernel: 6.18, hz: 250, sysctls: {tcp_retries2: 4}")
                .wire("delay: 2 ms, faults: [{drop: any, from: A, after: 0.1 s}]")
                .call("\"connect B:80 from 40000\", write 10, read 10, sleep 200 ms, write 10, read 10")
                .run();
        List<Long> data =
                Small.sent(trace, "A", "P.").stream().filter(time -> time > 100).toList();
        long first = data.get(0);
        assertThat(data).extracting(time -> time - first).startsWith(0L, 204L, 408L, 816L, 1632L, 3264L);
        List<String> calls = Small.calls(trace, "A");
        assertThat(calls.get(calls.size() - 1)).startsWith("read ETIMEDOUT ");
    }

    /** A wheel fires late by up to an eighth of the wait; the recorder polled every few milliseconds. */
    private static void assertAsRecorded(List<Long> found, String recorded) {
        List<Double> seconds =
                Arrays.stream(recorded.split(" ")).map(Double::valueOf).toList();
        assertThat(found).hasSameSizeAs(seconds);
        for (int i = 1; i < found.size(); i++) {
            double waited = seconds.get(i) - seconds.get(i - 1);
            double expected = (found.get(i) - found.get(i - 1)) / 1000.0;
            assertThat(waited)
                    .as("wait %d: %s, recorded %s", i, found, recorded)
                    .isBetween(expected - 0.012, expected * 1.13 + 0.03);
        }
    }

    @ParameterizedTest(name = "RTT {0} ms: RTO {1} ms")
    @CsvSource(textBlock = """
        # RT5
        100, 300
        300, 900
        10,  210""")
    void theFirstRoundTripSetsTheTimeout(int rtt, int rto) {
        Trace trace = new Small()
                .client("kernel: 3.2, hz: 1000")
                .wire("delay: " + rtt / 2 + " ms, faults: [{drop: P., from: A, count: 1}]")
                .run();
        List<Long> data = Small.sent(trace, "A", "P.");
        assertThat(data.get(1) - data.get(0)).isEqualTo(rto);
    }

    private static List<Long> millis(String seconds) {
        return Arrays.stream(seconds.split(" "))
                .map(Long::valueOf)
                .map(second -> second * 1000)
                .toList();
    }
}
