package timewaitlab.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import timewaitlab.cli.WindowBench.NoDisplay;
import timewaitlab.cli.WindowBench.Ratio;

/** {@code bench window}: what the window costs, as ratios to what has to be borne anyway. */
@Command(
        name = "window",
        description = "Measures the window, as ratios. Opens it: needs a display, a real one or Xvfb.",
        footer = {
            "",
            "pulses      95th percentile of the interval between pulses while the flagship plays at 1440x900, against",
            "            an empty animated window of the same size in the same JVM",
            "scroll zoom processor time of a step in a ladder of 100,000 segments, against one of 1,000",
            "linear      the same of zooming where a step in time has the same height everywhere: more segments are in",
            "            sight than can be told apart",
            "seek        processor time of going to a moment at 90 % of a million events, against one at 10 %",
            "rerun       processor time of running a scenario again after a drag, the median of the dearest scenario"
                    + " of a",
            "            lesson's size, against 5 ms",
            "firstFrame  from starting a JVM to the first frame, against a bare window of FXML, AtlantaFX and"
                    + " ControlsFX",
            "",
            "All but the last are measured after a warm-up of the same work, when the JVM has compiled it; the last is",
            "the median of several JVMs started in turn. JSON: a member for each, with floor, measured, unit, ratio"
                    + " and",
            "limit; schema: bench-window.schema.json. Exit code 1 when a ratio is above its limit."
        })
final class BenchWindowCommand implements Callable<Integer> {
    private static final Map<String, String> SAID = Map.of(
            "pulses", "playing the flagship against an empty animated window, 95th percentile",
            "scroll", "scrolling 100,000 segments against 1,000",
            "zoom", "zooming 100,000 segments against 1,000",
            "linear", "zooming 100,000 segments against 1,000, in proportion to time",
            "seek", "seeking at 90 % of a million events against 10 %",
            "rerun", "running a lesson again after a drag, median of the dearest, against 5 ms",
            "firstFrame", "first frame against a bare hello window");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        Commands.requireFormat(format, Format.text, Format.json);
        PrintWriter out = Commands.out(spec);
        List<Ratio> ratios = measure();
        if (format == Format.json) {
            out.println(json(ratios).toPrettyString());
        } else {
            ratios.forEach(ratio -> print(ratio, out));
        }
        out.flush();
        return ratios.stream().allMatch(Ratio::held) ? Commands.DONE : Commands.FAILED;
    }

    private List<Ratio> measure() {
        PrintWriter err = Commands.err(spec);
        CommandLineApp root =
                (CommandLineApp) Objects.requireNonNull(spec).root().userObject();
        try {
            return root.window().measure(step -> err.println("bench window: " + step));
        } catch (NoDisplay none) {
            throw new UserMistake("bench window: " + none.getMessage()
                    + "; expected a display: start it in a graphical session, or under xvfb-run");
        }
    }

    private static void print(Ratio ratio, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-10s  %5.2f times, limit %.1f%s  %s: %.3f against %.3f %s%n",
                ratio.name(),
                ratio.times(),
                ratio.limit(),
                ratio.held() ? "  " : " !",
                SAID.getOrDefault(ratio.name(), ""),
                ratio.measured(),
                ratio.floor(),
                ratio.unit());
    }

    private static ObjectNode json(List<Ratio> ratios) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (Ratio ratio : ratios) {
            ObjectNode node = root.putObject(ratio.name());
            node.put("unit", ratio.unit());
            node.put("floor", round(ratio.floor()));
            node.put("measured", round(ratio.measured()));
            node.put("ratio", round(ratio.times()));
            node.put("limit", ratio.limit());
            node.put("held", ratio.held());
        }
        return root;
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
