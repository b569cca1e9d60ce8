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
import timewaitlab.draw.Labels.Plate;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.Trace;

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
    private static final double REACH = 7;
    /** How far above the playhead what is left of timers may have to go. */
    private static final double COUNTDOWNS = 400;

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

    private final TimeScale scale;
    private final LadderOptions options;
    private final Columns columns;
    private final LadderHead head;
    private final double top;
    private final YIndex<Way> ways;
    private final Map<Integer, Way> byLeg;
    private final Map<Way, Plate> plates;
    private final YIndex<Chips.Placed> chips;
    private final YIndex<Band> bands;
    private final YIndex<BandWords.Block> words;
    private final YIndex<Rewrite> rewrites;
    private final BandWords bandWords;
    private final TreeMap<Double, Long> axis;
    private final Drawn drawn;

    /** Segments as they look before they are sent and after they arrived: at any playhead the same. */
    record Drawn(IdentityHashMap<Way, Mark> past, IdentityHashMap<Way, Mark> future) {}

    private LadderLayout(Trace trace, TimeScale scale, LadderOptions options) {
        this.scale = scale;
        this.options = options;
        columns = Columns.of(trace, options);
        head = new LadderHead(columns, options);
        top = head.height() + options.emphasis().grown(ABOVE_FIRST);
        List<Way> all = Ways.of(trace, scale, columns, top);
        Bands placedBands = Bands.of(trace, scale, columns, options, top);
        Space space = new Space();
        all.forEach(space::takeLine);
        double arm = options.emphasis().label();
        all.stream()
                .filter(way -> way.death() == Way.Death.LOST)
                .forEach(way -> space.take(new Box(way.endX() - arm, way.endY() - arm, 2 * arm, 2 * arm, 0)));
        for (Band band : placedBands.all()) {
            space.take(band.box());
        }
        List<Chips.Placed> placedChips = Chips.place(all, options, columns, placedBands, space);
        List<Rewrite> placedRewrites = Rewrites.place(all, options, columns, space);
        bandWords = new BandWords(options, columns, placedBands);
        List<BandWords.Block> placedWords = bandWords.place(space);
        plates = Labels.place(all, options, space);
        byLeg = new HashMap<>();
        all.forEach(way -> way.legs().forEach(leg -> byLeg.put(leg.id(), way)));
        ways = new YIndex<>(all, way -> way.top() - 30, way -> way.bottom() + 14);
        chips = new YIndex<>(
                placedChips, chip -> chip.box().y(), chip -> chip.box().bottom());
        bands = new YIndex<>(placedBands.all(), Band::top, Band::bottom);
        words = new YIndex<>(placedWords, BandWords.Block::top, BandWords.Block::bottom);
        rewrites = new YIndex<>(placedRewrites, r -> r.box().y(), r -> r.box().bottom());
        axis = axis(scale, top);
        drawn = new Drawn(new IdentityHashMap<>(), new IdentityHashMap<>());
    }

    /** Lays out a trace on a scale made from the same trace. */
    public static LadderLayout of(Trace trace, TimeScale scale, LadderOptions options) {
        return new LadderLayout(trace, scale, options);
    }

    private LadderLayout(LadderLayout other, long playhead) {
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
        return Optional.ofNullable(byLeg.get(leg)).map(way -> {
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
        return Optional.ofNullable(byLeg.get(leg))
                .map(way -> new Line(
                        Arrays.stream(way.x()).boxed().toList(),
                        Arrays.stream(way.y()).boxed().toList(),
                        way.toServer() ? Ink.TO_SERVER : Ink.TO_CLIENT));
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
        List<Mark> marks = new ArrayList<>(marks(0, height()));
        marks.addAll(head());
        return marks;
    }

    /** The host cards on paper; they cover what scrolls beneath them. */
    public List<Mark> head() {
        return head.marks();
    }

    /** The body between two heights. */
    public List<Mark> marks(double from, double to) {
        return new LadderMarks(this, from, to).marks();
    }

    /** The line of the moment and its time, to be drawn again over what covers the future. */
    public List<Mark> playhead() {
        return new LadderMarks(this, 0, height()).playheadOnly();
    }

    /** What lies under a point of the diagram. */
    public Optional<Hit> hitAt(double x, double y) {
        if (y < head.height()) {
            for (int i = 0; i < columns.count(); i++) {
                if (head.box(i).contains(x, y)) {
                    return Optional.of(new Hit(Hit.Kind.PARTY, i));
                }
            }
            return Optional.empty();
        }
        for (Chips.Placed chip : chips.between(y - 4, y + 4)) {
            if (chip.box().grown(2).contains(x, y) && chip.way().end() <= options.playhead()) {
                return Optional.of(new Hit(Hit.Kind.VERDICT, chip.judged().id()));
            }
        }
        Optional<Hit> leg = legAt(x, y);
        return leg.isPresent() ? leg : foldAt(y);
    }

    private Optional<Hit> legAt(double x, double y) {
        Hit nearest = null;
        double least = REACH;
        for (Way way : ways.between(y - REACH, y + REACH)) {
            Plate plate = plates.get(way);
            if (plate != null && plate.box().contains(x, y)) {
                return Optional.of(new Hit(Hit.Kind.LEG, way.last().id()));
            }
            for (int i = 0; i < way.legs().size(); i++) {
                double distance = distance(way, i, x, y);
                if (distance < least) {
                    least = distance;
                    nearest = new Hit(Hit.Kind.LEG, way.legs().get(i).id());
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static double distance(Way way, int leg, double x, double y) {
        double dx = way.x()[leg + 1] - way.x()[leg];
        double dy = way.y()[leg + 1] - way.y()[leg];
        double length = dx * dx + dy * dy;
        double part = length == 0 ? 0 : ((x - way.x()[leg]) * dx + (y - way.y()[leg]) * dy) / length;
        double t = Math.max(0, Math.min(1, part));
        return Math.hypot(x - way.x()[leg] - t * dx, y - way.y()[leg] - t * dy);
    }

    private Optional<Hit> foldAt(double y) {
        for (int i = 0; i < scale.folds().size(); i++) {
            TimeScale.Fold fold = scale.folds().get(i);
            if (y - top >= fold.top() && y - top < fold.bottom()) {
                return Optional.of(new Hit(Hit.Kind.FOLD, i));
            }
        }
        return Optional.empty();
    }

    /** When a fold begins, by its number; empty where there is none. */
    public Optional<Long> foldStart(int number) {
        return number < scale.folds().size()
                ? Optional.of(scale.folds().get(number).from())
                : Optional.empty();
    }

    private static TreeMap<Double, Long> axis(TimeScale scale, double top) {
        TreeMap<Double, Long> axis = new TreeMap<>();
        for (Rows.Row row : scale.rows().all()) {
            if (row.atHost() || scale.kind() == TimeScale.Kind.EVENT) {
                axis.putIfAbsent(top + scale.y(row.time()), row.time());
            }
        }
        return axis;
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

    YIndex<Way> ways() {
        return ways;
    }

    Map<Way, Plate> plates() {
        return plates;
    }

    YIndex<Chips.Placed> chips() {
        return chips;
    }

    YIndex<Band> bands() {
        return bands;
    }

    YIndex<BandWords.Block> words() {
        return words;
    }

    YIndex<Rewrite> rewrites() {
        return rewrites;
    }

    TreeMap<Double, Long> axis() {
        return axis;
    }

    Drawn drawn() {
        return drawn;
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
