package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Plane;
import timewaitlab.decide.Verdict;
import timewaitlab.draw.MapLayout;
import timewaitlab.draw.MapOptions;
import timewaitlab.draw.MapRegions;
import timewaitlab.draw.MapRegions.Point;
import timewaitlab.draw.MapScale;
import timewaitlab.kernel.Profiles;
import timewaitlab.lab.DecisionMap;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.wire.SeqNum;

/**
 * The decision map around the verdict that is explained. The plane is computed on the sim thread; the dot can be moved
 * away from the segment, and then what is explained is what would have been decided there.
 */
public final class MapPane {
    private final MainViewModel model;
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Point> dot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper without = new ReadOnlyStringWrapper("");
    private final StringProperty against = new SimpleStringProperty("");
    private MapScale across = MapScale.whole(1);
    private MapScale up = MapScale.whole(1);
    /** Whether the next layout, which knows its size, is to show the dot and zero. */
    private boolean unfitted = true;

    private boolean active;
    private int asked = -1;
    private int answered;
    private int wanted;

    /**
     * A plane that can be looked at.
     *
     * @param verdict id of the verdict it is about
     * @param origin where the segment itself lies
     */
    public record Shown(
            int verdict,
            Judged judged,
            DecisionMap map,
            Optional<DecisionMap> other,
            MapRegions regions,
            Point origin) {}

    /** A value of the segment at the dot beside the one it is measured against, and their signed difference. */
    public record Measure(String name, String value, String expectedName, String expected, String difference) {}

    public MapPane(MainViewModel model) {
        this.model = model;
        model.showing().watch(model.selectedProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.filter().shownProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> renew());
        against.addListener((value, before, now) -> renew());
    }

    /** The plane; null while there is none, as for a verdict about a timer or a call. */
    public ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Why there is none, and what to do. */
    public ReadOnlyStringProperty withoutProperty() {
        return without.getReadOnlyProperty();
    }

    /** Where the dot is. */
    public ReadOnlyObjectProperty<@Nullable Point> dotProperty() {
        return dot.getReadOnlyProperty();
    }

    /** Name of the kernel that is compared; empty for none. */
    public StringProperty againstProperty() {
        return against;
    }

    /** Names of kernels that can be compared with. */
    public List<String> kernels() {
        return model.laboratory().kernels();
    }

    /** Whether somebody looks: nothing is computed while nobody does. */
    public void activate(boolean looked) {
        active = looked;
        refresh();
        if (!looked) {
            putBack();
        }
    }

    private void renew() {
        asked = -1;
        model.suppose(null);
        refresh();
    }

    private void refresh() {
        int id = model.explainedId();
        if (!active || id == asked) {
            return;
        }
        asked = id;
        int ticket = ++wanted;
        Optional<Judged> judged = model.explained();
        model.suppose(null);
        String kernel = judged.flatMap(about -> model.index().party(about.at()))
                .map(party -> party.kernel())
                .orElse("");
        String other = against.get();
        model.alongside(() -> judged.flatMap(about -> compute(about, kernel, other)), found -> {
            answered = ticket;
            if (ticket == wanted) {
                show(found.orElse(null));
            }
        });
    }

    private static Optional<Shown> compute(Judged judged, String kernel, String other) {
        return DecisionMap.of(judged, kernel).map(map -> {
            Optional<DecisionMap> second = Profiles.named(other).flatMap(map::under);
            MapRegions regions = second.map(its -> MapRegions.of(map.plane(), its.plane()))
                    .orElseGet(() -> MapRegions.of(map.plane()));
            Point origin = new Point(map.sequenceOffset(), map.timestampOffset());
            return new Shown(judged.id(), judged, map, second, regions, origin);
        });
    }

    private void show(@Nullable Shown found) {
        boolean ofNat = model.explained()
                .flatMap(judged -> model.index().trace().atNat(judged))
                .isPresent();
        without.set(Texts.say(ofNat ? "map.empty.nat" : "map.empty.hint"));
        dot.set(null);
        shown.set(found);
        if (found != null) {
            unfitted = true;
            dot.set(found.origin);
        }
    }

    /** Whether an answer of the sim thread is awaited. */
    public boolean isBusy() {
        return answered != wanted;
    }

    /** The map at this size; empty while there is none. */
    public Optional<MapLayout> layout(double width, double height) {
        Shown now = shown.get();
        Point point = dot.get();
        if (now == null || point == null || width < 120 || height < 120) {
            return Optional.empty();
        }
        MapOptions whole = MapOptions.whole(width, height, subject(now));
        if (unfitted) {
            unfitted = false;
            across = whole.across().fitting(point.x());
            up = whole.up().fitting(point.y());
        }
        MapOptions options = whole.withScales(across, up).withDot(point);
        across = options.across();
        up = options.up();
        return Optional.of(MapLayout.of(now.regions, options));
    }

    private MapOptions.Subject subject(Shown now) {
        String segment = SegmentText.kind(now.map.segment());
        return new MapOptions.Subject(
                Texts.say("map.heading", now.map.state().label(), segment),
                new MapOptions.Kernels(now.map.kernel(), against.get()),
                now.map.expected().sequenceName(),
                now.map.expected().timestampName(),
                segment);
    }

    /** Moves the dot, and what is explained with it. */
    public void moveTo(Point to) {
        Shown now = shown.get();
        if (now == null) {
            return;
        }
        long y = now.map.hasTimestamp() ? to.y() : now.origin.y();
        Point kept = new Point(limited(to.x()), limited(y));
        // First, so that whoever hears of the dot finds what is explained.
        suppose(now, kept);
        dot.set(kept);
    }

    private static long limited(long offset) {
        return Math.max(Plane.FIRST, Math.min(Plane.LAST, offset));
    }

    /** Moves the dot by units of the two values. */
    public void nudge(long right, long upwards) {
        Point from = dot.get();
        if (from != null) {
            moveTo(new Point(from.x() + right, from.y() + upwards));
            reveal();
        }
    }

    /** Moves the dot to the next edge that way: steps of one axis only. */
    public void toEdge(int right, int upwards) {
        Shown now = shown.get();
        Point from = dot.get();
        if (now != null && from != null) {
            moveTo(now.regions.nextEdge(from, right, upwards));
            reveal();
        }
    }

    /** Puts the dot back on the segment. */
    public void putBack() {
        model.suppose(null);
        Shown now = shown.get();
        if (now != null) {
            dot.set(now.origin);
        }
    }

    /** State and kernel in a line; empty while there is no map. */
    public String heading() {
        Shown now = shown.get();
        return now == null ? "" : Texts.say("map.of", now.map.state().label(), Numbers.kernel(now.map.kernel()));
    }

    /** Whether the dot is away from the segment, so that what is explained never happened. */
    public boolean isSupposed() {
        Shown now = shown.get();
        return now != null && !now.origin.equals(dot.get());
    }

    private void suppose(Shown now, Point at) {
        if (at.equals(now.origin)) {
            model.suppose(null);
            return;
        }
        model.suppose(Supposed.of(now.judged, now.map.plane().judgeAt(at.x(), at.y())));
    }

    /** The verdict at the dot. */
    public Optional<Verdict<?>> atDot() {
        Shown now = shown.get();
        Point at = dot.get();
        return now == null || at == null
                ? Optional.empty()
                : Optional.of(now.map.plane().judgeAt(at.x(), at.y()));
    }

    /** What the other kernel decides at the dot; nothing where there is no other. */
    public Optional<VerdictChip> otherAtDot() {
        Shown now = shown.get();
        Point at = dot.get();
        return now == null || at == null
                ? Optional.empty()
                : now.other.map(map ->
                        VerdictChip.of(Supposed.of(now.judged, map.plane().judgeAt(at.x(), at.y()))));
    }

    /** The two values at the dot. */
    public List<Measure> measures() {
        Shown now = shown.get();
        Point at = dot.get();
        if (now == null || at == null) {
            return List.of();
        }
        var expected = now.map.expected();
        Measure sequence = measure("SEG.SEQ", expected.sequenceName(), new long[] {
            now.map.plane().across().value(at.x()), SeqNum.unsigned(expected.sequence()), at.x()
        });
        if (!now.map.hasTimestamp()) {
            return List.of(sequence);
        }
        return List.of(sequence, measure("SEG.TSval", expected.timestampName(), new long[] {
            now.map.plane().up().value(at.y()), SeqNum.unsigned(expected.timestamp()), at.y()
        }));
    }

    private static Measure measure(String name, String expectedName, long... valueExpectedDifference) {
        boolean known = !expectedName.isEmpty();
        long difference = valueExpectedDifference[2];
        return new Measure(
                name,
                Long.toString(valueExpectedDifference[0]),
                expectedName,
                known ? Long.toString(valueExpectedDifference[1]) : "",
                known ? (difference > 0 ? "+" : "") + difference : "");
    }

    /** Zooms both axes around a place of the picture. */
    public void zoom(MapLayout layout, double x, double y, double factor) {
        across = across.zoomedAt(x - layout.plane().x(), factor);
        up = up.zoomedAt(layout.plane().bottom() - y, factor);
    }

    /** Zooms around the dot. */
    public void zoom(double factor) {
        Point at = dot.get();
        if (at != null) {
            across = across.zoomedAt(across.middle(at.x()), factor);
            up = up.zoomedAt(up.middle(at.y()), factor);
        }
    }

    /** Pushes the plane by some pixels. */
    public void pan(double x, double y) {
        across = across.pushed(x);
        up = up.pushed(-y);
    }

    /** Shows the dot and zero. */
    public void fit() {
        unfitted = true;
    }

    /** Shows all of the plane. */
    public void whole() {
        across = MapScale.whole(across.length());
        up = MapScale.whole(up.length());
    }

    /** Pans as far as it takes to see the dot. */
    private void reveal() {
        Point at = dot.get();
        if (at != null) {
            across = revealed(across, at.x());
            up = revealed(up, at.y());
        }
    }

    private static MapScale revealed(MapScale scale, long offset) {
        double at = scale.middle(offset);
        return at >= 0 && at <= scale.length() ? scale : scale.pushed(scale.length() / 2 - at);
    }
}
