package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.sim.LoadTally;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.sim.Verb;
import timewaitlab.trace.RecordingPlan;

/** Loads as scenarios write them. */
class LoadTest {
    private static final String SCENARIO = """
            id: load
            title: A load
            until: 12 s
            hosts:
              A: {address: [10.0.0.1, 10.0.0.3], kernel: 6.18}
              B: {address: 10.0.0.2, kernel: 6.18, sysctls: {somaxconn: 4096}}
            links:
              - {between: [A, B], delay: 1 ms}
            programs:
              answer: [read to end, close]
              leave: [close]
            steps:
              - {at: 0 s, on: B, do: listen 80 serve answer backlog 4096}
              - {at: 0 s, on: A, do: "%s"}
            """;

    /** ip_local_port_range is 32768 to 60999 by default, and the side that closes first keeps its port for 60 s. */
    @Test
    void oneAddressHas28232PortsToOneDestination() {
        assertThat(run("connect B:80 2824 per second for 10 s run leave")).isEqualTo(new LoadTally(28_240, 28_232, 8));
    }

    @Test
    void twoAddressesHaveTwiceAsMany() {
        assertThat(run("connect B:80 5647 per second for 10 s from 2 addresses run leave"))
                .isEqualTo(new LoadTally(56_470, 56_464, 6));
    }

    @Test
    void connectionsAreOpenedAtASteadyPaceAndNoneAtTheEnd() {
        assertThat(run("connect B:80 3 per second for 1 s run leave")).isEqualTo(new LoadTally(3, 3, 0));
        assertThat(run("connect B:80 3 per second for 1100 ms run leave")).isEqualTo(new LoadTally(3, 3, 0));
        assertThat(run("connect B:80 3 per second for 1400 ms run leave")).isEqualTo(new LoadTally(4, 4, 0));
    }

    @Test
    void whoeverListensNotAtAllRefuses() {
        assertThat(run("connect B:81 3 per second for 1 s")).isEqualTo(new LoadTally(3, 0, 3));
    }

    @Test
    void aLoadIsReadWithAllItsWords() {
        Scenario scenario = read("connect B:80-82 7 per second for 2 min from 2 addresses run leave")
                .value()
                .orElseThrow();
        Verb.Load load = (Verb.Load) scenario.tasks().get(1).program().verbs().get(0);
        assertThat(load.connect()).isEqualTo(new Verb.Connect("B", 80, 0));
        assertThat(load.ports()).isEqualTo(3);
        assertThat(load.perSecond()).isEqualTo(7);
        assertThat(load.duration()).isEqualTo(120_000_000_000L);
        assertThat(load.addresses()).isEqualTo(2);
        assertThat(load.each().verbs()).isEqualTo(List.of(new Verb.Close()));
    }

    @Test
    void aHostHasOnlyTheAddressesItHas() {
        assertThat(read("connect B:80 1 per second for 1 s from 3 addresses").problems())
                .extracting(Problem::what)
                .containsExactly("A has 2 of 3 addresses");
    }

    private static LoadTally run(String load) {
        Scenario scenario = read(load).value().orElseThrow();
        return new Simulation(scenario.wiring(), RecordingPlan.TALLY, RunLimits.NONE)
                .run(() -> false)
                .loads();
    }

    private static Reading<Scenario> read(String load) {
        return ScenarioParser.parse("load.yaml", SCENARIO.formatted(load));
    }
}
