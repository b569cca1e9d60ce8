package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.StateChart.Edge;
import timewaitlab.draw.StateChart.Route;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.FlagshipTrace;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.StateChange;

/** State diagrams of the flagship's hosts, and the geometry of the chart. */
class StateLayoutTest {
    private static final Trace FLAGSHIP = FlagshipTrace.trace();
    private static final long MS = SimTime.MILLISECOND;
    private static final String TUPLE = "198.51.100.9:80-203.0.113.7:40000";

    @Test
    void wideIsDrawnAsBefore() throws IOException {
        StateOptions options = StateOptions.wide("B", 400 * MS).withSocket(TUPLE);
        Golden.matches(
                "states-wide-time-wait", StateLayout.of(FLAGSHIP, options).marks());
    }

    @Test
    void narrowIsDrawnAsBefore() throws IOException {
        StateOptions options = StateOptions.narrow("C", 5022 * MS);
        Golden.matches(
                "states-narrow-syn-sent", StateLayout.of(FLAGSHIP, options).marks());
    }

    @Test
    void followsTheSelectedSocket() {
        StateLayout layout =
                StateLayout.of(FLAGSHIP, StateOptions.wide("B", 400 * MS).withSocket(TUPLE));
        assertThat(layout.here()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(layout.trail())
                .extracting(StateChange::to)
                .containsExactly(
                        TcpState.LISTEN,
                        TcpState.SYN_RECV,
                        TcpState.ESTABLISHED,
                        TcpState.FIN_WAIT_1,
                        TcpState.TIME_WAIT);
        assertThat(StateLayout.of(FLAGSHIP, StateOptions.wide("C", 5022 * MS)).here())
                .as("without a choice, the socket that changed last")
                .isEqualTo(TcpState.SYN_SENT);
    }

    @ParameterizedTest(name = "{0}: right {1}, down {2} leads to {3}")
    @CsvSource(textBlock = """
        LISTEN,      1,  0, SYN_SENT
        SYN_SENT,   -1,  0, LISTEN
        LISTEN,      0, -1, CLOSED
        CLOSED,      0, -1,
        FIN_WAIT_1,  1,  0, CLOSE_WAIT
        FIN_WAIT_1,  0,  1, FIN_WAIT_2
        CLOSE_WAIT,  0,  1, LAST_ACK
        TIME_WAIT,   0, -1, CLOSING
        """)
    void keysWalkToTheNearestState(TcpState from, int right, int down, TcpState to) {
        StateLayout layout = StateLayout.of(FLAGSHIP, StateOptions.narrow("B", 400 * MS));
        assertThat(layout.beside(from, right, down)).isEqualTo(Optional.ofNullable(to));
    }

    @ParameterizedTest(name = "wide: {0}")
    @ValueSource(booleans = {true, false})
    void keysReachEveryStateFromEveryOther(boolean wide) {
        StateLayout layout =
                StateLayout.of(FLAGSHIP, wide ? StateOptions.wide("B", 400 * MS) : StateOptions.narrow("B", 400 * MS));
        for (TcpState start : TcpState.values()) {
            Set<TcpState> reached = EnumSet.of(start);
            List<TcpState> left = new ArrayList<>(reached);
            while (!left.isEmpty()) {
                TcpState from = left.remove(0);
                for (int[] way : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                    layout.beside(from, way[0], way[1]).filter(reached::add).ifPresent(left::add);
                }
            }
            assertThat(reached).as("from " + start).containsExactlyInAnyOrder(TcpState.values());
        }
    }

    @Test
    void findsTheStateUnderThePointer() {
        for (StateOptions options : List.of(
                StateOptions.wide("B", 0).withSize(1500, 1290),
                StateOptions.narrow("B", 0).withSize(300, 700))) {
            StateLayout layout = StateLayout.of(FLAGSHIP, options);
            for (TcpState state : TcpState.values()) {
                Box box = layout.boxOf(state);
                assertThat(layout.stateAt(box.x() + box.width() / 2, box.y() + box.height() / 2))
                        .contains(state);
            }
            assertThat(layout.stateAt(0, 0)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 0.9, 1, 1.2, 1.5})
    void noNarrowEdgeCrossesAForeignBox(double stretch) {
        check(StateChart.NARROW, stretch);
    }

    @Test
    void noWideEdgeCrossesAForeignBox() {
        check(StateChart.WIDE, 1);
    }

    @Test
    void noWideLabelTouchesABoxAnotherLabelOrAForeignEdge() {
        StateChart chart = StateChart.WIDE;
        for (Edge edge : chart.edges()) {
            Box label = label(edge);
            for (TcpState state : TcpState.values()) {
                assertThat(label.touches(chart.box(state, 1)))
                        .as("%s on %s", edge.label(), state)
                        .isFalse();
            }
            for (Edge other : chart.edges()) {
                if (other != edge) {
                    assertThat(label.touches(label(other))).isFalse();
                    assertThat(points(other, 1)).noneMatch(point -> label.contains(point[0], point[1]));
                }
            }
        }
    }

    private static void check(StateChart chart, double stretch) {
        for (Edge edge : chart.edges()) {
            for (double[] point : points(edge, stretch, chart)) {
                for (TcpState state : TcpState.values()) {
                    boolean own = state == edge.from() || state == edge.to();
                    assertThat(!own && chart.box(state, stretch).contains(point[0], point[1]))
                            .as("%s to %s runs through %s", edge.from(), edge.to(), state)
                            .isFalse();
                }
            }
        }
    }

    private static Box label(Edge edge) {
        Route route = edge.route();
        double width = TextMeasure.width(Face.BOLD, 13, edge.label());
        double left = switch (route.anchor()) {
            case START -> route.labelX();
            case MIDDLE -> route.labelX() - width / 2;
            case END -> route.labelX() - width;
        };
        return new Box(left, route.labelY() - 8, width, 16, 0);
    }

    private static List<double[]> points(Edge edge, double stretch) {
        return points(edge, stretch, StateChart.WIDE);
    }

    private static List<double[]> points(Edge edge, double stretch, StateChart chart) {
        List<double[]> points = new ArrayList<>();
        if (edge.route() == null) {
            return points;
        }
        Route route = chart.stretched(edge, edge.route(), stretch);
        double[] p = route.points();
        for (double t = 0.01; t < 1; t += 0.01) {
            if (route.cubic()) {
                points.add(new double[] {cubic(t, p[0], p[2], p[4], p[6]), cubic(t, p[1], p[3], p[5], p[7])});
            } else {
                for (int i = 0; i + 3 < p.length; i += 2) {
                    points.add(new double[] {p[i] + t * (p[i + 2] - p[i]), p[i + 1] + t * (p[i + 3] - p[i + 1])});
                }
            }
        }
        return points;
    }

    private static double cubic(double t, double... p) {
        double u = 1 - t;
        return u * u * u * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t * t * t * p[3];
    }
}
