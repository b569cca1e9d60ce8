package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.StateChange;

/** FB3 of the rules: which connections of a FreeBSD host leave a TIME-WAIT, and which entry goes when there are many. */
class BsdTimeWaitTest {
    @Test
    void aFullTableGivesUpTheEntryThatWouldEndFirst() {
        Trace trace = many("freebsd");
        assertThat(trace.states().stream()
                        .filter(change -> change.at().equals("B") && change.from() == TcpState.TIME_WAIT)
                        .map(change -> change.time() / 1_000_000_000L))
                .as("seconds at which entries end: the first two at the third and the fourth connection")
                .containsExactly(4L, 6L, 64L, 66L);
        assertThat(trace.verdicts())
                .filteredOn(verdict -> verdict.verdict().ruleId().equals("entry.oldest"))
                .extracting(verdict -> verdict.at(), verdict -> verdict.time() / 1_000_000_000L)
                .containsExactly(tuple("B", 4L), tuple("B", 6L));
    }

    @Test
    void linuxMakesNoEntryInstead() {
        assertThat(many("6.18").states().stream()
                        .filter(change -> change.at().equals("B") && change.from() == TcpState.TIME_WAIT)
                        .count())
                .isEqualTo(2);
    }

    /** Four connections two seconds apart, closed by the server first; its table takes two. */
    private static Trace many(String kernel) {
        String steps = "";
        for (int i = 0; i < 4; i++) {
            steps += "  - {at: %d s, on: A, do: [\"connect B:80 from %d\", write 10, read to end, close]}%n"
                    .formatted(2 * i, 40_000 + i);
        }
        return run("""
            id: many
            title: Many
            until: 100 s
            hosts:
              A: {address: 10.0.0.1, kernel: 6.18}
              B: {address: 10.0.0.2, kernel: "%s", sysctls: {tcp_max_tw_buckets: 2}}
            links:
              - {between: [A, B], delay: 5 ms}
            programs:
              answer: [read 10, write 10, close]
            steps:
              - {at: 0 s, on: B, do: [listen 80 serve answer]}
            """.formatted(kernel) + steps);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0"})
    void aHostMayLeaveNoTimeWaitWithItself(int sysctl, int entries) {
        Trace trace = run("""
            id: self
            title: Self
            until: 10 s
            hosts:
              A: {address: 10.0.0.1, kernel: freebsd, sysctls: {net.inet.tcp.nolocaltimewait: %d}}
              B: {address: 10.0.0.2, kernel: 6.18}
            links:
              - {between: [A, B], delay: 5 ms}
            programs:
              answer: [read 10, write 10, close]
            steps:
              - {at: 0 s, on: A, do: [listen 80 serve answer]}
              - {at: 1 s, on: A, do: ["connect A:80", write 10, read to end, close]}
            """.formatted(sysctl));
        assertThat(trace.states())
                .filteredOn(change -> change.to() == TcpState.TIME_WAIT)
                .hasSize(entries);
    }

    /** An orphan whose peer never closes: 60 s, or eight intervals of keepalive and the one in which it is noticed. */
    @ParameterizedTest
    @CsvSource({"1, 60", "0, 675"})
    void anOrphanInFinWait2IsGivenUp(int sysctl, int seconds) {
        Trace trace = run("""
            id: orphan
            title: Orphan
            until: 1000 s
            hosts:
              A: {address: 10.0.0.1, kernel: freebsd, sysctls: {net.inet.tcp.fast_finwait2_recycle: %d}}
              B: {address: 10.0.0.2, kernel: 6.18}
            links:
              - {between: [A, B], delay: 5 ms}
            steps:
              - {at: 0 s, on: B, do: [listen 80]}
              - {at: 1 s, on: A, do: ["connect B:80", close]}
            """.formatted(sysctl));
        List<StateChange> ends = trace.states().stream()
                .filter(change -> change.at().equals("A") && change.from() == TcpState.FIN_WAIT_2)
                .toList();
        assertThat(ends)
                .extracting(change -> change.to() + " after " + (change.time() / SimTime.SECOND - 1) + " s")
                .containsExactly("FIN_WAIT_2 after 0 s", "CLOSED after " + seconds + " s");
    }

    private static Trace run(String text) {
        Reading<Scenario> reading = ScenarioParser.parse("bsd.yaml", text);
        assertThat(reading.problems()).isEqualTo(List.of());
        return RunScenario.run(reading.value().orElseThrow());
    }
}
