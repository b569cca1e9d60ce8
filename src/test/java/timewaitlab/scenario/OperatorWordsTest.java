package timewaitlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.node.Host;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.tcp.Counter;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/** What operators do to hosts: kill, reboot, address, filter; and segments that nobody's kernel sent. */
class OperatorWordsTest {
    private static final String SCENARIO = """
            id: operated
            title: Operated
            until: %s
            hosts:
              A: {address: [10.0.0.1, 10.0.0.3], kernel: 6.18}
              B: {address: 10.0.0.2, kernel: 6.18, sysctls: {tcp_keepalive_time: 5}}
            links: [{between: [A, B], delay: 5 ms}]
            programs:
              answer: [setsockopt SO_KEEPALIVE, read 10, write 10, sleep 1 h]
            steps:
              - {at: 0 s, on: B, do: listen 80 serve answer}
              - {at: 0.1 s, on: A, do: ["connect B:80 from 40000", write 10, %s]}
            """;

    private static Simulation run(String until, String calls, String... steps) {
        StringBuilder text = new StringBuilder(SCENARIO.formatted(until, calls));
        for (String step : steps) {
            text.append("  - ").append(step).append('\n');
        }
        Reading<Scenario> read = ScenarioParser.parse("operated.yaml", text.toString());
        assertThat(read.problems()).isEmpty();
        Scenario scenario = read.value().orElseThrow();
        return new Simulation(scenario.wiring(), RecordingPlan.ALL, RunLimits.LESSON).run(() -> false);
    }

    private static List<String> sent(Trace trace, String host) {
        return trace.legs().stream()
                .filter(leg -> leg.at().equals(host))
                .map(leg -> TcpFlags.text(leg.segment().flags()))
                .toList();
    }

    @Test
    void aKilledProgramWithUnreadDataResets() {
        Simulation run = run("1 s", "sleep 1 h", "{at: 0.3 s, on: A, do: kill}");
        assertThat(sent(run.trace(), "A")).last().isEqualTo("R.");
        assertThat(run.host("A").counter(Counter.TcpExtTCPAbortOnClose)).isEqualTo(1);
    }

    @Test
    void aKilledProgramThatHasReadEverythingSendsItsFin() {
        Simulation run = run("1 s", "read 10, sleep 1 h", "{at: 0.3 s, on: A, do: kill}");
        assertThat(sent(run.trace(), "A")).last().isEqualTo("F.");
        assertThat(run.host("A").counter(Counter.TcpExtTCPAbortOnClose)).isZero();
    }

    @Test
    void killTakesThoseOfAPortAndTheirListener() {
        Simulation run = run(
                "2 s",
                "read 10, sleep 1 h",
                "{at: 0.2 s, on: B, do: listen 81 serve answer}",
                "{at: 0.3 s, on: B, do: kill 80}",
                "{at: 0.5 s, on: A, do: [\"try connect B:80 from 40001\", \"connect B:81 from 40002\"]}");
        assertThat(run.trace().calls().stream()
                        .filter(call -> call.call().startsWith("connect"))
                        .map(call -> call.result()))
                .containsExactly("OK", "ECONNREFUSED", "OK");
    }

    @Test
    void whatSleepsDoesNotWakeAfterKill() {
        Simulation run = run("3 s", "read 10, sleep 1 s, write 10", "{at: 0.3 s, on: A, do: kill}");
        assertThat(run.trace().calls().stream()
                        .filter(call -> call.call().equals("write") && call.at().equals("A")))
                .hasSize(1);
    }

    @Test
    void aRebootedHostKnowsNothingAndAnswersReset() {
        Simulation run = run(
                "7 s",
                "read 10, sleep 1 h",
                "{at: 0.2 s, on: A, do: sysctl tcp_fin_timeout = 7}",
                "{at: 0.3 s, on: A, do: reboot}");
        Trace trace = run.trace();
        assertThat(trace.states().stream()
                        .filter(change -> change.at().equals("A"))
                        .map(change -> change.to().label()))
                .last()
                .isEqualTo("CLOSED");
        List<Leg> after = trace.legs().stream()
                .filter(leg -> leg.at().equals("A") && leg.time() > 300 * SimTime.MILLISECOND)
                .toList();
        assertThat(after).as("only the keepalive probe is answered").hasSize(1);
        assertThat(after.get(0).segment().flags()).isEqualTo(TcpFlags.RST);
        Host fresh = run.host("A");
        assertThat(fresh.settings().get(Sysctl.TCP_FIN_TIMEOUT)).isEqualTo(60);
        assertThat(fresh.counters()).containsOnlyKeys("TcpOutRsts");
    }

    @Test
    void aRebootedServerMayListenAgain() {
        Simulation run = run(
                "3 s",
                "read 10, sleep 1 h",
                "{at: 0.3 s, on: B, do: [reboot, listen 80 serve answer]}",
                "{at: 1 s, on: A, do: [\"connect B:80 from 40001\", write 10, read 10]}");
        assertThat(run.trace().calls()).anySatisfy(call -> {
            assertThat(call.call()).isEqualTo("read");
            assertThat(call.time()).isGreaterThan(SimTime.SECOND);
            assertThat(call.result()).isEqualTo("OK");
        });
    }

    @Test
    void aFilterKeepsSegmentsInOrOut() {
        Simulation run = run(
                "3 s",
                "read 10, reset on close, sleep 100 ms, close",
                "{at: 0.15 s, on: A, do: filter drop out R}",
                "{at: 0.4 s, on: B, do: filter drop in S}",
                "{at: 0.5 s, on: A, do: \"connect B:80 from 40001\"}",
                "{at: 1.2 s, on: B, do: filter none}");
        Trace trace = run.trace();
        assertThat(run.host("A").counter(Counter.TcpExtTCPAbortFailed)).isEqualTo(1);
        assertThat(trace.legs().stream()
                        .filter(leg -> leg.fate() == Fate.FILTERED)
                        .map(leg -> TcpFlags.text(leg.segment().flags())))
                .containsExactly("R.", "S");
        assertThat(trace.calls()).anySatisfy(call -> {
            assertThat(call.call()).startsWith("connect");
            assertThat(call.took()).isEqualTo(SimTime.SECOND + 10 * SimTime.MILLISECOND);
        });
    }

    @Test
    void aHostWithAnotherAddressIsNotFoundUnderTheOldOne() {
        Simulation run = run(
                "8 s",
                "read 10, sleep 1 h",
                "{at: 0.3 s, on: A, do: address 10.0.0.9}",
                "{at: 1 s, on: A, do: \"connect B:80 from 40001\"}");
        Trace trace = run.trace();
        assertThat(trace.legs().stream().filter(leg -> leg.fate() == Fate.FILTERED))
                .as("keepalive probes have no way")
                .isNotEmpty()
                .allMatch(leg -> leg.at().equals("B"));
        assertThat(trace.calls()).anySatisfy(call -> {
            assertThat(call.time()).isEqualTo(SimTime.SECOND);
            assertThat(call.result()).isEqualTo("OK");
        });
    }

    @Test
    void craftedSegmentsCountFromTheKernelsNumbers() {
        Simulation run = run(
                "1 s",
                "read 10, sleep 1 h",
                "{at: 0.3 s, on: A, do: \"inject 40000 > B:80 R 11:11(0) win 0\"}",
                "{at: 0.4 s, on: A, do: \"filter drop in any\"}",
                "{at: 0.5 s, on: A, do: \"inject 999 > B:80 S 7:7(0) win 500 <mss 1400,TS val 9 ecr 0,wscale 3>\"}",
                "{at: 0.6 s, on: A, do: \"inject 999 > B:80 P. 8:18(10) ack 1 win 500 <TS val 10 ecr last>\"}");
        Trace trace = run.trace();
        assertThat(trace.states()).anySatisfy(change -> {
            assertThat(change.time()).isEqualTo(305 * SimTime.MILLISECOND);
            assertThat(change.at()).isEqualTo("B");
            assertThat(change.to().label()).isEqualTo("CLOSED");
        });
        Leg answer = trace.legs().get(trace.legs().size() - 1);
        assertThat(answer.segment().dstPort()).isEqualTo(999);
        assertThat(run.host("B").counter(Counter.TcpPassiveOpens)).isEqualTo(2);
        assertThat(answer.segment().ack()).isEqualTo(18);
        assertThat(answer.segment().tsEcr()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kill 0                                 | there is no port 0
            kill -9                                | unknown step
            reboot now                             | unknown step
            filter drop out Q                      | is not a TCP flag
            filter drop sideways R                 | unknown step
            address 10.0.0.999                     | is not an address
            filter drop invalid                    | A is a host and cannot filter
            inject 40000 > C:80 S 0:0(0)           | no host is called
            inject 40000 > B:80 S 0:0              | expected SEQ:END(LEN)
            inject B:80 S                          | does not say who sends what to whom
            """)
    void mistakesAreToldWithTheirPlace(String step, String told) {
        String text = SCENARIO.formatted("1 s", "sleep 1 s") + "  - {at: 1 s, on: A, do: \"" + step + "\"}\n";
        List<Problem> problems = ScenarioParser.parse("operated.yaml", text).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).startsWith("operated.yaml:13:").contains(told);
    }
}
