package timewaitlab.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import timewaitlab.base.Watch;
import timewaitlab.lab.Churn;
import timewaitlab.sim.RunLimits;
import timewaitlab.sim.Simulation;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.HostSetup;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.viewmodel.ScenarioTitle;

/** What is measured: the flagship, and ladders of short connections at a steady pace. */
final class LadderLaboratory implements Laboratory {
    static final String FLAGSHIP = "flagship";
    /** A thousand segments. */
    static final String SMALL = "ladder-1000";
    /** A hundred thousand segments. */
    static final String LARGE = "ladder-100000";
    /** A million events. */
    static final String LONGEST = "ladder-million";

    private static final int RATE = 50;
    /** Seconds: ten segments a connection, 65 events. */
    private static final Map<String, Integer> SECONDS = Map.of(SMALL, 2, LARGE, 200, LONGEST, 310);

    private final Laboratory real = new LabOfScenarios();

    @Override
    public List<ScenarioTitle> scenarios() {
        return List.of(
                new ScenarioTitle(FLAGSHIP, FLAGSHIP),
                new ScenarioTitle(SMALL, SMALL),
                new ScenarioTitle(LARGE, LARGE),
                new ScenarioTitle(LONGEST, LONGEST));
    }

    @Override
    public List<String> kernels() {
        return real.kernels();
    }

    @Override
    public Answer run(ScenarioChoice choice, Watch watch) {
        Integer seconds = SECONDS.get(choice.scenario());
        if (seconds == null) {
            return real.run(choice, watch);
        }
        Churn churn = new Churn(RATE, seconds, false);
        Trace trace = new Simulation(churn.wiring(), RecordingPlan.ALL, RunLimits.NONE)
                .run(watch)
                .trace();
        List<HostSetup> hosts = trace.parties().stream()
                .map(party -> new HostSetup(party, Map.of()))
                .toList();
        return new Answer.Done(new Experiment(choice, choice.scenario(), trace, hosts, Map.of()));
    }

    @Override
    public Answer open(Path file, Watch watch) {
        return real.open(file, watch);
    }
}
