package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import timewaitlab.base.SimTime;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Census;
import timewaitlab.trace.Census.Gauge;

/**
 * One plot of the Load pane: what hosts or NATs had of one thing over time.
 *
 * @param lines those that ever had any, the highest first
 */
public record LoadPlot(Kind kind, Census census, List<Line> lines) {
    private static final double PERCENT = 100;

    /** What is plotted, and how it is measured. */
    public enum Kind {
        /** Entries in TIME-WAIT. */
        TIME_WAIT,
        /** Ports held towards one destination, as a share of ip_local_port_range. */
        PORTS,
        /** Tracked connections, as a share of nf_conntrack_max. */
        TRACKED,
        /** Segments thrown away and calls of connect() that failed, in each step. */
        REFUSALS;

        /** Name of the kind in keys and ids. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace("_", "");
        }
    }

    /**
     * What one party had.
     *
     * @param name what the line is called
     * @param limit what it cannot be more than, where there is such a thing
     */
    public record Line(String name, Gauge gauge, Optional<Gauge> limit) {
        /** Whose it is. */
        public String party() {
            return gauge.at();
        }
    }

    public LoadPlot {
        lines = List.copyOf(lines);
    }

    /** All plots of what was counted, without those that would be empty; refusals are missed, so that one stays. */
    public static List<LoadPlot> of(Census census) {
        List<LoadPlot> plots = new ArrayList<>();
        if (!census.isEmpty()) {
            plots.add(of(census, Kind.TIME_WAIT, List.of(TcpState.TIME_WAIT.label())));
            plots.add(of(census, Kind.PORTS, List.of(Census.PORTS)));
            plots.add(of(census, Kind.TRACKED, List.of(Census.TRACKED)));
            plots.add(of(census, Kind.REFUSALS, List.of(Census.REFUSED, Census.DROPS)));
            plots.removeIf(plot -> plot.kind() != Kind.REFUSALS && plot.lines().isEmpty());
        }
        return plots;
    }

    private static LoadPlot of(Census census, Kind kind, List<String> words) {
        List<Line> lines = new ArrayList<>();
        for (String word : words) {
            for (Gauge gauge : census.gauges()) {
                if (gauge.what().equals(word) && gauge.most() > 0) {
                    lines.add(new Line(name(gauge, kind), gauge, limit(census, gauge)));
                }
            }
        }
        LoadPlot plot = new LoadPlot(kind, census, lines);
        return new LoadPlot(
                kind,
                census,
                lines.stream()
                        .sorted(Comparator.comparingDouble(plot::highest).reversed())
                        .toList());
    }

    private double highest(Line line) {
        return IntStream.range(0, census.size())
                .mapToDouble(number -> height(line, number))
                .max()
                .orElse(0);
    }

    private static String name(Gauge gauge, Kind kind) {
        return kind == Kind.REFUSALS ? Texts.say("load." + gauge.what(), gauge.at()) : gauge.at();
    }

    private static Optional<Gauge> limit(Census census, Gauge gauge) {
        return switch (gauge.what()) {
            case Census.PORTS -> census.find(gauge.at(), Census.PORT_RANGE);
            case Census.TRACKED -> census.find(gauge.at(), Census.TRACKED_MAX);
            default -> Optional.empty();
        };
    }

    /** What is plotted, in words. */
    public String title() {
        return Texts.say("load.plot." + kind.key(), Numbers.brief((double) step() / SimTime.SECOND));
    }

    /** How many points a line has. */
    public int size() {
        return census.size();
    }

    /** The moment of the point of this number, in nanoseconds. */
    public long time(int number) {
        return census.time(number);
    }

    /** Nanoseconds from one point to the next. */
    public long step() {
        return census.step();
    }

    /** Where a line stands at a count: how many, how many percent, or how many since the count before. */
    public double height(Line line, int number) {
        long value = line.gauge().value(number);
        if (kind == Kind.REFUSALS) {
            // Not a rate: one refusal in a step of 0.1 s are not ten a second.
            return number == 0 ? 0 : value - line.gauge().value(number - 1);
        }
        return line.limit()
                .map(limit -> PERCENT * value / Math.max(1, limit.value(number)))
                .orElse((double) value);
    }

    /** The number of a line at the last count up to this moment, with what it cannot be more than. */
    public String number(Line line, long time) {
        int last = census.last(time);
        String value = Numbers.count(line.gauge().value(last));
        return line.limit()
                .map(limit -> Texts.say("load.of", value, Numbers.count(limit.value(last))))
                .orElse(value);
    }

    /** The moments at which something was refused, one for each step in which something was. */
    public List<Long> refusals() {
        List<Long> moments = new ArrayList<>();
        for (int number = 1; kind == Kind.REFUSALS && number < census.size(); number++) {
            int at = number;
            if (lines.stream().anyMatch(line -> height(line, at) > 0)) {
                moments.add(census.time(at));
            }
        }
        return moments;
    }

    /** Whether lines are shares, up to 100 %. */
    public boolean isShare() {
        return kind == Kind.PORTS || kind == Kind.TRACKED;
    }
}
