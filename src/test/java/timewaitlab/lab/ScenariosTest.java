package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import timewaitlab.scenario.Expectation;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Trace;

/** Scenarios are tests: each one shipped, and each of its branches, holds every expectation it states. */
class ScenariosTest {
    private static final Path FOLDER = Path.of("src/main/resources/timewaitlab/scenarios");

    @TestFactory
    Stream<DynamicContainer> everyShippedScenarioKeepsItsWord() {
        return ScenarioLibrary.ids().stream().map(id -> dynamicContainer(id, runs(shipped(id))));
    }

    private static Stream<DynamicNode> runs(Scenario scenario) {
        List<DynamicNode> runs = new ArrayList<>();
        runs.add(run("as written", scenario, scenario.expectations()));
        scenario.branches()
                .forEach(branch -> runs.add(run(branch.name(), scenario.with(branch), branch.expectations())));
        return runs.stream();
    }

    private static DynamicNode run(String name, Scenario scenario, List<Expectation> expectations) {
        Trace trace = RunScenario.run(scenario);
        return dynamicContainer(
                name,
                expectations.stream()
                        .map(expected -> dynamicTest(
                                expected.text(),
                                () -> assertThat(expected.failure(trace))
                                        .as("%s, line %s: %s", name, expected.place(), expected.text())
                                        .isEmpty())));
    }

    @Test
    void everyFileIsListedAndEveryRunExpectsSomething() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .toList();
        }
        assertThat(ScenarioLibrary.ids()).containsExactlyInAnyOrderElementsOf(files);
        for (String id : ScenarioLibrary.ids()) {
            Scenario scenario = shipped(id);
            assertThat(scenario.id()).isEqualTo(id);
            assertThat(scenario.title()).isNotBlank();
            assertThat(scenario.question()).as(id).endsWith("?");
            assertThat(scenario.expectations()).as(id).isNotEmpty();
            assertThat(scenario.branches())
                    .as(id)
                    .allSatisfy(branch -> assertThat(branch.expectations()).isNotEmpty());
            assertThat(scenario.branches())
                    .as(id)
                    .extracting(Scenario.Branch::name)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void checkingTheScenarioChecksItsBranchesToo() {
        Scenario flagship = shipped("flagship");
        int stated = flagship.expectations().size()
                + flagship.branches().stream()
                        .mapToInt(branch -> branch.expectations().size())
                        .sum();
        List<RunScenario.Checked> checked = RunScenario.check(flagship);
        assertThat(checked).hasSize(stated).allMatch(RunScenario.Checked::held);
        assertThat(checked).extracting(RunScenario.Checked::branch).contains("", "B runs Linux 4.12");
    }

    /** A claim that cannot fail would prove nothing: here each kind does, and says what came out instead. */
    @Test
    void aWrongExpectationIsNotHeld() {
        Trace trace = RunScenario.run(shipped("flagship"));
        long sec = 1_000_000_000L;
        assertThat(new Expectation.CounterIs("1:1", "B", "TcpExtPAWSPassive", 5).failure(trace))
                .contains("it is 6");
        assertThat(new Expectation.CallReturns("1:1", "C", "connect", 5 * sec, "ETIMEDOUT", -1).failure(trace))
                .contains("it returned OK after 63.044 s");
        assertThat(new Expectation.CallReturns("1:1", "C", "connect", 6 * sec, "OK", -1).failure(trace))
                .contains("it was not called then");
        assertThat(new Expectation.VerdictIs("1:1", "B", 5_022_000_000L, "DROP", null, 845_314L).failure(trace))
                .contains("it was DROP by listen.host-stamp, last difference 845315");
        assertThat(new Expectation.VerdictIs("1:1", "B", 5_023_000_000L, "DROP", null, null).failure(trace))
                .contains("nothing was judged then");
        assertThat(new Expectation.StateIs("1:1", "B", "LAST-ACK", sec, -1, -1).failure(trace))
                .contains("no socket entered it then");
        assertThat(new Expectation.StateIs("1:1", "B", "TIME-WAIT", 110_000_000L, sec, sec)
                        .failure(trace)
                        .orElse(""))
                .startsWith("it lasted 0.8");
    }

    private static Scenario shipped(String id) {
        return ScenarioLibrary.open(id).value().orElseThrow();
    }
}
