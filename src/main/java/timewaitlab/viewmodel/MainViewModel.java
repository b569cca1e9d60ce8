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
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import timewaitlab.agreement.SessionReport;
import timewaitlab.draw.TimeScale;
import timewaitlab.scenario.SessionText;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * What the whole window shares: the experiment, the moment, the selection, and what was said beside them. Panes are
 * functions of these.
 */
public final class MainViewModel implements AutoCloseable {
    private final Laboratory laboratory;
    private final Desk desk;
    private final Runs runs;
    private final Session session = new Session(this);
    private final WhatIfLine line = new WhatIfLine(this);
    private final Deeds deeds = new Deeds(this);
    private final Travel travel = new Travel(this);
    private final CompareModel compare;
    private final AgreementSheet agreement;
    private final Playhead playhead;
    private final ReadOnlyObjectWrapper<@Nullable Experiment> experiment = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable WhatChanged> changed = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Judged> supposed = new ReadOnlyObjectWrapper<>();
    private final IntegerProperty selected = new SimpleIntegerProperty(0);
    private final IntegerProperty hovered = new SimpleIntegerProperty(0);
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final ObjectProperty<TimeScale.Kind> timeScale = new SimpleObjectProperty<>(TimeScale.Kind.COMPRESSED);
    private final Showing showing = new Showing();
    private final LessonModel lessons;
    private final Breakpoints breakpoints;
    private final SegmentFilter filter;
    private TraceIndex index;

    /** A window at a desk where nothing is kept. */
    public MainViewModel(Laboratory laboratory, UiThread ui) {
        this(laboratory, ui, Desk.bare());
    }

    public MainViewModel(Laboratory laboratory, UiThread ui, Desk desk) {
        this.laboratory = laboratory;
        this.desk = desk;
        runs = new Runs(this, ui);
        agreement = new AgreementSheet(new SessionReport(), ui);
        Trace nothing =
                new Trace("", 0, 1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), "");
        index = new TraceIndex(nothing);
        playhead = new Playhead(Narration.of(nothing));
        playhead.timeProperty().addListener((time, before, now) -> follow());
        lessons = new LessonModel(this, Instant::now);
        breakpoints = new Breakpoints(this);
        filter = new SegmentFilter(this);
        compare = new CompareModel(this);
    }

    /** Which segments are shown. */
    public SegmentFilter filter() {
        return filter;
    }

    /** Where playing stops by itself. */
    public Breakpoints breakpoints() {
        return breakpoints;
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

    /** How the engine agrees with recordings. */
    public AgreementSheet agreement() {
        return agreement;
    }

    public Playhead playhead() {
        return playhead;
    }

    /** What can be done to segments. */
    public Deeds deeds() {
        return deeds;
    }

    /** Two branches side by side. */
    public CompareModel compare() {
        return compare;
    }

    /** Where a change is written. */
    public WhatIfLine line() {
        return line;
    }

    /** Branches, and what was done in each. */
    public Session session() {
        return session;
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
        return playhead.reducedMotionProperty();
    }

    /** The verdict that is explained: that of the selected segment, else the last one before the playhead. */
    public Optional<Judged> explained() {
        return selected.get() == 0 ? filter.course().lastVerdict(playhead.getTime()) : index.verdictOf(selected.get());
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
        runs.start(scenario);
    }

    /** Goes on with the session that a file holds, of this scenario or of any; else starts the scenario. */
    public void resume(Path file, Optional<String> scenario) {
        runs.resume(file, scenario);
    }

    /** Opens a capture or a scenario file as it was left; a bad one changes nothing but the notice. */
    public void open(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        desk.remembered().opened(whole);
        runs.open(whole, desk.home().file(Autosave.FILE));
    }

    /** Runs this branch with an edit, stays at the same moment and says what changed. */
    public void edit(ScenarioChoice choice) {
        session.edit(choice);
    }

    /** Takes every edit of this branch back. */
    public void restore() {
        session.edit(choice -> choice.withInterventions(List.of()));
    }

    /** What is run for this window. */
    public Runs runs() {
        return runs;
    }

    /** Does something beside what is shown, such as writing a file, on the sim thread. */
    public <T> void alongside(Supplier<T> work, Consumer<T> receiver) {
        runs.alongside(work, receiver);
    }

    /** Shows another run at the moment that is shown. */
    void put(Experiment next) {
        int kept = selected.get();
        long at = playhead.getTime();
        index = next.insight().index();
        filter.follow(next);
        experiment.set(next);
        playhead.tell(filter.narration(next));
        playhead.seek(Math.min(at, index.trace().until()));
        selected.set(index.leg(kept).isPresent() ? kept : 0);
    }

    /** Shows what was done before, as it was looked at then. */
    void showResumed(Experiment shown, SessionText.Look look) {
        dismiss();
        put(shown);
        seek(look.moment());
        selected.set(index.leg(look.selected()).isPresent() ? look.selected() : 0);
        filter.show(look.filter());
        desk.remembered().takeLayout(look.layout());
        say(new Notice(Texts.say("notice.resumed"), List.of(Texts.say("notice.resumed.how")), false));
    }

    /** Shows another branch, and where it first differs from the one that was shown. */
    void showBranch(Experiment other) {
        show(other, index.trace());
    }

    /** Shows another run of the same session, and where it first differs from {@code before}. */
    void show(Experiment next, Trace before) {
        notice.set(null);
        put(next);
        WhatChanged difference = WhatChanged.between(before, index).orElse(null);
        changed.set(difference);
        if (difference == null) {
            say(WhatChanged.nothing(before, next.trace()));
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

    /** Shows what was opened, from its start. */
    void open(Experiment first) {
        boolean isFirst = experiment.get() == null;
        session.begin(first);
        notice.set(null);
        changed.set(null);
        selected.set(0);
        put(first);
        playhead.seek(first.trace().plan().from());
        playhead.play();
        if (isFirst) {
            Errands.sayProblems(this);
        }
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

    /** Selects a segment and goes to the moment of its verdict, or, where it has none, to when it is over. */
    public void goTo(int journey) {
        select(journey);
        index.verdictOf(journey)
                .map(Judged::time)
                .or(() -> index.lastLeg(journey).map(Leg::arrived))
                .ifPresent(this::seek);
        selected.set(journey);
        filter.sayIfHidden(journey);
    }

    /** Goes to a moment. */
    public void seek(long time) {
        playhead.pause();
        playhead.seek(Math.max(0, Math.min(index.trace().until(), time)));
        follow();
    }

    public void stepForward() {
        filter.course().next(playhead.getTime()).ifPresent(this::seek);
    }

    public void stepBack() {
        filter.course().previous(playhead.getTime()).ifPresent(this::seek);
    }

    /** The next segment after the selected one, or the previous. */
    public void stepSegment(int by) {
        travel.segment(by);
    }

    /** The next refusal after the playhead, or the previous one. */
    public void stepRefusal(boolean forward) {
        travel.refusal(forward);
    }

    /** The next verdict of the host that decided the explained one, or the previous one. */
    public void stepAtHost(boolean forward) {
        travel.atHost(forward);
    }

    /** Selects what the explained verdict remembers, as its cause. */
    public void goToCause() {
        travel.cause();
    }

    /** Selects the first thing that followed from the selected segment. */
    public void goToEffect() {
        travel.effect();
    }

    /** While time moves, the selection follows the verdicts; while it plays, only those that are worth a look. */
    void follow() {
        selected.set(filter.course()
                .lastVerdict(playhead.getTime())
                .filter(judged -> !playhead.isPlaying() || TraceIndex.isNotable(judged))
                .map(index::journeyOf)
                .orElse(0));
    }

    @Override
    public void close() {
        runs.close();
        agreement.close();
    }
}
