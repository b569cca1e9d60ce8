package timewaitlab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;

/** {@code list}: the shipped scenarios. */
@Command(name = "list", description = "Lists the shipped scenarios.")
final class ListCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--format", paramLabel = "F", description = "text, json or ids", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        Commands.requireFormat(format, Format.text, Format.json, Format.ids);
        PrintWriter out = Commands.out(spec);
        List<Scenario> shipped = ScenarioLibrary.ids().stream()
                .map(id -> ScenarioOptions.require(ScenarioLibrary.open(id)))
                .toList();
        switch (format) {
            case ids -> shipped.forEach(scenario -> out.println(scenario.id()));
            case json -> out.println(json(shipped).toPrettyString());
            default ->
                shipped.forEach(scenario -> {
                    out.println(String.format("%-20s %s", scenario.id(), scenario.title()));
                    out.println(" ".repeat(21) + scenario.question());
                });
        }
        out.flush();
        return Commands.DONE;
    }

    private static ArrayNode json(List<Scenario> shipped) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        shipped.forEach(scenario -> all.addObject()
                .put("id", scenario.id())
                .put("title", scenario.title())
                .put("question", scenario.question()));
        return all;
    }
}
