package timewaitlab.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Stroke.Dash;
import timewaitlab.tcp.TcpState;

/** The classic arrangement of the eleven states: where boxes stand, how transitions run, as {@code states.txt} says. */
final class StateChart {
    /** Whose usual path a transition is on. */
    enum Usual {
        CLIENT(Dash.SOLID),
        SERVER(Dash.SERVER_PATH),
        NOBODY(Dash.RARE_PATH);

        private final Dash dash;

        Usual(Dash dash) {
            this.dash = dash;
        }

        Dash dash() {
            return dash;
        }
    }

    /** The run of a transition: pairs of x and y, its label's place. */
    @SuppressWarnings("ArrayRecordComponent")
    record Route(boolean cubic, double[] points, double labelX, double labelY, Anchor anchor) {}

    /** A transition as it is drawn; without a route it is not drawn in this variant. */
    record Edge(
            TcpState from,
            TcpState to,
            String label,
            Usual usual,
            @Nullable Route route) {}

    static final StateChart WIDE = read(true);
    static final StateChart NARROW = read(false);

    private final boolean wide;
    private final Map<TcpState, Double> x = new EnumMap<>(TcpState.class);
    private final Map<TcpState, Double> y = new EnumMap<>(TcpState.class);
    private final List<Edge> edges = new ArrayList<>();

    private StateChart(boolean wide) {
        this.wide = wide;
    }

    boolean isWide() {
        return wide;
    }

    double width() {
        return wide ? 1000 : 200;
    }

    double height() {
        return wide ? 860 : 540;
    }

    List<Edge> edges() {
        return edges;
    }

    Optional<Edge> edge(TcpState from, TcpState to) {
        return edges.stream()
                .filter(edge -> edge.from() == from && edge.to() == to)
                .findFirst();
    }

    /** The box of a state; {@code stretch} moves rows apart and leaves boxes as they are. */
    Box box(TcpState state, double stretch) {
        double w = wide ? 156 : 86;
        double h = wide ? 48 : 30;
        double centre = y.getOrDefault(state, 0.0) * stretch;
        double radius = state == TcpState.CLOSED ? h / 2 : 9;
        return new Box(x.getOrDefault(state, 0.0) - w / 2, centre - h / 2, w, h, radius);
    }

    /** A route with its rows moved apart: ends stay at their ports, what lies between keeps its proportion. */
    Route stretched(Edge edge, Route route, double stretch) {
        if (stretch == 1) {
            return route;
        }
        double first = route.points()[1];
        double last = route.points()[route.points().length - 1];
        double firstShift = y.getOrDefault(edge.from(), 0.0) * (stretch - 1);
        double lastShift = y.getOrDefault(edge.to(), 0.0) * (stretch - 1);
        double[] points = route.points().clone();
        for (int i = 1; i < points.length; i += 2) {
            points[i] += shift(points[i], first, last, firstShift, lastShift);
        }
        double label = route.labelY() + shift(route.labelY(), first, last, firstShift, lastShift);
        return new Route(route.cubic(), points, route.labelX(), label, route.anchor());
    }

    private static double shift(double at, double first, double last, double... shifts) {
        double part = first == last ? 0 : (at - first) / (last - first);
        double within = Math.max(0, Math.min(1, part));
        return shifts[0] + within * (shifts[1] - shifts[0]);
    }

    private static StateChart read(boolean wide) {
        StateChart chart = new StateChart(wide);
        try (InputStream in = StateChart.class.getResourceAsStream("/timewaitlab/draw/states.txt")) {
            if (in == null) {
                throw new IllegalStateException("states.txt is not on the class path");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> chart.add(line.split(" \\| ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chart;
    }

    private void add(String... cells) {
        String[] states = cells[0].split(" > ");
        if (states.length == 1) {
            double[] centre = numbers(cells[wide ? 1 : 2].replace(", ", ","));
            x.put(state(cells[0]), centre[0]);
            y.put(state(cells[0]), centre[1]);
            return;
        }
        Usual usual = switch (cells[2]) {
            case "c" -> Usual.CLIENT;
            case "s" -> Usual.SERVER;
            default -> Usual.NOBODY;
        };
        edges.add(new Edge(state(states[0]), state(states[1]), cells[1], usual, route(cells[wide ? 3 : 4])));
    }

    private static @Nullable Route route(String cell) {
        if (cell.equals("-")) {
            return null;
        }
        String[] halves = cell.split(" @ ");
        String[] label = halves[1].split(" ");
        double[] place = numbers(label[0]);
        Anchor anchor = label.length == 1 ? Anchor.MIDDLE : label[1].equals("end") ? Anchor.END : Anchor.START;
        return new Route(cell.startsWith("C"), numbers(halves[0].substring(2)), place[0], place[1], anchor);
    }

    private static double[] numbers(String text) {
        String[] words = text.split("[ ,]");
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }

    private static TcpState state(String label) {
        return TcpState.of(label).orElseThrow(() -> new IllegalStateException("no state " + label));
    }
}
