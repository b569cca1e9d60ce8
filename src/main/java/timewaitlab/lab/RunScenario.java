package timewaitlab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Watch;
import timewaitlab.scenario.Expectation;
import timewaitlab.scenario.Scenario;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.sim.WatchedRun;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;

/** Runs scenarios and holds them to what they expect. */
public final class RunScenario {
    private RunScenario() {}

    /** Everything that happened; of a scenario that asks for less, that, and what was counted of the rest. */
    public static Trace run(Scenario scenario) {
        return run(scenario, Watch.NONE);
    }

    /** The same, ended early when it is not wanted any more. */
    public static Trace run(Scenario scenario, Watch watch) {
        return run(scenario, scenario.recording(), watch);
    }

    /** The same with this recorded instead: the digest and the census are those of any other plan. */
    public static Trace run(Scenario scenario, RecordingPlan plan, Watch watch) {
        Simulation simulation = new Simulation(scenario.wiring(), plan, RunLimits.of(plan));
        return WatchedRun.of(simulation, scenario.until(), watch).trace();
    }

    /** Digest of a run that nobody recorded. */
    public static String digest(Scenario scenario) {
        return new Simulation(scenario.wiring(), RecordingPlan.TALLY, RunLimits.of(scenario.recording()))
                .run(() -> false)
                .digest();
    }

    /**
     * An expectation and how it went.
     *
     * @param branch name of the branch, empty for the scenario itself
     * @param failure what came out instead, empty when it held
     */
    public record Checked(String branch, Expectation expectation, Optional<String> failure) {
        public boolean held() {
            return failure.isEmpty();
        }
    }

    /** Runs the scenario and all its branches, and tests every expectation. */
    public static List<Checked> check(Scenario scenario) {
        List<Checked> checked = new ArrayList<>(check("", run(scenario), scenario.expectations()));
        for (Scenario.Branch branch : scenario.branches()) {
            checked.addAll(check(branch.name(), run(scenario.with(branch)), branch.expectations()));
        }
        return checked;
    }

    /** Tests expectations against one run. */
    public static List<Checked> check(String branch, Trace trace, List<Expectation> expectations) {
        return expectations.stream()
                .map(expectation -> new Checked(branch, expectation, expectation.failure(trace)))
                .toList();
    }
}
