package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Watch;
import timewaitlab.lab.TeachLesson;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.SessionText;

/**
 * Everything the window asks of the engine. Called on the sim thread, except the lists of ids and kernels, which must
 * be cheap. Long work tells {@code watch} how far it has come and
 * throws {@link java.util.concurrent.CancellationException} where it is not wanted any more.
 */
public interface Laboratory {
    /** What came of a request. */
    sealed interface Answer {
        record Done(Experiment experiment) implements Answer {}

        /** One line a problem, worded as the command line words it. */
        record Refused(List<String> problems) implements Answer {}
    }

    /** The shipped scenarios, in the order in which they are offered. Reads them: sim thread. */
    List<ScenarioTitle> scenarios();

    /** Their ids alone. */
    default List<String> ids() {
        return scenarios().stream().map(ScenarioTitle::id).toList();
    }

    /** Labels of the kernel profiles, oldest first. */
    List<String> kernels();

    /** The lesson of a scenario, where it has one. Reads: sim thread. */
    default Optional<TeachLesson> lesson(ScenarioChoice choice) {
        return Optional.empty();
    }

    /** What to say about a scenario, for whoever presents it; may be empty. Reads: sim thread. */
    default String notes(ScenarioChoice choice) {
        return "";
    }

    /** Runs a scenario. */
    Answer run(ScenarioChoice choice, Watch watch);

    /** Opens a capture (as its server saw it) or a scenario file. */
    Answer open(Path file, Watch watch);

    /** The change that one line of text asks for in this scenario, or what is wrong with it. Reads: sim thread. */
    default Reading<Change> change(ScenarioChoice choice, String text) {
        return Reading.failed(Problem.of(choice.scenario(), "nothing can be done to it", "a scenario"));
    }

    /** Writes a scenario with its interventions; what went wrong is the answer. Writes: sim thread. */
    default Optional<Problem> save(ScenarioChoice choice, Path file) {
        return Optional.of(Problem.of(choice.scenario(), "nothing can be saved of it", "a scenario"));
    }

    /** The session in this text, with what it is about found, and found unchanged. Reads: sim thread. */
    default Reading<SessionText> session(String file, String text) {
        return Reading.failed(Problem.of(file, "nothing can be done to a scenario here", "a session"));
    }
}
