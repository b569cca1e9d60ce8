package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;

/** The ways a connection ends, as recorded on 6.18 (folders close-*, linger*, finwait2-*) and by kernel-rules 6. */
class ClosingTest {
    @Test
    void whoeverClosesFirstHoldsTimeWait() {
        Trace client = new Small().until("70 s").run();
        assertThat(Small.states(client, "A"))
                .containsExactly(
                        "SYN-SENT@0",
                        "ESTABLISHED@10",
                        "FIN-WAIT-1@20",
                        "FIN-WAIT-2@30",
                        "TIME-WAIT@30",
                        "CLOSED@60030");
        assertThat(Small.states(client, "B"))
                .containsExactly("SYN-RECV@5", "ESTABLISHED@15", "CLOSE-WAIT@25", "LAST-ACK@25", "CLOSED@35");
        Trace server = new Small()
                .answer("read 10, write 10, close")
                .call("\"connect B:80\", write 10, read to end, close")
                .run();
        assertThat(Small.change(server, "B", TcpState.TIME_WAIT, true)).isPresent();
        assertThat(Small.change(server, "A", TcpState.TIME_WAIT, true)).isEmpty();
    }

    /** close-simultaneous. */
    @Test
    void finsThatCrossLeaveTimeWaitOnBothSides() {
        Trace trace = new Small()
                .wire("delay: 200 ms")
                .answer("read 10, write 10, sleep 300 ms, close")
                .call("\"connect B:80\", write 10, read 10, sleep 100 ms, close")
                .run();
        assertThat(Small.states(trace, "A")).containsSubsequence("FIN-WAIT-1@900", "CLOSING@1100", "TIME-WAIT@1300");
        assertThat(Small.states(trace, "B")).containsSubsequence("FIN-WAIT-1@900", "CLOSING@1100", "TIME-WAIT@1300");
    }

    /** close-half: the FIN of a shutdown is acknowledged after 40 ms when the application says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"2.6.32", "4.4", "6.18"})
    void aFinIsAcknowledgedFortyMillisecondsLater(String kernel) {
        Trace trace = new Small()
                .server("kernel: " + kernel)
                .answer("read 10, write 10, read to end, sleep 1 s, close")
                .call("\"connect B:80\", write 10, read 10, shutdown, read to end, close")
                .run();
        long arrived = Small.entered(trace, "B", TcpState.CLOSE_WAIT);
        assertThat(Small.sent(trace, "B", ".")).contains(arrived + 40);
        assertThat(Small.left(trace, "A", TcpState.FIN_WAIT_1)).isEqualTo(arrived + 45);
        assertThat(Small.counter(trace, "B", "TcpExtDelayedACKs")).isEqualTo(1);
        assertThat(Small.calls(trace, "A")).anyMatch(call -> call.startsWith("read OK"));
    }

    /** linger-unread: RST instead of FIN, no TIME-WAIT, the port is free at once. */
    @Test
    void closingWithUnreadDataResets() {
        Trace trace = new Small()
                .answer("read 10, write 100, read to end, close")
                .call("\"connect B:80 from 40000\", write 10, sleep 100 ms, close")
                .step("{at: 0.2 s, on: A, do: [\"connect B:80 from 40000\", write 10, read 100, close]}")
                .run();
        assertThat(Small.sent(trace, "A", "R.")).containsExactly(110L);
        assertThat(Small.counter(trace, "A", "TcpExtTCPAbortOnClose")).isEqualTo(1);
        assertThat(Small.states(trace, "A"))
                .containsSubsequence("ESTABLISHED@10", "CLOSED@110", "SYN-SENT@200", "ESTABLISHED@210");
        assertThat(Small.calls(trace, "B")).contains("read ECONNRESET 15+100");
        assertThat(Small.counter(trace, "B", "TcpEstabResets")).isEqualTo(1);
    }

    /** linger0. */
    @Test
    void lingerZeroResets() {
        Trace trace = new Small()
                .call("\"connect B:80\", write 10, read 10, reset on close, sleep 80 ms, close")
                .run();
        assertThat(Small.sent(trace, "A", "R.")).containsExactly(100L);
        assertThat(Small.sent(trace, "A", "F.")).isEmpty();
        assertThat(Small.counter(trace, "A", "TcpExtTCPAbortOnData")).isEqualTo(1);
        assertThat(Small.states(trace, "A")).endsWith("CLOSED@100");
        assertThat(Small.states(trace, "B")).endsWith("CLOSED@105");
    }

    @Test
    void nobodyListensIsRefusedAtOnce() {
        Trace trace = new Small().call("\"connect B:81\"").run();
        assertThat(Small.calls(trace, "A")).containsExactly("connect ECONNREFUSED 0+10");
        assertThat(Small.sent(trace, "B", "R.")).containsExactly(5L);
        assertThat(Small.counter(trace, "A", "TcpAttemptFails")).isEqualTo(1);
    }

    /** finwait2-timeout-*: the entry nobody reads waits tcp_fin_timeout; above 60 s only twice what exceeds it. */
    @ParameterizedTest(name = "{0}, tcp_fin_timeout={1}: FIN-WAIT-2 for {2} s, counted as {3}")
    @CsvSource(textBlock = """
        6.18, 60, 60, TW
        6.18, 3,  3,  TWKilled
        6.18, 65, 10, TW
        4.4,  3,  3,  TWKilled
        4.4,  90, 60, TW
        '3.10, hz: 1000', 3, 3.072, TWKilled
        '3.10, hz: 1000', 4, 15,    TW
        '3.10, hz: 100',  4, 4,     TWKilled\
        """)
    void anOrphanWaitsForTheFinOnlySoLong(String kernel, int timeout, double seconds, String counted) {
        Trace trace = new Small()
                .client("kernel: " + kernel + ", sysctls: {tcp_fin_timeout: " + timeout + "}")
                .answer("read 10, write 10, sleep 10 min")
                .run();
        long entered = Small.entered(trace, "A", TcpState.FIN_WAIT_2);
        long gone = trace.states().stream()
                        .filter(change -> change.at().equals("A") && change.to() == TcpState.CLOSED)
                        .findFirst()
                        .orElseThrow()
                        .time()
                / 1_000_000;
        assertThat(gone - entered).isEqualTo(Math.round(seconds * 1000));
        assertThat(Small.counter(trace, "A", "TcpExt" + counted)).isEqualTo(1);
        assertThat(Small.change(trace, "A", TcpState.TIME_WAIT, true)).isEmpty();
    }

    @Test
    void withoutRoomForTimeWaitTheConnectionVanishes() {
        Trace trace = new Small()
                .client("kernel: 6.18, sysctls: {tcp_max_tw_buckets: 0}")
                .run();
        assertThat(Small.counter(trace, "A", "TcpExtTCPTimeWaitOverflow")).isEqualTo(1);
        assertThat(Small.change(trace, "A", TcpState.TIME_WAIT, true)).isEmpty();
        assertThat(Small.states(trace, "A")).last().asString().startsWith("CLOSED@");
    }
}
