package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import timewaitlab.base.SimTime;
import timewaitlab.draw.LadderLayout;
import timewaitlab.scenario.Durations;
import timewaitlab.sim.Meddling;
import timewaitlab.trace.TraceEvent.Leg;

/** What a person does to single segments with the menu of the ladder or by keys. */
public final class Deeds {
    /** Delays that are offered, nanoseconds. */
    public static final List<Long> DELAYS = List.of(1_000_000L, 30_000_000L, 100_000_000L, 1_000_000_000L);

    /** How far before or after a segment its like is sent: what a capture can just tell apart. */
    private static final long BESIDE = SimTime.MICROSECOND;

    private final MainViewModel model;

    Deeds(MainViewModel model) {
        this.model = model;
    }

    /** The delay that is meant when nobody says which, nanoseconds. */
    public static final long USUAL = SegmentEdits.USUAL;

    /** What is done to a segment as it is. */
    public enum Deed {
        DROP,
        DUPLICATE,
        DELAY,
        REORDER
    }

    /** Whether anything can be done: nobody can change a recording. */
    public boolean isPossible() {
        return edits().isPresent();
    }

    /** The leg that a hit on a journey means: the one that was hit, else the last. */
    public int legOf(LadderLayout.Hit hit, int journey) {
        return hit.kind() == LadderLayout.Hit.Kind.LEG ? hit.id() : lastLeg(journey);
    }

    /** The leg on which this journey was judged. */
    public int lastLeg(int journey) {
        return model.index().lastLeg(journey).map(Leg::id).orElse(journey);
    }

    /** Does it to one leg, so that it can be undone. */
    public void to(int leg, Deed deed) {
        to(leg, deed, SegmentEdits.USUAL);
    }

    /** The same with a time, where the deed has one. */
    public void to(int leg, Deed deed, long by) {
        edits().flatMap(edits -> edits.onLeg(leg, Meddling.Kind.valueOf(deed.name()), by))
                .ifPresentOrElse(model.session()::add, this::sayWhyNot);
    }

    /**
     * A recording stays as it is; and of a run that was written down from some moment on nobody can say which segment
     * of its kind this is.
     */
    void sayWhyNot() {
        model.getExperiment()
                .map(shown -> shown.isCapture() ? "whatif.capture" : shown.isPart() ? "load.unnamed" : "")
                .filter(key -> !key.isEmpty())
                .ifPresent(key -> model.say(new Notice(Texts.say(key), List.of(), true)));
    }

    /** Does it to the last leg of the selected segment. */
    public void toSelected(Deed deed) {
        onSelected(journey -> to(lastLeg(journey), deed));
    }

    /** Does something with the selected segment; says so where none is. */
    private void onSelected(IntConsumer what) {
        int journey = model.selectedProperty().get();
        if (journey != 0) {
            what.accept(journey);
        } else if (isPossible()) {
            model.say(new Notice(Texts.say("deeds.none"), List.of(), false));
        } else {
            sayWhyNot();
        }
    }

    /** Opens the line with a copy of the selected segment that is sent just before it. */
    public void injectBeforeSelected() {
        onSelected(this::injectBefore);
    }

    /** Opens the line with a copy of the selected segment that is sent when it has arrived. */
    public void injectAfterSelected() {
        onSelected(this::injectAfter);
    }

    /** Opens the line with a copy of the selected segment that is to be changed and put on its way now. */
    public void injectLikeSelected() {
        inject(model.selectedProperty().get());
    }

    /** The same with a copy of this one. */
    public void inject(int journey) {
        inject(journey, "", model.playhead().getTime());
    }

    /** Opens the line with a copy of this one that its host sends just before it. */
    public void injectBefore(int journey) {
        model.index().leg(journey).ifPresent(leg -> inject(journey, leg.at(), Math.max(0, leg.time() - BESIDE)));
    }

    /** Opens the line with a copy of this one that its host sends just after it has arrived, or would have. */
    public void injectAfter(int journey) {
        model.index()
                .lastLeg(journey)
                .ifPresent(last -> inject(journey, last.at(), Math.min(model.until(), last.arrived() + BESIDE)));
    }

    /** Opens the line with what the host of this place sent last, or sends next, to be put on its way at its moment. */
    public void injectAt(Place place) {
        int like =
                edits().map(edits -> edits.lastFrom(place.host(), place.time())).orElse(0);
        inject(like, place.host(), place.time());
    }

    private void inject(int like, String from, long at) {
        if (isPossible()) {
            model.line()
                    .begin(edits().flatMap(edits -> edits.injectable(like, at))
                            .orElse("inject at " + Durations.text(at) + " from " + (from.isEmpty() ? "" : from + ' ')));
        } else {
            sayWhyNot();
        }
    }

    /** Selects a segment, 0 for none, and brings the pane to the front that says why it was judged so. */
    public void why(int journey) {
        if (journey != 0) {
            model.select(journey);
        }
        model.compare().activeProperty().set(false);
        model.showing().askWhy();
    }

    /** Forks the branch at the moment that is shown. */
    public void fork() {
        fork(model.playhead().getTime());
    }

    /** Forks the branch at this moment. */
    public void fork(long at) {
        model.session().fork(at);
    }

    private Optional<SegmentEdits> edits() {
        return model.getExperiment()
                .filter(experiment -> !experiment.isCapture())
                .map(experiment -> new SegmentEdits(model.index(), experiment));
    }
}
