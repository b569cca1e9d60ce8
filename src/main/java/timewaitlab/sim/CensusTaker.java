package timewaitlab.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.Tracker;
import timewaitlab.node.Host;
import timewaitlab.node.HostCensus;
import timewaitlab.node.HostConntrack;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Census;

/**
 * Counts what there is at equal steps of a run. It only looks, between two events, so a run that is counted is the run
 * that is not, and a segment costs no more.
 */
final class CensusTaker {
    /** As many counts as a chart can show. */
    private static final int MOST = 1000;

    private final Simulation simulation;
    private final long step;
    private final long until;
    private final Column[] columns;
    /** Of each column that is a host's: the machine that runs now. */
    private final @Nullable HostCensus[] hosts;

    private final long[] segments;
    private final Map<String, Long> dropsBeforeBoot = new HashMap<>();
    private final long[] byState = new long[TcpState.values().length];
    private int counted;
    private long next;

    /** All numbers of one party at every count so far, one row a number. */
    private static final class Column {
        private final String at;
        private final boolean isHost;
        private final List<String> what;
        private final long[][] rows;

        Column(String at, boolean isHost, List<String> what, int counts) {
            this.at = at;
            this.isHost = isHost;
            this.what = what;
            rows = new long[what.size()][counts];
        }
    }

    CensusTaker(Simulation simulation, Wiring wiring) {
        this.simulation = simulation;
        until = wiring.until();
        step = step(until);
        int counts = (int) (until / step + 2);
        columns = Stream.concat(
                        wiring.machines().stream()
                                .map(machine -> new Column(machine.name(), true, Census.OF_HOST, counts)),
                        wiring.nats().stream().map(nat -> new Column(nat.name(), false, whatOf(nat), counts)))
                .toArray(Column[]::new);
        hosts = new HostCensus[columns.length];
        segments = new long[counts];
    }

    /** What a host's own tracking drops is among what the host drops. */
    private static List<String> whatOf(Wiring.Nat nat) {
        return nat.isBox() ? Census.OF_NAT : List.of(Census.TRACKED, Census.TRACKED_MAX);
    }

    /** The smallest of 1, 2 and 5 times a power of ten, in nanoseconds, of which this length has few enough. */
    private static long step(long length) {
        long power = 1;
        while (length / (power * 10) > MOST) {
            power *= 10;
        }
        for (long times : new long[] {1, 2, 5}) {
            if (length / (power * times) <= MOST) {
                return power * times;
            }
        }
        return power * 10;
    }

    /** The instant that is counted next. */
    long next() {
        return next;
    }

    /** Counts every instant before this one that is to be counted: nothing happens any more at any of them. */
    void before(long time) {
        while (next < time) {
            take();
        }
    }

    private void take() {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].isHost) {
                count(columns[i], host(i));
            } else {
                count(columns[i], simulation.tracker(columns[i].at));
            }
        }
        segments[counted] = simulation.segments();
        counted++;
        next = next == until ? SimTime.NEVER : Math.min(until, next + step);
    }

    private HostCensus host(int number) {
        HostCensus known = hosts[number];
        if (known == null) {
            known = new HostCensus(simulation.host(columns[number].at));
            hosts[number] = known;
        }
        return known;
    }

    private void count(Column column, HostCensus host) {
        Arrays.fill(byState, 0);
        host.countStates(byState);
        int row = 0;
        for (int state = 0; state < Census.STATES.size(); state++) {
            column.rows[row++][counted] = byState[Census.STATES.get(state).ordinal()];
        }
        column.rows[row++][counted] = host.mostPorts();
        column.rows[row++][counted] = host.portRange();
        column.rows[row++][counted] =
                host.drops() + dropsBeforeBoot.getOrDefault(column.at, 0L) + droppedByTracking(column.at);
        column.rows[row][counted] = simulation.processes().refusals(column.at);
    }

    private long droppedByTracking(String host) {
        HostConntrack own = simulation.wires().conntrackOf(host);
        return own == null ? 0 : own.tracker().drops();
    }

    private void count(Column column, Tracker tracker) {
        column.rows[0][counted] = tracker.table().alive(next);
        column.rows[1][counted] = tracker.settings().get(ConntrackSysctl.MAX);
        if (column.rows.length > 2) {
            column.rows[2][counted] = tracker.drops();
        }
    }

    /** A host starts anew and forgets what it counted. */
    void rebooted(Host old) {
        dropsBeforeBoot.merge(old.name(), new HostCensus(old).drops(), Long::sum);
        Arrays.fill(hosts, null);
    }

    /** What was counted so far. */
    Census taken() {
        List<Census.Gauge> gauges = new ArrayList<>();
        for (Column column : columns) {
            for (int row = 0; row < column.rows.length; row++) {
                gauges.add(new Census.Gauge(column.at, column.what.get(row), column.rows[row], counted));
            }
        }
        gauges.add(new Census.Gauge("", Census.SEGMENTS, segments, counted));
        return new Census(step, Math.min(until, Math.max(0, counted - 1L) * step), gauges);
    }
}
