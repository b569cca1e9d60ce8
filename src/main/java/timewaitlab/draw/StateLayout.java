package timewaitlab.draw;

import java.util.List;
import java.util.Optional;
import timewaitlab.draw.Outline.Box;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Keyframes;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.StateChange;

/**
 * A state diagram of one host at one instant: the selected connection as a token with its trail, its timer as a ring,
 * the other connections as counts. The wide variant scales; the narrow one keeps its boxes and stretches its rows.
 */
public final class StateLayout {
    /** How much smaller than itself the wide variant can be read, and how much larger it is made. */
    private static final double LEAST_WIDE = 0.7;

    private static final double MOST_WIDE = 1.6;
    /** Below the narrow diagram, for one line of words. */
    private static final double FOOT = 34;

    /** How much farther what lies aside is than what lies ahead. */
    private static final double ASIDE = 2;

    private static final double POINTER_AWAY = 4;
    private static final double POINTER_WIDTH = 2.5;

    private static final double LEAST_STRETCH = 0.8;
    private static final double MOST_STRETCH = 1.5;

    private final StateOptions options;
    private final StateChart chart;
    private final Standing standing;
    private final Transform transform;
    private final double stretch;
    private final List<Mark> marks;

    private StateLayout(Trace trace, Keyframes keyframes, StateOptions options) {
        this.options = options;
        chart = options.wide() ? StateChart.WIDE : StateChart.NARROW;
        standing = new Standing(trace, keyframes, options.host(), options.time(), options.socket());
        double scale = options.wide()
                ? between(
                        LEAST_WIDE,
                        MOST_WIDE,
                        Math.min(options.width() / chart.width(), options.height() / chart.height()))
                : between(
                        1,
                        1.4,
                        Math.min(
                                options.width() / (chart.width() + 16),
                                (options.height() - FOOT) / (LEAST_STRETCH * chart.height())));
        double rows = (options.height() - FOOT) / scale / chart.height();
        stretch = options.wide() ? 1 : between(LEAST_STRETCH, MOST_STRETCH, rows);
        transform = new Transform(scale, (options.width() - scale * chart.width()) / 2, 0);
        marks = transform.of(new StateMarks(trace, options, chart, standing, stretch).marks());
    }

    public static StateLayout of(Trace trace, StateOptions options) {
        return of(trace, Keyframes.of(trace), options);
    }

    /** The same with the trace's keyframes, which need not be made for every instant. */
    public static StateLayout of(Trace trace, Keyframes keyframes, StateOptions options) {
        return new StateLayout(trace, keyframes, options);
    }

    /** Whether all of the wide variant has room, as small as it can still be read. */
    public static boolean fitsWide(double width, double height) {
        return width >= LEAST_WIDE * StateChart.WIDE.width() && height >= LEAST_WIDE * StateChart.WIDE.height();
    }

    public double width() {
        return options.width();
    }

    public double height() {
        double foot = options.wide() ? 0 : FOOT;
        return chart.height() * stretch * transform.scale() + foot;
    }

    public List<Mark> marks() {
        return marks;
    }

    /** The state of the selected socket. */
    public TcpState here() {
        return standing.here();
    }

    /** The selected quadruplet, if the host has or had any. */
    public Optional<String> socket() {
        return standing.selected();
    }

    /** The last transitions of the selected socket, oldest first. */
    public List<StateChange> trail() {
        return standing.trail();
    }

    /** Where the box of a state stands. */
    public Box boxOf(TcpState state) {
        Box box = chart.box(state, stretch);
        double scale = transform.scale();
        return new Box(
                transform.x(box.x()),
                transform.y(box.y()),
                box.width() * scale,
                box.height() * scale,
                box.radius() * scale);
    }

    /** The state whose box lies under this point. */
    public Optional<TcpState> stateAt(double x, double y) {
        for (TcpState state : TcpState.values()) {
            if (boxOf(state).contains(x, y)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /**
     * The nearest state in a direction, so that keys can walk: what lies straight ahead is nearer than what lies
     * aside.
     *
     * @param right 1 to the right, -1 to the left, 0 for neither
     * @param down 1 downwards, -1 upwards, 0 for neither
     */
    public Optional<TcpState> beside(TcpState from, int right, int down) {
        double[] start = middle(from);
        TcpState nearest = null;
        double least = Double.POSITIVE_INFINITY;
        for (TcpState state : TcpState.values()) {
            double x = middle(state)[0] - start[0];
            double y = middle(state)[1] - start[1];
            double ahead = x * right + y * down;
            double aside = Math.abs(x * down) + Math.abs(y * right);
            double far = ahead + ASIDE * aside;
            if (ahead > 1 && far < least) {
                least = far;
                nearest = state;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private double[] middle(TcpState state) {
        Box box = boxOf(state);
        return new double[] {box.x() + box.width() / 2, box.y() + box.height() / 2};
    }

    /** What is drawn around the state that keys have walked to. */
    public Mark pointer(TcpState state) {
        Box around = boxOf(state).grown(POINTER_AWAY);
        return Mark.stroke(
                new Box(around.x(), around.y(), around.width(), around.height(), around.radius() + POINTER_AWAY),
                Stroke.of(Ink.SELECT, POINTER_WIDTH));
    }

    /** A point on the way from one state to another, 0 to 1; empty where no transition is drawn. */
    public Optional<double[]> pointOn(TcpState from, TcpState to, double part) {
        return chart.edge(from, to).map(edge -> {
            StateChart.Route route = edge.route();
            if (route == null) {
                return null;
            }
            double[] point = RoutePoint.at(chart.stretched(edge, route, stretch), part);
            return new double[] {transform.x(point[0]), transform.y(point[1])};
        });
    }

    private static double between(double least, double most, double value) {
        return Math.max(least, Math.min(most, value));
    }
}
