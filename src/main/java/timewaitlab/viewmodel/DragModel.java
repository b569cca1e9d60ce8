package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.draw.LadderLayout;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.Durations;
import timewaitlab.sim.SegmentName;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * A segment taken by one of its ends and moved in time. The run follows while it moves; when it is let go the move
 * becomes an intervention, and when it is given up everything is as it was.
 */
public final class DragModel {
    private static final double NEAR = 15;
    private static final long SMALLEST = 100 * SimTime.MICROSECOND;

    private final MainViewModel model;
    private @Nullable Held held;

    private record Held(
            LadderLayout layout,
            TraceIndex index,
            SegmentEdits edits,
            int journey,
            boolean arrival,
            SegmentName name,
            long grabbed,
            long by) {
        Held moved(long to) {
            return new Held(layout, index, edits, journey, arrival, name, grabbed, to);
        }
    }

    public DragModel(MainViewModel model) {
        this.model = model;
    }

    /** An end of a segment that can be taken. */
    public record Grip(int journey, boolean arrival, double x, double y) {}

    /** The end of this journey that lies near a point; a recording cannot be moved. */
    public Optional<Grip> gripAt(LadderLayout layout, int journey, double x, double y) {
        boolean fixed = model.getExperiment().map(Experiment::isCapture).orElse(true);
        if (fixed || journey == 0) {
            return Optional.empty();
        }
        return layout.lineOf(journey).flatMap(line -> {
            for (boolean arrival : new boolean[] {true, false}) {
                double[] end = line.end(arrival);
                if (Math.hypot(x - end[0], y - end[1]) <= NEAR) {
                    return Optional.of(new Grip(journey, arrival, end[0], end[1]));
                }
            }
            return Optional.empty();
        });
    }

    public boolean isHeld() {
        return held != null;
    }

    /** Takes hold. */
    public void take(LadderLayout layout, Grip grip) {
        Optional<Experiment> experiment = model.getExperiment();
        if (experiment.isEmpty() || model.session().latest().isEmpty()) {
            return;
        }
        TraceIndex index = model.index();
        SegmentEdits edits = new SegmentEdits(index, experiment.get());
        index.leg(grip.journey())
                .flatMap(leg -> edits.name(leg.id()))
                .ifPresent(name -> held =
                        new Held(layout, index, edits, grip.journey(), grip.arrival(), name, timeOf(index, grip), 0));
        if (held == null) {
            model.deeds().sayWhyNot();
        }
        model.playhead().pause();
        model.selectedProperty().set(grip.journey());
    }

    private static long timeOf(TraceIndex index, Grip grip) {
        return grip.arrival()
                ? index.lastLeg(grip.journey()).map(Leg::arrived).orElse(0L)
                : index.leg(grip.journey()).map(Leg::time).orElse(0L);
    }

    /** Moves the end to this height of the ladder as it was when the end was taken; {@code shown} when it has run. */
    public void to(double y, Runnable shown) {
        Held now = held;
        if (now == null) {
            return;
        }
        long by = rounded(now.layout().timeAt(y) - now.grabbed());
        if (by != now.by()) {
            held = now.moved(by);
            preview(now.name(), shown);
        }
    }

    /** On top of whatever was done to the branch meanwhile. */
    private void preview(SegmentName name, Runnable shown) {
        model.session()
                .latest()
                .ifPresent(choice -> change(choice)
                        .ifPresent(change -> model.runs().preview(choice.with(change), () -> {
                            follow(name);
                            shown.run();
                        })));
    }

    /** The moment that is shown is that of the verdict in question. */
    private void follow(SegmentName name) {
        int journey = find(name);
        model.index().verdictOf(journey).ifPresent(judged -> model.playhead().seek(judged.time()));
        model.selectedProperty().set(journey);
    }

    private int find(SegmentName name) {
        return name.in(model.index().trace()).map(Leg::id).orElse(0);
    }

    /** To tenths of a millisecond: nobody's hand is steadier. */
    private static long rounded(long by) {
        return Math.round((double) by / SMALLEST) * SMALLEST;
    }

    private Optional<Change> change(ScenarioChoice choice) {
        Held now = held;
        return now == null ? Optional.empty() : now.edits().moved(now.journey(), now.arrival(), now.by(), choice);
    }

    /** Lets go: what was moved stays moved, and can be undone. */
    public void letGo() {
        Held now = held;
        Optional<Change> change = model.session().latest().flatMap(this::change);
        held = null;
        if (now != null && now.by() != 0 && change.isPresent()) {
            model.session().edit(choice -> choice.with(change.get()), () -> follow(now.name()));
        } else if (now != null) {
            model.runs().endPreview();
        }
    }

    /** Gives up: everything is as it was. */
    public void giveUp() {
        if (held != null) {
            held = null;
            model.runs().endPreview();
        }
    }

    /** The journey in hand, by its number in the run that is shown; 0 for none. */
    public int journey() {
        Held now = held;
        return now == null ? 0 : find(now.name());
    }

    /** Whether the arrival is in hand, rather than the sending. */
    public boolean isArrival() {
        Held now = held;
        return now != null && now.arrival();
    }

    /** How far it was moved, such as {@code +61 s}. */
    public String by() {
        Held now = held;
        return now == null ? "" : (now.by() < 0 ? "" : "+") + Durations.text(now.by());
    }

    /** What was decided about the segment before it was moved, and, if it differs, what is decided now. */
    public List<Optional<Judged>> verdicts() {
        Held now = held;
        if (now == null) {
            return List.of();
        }
        Optional<Judged> before = now.index().verdictOf(now.journey());
        Optional<Judged> after = model.index().verdictOf(journey());
        List<Optional<Judged>> both = new ArrayList<>(List.of(before));
        boolean same = before.map(VerdictChip::of)
                .map(VerdictChip::text)
                .equals(after.map(VerdictChip::of).map(VerdictChip::text));
        if (!same) {
            both.add(after);
        }
        return both;
    }

    /** Where the segment was, as it would lie in this layout. */
    public Optional<LadderLayout.Line> ghost(LadderLayout layout) {
        Held now = held;
        if (now == null) {
            return Optional.empty();
        }
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        Leg leg = now.index().leg(now.journey()).orElseThrow();
        x.add(layout.x(leg.at()));
        y.add(layout.y(leg.time()));
        for (Optional<Leg> next = Optional.of(leg);
                next.isPresent();
                next = now.index().after(next.get().id())) {
            x.add(layout.x(next.get().to()));
            y.add(layout.y(next.get().arrived()));
        }
        return now.layout().lineOf(now.journey()).map(line -> new LadderLayout.Line(x, y, line.ink()));
    }
}
