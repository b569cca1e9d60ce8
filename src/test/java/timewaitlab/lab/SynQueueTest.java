package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.tcp.SynCookie;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;
import timewaitlab.wire.SeqNum;

/** Full SYN queues, SYN cookies and what comes back of them. kernel-rules 7.2 and 7.3. */
class SynQueueTest {
    /** Twenty SYNs, all of them before the first SYN-ACK is repeated. */
    private static final String FLOOD = "{at: 0.1 s, on: A, do: connect B:80 20 per second for 1 s}";

    @ParameterizedTest(name = "{0}, backlog {1}: {2} of 20 SYNs make requests")
    @CsvSource(textBlock = """
        # QS2: 2^ceil(log2(max(8, backlog) + 1)) up to 4.2; the backlog from 4.4; one more from 6.13
        2.6.32, 4,  16
        3.10,   7,  16
        3.10,   9,  16
        3.18,   15, 16
        4.4,    4,  4
        4.19,   1,  1
        6.8,    0,  0
        6.18,   0,  1
        6.18,   4,  5""")
    void theSynQueueHolds(String kernel, int backlog, int requests) {
        Trace trace = flood(kernel, backlog, "tcp_syncookies: 0");
        assertThat(Small.sent(trace, "B", "S.")).hasSize(requests);
        assertThat(trace.states().stream().filter(each -> each.to() == TcpState.SYN_RECV))
                .hasSize(requests);
    }

    @ParameterizedTest(name = "{0}: tcp_max_syn_backlog 8 without cookies leaves {1} requests")
    @CsvSource(textBlock = """
        # Q3: dropped when less than a quarter, 2, would be left
        2.6.32, 7
        4.4,    7
        6.18,   7""")
    void theLastQuarterIsForProvenHosts(String kernel, int requests) {
        Trace trace = flood(kernel, 100, "tcp_syncookies: 0, tcp_max_syn_backlog: 8");
        assertThat(Small.sent(trace, "B", "S.")).hasSize(requests);
    }

    @ParameterizedTest(name = "tcp_syncookies=2 on {0}")
    @CsvSource({"4.4", "4.19", "6.18"})
    void nothingIsKeptOfASynThatIsAnsweredWithACookie(String kernel) {
        Trace trace = new Small()
                .server("kernel: " + kernel + ", sysctls: {tcp_syncookies: 2}")
                .run();
        assertThat(trace.states().stream()
                        .filter(each -> each.at().equals("B"))
                        .map(each -> each.from() + " " + each.to())
                        .findFirst())
                .contains("CLOSED ESTABLISHED");
        assertThat(Small.counter(trace, "B", "TcpExtSyncookiesSent")).isEqualTo(1);
        assertThat(Small.counter(trace, "B", "TcpExtSyncookiesRecv")).isEqualTo(1);
        assertThat(Small.counter(trace, "B", "TcpPassiveOpens")).isEqualTo(1);
        assertThat(Small.calls(trace, "A")).allMatch(call -> call.contains(" OK "));
        assertThat(trace.verdicts().stream().map(judged -> judged.verdict().ruleId()))
                .contains("listen.cookie", "listen.cookie-returned");
    }

    @ParameterizedTest(name = "{0}: a wrong ACK {1} s after the last cookie: {2}")
    @CsvSource(textBlock = """
        # Q6; how long ACKs are held for cookies
        3.18, 2,   listen.cookie-failed
        3.18, 4,   listen.ack
        6.18, 100, listen.cookie-failed
        6.18, 121, listen.ack""")
    void anAckThatIsNoCookie(String kernel, int seconds, String rule) {
        Asked asked = Asked.of(
                Kernels.only(kernel),
                "LISTEN tcp_syncookies=2",
                "S seq 7 <TS val 1 ecr 0>",
                "@" + seconds + " . seq 8 ack 9 <TS val 1 ecr 1>");
        assertThat(asked.judged(0).verdict().ruleId()).isEqualTo("listen.cookie");
        assertThat(asked.judged(1).verdict().ruleId()).isEqualTo(rule);
        assertThat(asked.replyKinds(1)).isEqualTo("RST");
        assertThat(asked.counters(1)).isEqualTo(rule.equals("listen.ack") ? "-" : "SyncookiesFailed");
    }

    @ParameterizedTest(name = "{0}: a cookie sent at {1} that comes back {2} later: {3}")
    @CsvSource(textBlock = """
        # two minutes may begin meanwhile, not three
        6.18, 1 s,  118 s,  listen.cookie-returned
        6.18, 59 s, 62 s,   listen.cookie-failed
        6.18, 59 s, 60 s,   listen.cookie-returned""")
    void aCookieGrowsOld(String kernel, String sent, String later, String rule) {
        Trace trace = new Small()
                .server("kernel: " + kernel + ", sysctls: {tcp_syncookies: 2}")
                .wire("delay: 5 ms, faults: [{delay: ., from: A, by: " + later + ", count: 1}]")
                .call("sleep " + sent + ", \"connect B:80 from 40000\"")
                .run();
        assertThat(trace.verdicts().stream()
                        .filter(judged -> judged.at().equals("B"))
                        .map(judged -> judged.verdict().ruleId()))
                .contains("listen.cookie", rule);
    }

    @Test
    void theStampOfACookieIsNeverAheadOfTheClock() {
        int options = SynCookie.options(7, true);
        assertThat(options).isEqualTo(0x17);
        for (int tick : new int[] {1000, 1022, 1023, 1024, 1046, 1047, 1048, 0, 22, 23, -1}) {
            int stamp = SynCookie.stamp(tick, options);
            assertThat(stamp & 63).isEqualTo(options);
            assertThat(SeqNum.unsigned(tick - stamp)).isLessThan(64);
            assertThat(SynCookie.sndScale(stamp)).isEqualTo(7);
            assertThat(SynCookie.isSack(stamp)).isTrue();
        }
        assertThat(SynCookie.sndScale(SynCookie.options(-1, false))).isEqualTo(-1);
        assertThat(SynCookie.isSack(SynCookie.options(-1, false))).isFalse();
    }

    private static Trace flood(String kernel, int backlog, String sysctls) {
        return new Small()
                .server("kernel: " + kernel + ", sysctls: {somaxconn: " + backlog + ", " + sysctls + "}")
                .wire("delay: 5 ms, faults: [{drop: ., from: A}]")
                .call("sleep 1 ms")
                .step(FLOOD)
                .until("1.1 s")
                .run();
    }
}
