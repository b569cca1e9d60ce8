package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/** What SO_LINGER, TCP_LINGER2, keepalive, TCP_USER_TIMEOUT, shutdown() and orphan limits do (kernel-rules 6). */
class SocketOptionsTest {
    private static final String QUIET = "read 10, write 10, sleep 9000 s";

    /** CS3: close() waits for the acknowledgement, or until its time is over; nothing is reset. */
    @ParameterizedTest(name = "linger {0}, {1}: close took {2} ms")
    @CsvSource(delimiter = '|', textBlock = """
        2  | delay: 5 ms                                              | 50
        2  | delay: 5 ms, faults: [{drop: any, from: B, after: 0.1 s}] | 2000""")
    void closeWaitsForTheFin(int seconds, String wire, long took) {
        Trace trace = new Small()
                .wire(wire)
                .answer("read 10, write 10, sleep 100 s")
                .call("\"connect B:80\", setsockopt SO_LINGER " + seconds + ", write 10, read 10, sleep 180 ms, close")
                .run();
        assertThat(Small.calls(trace, "A")).contains("close OK 200+" + took);
        assertThat(Small.sent(trace, "A", "R.")).isEmpty();
        assertThat(rules(trace, "A")).contains("close.fin");
    }

    /** FT1: a negative TCP_LINGER2 leaves no FIN-WAIT-2; the verdict is that of the segment or of the call. */
    @Test
    void negativeLinger2Resets() {
        Trace late = new Small()
                .answer(QUIET)
                .call("\"connect B:80\", setsockopt TCP_LINGER2 -1, write 10, read 10, close")
                .run();
        assertThat(Small.counter(late, "A", "TcpExtTCPAbortOnData")).isEqualTo(1);
        assertThat(rules(late, "A")).contains("ack.fin-wait-1-linger2");
        Trace held = new Small()
                .answer(QUIET)
                .call("\"connect B:80\", setsockopt TCP_LINGER2 -1, write 10, read 10, shutdown, sleep 1 s, close")
                .run();
        assertThat(Small.counter(held, "A", "TcpExtTCPAbortOnLinger")).isEqualTo(1);
        assertThat(Small.sent(held, "A", "R.")).containsExactly(1020L);
        assertThat(rules(held, "A")).contains("orphan.no-fin-wait-2");
    }

    @ParameterizedTest(name = "{0}: TCP_LINGER2 {1} s, tcp_fin_timeout 60 s: {2} s")
    @CsvSource({"6.18, 5, 5", "4.4, 5, 5", "4.4, 90, 60", "6.18, 90, 60"})
    void linger2IsTheTimeOfFinWait2(String kernel, int linger2, long seconds) {
        Trace trace = new Small()
                .client("kernel: " + kernel)
                .answer(QUIET)
                .call("\"connect B:80\", setsockopt TCP_LINGER2 " + linger2 + ", write 10, read 10, close")
                .run();
        long entered = Small.entered(trace, "A", TcpState.FIN_WAIT_2);
        assertThat(Small.entered(trace, "A", TcpState.CLOSED) - entered).isEqualTo(seconds * 1000);
    }

    /** KA5, V-KA-03 with the defaults, V-KA-04: probes at idle, idle + intvl, ..., RST at idle + cnt intvl. */
    @ParameterizedTest(name = "{0}, {1}: first probe {2} s, {3} of them, RST {4} s")
    @CsvSource(delimiter = '|', textBlock = """
        6.18   | setsockopt SO_KEEPALIVE                                                                              | 7200 | 9 | 7875
        2.6.32 | setsockopt SO_KEEPALIVE                                                                              | 7200 | 9 | 7875
        6.18   | setsockopt TCP_KEEPIDLE 10, setsockopt TCP_KEEPINTVL 20, setsockopt TCP_KEEPCNT 5, setsockopt SO_KEEPALIVE | 10 | 5 | 110""")
    void silenceIsProbed(String kernel, String options, long first, int probes, long reset) {
        Trace trace = new Small()
                .until("8000 s")
                .client("kernel: " + kernel)
                .answer("sleep 9000 s")
                .wire("delay: 5 ms, faults: [{drop: any, from: A, after: 1 s}]")
                .call("\"connect B:80\", " + options + ", read 1")
                .run();
        List<Long> sent =
                Small.sent(trace, "A", ".").stream().filter(time -> time > 1000).toList();
        assertThat(sent).hasSize(probes).startsWith(first * 1000 + 10);
        assertThat(Small.sent(trace, "A", "R.")).containsExactly(reset * 1000 + 10);
        assertThat(Small.calls(trace, "A")).anyMatch(call -> call.startsWith("read ETIMEDOUT"));
        Judged last = trace.verdicts().get(trace.verdicts().size() - 1);
        assertThat(last.verdict().ruleId()).isEqualTo("keepalive.unanswered");
        assertThat(last.cause()).isEqualTo(new Cause.ByTimer("keepalive"));
        assertThat(Small.counter(trace, "A", "TcpExtTCPAbortOnTimeout")).isEqualTo(1);
    }

    /** CS6: with one orphan allowed the second close() resets. */
    @Test
    void tooManyOrphansAreReset() {
        Trace trace = new Small()
                .client("kernel: 6.18, sysctls: {tcp_max_orphans: 1}")
                .wire("delay: 5 ms, faults: [{drop: any, from: B, after: 0.3 s}]")
                .call("\"connect B:80 from 40000\", write 10, read 10, sleep 400 ms, close")
                .step("{at: 0.1 s, on: A, do: [\"connect B:80 from 40001\", write 10, read 10, sleep 400 ms, close]}")
                .run();
        assertThat(Small.counter(trace, "A", "TcpExtTCPAbortOnMemory")).isEqualTo(1);
        assertThat(rules(trace, "A")).contains("orphan.too-many");
    }

    /** CS5: data that comes after shutdown(SHUT_RDWR) is answered with a RST. */
    @Test
    void dataAfterShutdownOfBothIsReset() {
        Trace trace = new Small()
                .answer("read 10, write 10, sleep 1 s, write 10, read to end")
                .call("\"connect B:80\", write 10, read 10, shutdown both, sleep 5 s, close")
                .run();
        assertThat(Small.counter(trace, "A", "TcpExtTCPAbortOnData")).isEqualTo(1);
        assertThat(rules(trace, "A")).contains("text.after-shutdown");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        setsockopt TCP_KEEPCNT 200 | small.yaml:5:47: TCP_KEEPCNT cannot be 200; expected 1 to 127
        setsockopt SO_LINGER -2    | small.yaml:5:47: SO_LINGER cannot be -2; expected -1 to 65535""")
    void aValueNoKernelTakesIsSaidInOneLine(String step, String problem) {
        String text = """
                id: small
                title: Small
                until: 1 s
                hosts: {A: {address: 10.0.0.1, kernel: 6.18}}
                steps: [{at: 0 s, on: A, do: ["connect A:80", %s]}]
                """.formatted(step);
        assertThat(ScenarioParser.parse("small.yaml", text).problems())
                .extracting(Object::toString)
                .contains(problem);
    }

    private static List<String> rules(Trace trace, String host) {
        return trace.verdicts().stream()
                .filter(judged -> judged.at().equals(host))
                .map(judged -> judged.verdict().ruleId())
                .toList();
    }
}
