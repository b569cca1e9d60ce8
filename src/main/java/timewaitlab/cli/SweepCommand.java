package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timewaitlab.draw.Palette;
import timewaitlab.export.SweepExport;
import timewaitlab.lab.Measure;
import timewaitlab.lab.Sweep;
import timewaitlab.scenario.Scenario;

/** {@code sweep}: a scenario many times with other values, and what came of it. */
@Command(
        name = "sweep",
        description = "Runs a scenario once for each combination of values; CSV on stdout, a chart with -o.",
        footer = {
            "",
            "K: HOST.SYSCTL, HOST.kernel, HOST.rate (connections a second of its loads) or seed; values: a..b,",
            "a..b:step or a,b,c. The first --vary is drawn across, the others are lines of their own.",
            "M: drops, resets, segments, retransmissions, HOST.COUNTER, HOST.CALL.RESULT, HOST.CALL.longest (seconds).",
            "",
            "Example:",
            "  sweep ports-run-out --vary A.rate=10..100:10 --vary A.tcp_tw_reuse=0..1 \\",
            "    --measure A.connect.EADDRNOTAVAIL -o ports.svg"
        })
final class SweepCommand implements Callable<Integer> {
    private static final int REPORTS = 10;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "id of a shipped scenario, or a file")
    private String scenario = "";

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(names = "--vary", required = true, paramLabel = "K=VALUES", description = "what varies, see below")
    private List<String> varied = List.of();

    @Option(names = "--measure", required = true, paramLabel = "M", description = "what is measured, see below")
    private List<String> measured = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to write the chart (SVG)")
    private @Nullable String output;

    @Option(names = "--theme", paramLabel = "P", description = "light, dark or print; for the chart")
    private @Nullable String theme;

    @Override
    public Integer call() {
        Scenario chosen = options.open(scenario);
        List<Sweep.Axis> axes = axes(chosen);
        List<Measure> measures = measures(chosen);
        Palette palette = palette();
        Sweep sweep = new Sweep(chosen, axes, measures);
        long runs = runs(sweep);
        SweepExport export = new SweepExport(
                chosen.title(),
                axes.stream().map(Sweep.Axis::name).toList(),
                measures.stream().map(Measure::name).toList());
        PrintWriter err = Commands.err(spec);
        List<Sweep.Row> rows = sweep.run(done -> report(err, done, runs));
        StringBuilder csv = new StringBuilder(export.head()).append('\n');
        rows.forEach(row -> csv.append(export.line(row)).append('\n'));
        Commands.print(spec, csv.toString());
        if (output != null) {
            new OutputFile(spec, output).bytes(export.svg(rows, palette));
        }
        return Commands.DONE;
    }

    private static void report(PrintWriter err, long done, long runs) {
        if (done * REPORTS / runs != (done - 1) * REPORTS / runs) {
            err.println(done + " of " + runs);
            err.flush();
        }
    }

    private static long runs(Sweep sweep) {
        long runs;
        try {
            runs = sweep.runs();
        } catch (ArithmeticException tooMany) {
            runs = Long.MAX_VALUE;
        }
        if (runs > Sweep.MOST_RUNS) {
            throw new UserMistake("--vary: too many runs; expected at most " + Sweep.MOST_RUNS);
        }
        return runs;
    }

    /** Each first value is tried at once, so that a mistake is told before anything runs. */
    private List<Sweep.Axis> axes(Scenario chosen) {
        List<Sweep.Axis> axes = new ArrayList<>();
        for (String option : varied) {
            String[] parts = option.split("=", 2);
            if (parts.length < 2 || parts[0].isEmpty()) {
                throw new UserMistake("--vary " + option + ": expected K=a..b[:step] or K=a,b,c");
            }
            List<String> values = VariedValues.parse("--vary " + option, parts[1]);
            Sweep.Axis axis =
                    new Sweep.Axis(parts[0], values, (before, value) -> VariedValues.change(before, parts[0], value));
            values.forEach(value -> VariedValues.change(chosen, parts[0], value));
            axes.add(axis);
        }
        return axes;
    }

    private List<Measure> measures(Scenario chosen) {
        List<String> parties = chosen.parties();
        try {
            return measured.stream()
                    .flatMap(names -> Arrays.stream(names.split(",")))
                    .map(name -> Measure.named(name, parties))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new UserMistake("--measure: " + e.getMessage());
        }
    }

    private Palette palette() {
        String name = theme == null ? "light" : theme.toLowerCase(Locale.ROOT);
        return Palette.named(name)
                .orElseThrow(
                        () -> new UserMistake("--theme: unknown \"" + theme + "\"; expected light, dark or print"));
    }
}
