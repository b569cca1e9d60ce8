package timewaitlab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.lab.RunJson;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;

/** {@code check}: runs scenarios and their branches, and holds them to their expectations. */
@Command(name = "check", description = "Runs scenarios and tests what they expect; exit 1 if something else came out.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description = "ids or files; all shipped ones if none is given")
    private List<String> scenarios = List.of();

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        Commands.requireFormat(format, Format.text, Format.json);
        PrintWriter out = Commands.out(spec);
        List<Scenario> opened = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String name : scenarios.isEmpty() ? ScenarioLibrary.ids() : scenarios) {
            Reading<Scenario> reading = ScenarioLibrary.open(name);
            reading.value().ifPresent(opened::add);
            problems.addAll(reading.problems());
        }
        if (!problems.isEmpty()) {
            ScenarioOptions.require(Reading.failed(problems));
        }
        boolean failed = false;
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Scenario scenario : opened) {
            List<RunScenario.Checked> checked = RunScenario.check(scenario);
            if (format == Format.json) {
                json.add(RunJson.checked(scenario, checked));
            } else {
                print(scenario, checked, out);
            }
            failed |= !checked.stream().allMatch(RunScenario.Checked::held);
        }
        if (format == Format.json) {
            out.println(json.toPrettyString());
        }
        out.flush();
        return failed ? Commands.FAILED : Commands.DONE;
    }

    private static void print(Scenario scenario, List<RunScenario.Checked> checked, PrintWriter out) {
        long held = checked.stream().filter(RunScenario.Checked::held).count();
        out.println(scenario.id() + ": " + held + " of " + checked.size() + " expectations held, "
                + (scenario.branches().size() + 1) + " runs");
        checked.stream().filter(each -> !each.held()).forEach(each -> out.println("  " + words(each)));
    }

    private static String words(RunScenario.Checked checked) {
        String where = checked.branch().isEmpty() ? "" : "[" + checked.branch() + "] ";
        return where + checked.expectation().place() + ": expected "
                + checked.expectation().text() + "; " + checked.failure().orElse("");
    }
}
