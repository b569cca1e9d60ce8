package timewaitlab.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.base.Watch;
import timewaitlab.scenario.Change;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.Laboratory.Answer;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.viewmodel.SegmentEdits;

/**
 * What it costs to follow a hand that drags a segment: the scenario is run again and made ready to be looked at, at
 * every step of the hand. Processor time of the thread that does it, warm.
 */
final class Rerun {
    /** What a lesson shows; of a longer run a part is written down, or somebody waits. */
    private static final int LEGS_OF_A_LESSON = 1000;

    private static final int ROUNDS = 4;
    private static final int WARM_UP = 100;
    private static final int STEPS = 101;
    private static final double NANOS_A_MILLI = 1e6;

    private final Laboratory laboratory = new LabOfScenarios();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Median milliseconds of a step, of the shipped scenario of a lesson's size where it is largest. */
    static double worstMedian() {
        Rerun rerun = new Rerun();
        List<Experiment> lessons = rerun.laboratory.ids().stream()
                .flatMap(id -> rerun.shown(id).stream())
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            lessons.forEach(lesson -> rerun.steps(lesson, WARM_UP));
        }
        return lessons.stream().mapToDouble(rerun::median).max().orElseThrow();
    }

    private Optional<Experiment> shown(String id) {
        ScenarioChoice choice = ScenarioChoice.of(id);
        return done(choice).filter(ran -> !ran.isPart() && ran.trace().legs().size() <= LEGS_OF_A_LESSON);
    }

    private Optional<Experiment> done(ScenarioChoice choice) {
        return laboratory.run(choice, Watch.NONE) instanceof Answer.Done done
                ? Optional.of(done.experiment())
                : Optional.empty();
    }

    private double median(Experiment before) {
        steps(before, WARM_UP);
        double[] costs = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            long begun = threads.getCurrentThreadCpuTime();
            step(before, step);
            costs[step] = (threads.getCurrentThreadCpuTime() - begun) / NANOS_A_MILLI;
        }
        Arrays.sort(costs);
        return costs[STEPS / 2];
    }

    private void steps(Experiment before, int count) {
        for (int step = 0; step < count; step++) {
            step(before, step);
        }
    }

    /** The head of the first segment is dragged a millisecond further. */
    private void step(Experiment before, int step) {
        SegmentEdits edits = new SegmentEdits(before.insight().index(), before);
        int first = before.insight().index().journeys().get(0).id();
        List<Change> drag = edits.moved(first, true, step % 100 * SimTime.MILLISECOND, before.choice()).stream()
                .toList();
        ScenarioChoice choice = before.choice();
        for (Change change : drag) {
            choice = choice.with(change);
        }
        if (drag.isEmpty() || done(choice).isEmpty()) {
            throw new IllegalStateException(before.choice().scenario() + " cannot be dragged");
        }
    }
}
