package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Kin;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.LadderOptions;
import timewaitlab.draw.LadderTrace;
import timewaitlab.draw.LadderWidths;
import timewaitlab.draw.Outline;
import timewaitlab.draw.TimeScale;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/** How the ladder is looked at: width, time scale, zoom, opened silences. Lays out and finds what is pointed at. */
public final class LadderViewModel {
    private static final double LEAST_WIDTH = 200;
    private static final double LEAST_ZOOM = 0.5;
    private static final double MOST_ZOOM = 6;
    private static final double EVENT_PITCH = 1.1;
    private static final double PIXELS_A_SECOND = 90;
    private static final double SIGN_AWAY = 14;
    /** Bands that would tell what is asked. */
    private static final Set<TimerKind> GIVING_AWAY = Set.of(TimerKind.NAT_MAPPING, TimerKind.PEER_MEMORY);

    private final MainViewModel model;
    private final Set<Long> openFolds = new HashSet<>();
    private double zoom = 1;
    private boolean mappings;
    private @Nullable Trace variantOf;
    private @Nullable LadderTrace variant;
    private Untold left = Untold.NOTHING;

    public LadderViewModel(MainViewModel model) {
        this.model = model;
    }

    /** Forgets what was opened; another run is shown. */
    public void renew() {
        openFolds.clear();
    }

    public double zoom() {
        return zoom;
    }

    public void zoomTo(double to) {
        zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, to));
    }

    /** From which width on the lifelines of what is shown in {@code model} stand as far apart as they should. */
    public static double comfortableWidth(MainViewModel model) {
        LadderOptions options = LadderOptions.of(0).withEmphasis(model.showing().emphasis());
        return model.getExperiment()
                .map(shown -> LadderWidths.comfortable(shown.insight().ladder(), options))
                .orElse(0.0);
    }

    /** The ladder at this width, with the selection and the playhead as they are; empty while there is no run. */
    public Optional<LadderLayout> layout(double width) {
        if (width < LEAST_WIDTH || model.getExperiment().isEmpty()) {
            return Optional.empty();
        }
        LadderTrace trace = shown();
        int selected = model.selectedProperty().get();
        LadderOptions plain =
                LadderOptions.of(width).withEmphasis(model.showing().emphasis());
        LadderOptions options = plain.withWidth(Math.max(width, LadderWidths.least(trace, plain)))
                .withHovered(model.hoveredProperty().get())
                .withPlayhead(model.playhead().getTime());
        if (selected != 0) {
            options = options.withSelected(selected, Kin.of(trace, selected));
        }
        return Optional.of(LadderLayout.of(trace, scale(trace), options));
    }

    /** Shows or hides the mappings of NATs, which are many and seldom what matters. */
    public void toggleMappings() {
        mappings = !mappings;
    }

    private LadderTrace shown() {
        if (model.lessons().isHiding()) {
            return without(Untold.of(model.lessons()));
        }
        return mappings
                ? without(Untold.NOTHING)
                : model.filter()
                        .ladder()
                        .orElseGet(() ->
                                model.getExperiment().orElseThrow().insight().ladder());
    }

    /** Bands that are not shown: those of these kinds, and all of these hosts. */
    private record Untold(Set<TimerKind> kinds, Set<String> hosts) {
        static final Untold NOTHING = new Untold(Set.of(), Set.of());

        /** Where one must find out who it is, what any of them holds would tell. */
        static Untold of(LessonModel lesson) {
            List<String> suspects = lesson.suspects();
            return new Untold(GIVING_AWAY, suspects.size() > 1 ? Set.copyOf(suspects) : Set.of());
        }

        boolean hides(TimerSpan span) {
            return kinds.contains(span.kind()) || hosts.contains(span.at());
        }
    }

    private LadderTrace without(Untold untold) {
        Trace trace = model.filter().trace();
        LadderTrace known = variant;
        if (known == null || variantOf != trace || !left.equals(untold)) {
            known = new LadderTrace(
                    Insight.without(trace, untold::hides), model.index().trace());
            variant = known;
            variantOf = trace;
            left = untold;
        }
        return known;
    }

    private TimeScale scale(LadderTrace trace) {
        double pitch = model.showing().emphasis().pitch() * zoom;
        TimeScale.Kind kind = model.timeScaleProperty().get();
        return switch (kind) {
            case COMPRESSED -> trace.scale(kind, pitch, openFolds);
            case EVENT -> trace.scale(kind, pitch * EVENT_PITCH, Set.of());
            case LINEAR -> trace.scale(kind, PIXELS_A_SECOND * zoom, Set.of());
        };
    }

    /** Opens a folded silence in its place. */
    public void openFold(int number) {
        var folds = scale(shown()).folds();
        if (number < folds.size()) {
            openFolds.add(folds.get(number).from());
        }
    }

    /** How far what is pointed at is from what is selected. */
    public Optional<Measure> measure() {
        return Measure.between(
                model.index(),
                model.selectedProperty().get(),
                model.hoveredProperty().get());
    }

    /** What is pointed at, in words: a journey, or whose lifeline stands below, whose address may be cut off. */
    public String describe(LadderLayout.Hit hit) {
        return hit.kind() == LadderLayout.Hit.Kind.PARTY
                ? describe(model.index().trace().parties().get(hit.id()))
                : describe(journeyOf(hit));
    }

    private static String describe(Party party) {
        String whole = Stream.of(party.name(), party.address(), Numbers.kernel(party.kernel()))
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining("   "));
        return party.kind().isBox() ? whole + '\n' + Texts.say("ladder.hint") : whole;
    }

    /** A journey in words: each leg as tcpdump tells it, what was decided, and how far it is from the selected one. */
    public String describe(int journey) {
        TraceIndex index = model.index();
        if (index.leg(journey).isEmpty()) {
            return Texts.say("ladder.hint");
        }
        StringBuilder text = new StringBuilder();
        index.leg(journey).ifPresent(leg -> text.append(leg.segment()));
        index.lastLeg(journey)
                .filter(last -> last.id() != journey)
                .ifPresent(last -> text.append('\n').append(last.segment()));
        index.verdictOf(journey)
                .ifPresent(judged -> text.append('\n')
                        .append(Texts.say(
                                "ladder.verdict",
                                judged.at(),
                                VerdictChip.of(judged).text())));
        Measure.between(index, model.selectedProperty().get(), journey)
                .ifPresent(measure -> text.append('\n').append(measure.text()));
        return text.toString();
    }

    /** Whether this points at the card of a NAT. */
    public boolean isNat(LadderLayout.Hit hit) {
        return hit.kind() == LadderLayout.Hit.Kind.PARTY
                && model.index().trace().parties().get(hit.id()).kind().isBox();
    }

    /** The journey something on the ladder belongs to; 0 for none. */
    public int journeyOf(LadderLayout.Hit hit) {
        return switch (hit.kind()) {
            case LEG -> model.index().journeyOf(hit.id());
            case VERDICT ->
                model.index().verdict(hit.id()).map(model.index()::journeyOf).orElse(0);
            case FOLD, PARTY -> 0;
        };
    }

    /** Where a journey is drawn. */
    public Optional<Outline.Box> boundsOf(LadderLayout layout, int journey) {
        return layout.boundsOf(journey);
    }

    /** A refusal that is just being told: where it struck, and how much of its blow is over, 0 to 1. */
    public record Strike(double x, double y, double part) {}

    /** The refusal of this very moment, as long as its blow lasts. */
    public Optional<Strike> strike(LadderLayout layout, double millis) {
        long now = model.playhead().getTime();
        return model.filter()
                .course()
                .lastVerdict(now)
                .filter(judged -> judged.time() == now && TraceIndex.isRefusal(judged))
                .filter(judged -> model.playhead().since(now) < millis)
                .flatMap(judged -> end(layout, model.index().journeyOf(judged)))
                .map(end -> new Strike(end.x(), end.y(), model.playhead().since(now) / millis));
    }

    /** A recorded segment's sign and its place. */
    public record Sign(Experiment.Agreement agreement, double x, double y) {}

    /** The signs of a recording between two heights. */
    public List<Sign> agreements(LadderLayout layout, Experiment experiment, double from, double to) {
        List<Sign> signs = new ArrayList<>();
        for (int leg : layout.legsBetween(from, to)) {
            Experiment.Agreement agreement = experiment.marks().get(leg);
            if (agreement != null) {
                end(layout, leg)
                        .filter(end -> end.y() >= from && end.y() <= to)
                        .ifPresent(end -> signs.add(new Sign(agreement, end.x() + end.side() * SIGN_AWAY, end.y())));
            }
        }
        return signs;
    }

    private record End(double x, double y, int side) {}

    /** Where a segment ends, and on which side of that lifeline there is room. */
    private Optional<End> end(LadderLayout layout, int leg) {
        return model.index()
                .leg(leg)
                .flatMap(sent -> layout.boundsOf(leg).map(box -> {
                    boolean right = layout.x(sent.to()) > layout.x(sent.at());
                    return new End(right ? box.right() : box.x(), box.bottom(), right ? 1 : -1);
                }));
    }
}
