package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import timewaitlab.base.SimTime;
import timewaitlab.base.Watch;
import timewaitlab.draw.Labels.Plate;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * A ladder: lifelines from left to right, time running down, each segment on its real slope. Immutable; geometry and
 * labels are settled here, and marks are made for the range of heights that is looked at.
 *
 * <p>Heights count from the top of the head, which holds the host cards; a view that scrolls draws {@link #head} over
 * the body.
 */
public final class LadderLayout {
    private static final double ABOVE_FIRST = 26;
    private static final double BELOW_LAST = 30;
    /** How far above the playhead what is left of timers may have to go. */
    private static final double COUNTDOWNS = 400;

    /** Of so many segments no more refusals than this are drawn one by one. */
    private static final int MOST_REFUSALS = 4000;

    /** What lies under a point. */
    public record Hit(Kind kind, int id) {
        /** What can be pointed at; the id is that of a leg, a verdict, a fold (its number) or a party (its number). */
        public enum Kind {
            LEG,
            VERDICT,
            FOLD,
            PARTY
        }
    }

    /** A rewrite of a NAT above its diamond. */
    record Rewrite(Way way, Box box, String text) {}

    private final LadderTrace trace;
    private final Part part;
    private final List<Mark> density;
    private final TimeScale scale;
    private final LadderOptions options;
    private final Columns columns;
    private final LadderHead head;
    private final double top;
    private final RangeIndex<Way> ways;
    private final Map<Integer, Way> byLeg;
    private final Map<Way, Plate> plates;
    private final RangeIndex<Chips.Placed> chips;
    private final RangeIndex<Band> bands;
    private final RangeIndex<BandWords.Block> words;
    private final RangeIndex<Rewrite> rewrites;
    private final BandWords bandWords;
    private final TreeMap<Double, Long> axis;
    private final Drawn drawn;

    /** Segments as they look before they are sent and after they arrived: at any playhead the same. */
    record Drawn(IdentityHashMap<Way, Mark> past, IdentityHashMap<Way, Mark> future) {}

    private LadderLayout(LadderTrace trace, TimeScale scale, LadderOptions options, Part part, Watch watch) {
        this.trace = trace;
        this.scale = scale;
        this.options = options;
        this.part = part;
        columns = Columns.of(trace, options);
        head = new LadderHead(columns, options);
        top = head.height() + options.emphasis().grown(ABOVE_FIRST);
        long from = part.isWhole() ? Long.MIN_VALUE : scale.time(part.from() - top - Part.AROUND);
        long to = part.isWhole() ? Long.MAX_VALUE : scale.time(part.to() - top + Part.AROUND);
        List<Journey> here = part.isEmpty()
                ? List.of()
                : part.isWhole() ? trace.journeys().all() : trace.journeys().between(from, to);
        boolean crowded = part.isCrowded(here.size());
        density = crowded ? Density.of(here, scale, columns, top) : List.of();
        List<Way> all = here.stream()
                .filter(journey -> !crowded || journey.isRefused() || isMarked(journey))
                .limit(crowded ? MOST_REFUSALS : Long.MAX_VALUE)
                .map(journey -> journey.way(scale, columns, top))
                .toList();
        Bands placedBands = Bands.of(trace, new Bands.Frame(scale, columns, options, top, from, to));
        Space space = new Space(watch);
        all.forEach(space::takeLine);
        all.stream()
                .filter(way -> way.death() == Way.Death.LOST)
                .forEach(way -> WayMarks.crossBox(way, options.emphasis()).ifPresent(space::take));
        for (Band band : placedBands.all()) {
            space.take(band.box());
        }
        // Where there are too many to be told apart nothing is written; what is selected is told beside the ladder.
        List<Way> told = crowded ? List.of() : all;
        List<Chips.Placed> placedChips = Chips.place(told, options, columns, placedBands, space);
        Labels labels = new Labels(told, options, space);
        labels.placeSelected();
        List<Rewrite> placedRewrites = Rewrites.place(told, options, columns, space);
        bandWords = new BandWords(options, columns, placedBands);
        List<BandWords.Block> placedWords = bandWords.place(space);
        plates = labels.placeOthers();
        byLeg = new HashMap<>();
        all.forEach(way -> way.legs().forEach(leg -> byLeg.put(leg.id(), way)));
        ways = new RangeIndex<>(all, way -> way.top() - 30, way -> way.bottom() + 14);
        chips = new RangeIndex<>(
                placedChips, chip -> chip.box().y(), chip -> chip.box().bottom());
        bands = new RangeIndex<>(placedBands.all(), Band::top, Band::bottom);
        words = new RangeIndex<>(placedWords, BandWords.Block::top, BandWords.Block::bottom);
        rewrites =
                new RangeIndex<>(placedRewrites, r -> r.box().y(), r -> r.box().bottom());
        axis = crowded ? LadderAxis.ticks(scale, top, from, to) : LadderAxis.of(scale, top, from, to);
        drawn = new Drawn(new IdentityHashMap<>(), new IdentityHashMap<>());
    }

    /** Whether it is selected, pointed at, or kin of what is. */
    private boolean isMarked(Journey journey) {
        return journey.legs().stream()
                .anyMatch(leg -> leg.id() == options.selectedLeg()
                        || leg.id() == options.hoveredLeg()
                        || options.causes().contains(leg.id())
                        || options.effects().contains(leg.id()));
    }

    /** Lays out a whole trace on a scale made from the same trace. */
    public static LadderLayout of(Trace trace, TimeScale scale, LadderOptions options) {
        return whole(new LadderTrace(trace), scale, options, Watch.NONE);
    }

    /** The same of a trace that was looked through already, while {@code watch} wants it. */
    public static LadderLayout whole(LadderTrace trace, TimeScale scale, LadderOptions options, Watch watch) {
        return new LadderLayout(trace, scale, options, Part.WHOLE, watch);
    }

    /** A ladder of which nothing is laid out yet but its height and lifelines; {@link #part} does what is looked at. */
    public static LadderLayout of(LadderTrace trace, TimeScale scale, LadderOptions options) {
        return new LadderLayout(trace, scale, options, Part.NOTHING, Watch.NONE);
    }

    /**
     * Of the same ladder what lies between two heights, and somewhat around it. Where more than two thousand segments
     * are in {@code sight} they become a density, with the refusals drawn on top.
     */
    public LadderLayout part(double from, double to, double sight) {
        return new LadderLayout(trace, scale, options, new Part(from, to, sight), Watch.NONE);
    }

    /** Whether everything between these heights is laid out. */
    public boolean covers(double from, double to) {
        boolean above = part.from() <= Math.max(0, from);
        return !part.isEmpty() && above && part.to() >= Math.min(height(), to);
    }

    private LadderLayout(LadderLayout other, long playhead) {
        trace = other.trace;
        part = other.part;
        density = other.density;
        scale = other.scale;
        options = other.options.withPlayhead(playhead);
        columns = other.columns;
        head = other.head;
        top = other.top;
        ways = other.ways;
        byLeg = other.byLeg;
        plates = other.plates;
        chips = other.chips;
        bands = other.bands;
        words = other.words;
        rewrites = other.rewrites;
        bandWords = other.bandWords.at(options);
        axis = other.axis;
        drawn = other.drawn;
    }

    /** The same geometry at another instant; cheap enough for every frame. */
    public LadderLayout at(long playhead) {
        return playhead == options.playhead() ? this : new LadderLayout(this, playhead);
    }

    public double width() {
        return options.width();
    }

    public double height() {
        return top + scale.height() + options.emphasis().grown(BELOW_LAST);
    }

    /** Height of the head, where the body begins. */
    public double headHeight() {
        return head.height();
    }

    /** Height of an instant in this diagram. */
    public double y(long time) {
        return top + scale.y(time);
    }

    /** Height of a row of this instant, of its last one where it has fewer. */
    double y(long time, int row) {
        return top + scale.y(time, row);
    }

    /** The instant at this height of the diagram. */
    public long timeAt(double y) {
        return scale.time(y - top);
    }

    /** Where the lifeline of a party stands. */
    public double x(String party) {
        int index = columns.indexOf(party);
        if (index < 0) {
            throw new IllegalArgumentException("no lifeline " + party);
        }
        return columns.x(index);
    }

    /** What a leg and the rest of its way take up; empty for a leg that is not in the trace. */
    public Optional<Box> boundsOf(int leg) {
        return wayOf(leg).map(way -> {
            double left = Math.min(way.startX(), way.endX());
            double right = Math.max(way.startX(), way.endX());
            return new Box(left, way.top(), right - left, way.bottom() - way.top(), 0);
        });
    }

    /**
     * A segment as it can be taken hold of: a point at each lifeline it touches, in order of time.
     *
     * @param ink the colour of its direction
     */
    public record Line(List<Double> x, List<Double> y, Ink ink) {
        public Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
        }

        /** Its last point, where it arrives, or its first, where it leaves. */
        public double[] end(boolean arrival) {
            int at = arrival ? x.size() - 1 : 0;
            return new double[] {x.get(at), y.get(at)};
        }
    }

    /** The line of the way that this leg is part of; empty for a leg that is not in the trace. */
    public Optional<Line> lineOf(int leg) {
        return wayOf(leg)
                .map(way -> new Line(
                        Arrays.stream(way.x()).boxed().toList(),
                        Arrays.stream(way.y()).boxed().toList(),
                        way.toServer() ? Ink.TO_SERVER : Ink.TO_CLIENT));
    }

    private Optional<Way> wayOf(int leg) {
        Way laid = byLeg.get(leg);
        return laid != null
                ? Optional.of(laid)
                : trace.journeys().of(leg).map(journey -> journey.way(scale, columns, top));
    }

    /** The legs of all segments that touch these heights. */
    public List<Integer> legsBetween(double from, double to) {
        return ways.between(from, to).stream()
                .flatMap(way -> way.legs().stream())
                .map(Leg::id)
                .toList();
    }

    /** Where a segment is that has left and not arrived. */
    public record Flight(int leg, double x, double y, Ink ink) {}

    /** All segments on their way at the playhead. */
    public List<Flight> flights() {
        List<Flight> flights = new ArrayList<>();
        if (options.playhead() != SimTime.NEVER) {
            double now = y(options.playhead());
            for (Way way : ways.between(now - 40, now + 40)) {
                if (way.start() <= options.playhead() && options.playhead() < way.end()) {
                    flights.add(way.at(options.playhead()));
                }
            }
        }
        return flights;
    }

    /** Everything: body and head. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(marks(0, height(), List.of()));
        marks.addAll(head());
        return marks;
    }

    /** The host cards on paper; they cover what scrolls beneath them. */
    public List<Mark> head() {
        return head.marks();
    }

    /** The body between two heights; what moves along the lines passes under what is written. */
    public List<Mark> marks(double from, double to, List<Mark> moving) {
        return new LadderMarks(this, from, to).marks(moving);
    }

    /** The line of the moment and its time, to be drawn again over what covers the future. */
    public List<Mark> playhead() {
        return new LadderMarks(this, 0, height()).playheadOnly();
    }

    /** What lies under a point of the diagram. */
    public Optional<Hit> hitAt(double x, double y) {
        return new LadderHits(this).at(x, y);
    }

    /** When a fold begins, by its number; empty where there is none. */
    public Optional<Long> foldStart(int number) {
        return number < scale.foldCount() ? Optional.of(scale.fold(number).from()) : Optional.empty();
    }

    /** What is laid out. */
    LadderTrace trace() {
        return trace;
    }

    /** How dense segments are where there are too many; empty elsewhere. */
    List<Mark> density() {
        return density;
    }

    TimeScale scale() {
        return scale;
    }

    LadderOptions options() {
        return options;
    }

    Columns columns() {
        return columns;
    }

    RangeIndex<Way> ways() {
        return ways;
    }

    Map<Way, Plate> plates() {
        return plates;
    }

    RangeIndex<Chips.Placed> chips() {
        return chips;
    }

    RangeIndex<Band> bands() {
        return bands;
    }

    RangeIndex<BandWords.Block> words() {
        return words;
    }

    RangeIndex<Rewrite> rewrites() {
        return rewrites;
    }

    TreeMap<Double, Long> axis() {
        return axis;
    }

    Drawn drawn() {
        return drawn;
    }

    /** The card of a party. */
    Box card(int party) {
        return head.box(party);
    }

    double top() {
        return top;
    }

    /** What is left of running timers, above the playhead. */
    List<BandWords.Block> countdowns() {
        if (options.playhead() == SimTime.NEVER) {
            return List.of();
        }
        double now = y(options.playhead());
        List<Box> shown = chips.between(now - COUNTDOWNS, now + 20).stream()
                .filter(chip -> chip.way().end() <= options.playhead())
                .map(Chips.Placed::box)
                .toList();
        return bandWords.countdowns(now, bands.between(now, now), shown);
    }
}
