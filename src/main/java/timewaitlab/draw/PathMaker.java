package timewaitlab.draw;

import java.util.Arrays;

/** Puts a path together. */
final class PathMaker {
    /** Distance of a control point from the corner that makes a cubic look like a quarter circle. */
    private static final double ROUND = 0.4477;

    private final StringBuilder steps = new StringBuilder();
    private double[] numbers = new double[16];
    private int count;

    PathMaker move(double x, double y) {
        steps.append('M');
        return put(x, y);
    }

    PathMaker line(double x, double y) {
        steps.append('L');
        return put(x, y);
    }

    /** Six numbers: two controls and the end. */
    PathMaker curve(double... six) {
        steps.append('C');
        return put(six[0], six[1]).put(six[2], six[3]).put(six[4], six[5]);
    }

    PathMaker close() {
        steps.append('Z');
        return this;
    }

    Outline.Path path() {
        return new Outline.Path(steps.toString(), Arrays.copyOf(numbers, count));
    }

    /** Pairs of x and y, joined by straight lines. */
    static Outline.Path polyline(double... points) {
        return through(points).path();
    }

    /** Pairs of x and y, joined and closed. */
    static Outline.Path polygon(double... points) {
        return through(points).close().path();
    }

    /** One cubic: start, two controls, end. */
    static Outline.Path cubic(double... eight) {
        return new PathMaker()
                .move(eight[0], eight[1])
                .curve(Arrays.copyOfRange(eight, 2, 8))
                .path();
    }

    /** Straight lines whose corners are rounded with this radius, as far as the lines are long enough. */
    static Outline.Path rounded(double radius, double... points) {
        PathMaker maker = new PathMaker().move(points[0], points[1]);
        for (int i = 2; i + 2 < points.length; i += 2) {
            double x = points[i];
            double y = points[i + 1];
            double before = Math.hypot(x - points[i - 2], y - points[i - 1]);
            double after = Math.hypot(points[i + 2] - x, points[i + 3] - y);
            double r = Math.min(radius, Math.min(before, after) / 2);
            double fromX = x + (points[i - 2] - x) * r / before;
            double fromY = y + (points[i - 1] - y) * r / before;
            double toX = x + (points[i + 2] - x) * r / after;
            double toY = y + (points[i + 3] - y) * r / after;
            maker.line(fromX, fromY)
                    .curve(
                            x + (fromX - x) * ROUND,
                            y + (fromY - y) * ROUND,
                            x + (toX - x) * ROUND,
                            y + (toY - y) * ROUND,
                            toX,
                            toY);
        }
        return maker.line(points[points.length - 2], points[points.length - 1]).path();
    }

    private static PathMaker through(double... points) {
        PathMaker maker = new PathMaker().move(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            maker.line(points[i], points[i + 1]);
        }
        return maker;
    }

    private PathMaker put(double x, double y) {
        if (count + 2 > numbers.length) {
            numbers = Arrays.copyOf(numbers, numbers.length * 2);
        }
        numbers[count++] = x;
        numbers[count++] = y;
        return this;
    }
}
