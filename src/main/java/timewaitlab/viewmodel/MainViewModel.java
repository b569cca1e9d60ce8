package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.TimeScale;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.viewmodel.Laboratory.Answer;

/**
 * What the whole window shares: the experiment, the moment, the selection, and what was said beside them. Panes are
 * functions of these.
 */
public final class MainViewModel implements AutoCloseable {
    private final Laboratory laboratory;
    private final Desk desk;
    private final SimRunner runner;
    private final Playhead playhead;
    private final ReadOnlyObjectWrapper<@Nullable Experiment> experiment = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable WhatChanged> changed = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Judged> supposed = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper(false);
    private final IntegerProperty selected = new SimpleIntegerProperty(0);
    private final IntegerProperty hovered = new SimpleIntegerProperty(0);
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final ObjectProperty<TimeScale.Kind> timeScale = new SimpleObjectProperty<>(TimeScale.Kind.COMPRESSED);
    private final BooleanProperty reducedMotion = new SimpleBooleanProperty(false);
    private final Showing showing = new Showing();
    private final LessonModel lessons;
    private TraceIndex index;

    /** The palettes of the window. */
    public enum Theme {
        LIGHT,
        DARK
    }

    /** A window at a desk where nothing is kept. */
    public MainViewModel(Laboratory laboratory, UiThread ui) {
        this(laboratory, ui, Desk.bare());
    }

    public MainViewModel(Laboratory laboratory, UiThread ui, Desk desk) {
        this.laboratory = laboratory;
        this.desk = desk;
        runner = new SimRunner(ui);
        Trace nothing =
                new Trace("", 0, 1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), "");
        index = new TraceIndex(nothing);
        playhead = new Playhead(Narration.of(nothing));
        playhead.timeProperty().addListener((time, before, now) -> follow());
        lessons = new LessonModel(this, Instant::now);
    }

    public Laboratory laboratory() {
        return laboratory;
    }

    /** To whom this is shown. */
    public Showing showing() {
        return showing;
    }

    /** The lesson that goes on, if one does. */
    public LessonModel lessons() {
        return lessons;
    }

    /** What belongs to whoever sits here. */
    public Desk desk() {
        return desk;
    }

    public Playhead playhead() {
        return playhead;
    }

    /** What is shown; null until the first run has ended. */
    public ReadOnlyObjectProperty<@Nullable Experiment> experimentProperty() {
        return experiment.getReadOnlyProperty();
    }

    public Optional<Experiment> getExperiment() {
        return Optional.ofNullable(experiment.get());
    }

    /** The trace that is shown; an empty one at first. */
    public TraceIndex index() {
        return index;
    }

    /** First difference to the run before the last edit; null when there is none. */
    public ReadOnlyObjectProperty<@Nullable WhatChanged> changedProperty() {
        return changed.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Whether the engine is busy for us. */
    public ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    /** The selected journey, 0 for none. */
    public IntegerProperty selectedProperty() {
        return selected;
    }

    /** The journey under the pointer, 0 for none. */
    public IntegerProperty hoveredProperty() {
        return hovered;
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** How the ladder measures time. */
    public ObjectProperty<TimeScale.Kind> timeScaleProperty() {
        return timeScale;
    }

    /** Whether flights are shown as steps. */
    public BooleanProperty reducedMotionProperty() {
        return reducedMotion;
    }

    /** The verdict that is explained: that of the selected segment, else the last one before the playhead. */
    public Optional<Judged> explained() {
        return selected.get() == 0 ? index.lastVerdict(playhead.getTime()) : index.verdictOf(selected.get());
    }

    /** Id of the verdict that is explained, 0 for none. */
    public int explainedId() {
        return explained().map(Judged::id).orElse(0);
    }

    /** A verdict that would have been, explained instead of the one that was; null for none. */
    public ReadOnlyObjectProperty<@Nullable Judged> supposedProperty() {
        return supposed.getReadOnlyProperty();
    }

    void suppose(@Nullable Judged instead) {
        supposed.set(instead);
    }

    /** The card of the verdict that is explained. */
    public Optional<WhyCard> why() {
        Map<Integer, Experiment.Agreement> marks =
                getExperiment().map(Experiment::marks).orElse(Map.of());
        return Optional.ofNullable(supposed.get()).or(this::explained).map(new WhyCards(index, marks)::card);
    }

    /** Nanoseconds the run lasts. */
    public long until() {
        return index.trace().until();
    }

    /** Runs a scenario from its start and plays it. */
    public void start(String scenario) {
        ask(ScenarioChoice.of(scenario), true);
    }

    /** Runs the same scenario with an edit, stays at the same moment and says what changed. */
    public void edit(ScenarioChoice choice) {
        ask(choice, false);
    }

    /** Takes every edit back. */
    public void restore() {
        getExperiment().ifPresent(shown -> edit(ScenarioChoice.of(shown.choice().scenario())));
    }

    /** Does something beside what is shown, such as writing a file, on the sim thread. */
    <T> void alongside(Supplier<T> work, Consumer<T> receiver) {
        runner.alongside(work, receiver);
    }

    /** Opens a capture or a scenario file; a bad one changes nothing but the notice. */
    public void open(Path file) {
        working.set(true);
        desk.remembered().opened(file);
        runner.submit(cancelled -> laboratory.open(file, cancelled), answer -> receive(answer, true));
    }

    private void ask(ScenarioChoice choice, boolean fresh) {
        working.set(true);
        runner.submit(cancelled -> laboratory.run(choice, cancelled), answer -> receive(answer, fresh));
    }

    public void cancel() {
        runner.cancel();
        working.set(false);
    }

    private void receive(Answer answer, boolean fresh) {
        working.set(false);
        if (answer instanceof Answer.Done done) {
            show(done.experiment(), fresh);
        } else if (answer instanceof Answer.Refused refused
                && !refused.problems().isEmpty()) {
            Notice problem = new Notice(Texts.say("notice.refused"), refused.problems(), true);
            say(problem);
            if (experiment.get() == null) {
                laboratory.scenarios().stream()
                        .findFirst()
                        .ifPresent(first -> runner.submit(
                                cancelled -> laboratory.run(ScenarioChoice.of(first.id()), cancelled),
                                instead -> receiveInstead(instead, problem)));
            }
        }
    }

    /** What is shown when the first thing asked for could not be; what was wrong with that stays said. */
    private void receiveInstead(Answer answer, Notice problem) {
        if (answer instanceof Answer.Done done) {
            show(done.experiment(), true);
            say(problem);
        }
    }

    private void show(Experiment next, boolean fresh) {
        boolean first = experiment.get() == null;
        Trace before = index.trace();
        int kept = selected.get();
        index = new TraceIndex(next.trace());
        notice.set(null);
        selected.set(0);
        experiment.set(next);
        playhead.tell(Narration.of(next.trace()));
        if (fresh) {
            changed.set(null);
            playhead.seek(0);
            playhead.play();
            if (first) {
                Errands.sayProblems(this);
            }
            return;
        }
        WhatChanged difference = WhatChanged.between(before, index).orElse(null);
        changed.set(difference);
        selected.set(index.leg(kept).isPresent() ? kept : 0);
        if (difference == null) {
            say(new Notice(Texts.say("changed.nothing"), List.of(), false));
        } else {
            playhead.pause();
            playhead.seek(difference.time());
            selected.set(difference.journey());
        }
    }

    /** Shows everything anew, as after a change of language. */
    public void retell() {
        Experiment shown = experiment.get();
        int kept = selected.get();
        experiment.set(null);
        selected.set(0);
        experiment.set(shown);
        selected.set(kept);
    }

    /** Forgets what changed and what was said. */
    public void dismiss() {
        changed.set(null);
        notice.set(null);
    }

    public void say(Notice said) {
        notice.set(said);
    }

    /** Selects a journey everywhere, as somebody pointing at it does. */
    public void select(int journey) {
        playhead.pause();
        selected.set(journey);
    }

    /** Selects a segment and goes to the moment of its verdict. */
    public void goTo(int journey) {
        select(journey);
        index.verdictOf(journey).ifPresent(judged -> seek(judged.time()));
        selected.set(journey);
    }

    /** Goes to a moment. */
    public void seek(long time) {
        playhead.pause();
        playhead.seek(Math.max(0, Math.min(index.trace().until(), time)));
        follow();
    }

    public void stepForward() {
        index.next(playhead.getTime()).ifPresent(this::seek);
    }

    public void stepBack() {
        index.previous(playhead.getTime()).ifPresent(this::seek);
    }

    /** The next segment after the selected one, or the previous. */
    public void stepSegment(int by) {
        List<Leg> journeys = index.journeys();
        int at = -1;
        for (int i = 0; i < journeys.size(); i++) {
            if (journeys.get(i).id() == selected.get()) {
                at = i;
            }
        }
        int next = Math.max(0, Math.min(journeys.size() - 1, at + by));
        if (!journeys.isEmpty()) {
            goTo(journeys.get(next).id());
        }
    }

    /** The next refusal after the playhead, or the previous one. */
    public void stepRefusal(boolean forward) {
        Judged found = null;
        for (Judged refusal : index.refusals()) {
            if (forward ? refusal.time() > playhead.getTime() && found == null : refusal.time() < playhead.getTime()) {
                found = refusal;
            }
        }
        if (found != null) {
            seek(found.time());
            selected.set(index.journeyOf(found));
        }
    }

    /** The next verdict of the host that decided the explained one, or the previous one. */
    public void stepAtHost(boolean forward) {
        String host = explained().map(Judged::at).orElse("");
        long now = playhead.getTime();
        index.trace().verdicts().stream()
                .filter(judged -> judged.at().equals(host) && (forward ? judged.time() > now : judged.time() < now))
                .reduce((first, second) -> forward ? first : second)
                .ifPresent(judged -> {
                    seek(judged.time());
                    selected.set(index.journeyOf(judged));
                });
    }

    /** Selects what the explained verdict remembers, as its cause. */
    public void goToCause() {
        explained()
                .map(judged -> new WhyCards(index, Map.of()).card(judged).originJourney())
                .filter(journey -> journey != 0)
                .ifPresent(this::goTo);
    }

    /** Selects the first thing that followed from the selected segment. */
    public void goToEffect() {
        index.effectsOf(selected.get()).stream().findFirst().ifPresent(this::goTo);
    }

    /** While time moves, the selection follows the verdicts; while it plays, only those that are worth a look. */
    private void follow() {
        selected.set(index.lastVerdict(playhead.getTime())
                .filter(judged -> !playhead.isPlaying() || TraceIndex.isNotable(judged))
                .map(index::journeyOf)
                .orElse(0));
    }

    @Override
    public void close() {
        runner.close();
    }
}
