package timewaitlab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Trace;

/** The same scenario many times, with other values each time, and what was measured. */
public final class Sweep {
    /** More runs than this are a mistake rather than a question. */
    public static final int MOST_RUNS = 10_000;

    private final Scenario scenario;
    private final List<Axis> axes;
    private final List<Measure> measures;

    /** @param axes what varies; every value of one is combined with every value of the others */
    public Sweep(Scenario scenario, List<Axis> axes, List<Measure> measures) {
        this.scenario = scenario;
        this.axes = List.copyOf(axes);
        this.measures = List.copyOf(measures);
    }

    /**
     * A value that varies.
     *
     * @param name such as {@code B.tcp_fin_timeout}
     * @param change the scenario with this value of it
     */
    public record Axis(String name, List<String> values, BiFunction<Scenario, String, Scenario> change) {
        public Axis {
            values = List.copyOf(values);
        }
    }

    /** One run: a value of each axis, and a number of each measure. */
    public record Row(List<String> values, List<Double> measured) {
        public Row {
            values = List.copyOf(values);
            measured = List.copyOf(measured);
        }
    }

    /** How many runs it takes. */
    public long runs() {
        return axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
    }

    /** Runs all of them, in order; {@code done} hears the number of runs that are over. */
    public List<Row> run(IntConsumer done) {
        List<Row> rows = new ArrayList<>();
        for (List<String> values : combinations()) {
            Scenario varied = scenario;
            for (int i = 0; i < axes.size(); i++) {
                varied = axes.get(i).change().apply(varied, values.get(i));
            }
            Trace trace = RunScenario.run(varied);
            rows.add(new Row(
                    values,
                    measures.stream()
                            .map(measure -> measure.of().applyAsDouble(trace))
                            .toList()));
            done.accept(rows.size());
        }
        return rows;
    }

    /** The last axis varies fastest. */
    private List<List<String>> combinations() {
        List<List<String>> combinations = List.of(List.of());
        for (Axis axis : axes) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> before : combinations) {
                for (String value : axis.values()) {
                    List<String> next = new ArrayList<>(before);
                    next.add(value);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations;
    }
}
