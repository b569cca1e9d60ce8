package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;

/** Numbers against numbers, or against words in a row: lines told apart by colour, dash and their names at the end. */
public final class ChartLayout {
    private static final double LEFT = 84;
    private static final double TOP = 64;
    private static final double BOTTOM = 58;
    private static final double NAMES = 150;
    private static final double APART = 70;
    private static final List<Ink> INKS = List.of(Ink.TO_SERVER, Ink.RESET, Ink.TO_CLIENT, Ink.CAUSE, Ink.TIMEWAIT);
    private static final List<Stroke.Dash> DASHES =
            List.of(Stroke.Dash.SOLID, Stroke.Dash.FIN, Stroke.Dash.SERVER_PATH, Stroke.Dash.ACK);

    private final Chart chart;
    private final Box plot;
    private final double width;
    private final double lowX;
    private final double highX;
    private final double highY;

    /** A line: its name, and a number for each place. */
    public record Line(String name, List<Double> values) {
        public Line {
            values = List.copyOf(values);
        }
    }

    /**
     * What is drawn.
     *
     * @param places what the lines are drawn over; where one is not a number, all stand at equal distances
     */
    public record Chart(String title, String across, List<String> places, List<Line> lines) {
        public Chart {
            places = List.copyOf(places);
            lines = List.copyOf(lines);
        }

        private boolean isNumeric() {
            return places.stream().allMatch(place -> place.matches("-?\\d+(\\.\\d+)?"));
        }

        private double at(int place) {
            return isNumeric() ? Double.parseDouble(places.get(place)) : place;
        }
    }

    private ChartLayout(Chart chart, double width, double height) {
        this.chart = chart;
        this.width = width;
        plot = new Box(LEFT, TOP, width - LEFT - NAMES, height - TOP - BOTTOM, 0);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < chart.places().size(); i++) {
            low = Math.min(low, chart.at(i));
            high = Math.max(high, chart.at(i));
        }
        lowX = low;
        highX = high > low ? high : low + 1;
        double most = chart.lines().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(value -> value)
                .max()
                .orElse(1);
        highY = most > 0 ? most : 1;
    }

    /** The marks of a chart of this size. */
    public static List<Mark> marks(Chart chart, double width, double height) {
        return new ChartLayout(chart, width, height).marks();
    }

    private double x(int place) {
        return plot.x() + (chart.at(place) - lowX) / (highX - lowX) * plot.width();
    }

    private double y(double value) {
        return plot.bottom() - value / highY * plot.height();
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        marks.add(Mark.text(24, 28, Anchor.START, new Lettering(Face.BOLD, 18, Ink.INK), chart.title()));
        axes(marks);
        double lastName = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < chart.lines().size(); i++) {
            lastName = line(marks, i, lastName);
        }
        return marks;
    }

    private void axes(List<Mark> marks) {
        Lettering numbers = new Lettering(Face.MEDIUM, 12, Ink.MUTED);
        double step = step(highY / 5);
        for (double value = 0; value <= highY * 1.0001; value += step) {
            double y = y(value);
            marks.add(Mark.stroke(PathMaker.polyline(plot.x(), y, plot.right(), y), Stroke.of(Ink.LINE_SOFT, 1)));
            marks.add(Mark.text(plot.x() - 8, y, Anchor.END, numbers, number(value)));
        }
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < chart.places().size(); i++) {
            double x = x(i);
            double half = numbers.width(chart.places().get(i)) / 2;
            if (x - half >= last + 10 && (x - last >= APART || last < 0)) {
                marks.add(Mark.stroke(
                        PathMaker.polyline(x, plot.bottom(), x, plot.bottom() + 6), Stroke.of(Ink.INK, 1.2)));
                marks.add(Mark.text(
                        x,
                        plot.bottom() + 17,
                        Anchor.MIDDLE,
                        numbers,
                        chart.places().get(i)));
                last = x + half;
            }
        }
        marks.add(Mark.stroke(
                PathMaker.polyline(plot.x(), plot.y(), plot.x(), plot.bottom(), plot.right(), plot.bottom()),
                Stroke.of(Ink.INK, 1.4)));
        marks.add(Mark.text(
                plot.x() + plot.width() / 2,
                plot.bottom() + 42,
                Anchor.MIDDLE,
                new Lettering(Face.SEMIBOLD, 14, Ink.INK),
                chart.across()));
    }

    private double line(List<Mark> marks, int number, double lastName) {
        Line line = chart.lines().get(number);
        Ink ink = INKS.get(number % INKS.size());
        Stroke.Dash dash = DASHES.get(number / INKS.size() % DASHES.size());
        double[] points = new double[2 * line.values().size()];
        List<Mark> own = new ArrayList<>();
        for (int i = 0; i < line.values().size(); i++) {
            points[2 * i] = x(i);
            points[2 * i + 1] = y(line.values().get(i));
            own.add(Mark.fill(new Disc(points[2 * i], points[2 * i + 1], 3.2), ink));
        }
        if (points.length >= 4) {
            own.add(
                    0,
                    Mark.stroke(PathMaker.polyline(points), Stroke.of(ink, 2.2).dashed(dash)));
        }
        double at = Math.max(points[points.length - 1], lastName + 16);
        own.add(Mark.text(
                Math.min(plot.right() + 10, width - 10),
                at,
                Anchor.START,
                new Lettering(Face.SEMIBOLD, 12, ink),
                line.name()));
        marks.add(new Mark.Group("line-" + number, "lab-chart line", line.name(), own));
        return at;
    }

    /** 1, 2 or 5 times a power of ten, not less than this. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double times = least / power;
        return power * (times <= 1.0001 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    /** A number without needless digits, the same everywhere. */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.6f", value).replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }
}
