package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * A peer that reads nothing shuts its window, and the persist timer probes it. A 6.18.44 kernel with HZ 250 was asked on
 * its loopback interface, SO_RCVBUF 4096 at the reading end: probes 0.204, 0.624, 1.488, 3.184, 6.608 and 13.520 s
 * after the acknowledgement that shut the window, the second one unanswered (500 ms had not passed); with
 * tcp_retries2=3 and nothing answered ETIMEDOUT at 4.9 s, with TCP_USER_TIMEOUT 3000 at 3.22 s.
 */
class ZeroWindowTest {
    private static final String FULL = "\"connect B:80 from 40000\", write 4096, ";

    private static Small shut(String client, String call) {
        return new Small()
                .client("kernel: 6.18, hz: 250, " + client)
                .listen("setsockopt SO_RCVBUF 4096, listen 80 serve answer")
                .answer("sleep 30 s")
                .call(FULL + call)
                .until("20 s");
    }

    @Test
    void probesWaitTwiceAsLongEachTime() {
        Trace trace = shut("jiffies: 0", "sleep 300 ms, write 100, read 1").run();
        assertThat(intervals(probes(trace))).containsExactly(436L, 864L, 1728L, 3616L, 6912L);
    }

    @Test
    void aProbeIsBelowWhatThePeerExpectsAndMovesNothing() {
        Trace trace = shut("jiffies: 0", "sleep 300 ms, write 100, read 1").run();
        for (Leg probe : probes(trace)) {
            assertThat(probe.segment().seq() + 1)
                    .isEqualTo(last(trace, "B").segment().ack());
            assertThat(probe.segment().length()).isZero();
        }
        assertThat(Small.counter(trace, "A", "TcpExtTCPWinProbe")).isEqualTo(6);
        assertThat(Small.counter(trace, "B", "TcpExtTCPACKSkippedSeq")).isEqualTo(1);
    }

    @Test
    void readingOpensTheWindowAndTellsThePeer() {
        Small small =
                shut("jiffies: 0", "sleep 300 ms, write 100, sleep 10 s").answer("sleep 3 s, read 3000, sleep 30 s");
        Trace trace = small.run();
        Leg update = trace.legs().stream()
                .filter(leg -> leg.at().equals("B") && leg.time() > 3 * SimTime.SECOND)
                .findFirst()
                .orElseThrow();
        assertThat(update.segment().window()).isPositive();
        assertThat(last(trace, "A").segment().length()).isEqualTo(100);
        assertThat(last(trace, "B").segment().ack())
                .isEqualTo(last(trace, "A").segment().endSeq());
    }

    @Test
    void aSilentPeerIsGivenUpAfterTcpRetries2Probes() {
        Trace trace = shut("sysctls: {tcp_retries2: 3}", "sleep 300 ms, write 100, read 1")
                .wire("delay: 5 ms, faults: [{drop: any, from: B, after: 0.25 s}]")
                .run();
        assertThat(probes(trace)).hasSize(3);
        assertThat(Small.calls(trace, "A")).last().asString().startsWith("read ETIMEDOUT");
        assertThat(decided(trace)).endsWith("persist.unanswered");
        assertThat(last(trace, "A").segment().flags())
                .as("nothing is said at the end")
                .isEqualTo(last(trace, "B").segment().flags());
    }

    @Test
    void aPeerThatAnswersKeepsTheConnectionButNotAnOrphan() {
        Small held = shut("sysctls: {tcp_retries2: 3}", "sleep 300 ms, write 100, read 1")
                .until("2000 s");
        assertThat(Small.calls(held.run(), "A")).last().asString().startsWith("read pending");
        Trace orphaned = shut("sysctls: {tcp_orphan_retries: 3}", "sleep 300 ms, write 100, close")
                .until("2000 s")
                .run();
        assertThat(decided(orphaned)).endsWith("persist.orphan");
    }

    @Test
    void tcpUserTimeoutEndsItOnTime() {
        Trace trace = shut("jiffies: 0", "setsockopt TCP_USER_TIMEOUT 3000, sleep 300 ms, write 100, read 1")
                .run();
        long first = probes(trace).get(0).time();
        Judged end = trace.verdicts().stream()
                .filter(verdict -> verdict.verdict().ruleId().equals("persist.user-timeout"))
                .findFirst()
                .orElseThrow();
        assertThat(end.time() - first).isBetween(3 * SimTime.SECOND, 3 * SimTime.SECOND + 40 * SimTime.MILLISECOND);
    }

    private static List<Leg> probes(Trace trace) {
        return trace.legs().stream()
                .filter(leg -> leg.at().equals("A") && leg.time() > 200 * SimTime.MILLISECOND)
                .filter(leg -> leg.segment().length() == 0)
                .toList();
    }

    private static List<Long> intervals(List<Leg> legs) {
        List<Long> intervals = new ArrayList<>();
        for (int i = 1; i < legs.size(); i++) {
            intervals.add((legs.get(i).time() - legs.get(i - 1).time()) / SimTime.MILLISECOND);
        }
        return intervals;
    }

    private static Leg last(Trace trace, String host) {
        Leg last = null;
        for (Leg leg : trace.legs()) {
            last = leg.at().equals(host) ? leg : last;
        }
        return Objects.requireNonNull(last);
    }

    private static List<String> decided(Trace trace) {
        return trace.verdicts().stream()
                .filter(verdict -> verdict.at().equals("A"))
                .map(verdict -> verdict.verdict().ruleId())
                .filter(rule -> rule.startsWith("persist."))
                .toList();
    }
}
