package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import timewaitlab.base.Reading;
import timewaitlab.scenario.Scenario;
import timewaitlab.scenario.ScenarioParser;
import timewaitlab.trace.Trace;

/** Scenarios written where they are needed. */
final class Programs {
    private Programs() {}

    /** Runs a scenario; its mistakes fail the test. */
    static Trace run(String text) {
        Reading<Scenario> reading = ScenarioParser.parse("test.yaml", text);
        assertThat(reading.problems()).as(text).isEmpty();
        return RunScenario.run(reading.value().orElseThrow());
    }
}
