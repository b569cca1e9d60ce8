package timewaitlab.viewmodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.lab.TeachLesson;
import timewaitlab.scenario.Lesson;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * A lesson as it goes: the run is watched up to the verdict that is asked about, a prediction is taken, the verdict is
 * shown, made another by changing the run, and asked about again with other numbers. The engine grades.
 */
public final class LessonModel {
    /** No choice was made. */
    public static final int NONE = -1;

    private final MainViewModel model;
    private final Supplier<Instant> now;
    private final ReadOnlyObjectWrapper<@Nullable LessonStep> step = new ReadOnlyObjectWrapper<>();
    private final IntegerProperty prediction = new SimpleIntegerProperty(NONE);
    private final IntegerProperty confidence = new SimpleIntegerProperty(NONE);
    private final IntegerProperty transferChoice = new SimpleIntegerProperty(NONE);
    private final ReadOnlyBooleanWrapper solved = new ReadOnlyBooleanWrapper(false);
    private final LessonBook book;
    private final LessonLooks looks;
    private Optional<TeachLesson> lesson = Optional.empty();
    private Optional<Trace> told = Optional.empty();
    private Optional<Trace> transferred = Optional.empty();
    private OptionalInt right = OptionalInt.empty();
    private int tries;

    /** {@code now} tells the time of day for the results. */
    LessonModel(MainViewModel model, Supplier<Instant> now) {
        this.model = model;
        this.now = now;
        book = new LessonBook(model);
        looks = new LessonLooks(model);
        model.playhead().timeProperty().addListener((time, before, at) -> follow());
        model.experimentProperty().addListener((value, before, shown) -> changed(shown));
    }

    /** Where the lesson is; null while there is none. */
    public ReadOnlyObjectProperty<@Nullable LessonStep> stepProperty() {
        return step.getReadOnlyProperty();
    }

    public Optional<LessonStep> getStep() {
        return Optional.ofNullable(step.get());
    }

    /** The choice that was made before the reveal, {@link #NONE} for none. */
    public IntegerProperty predictionProperty() {
        return prediction;
    }

    /** How sure somebody was, 0 to 2; {@link #NONE} where that was not said. */
    public IntegerProperty confidenceProperty() {
        return confidence;
    }

    /** The choice for the transfer question. */
    public IntegerProperty transferChoiceProperty() {
        return transferChoice;
    }

    /** Whether the run that is shown does what the task asks for. */
    public ReadOnlyBooleanProperty solvedProperty() {
        return solved.getReadOnlyProperty();
    }

    /** What is taught; nothing while there is no lesson. */
    public Optional<TeachLesson> lesson() {
        return lesson;
    }

    /** Whether what comes is hidden. */
    public boolean isHiding() {
        return step.get() == LessonStep.WATCH || step.get() == LessonStep.PREDICT;
    }

    /** The moment that is shown. */
    public long now() {
        return model.playhead().getTime();
    }

    /** Who decides what is asked about; after that who else could, where one has to find that out. */
    public List<String> suspects() {
        return lesson.map(TeachLesson::suspects).orElse(List.of());
    }

    /** When that is decided. */
    public long time() {
        return lesson.map(TeachLesson::question).map(Lesson.Question::time).orElse(0L);
    }

    /** Whether time stands still until an answer is given. */
    public boolean isLocked() {
        return step.get() == LessonStep.PREDICT;
    }

    /** What is asked, or set, at this step. */
    public String askedText() {
        return step.get() == LessonStep.TASK
                ? lesson.flatMap(TeachLesson::task).map(Lesson.Task::text).orElse("")
                : asked().map(Lesson.Question::text).orElse("");
    }

    /** What one has to know for it; may be empty. */
    public String askedContext() {
        return step.get() == LessonStep.TASK
                ? Texts.say("lesson.task.how")
                : asked().map(Lesson.Question::context).orElse("");
    }

    /** What can be chosen at this step. */
    public List<LessonChoice> choices() {
        List<LessonChoice> choices = new ArrayList<>();
        asked().map(Lesson.Question::choices)
                .orElse(List.of())
                .forEach(choice -> choices.add(new LessonChoice(
                        choices.size() + 1, choice.text(), choice.means(), isRuledOut(choices.size()))));
        return choices;
    }

    private boolean isRuledOut(int choice) {
        return isHiding() && looks.ruledOut().contains(choice);
    }

    /** What may be looked at before the prediction. */
    public LessonLooks looks() {
        return looks;
    }

    private Optional<Lesson.Question> asked() {
        boolean again = step.get() == LessonStep.TRANSFER || step.get() == LessonStep.DONE;
        Optional<Lesson.Question> transfer = lesson.flatMap(TeachLesson::transfer);
        return again && transfer.isPresent() ? transfer : lesson.map(TeachLesson::question);
    }

    /** Begins the lesson of what is shown from its start, where it has one. */
    public void begin() {
        Optional<Experiment> shown = model.getExperiment();
        shown.ifPresent(experiment -> model.alongside(
                () -> model.laboratory().lesson(experiment.choice()),
                found -> model.getExperiment()
                        .filter(still -> still == experiment)
                        .ifPresent(same -> begin(found, experiment.trace()))));
    }

    private void begin(Optional<TeachLesson> found, Trace trace) {
        leave();
        if (found.isEmpty()) {
            model.say(new Notice(Texts.say("lesson.none"), List.of(), false));
            return;
        }
        lesson = found;
        looks.begin(found.get(), trace);
        told = Optional.of(trace);
        transferred = Optional.empty();
        right = OptionalInt.empty();
        tries = 0;
        prediction.set(NONE);
        confidence.set(NONE);
        transferChoice.set(NONE);
        solved.set(false);
        // From the start before anything is limited: a moment past the question would count as watched.
        model.seek(0);
        model.playhead().limit(found.get().freeze(trace));
        step.set(LessonStep.WATCH);
        model.playhead().play();
    }

    /** Ends it, wherever it is; everything may be seen again. */
    public void leave() {
        lesson = Optional.empty();
        told = Optional.empty();
        model.playhead().limit(SimTime.NEVER);
        step.set(null);
    }

    /** Goes at once to the moment that is asked about. */
    public void skip() {
        model.seek(model.playhead().limit());
    }

    private void follow() {
        if (step.get() == LessonStep.WATCH
                && model.playhead().getTime() >= model.playhead().limit()) {
            step.set(LessonStep.PREDICT);
        }
        if (step.get() == LessonStep.REVEAL
                && model.playhead().getTime() >= model.playhead().limit()) {
            model.playhead().limit(SimTime.NEVER);
        }
    }

    /** Whether there is enough to reveal. */
    public boolean mayReveal() {
        return step.get() == LessonStep.PREDICT && prediction.get() != NONE && confidence.get() != NONE;
    }

    /** Shows the verdict, and whether the prediction was right. */
    public void reveal() {
        if (!mayReveal()) {
            return;
        }
        Lesson.Question asked = lesson.orElseThrow().question();
        Trace trace = told.orElseThrow();
        right = TeachLesson.right(asked, trace);
        model.playhead().limit(SimTime.NEVER);
        step.set(LessonStep.REVEAL);
        model.seek(asked.time());
        journey(asked).ifPresent(leg -> model.selectedProperty().set(leg));
    }

    /** Plays the last way of the segment once more. */
    public void replay() {
        lesson.ifPresent(teaching -> {
            Lesson.Question asked = teaching.question();
            long from =
                    TeachLesson.leg(model.index().trace(), asked).map(Leg::time).orElse(asked.time());
            model.seek(Math.max(0, from - SimTime.MILLISECOND));
            model.playhead().limit(asked.time());
            model.playhead().play();
        });
    }

    private Optional<Integer> journey(Lesson.Question asked) {
        return TeachLesson.leg(model.index().trace(), asked)
                .map(leg -> model.index().journeyOf(leg.id()));
    }

    /** Whether the prediction was right. */
    public boolean wasRight() {
        return right.isPresent() && right.getAsInt() == prediction.get();
    }

    /** The choice the engine found to be right, where it found one. */
    public OptionalInt right() {
        return right;
    }

    /** The verdict that was asked about in one sentence, its deciding word between asterisks. */
    public String sentence() {
        return lesson.map(teaching -> TeachLesson.sentence(told.orElseThrow(), teaching.question()))
                .orElse("");
    }

    /** The answer to the prediction in words. */
    public String graded() {
        String said = lesson.map(TeachLesson::question)
                .filter(asked -> right.isPresent())
                .map(asked -> asked.choices().get(right.getAsInt()).text())
                .orElse("");
        String graded = Texts.say(wasRight() ? "lesson.right" : "lesson.wrong", said);
        return looks.isEmpty() ? graded : graded + Texts.say("lesson.look.used", looks.count());
    }

    /** The card of the verdict that was asked about, whoever decided. */
    public Optional<WhyCard> why() {
        return lesson.flatMap(teaching -> TeachLesson.judged(told.orElseThrow(), teaching.question()))
                .map(judged -> new WhyCards(new TraceIndex(told.orElseThrow()), Map.of()).card(judged));
    }

    /** What would have changed that verdict and can be played. */
    public List<WhyCard.Change> changes() {
        return why().map(WhyCard::changes).orElse(List.of()).stream()
                .filter(change -> change.edit().isPresent() && change.changesAnswer())
                .toList();
    }

    /** The whole lesson once more. */
    public void again() {
        leave();
        model.getExperiment()
                .ifPresent(shown -> model.runs().start(shown.choice().scenario(), this::begin));
    }

    /** Goes on to the next step that this lesson has. */
    public void next() {
        LessonStep from = step.get();
        model.playhead().limit(SimTime.NEVER);
        if (from == LessonStep.REVEAL && lesson.flatMap(TeachLesson::task).isPresent()) {
            step.set(LessonStep.TASK);
        } else if ((from == LessonStep.REVEAL || from == LessonStep.TASK)
                && lesson.flatMap(TeachLesson::transfer).isPresent()) {
            step.set(LessonStep.TRANSFER);
        } else if (from != null && from != LessonStep.DONE) {
            finish();
        }
    }

    /** Runs made since the task was set. */
    public int tries() {
        return tries;
    }

    private void changed(@Nullable Experiment shown) {
        if (shown == null || lesson.isEmpty()) {
            return;
        }
        boolean same = shown.choice().scenario().equals(lesson.get().id());
        if (!same) {
            leave();
        } else if (step.get() == LessonStep.TASK) {
            tries++;
            solved.set(solved.get() || lesson.get().isDone(shown.trace()));
        } else if (isHiding() && !told.filter(shown.trace()::equals).isPresent()) {
            leave();
        }
    }

    /** Has the engine run the numbers of the transfer question, and grades the choice that was made. */
    public void grade() {
        if (step.get() != LessonStep.TRANSFER || transferChoice.get() == NONE || transferred.isPresent()) {
            return;
        }
        TeachLesson teaching = lesson.orElseThrow();
        model.alongside(() -> teaching.runTransfer(() -> false), trace -> {
            boolean waits = step.get() == LessonStep.TRANSFER;
            if (waits && lesson.filter(teaching::equals).isPresent()) {
                transferred = Optional.of(trace);
                finish();
            }
        });
    }

    /** The choice that is right for the numbers of the transfer question; none before they were run. */
    public OptionalInt transferRight() {
        return transferred
                .flatMap(trace ->
                        lesson.flatMap(TeachLesson::transfer).map(question -> TeachLesson.right(question, trace)))
                .orElse(OptionalInt.empty());
    }

    /** The verdict on the numbers of the transfer question in one sentence; empty before they were run. */
    public String transferSentence() {
        return transferred
                .flatMap(trace ->
                        lesson.flatMap(TeachLesson::transfer).map(question -> TeachLesson.sentence(trace, question)))
                .orElse("");
    }

    /** Whether the transfer question was answered as the engine decides it. */
    public boolean wasTransferred() {
        OptionalInt found = transferRight();
        return found.isPresent() && found.getAsInt() == transferChoice.get();
    }

    private void finish() {
        TeachLesson teaching = lesson.orElseThrow();
        book.add(new LessonResult(
                now.get(),
                teaching.id(),
                text(teaching.question(), prediction.get()),
                confidence.get() + 1,
                wasRight(),
                solved.get(),
                tries,
                teaching.transfer()
                        .map(asked -> text(asked, transferChoice.get()))
                        .orElse(""),
                wasTransferred(),
                looks.count()));
        step.set(LessonStep.DONE);
    }

    private static String text(Lesson.Question asked, int choice) {
        return choice == NONE ? "" : asked.choices().get(choice).text();
    }

    /** What came of the lessons since the window was opened. */
    public LessonBook book() {
        return book;
    }
}
