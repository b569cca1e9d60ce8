package timewaitlab.lab;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import timewaitlab.base.SimTime;
import timewaitlab.base.Watch;
import timewaitlab.scenario.Expectation;
import timewaitlab.scenario.Lesson;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.Tracked;

/**
 * The lesson of a scenario, graded by the engine: which prediction is right, whether the task is done, and what comes
 * of the numbers of the transfer question, is found out by running and asking, every time.
 */
public final class TeachLesson {
    /** How much of its last way a segment has come when the run freezes. */
    private static final double COME = 0.785;

    private final Scenario scenario;
    private final Lesson lesson;
    private final LessonText text;

    private TeachLesson(Scenario scenario, Lesson lesson) {
        this.scenario = scenario;
        this.lesson = lesson;
        text = new LessonText(scenario.id(), lesson);
    }

    /** The lesson of this scenario, where it has one. */
    public static Optional<TeachLesson> of(Scenario scenario) {
        return scenario.lesson().map(lesson -> new TeachLesson(scenario, lesson));
    }

    /** Id of the scenario. */
    public String id() {
        return scenario.id();
    }

    /** What is asked before the reveal. */
    public Lesson.Question question() {
        return text.question();
    }

    /** What may be looked at before an answer is given. */
    public List<Lesson.Observation> observations() {
        return text.observations();
    }

    /**
     * Where the answer may lie: whoever decides; where something is to be found out by looking, everybody an answer is
     * about, since who decides is then what is asked.
     */
    public List<String> suspects() {
        Stream<String> asked = Stream.of(lesson.asks().host());
        Stream<String> claimed = lesson.asks().choices().stream()
                .flatMap(choice -> choice.claims().stream())
                .map(Expectation::host);
        return (lesson.observations().isEmpty() ? asked : Stream.concat(asked, claimed))
                .distinct()
                .toList();
    }

    /** The run of every branch, in order: what else could have happened. */
    public List<Trace> runBranches(Watch watch) {
        return scenario.branches().stream()
                .map(branch -> RunScenario.run(scenario.with(branch), watch))
                .toList();
    }

    /** What is to be brought about, if anything. */
    public Optional<Lesson.Task> task() {
        return text.task();
    }

    /** The question with other numbers, if there is one. */
    public Optional<Lesson.Question> transfer() {
        return text.transfer();
    }

    /** The choice that is right in this run; none where the engine finds that none is. */
    public static OptionalInt right(Lesson.Question question, Trace trace) {
        List<Lesson.Choice> choices = question.choices();
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).isRight(trace)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether this run does what the task asks for. */
    public boolean isDone(Trace trace) {
        return lesson.task().map(task -> task.isDone(trace)).orElse(false);
    }

    /** Runs the scenario with the numbers of the transfer question. */
    public Trace runTransfer(Watch watch) {
        Scenario other =
                lesson.transfer().map(transfer -> transfer.of(scenario)).orElse(scenario);
        return RunScenario.run(other, watch);
    }

    /** The moment just before the verdict that is asked about: a segment is nearly there. */
    public long freeze(Trace trace) {
        long decided = lesson.asks().time();
        Optional<Leg> arriving = leg(trace, lesson.asks());
        long sent = arriving.map(Leg::time).orElse(Math.max(0, decided - SimTime.MILLISECOND));
        return sent + Math.round((decided - sent) * COME);
    }

    /** The leg whose arrival is judged, where a segment is. */
    public static Optional<Leg> leg(Trace trace, Lesson.Question question) {
        return judged(trace, question)
                .map(Judged::cause)
                .or(() -> tracked(trace, question).map(Tracked::cause))
                .flatMap(trace::leg);
    }

    /** The verdict that is asked about: of a host, or of a NAT or firewall on what it let go no further. */
    public static Optional<Judged> judged(Trace trace, Lesson.Question question) {
        return trace.decisions().stream()
                .filter(judged -> judged.at().equals(question.host()) && isThen(judged.time(), question.time()))
                .findFirst();
    }

    /** The verdict in a sentence. */
    public static String sentence(Trace trace, Lesson.Question question) {
        return tracked(trace, question)
                .map(FindingText::sentence)
                .or(() -> judged(trace, question).map(FindingText::sentence))
                .orElse("");
    }

    private static Optional<Tracked> tracked(Trace trace, Lesson.Question question) {
        return trace.tracked().stream()
                .filter(tracked -> tracked.at().equals(question.host()) && isThen(tracked.time(), question.time()))
                .findFirst();
    }

    private static boolean isThen(long found, long wanted) {
        return Math.abs(found - wanted) < SimTime.MICROSECOND;
    }
}
