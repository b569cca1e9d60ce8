package timewaitlab.draw;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.StateChart.Edge;
import timewaitlab.draw.StateChart.Route;
import timewaitlab.tcp.TcpState;

/** Draws transitions: the line, its head, its label on a plate. */
final class EdgeMarks {
    private static final double NARROW_RIM = 11;
    private static final double BEFORE_BOX = 2;
    private static final double BEFORE_RING = 13;
    /** Part of a head that the line does not enter. */
    private static final double UNDER_HEAD = 0.74;

    private final StateChart chart;
    private final double stretch;
    private final @Nullable TcpState ringed;

    EdgeMarks(StateChart chart, double stretch, @Nullable TcpState ringed) {
        this.chart = chart;
        this.stretch = stretch;
        this.ringed = ringed;
    }

    void idle(Edge edge, List<Mark> marks) {
        Stroke line = Stroke.of(Ink.EDGE, chart.isWide() ? 1.7 : 1.3)
                .dashed(edge.usual().dash());
        draw(edge, line, Fill.of(Ink.BOX_EDGE), chart.isWide() ? 11 : 8, marks);
    }

    void taken(Edge edge, Ink ink, double opacity, List<Mark> marks) {
        Stroke line = Stroke.of(ink, chart.isWide() ? 4 : 3).faded(opacity);
        draw(edge, line, Fill.of(ink, opacity), chart.isWide() ? 17 : 12, marks);
    }

    void label(Edge edge, boolean taken, Ink ink, List<Mark> marks) {
        Route given = edge.route();
        if (given == null) {
            return;
        }
        Route route = chart.stretched(edge, given, stretch);
        Lettering lettering = new Lettering(taken ? Face.BOLD : Face.REGULAR, chart.isWide() ? 13 : 10.5, ink);
        double width = lettering.width(edge.label());
        // Beside the lines that run along the rims of the chart, not on them.
        double rim = chart.isWide() ? 4 : NARROW_RIM;
        double left = Math.max(rim, Math.min(chart.width() - width - rim, left(route, width)));
        double height = lettering.size() + 5;
        marks.add(Mark.fill(new Box(left - 4, route.labelY() - height / 2, width + 8, height, 3), Ink.PAPER));
        marks.add(Mark.text(left, route.labelY(), Anchor.START, lettering, edge.label()));
    }

    private static double left(Route route, double width) {
        return switch (route.anchor()) {
            case START -> route.labelX();
            case MIDDLE -> route.labelX() - width / 2;
            case END -> route.labelX() - width;
        };
    }

    private void draw(Edge edge, Stroke line, Fill fill, double size, List<Mark> marks) {
        Route given = edge.route();
        if (given == null) {
            return;
        }
        double[] points = chart.stretched(edge, given, stretch).points().clone();
        int end = points.length - 2;
        double angle = Math.atan2(points[end + 1] - points[end - 1], points[end] - points[end - 2]);
        double before = edge.to() == ringed ? BEFORE_RING : BEFORE_BOX;
        double tipX = points[end] - before * Math.cos(angle);
        double tipY = points[end + 1] - before * Math.sin(angle);
        double back = before + UNDER_HEAD * size;
        points[end] -= back * Math.cos(angle);
        points[end + 1] -= back * Math.sin(angle);
        if (given.cubic()) {
            // The end moves back along its tangent; its control point goes with it, so the tangent stays.
            points[end - 2] -= back * Math.cos(angle);
            points[end - 1] -= back * Math.sin(angle);
        }
        Outline path = given.cubic() ? PathMaker.cubic(points) : PathMaker.rounded(chart.isWide() ? 24 : 8, points);
        String id = "edge-" + edge.from().label() + "-" + edge.to().label();
        String title = edge.from().label() + " \u2192 " + edge.to().label() + ": " + edge.label();
        Mark head = Mark.fill(Glyphs.head(tipX, tipY, angle, size), fill);
        marks.add(
                new Mark.Group(id.toLowerCase(Locale.ROOT), "lab-edge", title, List.of(Mark.stroke(path, line), head)));
    }
}
