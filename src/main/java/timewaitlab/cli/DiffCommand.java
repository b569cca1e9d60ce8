package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timewaitlab.base.SimTime;
import timewaitlab.lab.DiffJson;
import timewaitlab.lab.RunScenario;
import timewaitlab.trace.Divergence;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;

/** {@code diff}: one scenario run twice, and where the two runs part. */
@Command(
        name = "diff",
        description = {
            "Runs a scenario twice, differing in what is given twice, and prints the first divergence.",
            "--kernel B=P1 --kernel B=P2, or two --set of one sysctl; what is given once is the same on both sides.",
            "Where nothing is given twice, --with is what the second run has and the first has not.",
            "Exit code 0 whether the runs differ or not. JSON: diff.schema.json."
        })
final class DiffCommand implements Callable<Integer> {
    private static final int NAME = 22;
    private static final int VALUE = 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "id of a shipped scenario, or a file")
    private String scenario = "";

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        Commands.requireFormat(format, Format.text, Format.json);
        ScenarioOptions.Sides sides = options.openBoth(scenario);
        Trace left = RunScenario.run(sides.left());
        Trace right = RunScenario.run(sides.right());
        PrintWriter out = Commands.out(spec);
        List<String> labels = List.of(sides.leftLabel(), sides.rightLabel());
        if (format == Format.json) {
            out.println(DiffJson.of(labels, left, right).toPrettyString());
        } else {
            print(labels, left, right, out);
        }
        out.flush();
        return Commands.DONE;
    }

    private static void print(List<String> labels, Trace left, Trace right, PrintWriter out) {
        out.println(left.scenario() + ": " + labels.get(0) + " | " + labels.get(1));
        Optional<Divergence> found = Divergence.between(left, right);
        if (found.isEmpty()) {
            out.println("no divergence: " + left.verdicts().size() + " verdicts alike in both");
        } else {
            Divergence divergence = found.get();
            out.println("first divergence at " + SimTime.text(divergence.time()) + " s on " + divergence.at()
                    + ", after " + divergence.alike() + " verdicts alike");
            side(labels.get(0), divergence.left(), out);
            side(labels.get(1), divergence.right(), out);
            out.println("what differs");
            divergence.fields().forEach(field -> row(field.name(), field.left(), field.right(), out));
        }
        results(left, right, out);
    }

    private static void side(String label, Optional<Judged> judged, PrintWriter out) {
        out.println("  " + label);
        if (judged.isEmpty()) {
            out.println("          nothing is judged then");
            return;
        }
        Judged decided = judged.get();
        out.println("          " + VerdictText.headline(decided.verdict()) + "  "
                + decided.stateBefore().label() + "  [" + decided.verdict().ruleId() + "]");
        VerdictText.printProof(decided, out);
    }

    /** How it ended: calls that answered otherwise, and counters with another value. */
    private static void results(Trace left, Trace right, PrintWriter out) {
        out.println("in the end");
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(left.calls().size(), right.calls().size()); i++) {
            AppCall one = left.calls().get(i);
            AppCall other = right.calls().get(i);
            if (!one.at().equals(other.at()) || !one.call().equals(other.call()) || one.time() != other.time()) {
                break;
            }
            String what = one.at() + " " + one.call() + " at " + SimTime.text(one.time());
            rows.add(new String[] {what, words(one), words(other)});
        }
        for (String party : new TreeSet<>(left.counters().keySet())) {
            Map<String, Long> ones = left.counters().getOrDefault(party, Map.of());
            Map<String, Long> others = right.counters().getOrDefault(party, Map.of());
            TreeSet<String> names = new TreeSet<>(ones.keySet());
            names.addAll(others.keySet());
            names.forEach(name -> rows.add(new String[] {
                party + " " + name,
                String.valueOf(ones.getOrDefault(name, 0L)),
                String.valueOf(others.getOrDefault(name, 0L))
            }));
        }
        rows.removeIf(row -> row[1].equals(row[2]));
        rows.forEach(row -> row(row[0], row[1], row[2], out));
        if (rows.isEmpty()) {
            out.println("  calls and counters are the same");
        }
    }

    private static String words(AppCall call) {
        return call.result() + " after " + SimTime.text(call.took()) + " s";
    }

    private static void row(String name, String left, String right, PrintWriter out) {
        String one = left.isEmpty() ? "-" : left;
        String other = right.isEmpty() ? "-" : right;
        out.println(String.format("  %-" + NAME + "s  %-" + VALUE + "s  %s", name, one, other)
                .stripTrailing());
    }
}
