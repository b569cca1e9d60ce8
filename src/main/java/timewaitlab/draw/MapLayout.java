package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.decide.Verdict;
import timewaitlab.draw.MapRegions.Point;
import timewaitlab.draw.MapRegions.Region;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.tcp.SegmentOnTimeWait;

/** A decision map as geometry: regions with their edges and labels, two axes, and the segment as a dot. */
public final class MapLayout {
    private static final double EDGE = 3;
    private static final double TICKS_APART = 70;

    private final MapRegions regions;
    private final MapOptions options;
    private final Box plane;
    private final Space taken = new Space();

    private MapLayout(MapRegions regions, MapOptions options) {
        this.regions = regions;
        this.options = options;
        MapOptions.Margins margins = options.margins();
        plane = new Box(
                margins.left(),
                margins.top(),
                options.across().length(),
                options.up().length(),
                0);
    }

    /** The layout of these regions. */
    public static MapLayout of(MapRegions regions, MapOptions options) {
        return new MapLayout(regions, options.fitted());
    }

    /** Where the plane itself is drawn. */
    public Box plane() {
        return plane;
    }

    /** The point of the plane at this place of the picture, the nearest one outside of it. */
    public Point pointAt(double x, double y) {
        return new Point(
                options.across().offset(clamp(x - plane.x(), plane.width())),
                options.up().offset(clamp(plane.bottom() - y, plane.height())));
    }

    private static double clamp(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }

    /** Where a point of the plane is drawn; outside of the plane where it is not in view. */
    public Disc place(Point point, double radius) {
        double x = plane.x() + options.across().middle(point.x());
        double y = plane.bottom() - options.up().middle(point.y());
        return new Disc(x, y, radius);
    }

    /** Everything, the later ones on top. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (Region region : regions.all()) {
            List<Mark> ground = ground(region);
            if (!ground.isEmpty()) {
                marks.add(new Mark.Group("region-" + region.number(), "lab-map region", title(region), ground));
            }
        }
        marks.addAll(grid());
        marks.addAll(edges());
        marks.add(Mark.stroke(plane, Stroke.of(Ink.INK, 1.5)));
        marks.addAll(new MapAxes(options, plane).marks());
        MapDot dot = new MapDot(this, regions, options);
        dot.keepFree(taken);
        marks.addAll(new MapLabels(this, regions, options, taken).marks());
        marks.addAll(dot.marks());
        return marks;
    }

    /** What a region is, in one line. */
    public String title(Region region) {
        MapWords words = new MapWords(options.words());
        Verdict<?> other = region.cell().other();
        String first = words.end(region.cell().verdict());
        if (other == null) {
            return first;
        }
        MapOptions.Kernels kernels = options.subject().kernels();
        return kernels.first() + ": " + first + "; " + kernels.second() + ": " + words.end(other);
    }

    /** The visible part of these columns and rows; empty when there is none. */
    Optional<Box> box(int left, int right, int low, int high) {
        double x1 = clamp(options.across().start(regions.columns().get(left)), plane.width());
        double x2 = clamp(options.across().start(regions.lastOfColumn(right) + 1), plane.width());
        double y1 = clamp(options.up().start(regions.rows().get(low)), plane.height());
        double y2 = clamp(options.up().start(regions.lastOfRow(high) + 1), plane.height());
        return x2 <= x1 || y2 <= y1
                ? Optional.empty()
                : Optional.of(new Box(plane.x() + x1, plane.bottom() - y2, x2 - x1, y2 - y1, 0));
    }

    private List<Mark> ground(Region region) {
        List<Mark> marks = new ArrayList<>();
        for (int row = 0; row < regions.rows().size(); row++) {
            int from = -1;
            for (int column = 0; column <= regions.columns().size(); column++) {
                boolean inside = column < regions.columns().size() && regions.at(column, row) == region;
                if (inside && from < 0) {
                    from = column;
                } else if (!inside && from >= 0) {
                    box(from, column - 1, row, row).ifPresent(box -> marks.addAll(fill(box, region)));
                    from = -1;
                }
            }
        }
        return marks;
    }

    private static List<Mark> fill(Box box, Region region) {
        if (region.cell().differs()) {
            return List.of(Mark.fill(box, Ink.SELECT_TINT), Mark.fill(box, Fill.hatched(Ink.SELECT, Hatch.DROP)));
        }
        Verdict<?> verdict = region.cell().verdict();
        return switch (verdict.outcome().disposition()) {
            case ACCEPT, PASS, CONTINUE ->
                List.of(Mark.fill(box, Ink.ACCEPT_TINT), Mark.fill(box, Fill.hatched(Ink.ACCEPT, Hatch.ACCEPT)));
            case DROP -> List.of(Mark.fill(box, Ink.DROP_TINT), Mark.fill(box, Fill.hatched(Ink.EDGE, Hatch.DROP)));
            case CONSUME -> List.of(Mark.fill(box, Ink.BOX));
            case REPLY -> reply(box, verdict);
        };
    }

    /** Answers of different kinds beside each other differ in more than colour. */
    private static List<Mark> reply(Box box, Verdict<?> verdict) {
        if (Chip.isReset(verdict.outcome())) {
            return List.of(Mark.fill(box, Ink.RESET_TINT), Mark.fill(box, Fill.hatched(Ink.RESET, Hatch.RTO)));
        }
        boolean plain = MapWords.restarts(verdict)
                || !(verdict.situation() instanceof SegmentOnTimeWait)
                        && !verdict.outcome().code().name().contains("CHALLENGE");
        return plain
                ? List.of(Mark.fill(box, Ink.REPLY_TINT), Mark.fill(box, Fill.hatched(Ink.TIMEWAIT_FILL, Hatch.REPLY)))
                : List.of(Mark.fill(box, Ink.PAPER), Mark.fill(box, Fill.hatched(Ink.TIMEWAIT_FILL, Hatch.UNCHANGED)));
    }

    private List<Mark> grid() {
        List<Mark> marks = new ArrayList<>();
        Stroke line = Stroke.of(Ink.EDGE, 1).faded(0.35);
        for (MapScale.Tick tick : options.across().ticks(TICKS_APART)) {
            double x = plane.x() + tick.at();
            marks.add(Mark.stroke(PathMaker.polyline(x, plane.y(), x, plane.bottom()), line));
        }
        for (MapScale.Tick tick : options.up().ticks(TICKS_APART)) {
            double y = plane.bottom() - tick.at();
            marks.add(Mark.stroke(PathMaker.polyline(plane.x(), y, plane.right(), y), line));
        }
        return marks;
    }

    private List<Mark> edges() {
        List<Mark> marks = new ArrayList<>();
        int columns = regions.columns().size();
        int rows = regions.rows().size();
        for (int x = 0; x < columns; x++) {
            for (int y = 0; y < rows; y++) {
                Optional<Box> box = box(x, x, y, y);
                if (box.isEmpty()) {
                    continue;
                }
                Region here = regions.at(x, y);
                if (x + 1 < columns && regions.at(x + 1, y) != here && box.get().right() < plane.right()) {
                    double at = box.get().right();
                    marks.add(edge(here, regions.at(x + 1, y), new double[] {
                        at, box.get().y(), at, box.get().bottom()
                    }));
                }
                if (y + 1 < rows && regions.at(x, y + 1) != here && box.get().y() > plane.y()) {
                    double at = box.get().y();
                    marks.add(edge(here, regions.at(x, y + 1), new double[] {
                        box.get().x(), at, box.get().right(), at
                    }));
                }
            }
        }
        return marks;
    }

    private static Mark edge(Region one, Region other, double[] ends) {
        Ink first = edgeInk(one);
        Ink second = edgeInk(other);
        Ink ink = first.compareTo(second) < 0 ? first : second;
        return Mark.stroke(PathMaker.polyline(ends), Stroke.of(ink, EDGE));
    }

    /** In the order of the inks the stronger one draws the edge between two regions. */
    private static Ink edgeInk(Region region) {
        if (region.cell().differs()) {
            return Ink.SELECT;
        }
        Verdict<?> verdict = region.cell().verdict();
        return switch (verdict.outcome().disposition()) {
            case ACCEPT, PASS, CONTINUE -> Ink.ACCEPT;
            case DROP -> Ink.DROP;
            case CONSUME -> Ink.SELECT_TINT;
            case REPLY -> Chip.isReset(verdict.outcome()) ? Ink.RESET : Ink.REPLY_EDGE;
        };
    }

    /** Lettering of words on the map. */
    static Lettering lettering(MapOptions options) {
        return new Lettering(Face.MEDIUM, options.isNarrow() ? 10.5 : 13, Ink.INK);
    }

    /** Words on a plate of paper, about a middle. */
    static List<Mark> plate(Lettering lettering, String text, double x, double y) {
        double width = lettering.width(text) + 8;
        Box box = new Box(x - width / 2, y - lettering.size() * 0.8, width, lettering.size() * 1.6, 4);
        return List.of(Mark.fill(box, Ink.PAPER), Mark.text(x, y, Anchor.MIDDLE, lettering, text));
    }
}
