package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;

/** The same scenario and seed put the same segments on the wire, whoever looks and however often. */
class DigestTest {
    /**
     * A digest changes with every time, port, number and flag on the wire: on purpose, or never; nor with the Java that
     * runs it: these came out of 17 and 25.
     */
    private static final Map<String, String> GOLDEN = Map.of(
            "flagship", "8f817276f9be472c",
            "reused-quintuple", "03d8fb83f97e3459",
            "last-ack-lost", "7703fa46845017fd",
            "ports-run-out", "1839701994c7860a",
            "busy-server", "26a038452d0f0f1b",
            "nat-forgets", "7dff9d4068f0b27a");

    private static final String DIRECT = "fc6e76c4b94c90bd";
    private static final String THROUGH_NAT = "62ad4608b81d125c";

    @Test
    void loadsKeepTheirDigestsToo() {
        assertThat(ChurnRun.of(new Churn(200, 2, false), RecordingPlan.TALLY).digest())
                .isEqualTo(DIRECT);
        assertThat(ChurnRun.of(new Churn(200, 2, true), RecordingPlan.TALLY).digest())
                .isEqualTo(THROUGH_NAT);
    }

    @Test
    void shippedScenariosKeepTheirDigests() {
        Map<String, String> digests = new TreeMap<>();
        ScenarioLibrary.ids().forEach(id -> digests.put(id, RunScenario.digest(shipped(id))));
        assertThat(digests).containsAllEntriesOf(GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("timewaitlab.lab.ScenarioLibrary#ids")
    void runningAgainAndRecordingChangeNothing(String id) {
        Scenario scenario = shipped(id);
        Trace recorded = RunScenario.run(scenario);
        Trace again = RunScenario.run(shipped(id));
        assertThat(RunScenario.digest(scenario)).as("nobody looks").isEqualTo(recorded.digest());
        assertThat(again.digest()).isEqualTo(recorded.digest());
        assertThat(again.legs()).hasSameSizeAs(recorded.legs());
        assertThat(again.states().toString()).isEqualTo(recorded.states().toString());
        assertThat(again.calls()).isEqualTo(recorded.calls());
        assertThat(again.timers()).isEqualTo(recorded.timers());
        assertThat(again.counters()).isEqualTo(recorded.counters());
        assertThat(again.verdicts())
                .extracting(judged -> judged.time()
                        + judged.at()
                        + judged.verdict().ruleId()
                        + judged.verdict().findings())
                .isEqualTo(recorded.verdicts().stream()
                        .map(judged -> judged.time()
                                + judged.at()
                                + judged.verdict().ruleId()
                                + judged.verdict().findings())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("timewaitlab.lab.ScenarioLibrary#ids")
    void anotherSeedOrAnotherMillisecondIsAnotherDigest(String id) {
        Scenario scenario = shipped(id);
        String digest = RunScenario.digest(scenario);
        assertThat(RunScenario.digest(scenario.running(scenario.seed() + 1, scenario.until())))
                .isNotEqualTo(digest);
        assertThat(RunScenario.digest(scenario.running(scenario.seed(), scenario.until() / 100)))
                .isNotEqualTo(digest);
    }

    @Test
    void aLimitEndsTheRunAndSoDoesWhoeverCancels() {
        Scenario flagship = shipped("flagship");
        Trace few = new Simulation(flagship.wiring(), RecordingPlan.ALL, new RunLimits(5))
                .run(() -> false)
                .trace();
        assertThat(few.legs()).hasSizeBetween(5, 8);
        int[] asked = {0};
        Trace cancelled = RunScenario.run(flagship, () -> ++asked[0] > 3);
        assertThat(cancelled.legs()).hasSizeLessThan(5);
        assertThat(cancelled.digest()).isNotEqualTo(RunScenario.digest(flagship));
    }

    private static Scenario shipped(String id) {
        return ScenarioLibrary.open(id).value().orElseThrow();
    }
}
