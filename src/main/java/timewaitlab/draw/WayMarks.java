package timewaitlab.draw;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Labels.Plate;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.draw.Stroke.Dash;

/** Draws segments: the line on its real slope, its head or its death, bends at NATs, label, marks of selection. */
final class WayMarks {
    private static final double GHOST = 0.74;
    private static final double SHORT_OF_LIFELINE = 1.5;
    private static final double X_SHORT = 12;

    private final LadderLayout.Drawn drawn;
    private final Map<Way, Plate> plates;
    private final LadderOptions options;
    private final Emphasis emphasis;
    private final double now;

    WayMarks(LadderLayout layout, double now) {
        this(layout.options(), now, layout.drawn(), layout.plates());
    }

    /** Without labels. */
    WayMarks(LadderOptions options, double now) {
        this(options, now, new LadderLayout.Drawn(new IdentityHashMap<>(), new IdentityHashMap<>()), Map.of());
    }

    private WayMarks(LadderOptions options, double now, LadderLayout.Drawn drawn, Map<Way, Plate> plates) {
        this.options = options;
        this.now = now;
        this.drawn = drawn;
        this.plates = plates;
        emphasis = options.emphasis();
    }

    /** What lies under selected, hovered and kindred segments. */
    void ground(Way way, List<Mark> marks) {
        double width = width(way);
        Outline line = PathMaker.polyline(points(way, endPart(way)));
        if (way.holds(options.selectedLeg())) {
            marks.add(Mark.stroke(line, Stroke.round(Ink.SELECT_TINT, width + 13)));
            marks.add(Mark.stroke(line, Stroke.round(Ink.SELECT, width + 5).faded(0.35)));
        } else if (way.holdsAny(options.causes())) {
            marks.add(Mark.stroke(line, Stroke.round(Ink.CAUSE_TINT, width + 9)));
        }
        if (way.holds(options.hoveredLeg())) {
            marks.add(Mark.stroke(line, Stroke.round(Ink.INK, 9).faded(0.16)));
        }
    }

    /** The segment itself; one that is not under way looks the same in every frame. */
    Mark group(Way way) {
        if (way.end() <= options.playhead()) {
            return drawn.past().computeIfAbsent(way, this::make);
        }
        return way.start() > options.playhead() ? drawn.future().computeIfAbsent(way, this::make) : make(way);
    }

    private Mark make(Way way) {
        List<Mark> marks = new ArrayList<>();
        boolean past = way.end() <= options.playhead();
        boolean future = way.start() > options.playhead();
        double[] whole = points(way, endPart(way));
        if (past || future) {
            line(way, whole, future, marks);
        } else {
            Split split = Split.at(whole, now);
            line(way, split.above(), false, marks);
            line(way, split.below(), true, marks);
        }
        origin(way, future, marks);
        for (int i = 1; i < way.legs().size(); i++) {
            marks.add(new Mark.Shape(
                    Glyphs.diamond(way.x()[i], way.y()[i], 5.6 * size()),
                    Fill.of(way.y()[i] > now ? Ink.FUTURE : Ink.PAPER),
                    Stroke.of(way.ink(), 1.8 * size()).faded(past ? 1 : GHOST)));
        }
        end(way, past, marks);
        if (way.holds(options.hoveredLeg())) {
            marks.add(ring(way.startX(), way.startY()));
            marks.add(ring(way.endX(), way.endY()));
        }
        String kind = "lab-segment " + way.kind().style();
        return new Mark.Group("leg-" + way.first().id(), kind, title(way), marks);
    }

    /** The plate on the line, and the pill that tells the kin of the selected segment. */
    void label(Way way, List<Mark> marks) {
        List<Mark> parts = new ArrayList<>();
        Plate plate = plates.get(way);
        if (plate != null) {
            plate(way, plate, parts);
        }
        if (way.holdsAny(options.causes())) {
            pill(way, options.words().of("draw.cause"), Ink.CAUSE, Ink.CAUSE_TINT, parts);
        } else if (way.holdsAny(options.effects())) {
            pill(way, options.words().of("draw.effect"), Ink.SELECT, Ink.SELECT_TINT, parts);
        }
        if (!parts.isEmpty()) {
            marks.add(new Mark.Group("label-" + way.first().id(), "lab-plate", title(way), parts));
        }
    }

    private void plate(Way way, Plate plate, List<Mark> marks) {
        Box box = plate.box();
        boolean future = way.start() > options.playhead();
        if (plate.text().isEmpty()) {
            marks.add(Mark.fill(box.grown(1), Ink.PAPER));
            marks.add(Mark.fill(box, way.ink()));
            return;
        }
        boolean selected = way.holds(options.selectedLeg());
        boolean kin = way.holdsAny(options.causes());
        Ink ground = selected ? Ink.SELECT_TINT : future ? Ink.FUTURE : Ink.PAPER;
        marks.add(new Mark.Shape(box, Fill.of(ground), selected ? Stroke.of(Ink.SELECT, emphasis.line(1.4)) : null));
        Ink ink = selected || kin ? Ink.INK : way.ink();
        Lettering lettering = Labels.lettering(emphasis, selected, ink);
        marks.add(Mark.text(
                box.x() + box.width() / 2, box.y() + box.height() / 2, Anchor.MIDDLE, lettering, plate.text()));
    }

    private void pill(Way way, String text, Ink ink, Ink tint, List<Mark> marks) {
        Box box = pillBox(way, emphasis);
        marks.add(new Mark.Shape(box, Fill.of(tint), Stroke.of(ink, emphasis.line(1.2))));
        double x = box.x() + box.width() / 2;
        double y = box.y() + box.height() / 2;
        marks.add(Mark.text(x, y, Anchor.MIDDLE, new Lettering(Face.SEMIBOLD, emphasis.small() + 0.5, ink), text));
    }

    /** What the X of a segment that did not get there takes up, with some air where it stands alone on the link. */
    static Optional<Box> crossBox(Way way, Emphasis emphasis) {
        if (way.death() == Way.Death.NONE || way.death() == Way.Death.IN_FLIGHT) {
            return Optional.empty();
        }
        boolean lost = way.death() == Way.Death.LOST;
        double half = lost ? emphasis.label() : 0.62 * emphasis.label();
        double before = lost ? 0 : Math.signum(way.endX() - way.startX()) * X_SHORT * emphasis.label() / 11;
        return Optional.of(new Box(way.endX() - before - half, way.endY() - half, 2 * half, 2 * half, 0));
    }

    /** Where the pill of a cause or an effect lies: on the line, just behind where it leaves. */
    static Box pillBox(Way way, Emphasis emphasis) {
        boolean explore = emphasis == Emphasis.EXPLORE;
        double width = explore ? 48 : emphasis.grown(43);
        double height = explore ? 17 : emphasis.grown(16);
        double along = Math.signum(way.x()[1] - way.x()[0]) * (width / 2 + 12 * emphasis.label() / 11);
        double part = along / (way.x()[1] - way.x()[0]);
        double x = way.x()[0] + along;
        double y = way.y()[0] + part * (way.y()[1] - way.y()[0]);
        return new Box(x - width / 2, y - height / 2, width, height, height / 2);
    }

    private double size() {
        return emphasis.label() / 11;
    }

    private double width(Way way) {
        return way.kind().width() * emphasis.strokes();
    }

    private void line(Way way, double[] points, boolean ghost, List<Mark> marks) {
        if (points.length < 4) {
            return;
        }
        double width = width(way) - (ghost ? 0.6 : 0);
        Stroke stroke =
                new Stroke(way.ink(), width, ghost ? GHOST : 1, way.kind().dash());
        if (way.kind() != SegmentKind.RST) {
            marks.add(Mark.stroke(PathMaker.polyline(points), stroke));
            return;
        }
        for (int i = 0; i + 3 < points.length; i += 2) {
            Outline bolt = Glyphs.zigzag(
                    points[i], points[i + 1], points[i + 2], points[i + 3], new Glyphs.Teeth(3.6 * size(), 8 * size()));
            marks.add(Mark.stroke(bolt, stroke));
        }
    }

    private void origin(Way way, boolean future, List<Mark> marks) {
        double radius = (way.holds(options.selectedLeg()) ? 4 : 3) * Math.sqrt(size());
        marks.add(Mark.fill(new Disc(way.startX(), way.startY(), radius), Fill.of(way.ink(), future ? GHOST : 1)));
    }

    private void end(Way way, boolean past, List<Mark> marks) {
        double opacity = past ? 1 : GHOST;
        int n = way.x().length - 1;
        double angle = Math.atan2(way.y()[n] - way.y()[n - 1], way.x()[n] - way.x()[n - 1]);
        switch (way.death()) {
            case REFUSED, LOST -> {
                double part = endPart(way);
                double x = way.x()[n - 1] + part * (way.x()[n] - way.x()[n - 1]);
                double y = way.y()[n - 1] + part * (way.y()[n] - way.y()[n - 1]);
                cross(x, y, opacity, marks);
            }
            case IN_FLIGHT, NONE -> {
                double size = emphasis.label();
                double tip = SHORT_OF_LIFELINE;
                if (way.kind() == SegmentKind.RST) {
                    double half = 2.25 * size();
                    double x = way.endX() - Math.cos(angle) * 6;
                    marks.add(Mark.fill(
                            new Box(x - half, way.endY() - 10 * size(), 2 * half, 20 * size(), 0),
                            Fill.of(way.ink(), opacity)));
                }
                for (int i = 0; i < way.kind().heads(); i++) {
                    double back = tip + i * 0.78 * size;
                    marks.add(Mark.fill(
                            Glyphs.head(
                                    way.endX() - Math.cos(angle) * back,
                                    way.endY() - Math.sin(angle) * back,
                                    angle,
                                    size),
                            Fill.of(way.ink(), opacity)));
                }
            }
        }
    }

    private void cross(double x, double y, double opacity, List<Mark> marks) {
        double arm = 0.62 * emphasis.label();
        marks.add(Mark.fill(new Disc(x, y, arm + 3.5), y > now + 1 ? Ink.FUTURE : Ink.PAPER));
        marks.add(Mark.stroke(
                Glyphs.cross(x, y, arm),
                Stroke.round(Ink.DROP, 0.3 * emphasis.label()).faded(opacity)));
    }

    /** Part of the last leg that is drawn: up to the head, or up to the X. */
    private double endPart(Way way) {
        int n = way.x().length - 1;
        double length = Math.hypot(way.x()[n] - way.x()[n - 1], way.y()[n] - way.y()[n - 1]);
        double missing = switch (way.death()) {
            case REFUSED -> X_SHORT * size();
            case LOST -> 0;
            case NONE, IN_FLIGHT -> way.kind() == SegmentKind.RST ? 6 : SHORT_OF_LIFELINE + 0.7 * emphasis.label();
        };
        return length == 0 ? 0 : Math.max(0, 1 - missing / length);
    }

    private static double[] points(Way way, double endPart) {
        int n = way.x().length - 1;
        double[] points = new double[2 * n + 2];
        for (int i = 0; i < n; i++) {
            points[2 * i] = way.x()[i];
            points[2 * i + 1] = way.y()[i];
        }
        points[2 * n] = way.x()[n - 1] + endPart * (way.x()[n] - way.x()[n - 1]);
        points[2 * n + 1] = way.y()[n - 1] + endPart * (way.y()[n] - way.y()[n - 1]);
        return points;
    }

    private Mark ring(double x, double y) {
        return new Mark.Shape(new Disc(x, y, 6), Fill.of(Ink.PAPER), new Stroke(Ink.INK, 1.6, 1, Dash.SOLID));
    }

    private static String title(Way way) {
        return SimTime.text(way.start()) + " " + way.first().at() + " \u2192 "
                + way.last().to() + " " + way.first().segment();
    }

    /** A line cut in two where it crosses a height. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Split(double[] above, double[] below) {
        static Split at(double[] points, double y) {
            for (int i = 0; i + 3 < points.length; i += 2) {
                double y1 = points[i + 1];
                double y2 = points[i + 3];
                if (y1 <= y && y < y2) {
                    double x = points[i] + (points[i + 2] - points[i]) * (y - y1) / (y2 - y1);
                    double[] above = java.util.Arrays.copyOf(points, i + 4);
                    above[i + 2] = x;
                    above[i + 3] = y;
                    double[] below = java.util.Arrays.copyOfRange(points, i, points.length);
                    below[0] = x;
                    below[1] = y;
                    return new Split(above, below);
                }
            }
            return new Split(points, new double[0]);
        }
    }
}
