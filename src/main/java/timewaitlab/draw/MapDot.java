package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.draw.MapRegions.Point;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;

/** The segment on a decision map: its dot, its two values on the axes, and the nearest other end. */
final class MapDot {
    private final MapOptions options;
    private final Box plane;
    private final Optional<Disc> dot;
    private final Optional<Disc> nearest;
    private final double size;

    MapDot(MapLayout layout, MapRegions regions, MapOptions options) {
        this.options = options;
        plane = layout.plane();
        size = options.isNarrow() ? 7 : 12;
        dot = options.dot().map(point -> layout.place(point, size));
        nearest = options.dot().flatMap(regions::nearestOther).map(point -> layout.place(point, 0.75 * size));
    }

    private boolean isSeen(Disc disc) {
        return disc.x() >= plane.x() - 0.5
                && disc.x() <= plane.right() + 0.5
                && disc.y() >= plane.y() - 0.5
                && disc.y() <= plane.bottom() + 0.5;
    }

    /** No label under the dot or its neighbour. */
    void keepFree(Space taken) {
        dot.filter(this::isSeen).ifPresent(disc -> taken.take(around(disc, 1.8 * size)));
        nearest.filter(this::isSeen).ifPresent(disc -> taken.take(around(disc, 1.2 * size)));
    }

    private static Box around(Disc disc, double reach) {
        return new Box(disc.x() - reach, disc.y() - reach, 2 * reach, 2 * reach, 0);
    }

    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        if (dot.isPresent() && options.dot().isPresent()) {
            Disc at = dot.get();
            crossHairs(marks, at);
            nearest.filter(this::isSeen).ifPresent(ring -> neighbour(marks, at, ring));
            if (isSeen(at)) {
                marks.add(Mark.fill(new Disc(at.x(), at.y(), 2 * size), Fill.of(Ink.SELECT, 0.22)));
                marks.add(Mark.fill(new Disc(at.x(), at.y(), size + 2.5), Ink.PAPER));
                marks.add(Mark.fill(at, Ink.SELECT));
                name(marks, at);
            }
            flags(marks, at, options.dot().get());
        }
        return marks.isEmpty()
                ? marks
                : List.of(new Mark.Group("dot", "lab-map dot", options.subject().dotName(), marks));
    }

    private void crossHairs(List<Mark> marks, Disc at) {
        Stroke line = Stroke.of(Ink.SELECT, 1.6).dashed(Stroke.Dash.ACK);
        if (at.y() >= plane.y() && at.y() <= plane.bottom()) {
            double to = Math.max(plane.x(), Math.min(plane.right(), at.x() - 2 * size));
            marks.add(Mark.stroke(PathMaker.polyline(plane.x(), at.y(), to, at.y()), line));
        }
        if (at.x() >= plane.x() && at.x() <= plane.right()) {
            double to = Math.max(plane.y(), Math.min(plane.bottom(), at.y() + 2 * size));
            marks.add(Mark.stroke(PathMaker.polyline(at.x(), plane.bottom(), at.x(), to), line));
        }
    }

    private void neighbour(List<Mark> marks, Disc from, Disc ring) {
        double way = Math.hypot(ring.x() - from.x(), ring.y() - from.y());
        marks.add(Mark.fill(ring, Ink.PAPER));
        marks.add(Mark.stroke(ring, Stroke.of(Ink.SELECT, 2.4)));
        double start = size + 4;
        double end = ring.radius() + 4;
        if (way < start + end + 4) {
            return;
        }
        double ux = (ring.x() - from.x()) / way;
        double uy = (ring.y() - from.y()) / way;
        double tip = way - end;
        marks.add(Mark.stroke(
                PathMaker.polyline(
                        from.x() + ux * start,
                        from.y() + uy * start,
                        from.x() + ux * (tip - 6),
                        from.y() + uy * (tip - 6)),
                Stroke.round(Ink.SELECT, 2.6).dashed(Stroke.Dash.DOTS)));
        marks.add(Mark.fill(Glyphs.head(from.x() + ux * tip, from.y() + uy * tip, Math.atan2(uy, ux), 12), Ink.SELECT));
    }

    private void name(List<Mark> marks, Disc at) {
        if (options.isNarrow() || options.subject().dotName().isEmpty()) {
            return;
        }
        Lettering lettering = new Lettering(Face.BOLD, 14, Ink.SELECT);
        double half = lettering.width(options.subject().dotName()) / 2 + 4;
        double x =
                at.x() - 2 * size - 8 - half < plane.x() ? at.x() + 2 * size + 8 + half : at.x() - 2 * size - 8 - half;
        marks.addAll(MapLayout.plate(lettering, options.subject().dotName(), x, at.y()));
    }

    static Lettering flagLettering(MapOptions options) {
        return new Lettering(Face.MONO_BOLD, options.isNarrow() ? 10.5 : 13, Ink.PAPER);
    }

    private void flags(List<Mark> marks, Disc at, Point point) {
        Lettering lettering = flagLettering(options);
        double high = lettering.size() * 1.6;
        if (at.y() >= plane.y() && at.y() <= plane.bottom()) {
            String text = MapWords.signed(point.y());
            double width = lettering.width(text) + 10;
            double x = Math.max(0, plane.x() - 4 - width);
            marks.addAll(flag(lettering, text, new Box(x, at.y() - high / 2, width, high, 5)));
        }
        if (at.x() >= plane.x() && at.x() <= plane.right()) {
            String text = MapWords.signed(point.x());
            double width = lettering.width(text) + 10;
            double x = Math.max(2, Math.min(options.width() - width - 2, at.x() - width / 2));
            marks.addAll(flag(lettering, text, new Box(x, plane.bottom() + 5, width, high, 5)));
        }
    }

    private static List<Mark> flag(Lettering lettering, String text, Box box) {
        return List.of(
                Mark.fill(box, Ink.SELECT),
                Mark.text(box.x() + box.width() / 2, box.y() + box.height() / 2, Anchor.MIDDLE, lettering, text));
    }
}
