package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.draw.Outline.Path;
import timewaitlab.trace.Party;

/** The small signs of the visual language. */
final class Glyphs {
    private Glyphs() {}

    /** A notched arrow head of length {@code size} with its tip here, pointing along {@code angle}. */
    static Path head(double x, double y, double angle, double size) {
        double[] along = {0, -1, -0.74, -1};
        double[] across = {0, -0.42, 0, 0.42};
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] points = new double[8];
        for (int i = 0; i < 4; i++) {
            points[2 * i] = x + size * (along[i] * cos - across[i] * sin);
            points[2 * i + 1] = y + size * (along[i] * sin + across[i] * cos);
        }
        return PathMaker.polygon(points);
    }

    static Path diamond(double x, double y, double half) {
        return PathMaker.polygon(x, y - half, x + half, y, x, y + half, x - half, y);
    }

    /** Two crossing strokes that reach {@code a} from the middle in each direction. */
    static Path cross(double x, double y, double a) {
        return new PathMaker()
                .move(x - a, y - a)
                .line(x + a, y + a)
                .move(x + a, y - a)
                .line(x - a, y + a)
                .path();
    }

    static Path tick(double x, double y, double size) {
        return PathMaker.polyline(
                x - 0.45 * size, y + 0.02 * size, x - 0.12 * size, y + 0.35 * size, x + 0.48 * size, y - 0.35 * size);
    }

    static Path arrowLeft(double x, double y, double size) {
        return new PathMaker()
                .move(x + 0.45 * size, y)
                .line(x - 0.45 * size, y)
                .move(x - 0.08 * size, y - 0.36 * size)
                .line(x - 0.45 * size, y)
                .line(x - 0.08 * size, y + 0.36 * size)
                .path();
    }

    static Path bolt(double x, double y, double size) {
        return PathMaker.polyline(
                x - 0.48 * size,
                y + 0.25 * size,
                x - 0.16 * size,
                y - 0.3 * size,
                x + 0.14 * size,
                y + 0.25 * size,
                x + 0.48 * size,
                y - 0.3 * size);
    }

    /** Height and length of the teeth of a zig-zag. */
    record Teeth(double height, double length) {}

    /** A zig-zag from one point to another. */
    static Path zigzag(double x1, double y1, double x2, double y2, Teeth teeth) {
        double distance = Math.hypot(x2 - x1, y2 - y1);
        double ux = (x2 - x1) / distance;
        double uy = (y2 - y1) / distance;
        PathMaker maker = new PathMaker().move(x1, y1);
        double side = teeth.height() / 2;
        double step = teeth.length() / 2;
        for (double d = step; d < distance; d += step) {
            side = -side;
            maker.line(x1 + ux * d - uy * side, y1 + uy * d + ux * side);
        }
        return maker.line(x2, y2).path();
    }

    /** Laptop, router, wall or server, 16 wide and 14 high, by its middle. */
    static List<Mark> icon(Party.Kind kind, double x, double y, double scale) {
        Stroke line = Stroke.round(Ink.INK, 1.3 * Math.pow(scale, 1.2));
        List<Mark> marks = new ArrayList<>();
        switch (kind) {
            case CLIENT -> {
                marks.add(Mark.stroke(box(x, y, scale, -5.5, -5.5, 11, 8), line));
                marks.add(Mark.stroke(
                        PathMaker.polyline(x - 8 * scale, y + 5 * scale, x + 8 * scale, y + 5 * scale), line));
            }
            case SERVER -> {
                marks.add(Mark.stroke(box(x, y, scale, -7, -6.5, 14, 6), line));
                marks.add(Mark.stroke(box(x, y, scale, -7, 0.5, 14, 6), line));
                marks.add(Mark.fill(new Disc(x - 4 * scale, y - 3.5 * scale, 1.1 * scale), Ink.INK));
                marks.add(Mark.fill(new Disc(x - 4 * scale, y + 3.5 * scale, 1.1 * scale), Ink.INK));
            }
            case NAT -> {
                marks.add(Mark.stroke(box(x, y, scale, -7, 0, 14, 5.5), line));
                marks.add(Mark.stroke(PathMaker.polyline(x, y, x, y - 4 * scale), line));
                marks.add(Mark.stroke(
                        PathMaker.polyline(
                                x - 3 * scale, y - 4 * scale, x, y - 6.5 * scale, x + 3 * scale, y - 4 * scale),
                        line));
                marks.add(Mark.fill(new Disc(x - 4 * scale, y + 2.8 * scale, scale), Ink.INK));
                marks.add(Mark.fill(new Disc(x, y + 2.8 * scale, scale), Ink.INK));
            }
            case FIREWALL -> {
                marks.add(Mark.stroke(box(x, y, scale, -7, -6.5, 14, 13), line));
                for (double course : new double[] {-2.2, 2.2}) {
                    marks.add(Mark.stroke(course(x, y + course * scale, scale), line));
                }
                for (double[] joint : new double[][] {{0, -6.5}, {-3.5, -2.2}, {3.5, -2.2}, {0, 2.2}}) {
                    double top = y + joint[1] * scale;
                    double at = x + joint[0] * scale;
                    marks.add(Mark.stroke(PathMaker.polyline(at, top, at, top + 4.3 * scale), line));
                }
            }
        }
        return marks;
    }

    private static Path course(double x, double y, double scale) {
        return PathMaker.polyline(x - 7 * scale, y, x + 7 * scale, y);
    }

    private static Box box(double x, double y, double scale, double... xywh) {
        return new Box(x + xywh[0] * scale, y + xywh[1] * scale, xywh[2] * scale, xywh[3] * scale, 1.4 * scale);
    }
}
