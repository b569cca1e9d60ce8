package timewaitlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timewaitlab.export.TraceExport;
import timewaitlab.lab.RunJson;
import timewaitlab.lab.RunScenario;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Trace;

/** {@code run}: simulates a scenario and prints what happened. */
@Command(name = "run", description = "Simulates a scenario and prints the ladder and the verdicts.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "id of a shipped scenario, or a file")
    private String scenario = "";

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(names = "--format", paramLabel = "F", description = "text, json or tcpdump", defaultValue = "text")
    private Format format = Format.text;

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description = "also writes what the server's wire carried, as pcapng")
    private @Nullable Path pcap;

    @Override
    public Integer call() {
        Commands.requireFormat(format, Format.text, Format.json, Format.tcpdump);
        Scenario chosen = options.open(scenario);
        Trace trace = RunScenario.run(chosen);
        if (pcap != null) {
            write(trace, pcap);
        }
        PrintWriter out = Commands.out(spec);
        switch (format) {
            case json -> {
                List<RunScenario.Checked> checked = RunScenario.check("", trace, chosen.expectations());
                out.println(RunJson.of(chosen, trace, checked).toPrettyString());
            }
            case tcpdump -> out.print(TraceExport.tcpdump(trace));
            default -> RunText.ladder(chosen, trace, out);
        }
        out.flush();
        return Commands.DONE;
    }

    /** The last lifeline is the server's: a capture has one place where it was taken. */
    private static void write(Trace trace, Path file) {
        String server = trace.parties().get(trace.parties().size() - 1).name();
        TraceExport.pcapng(trace, server, file).ifPresent(problem -> {
            throw new UserMistake(problem.toString());
        });
    }
}
