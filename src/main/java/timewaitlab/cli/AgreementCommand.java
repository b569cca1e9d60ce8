package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import timewaitlab.agreement.Agreement;
import timewaitlab.agreement.Mutations;
import timewaitlab.agreement.Mutations.Mutation;
import timewaitlab.agreement.MutationsJson;
import timewaitlab.agreement.Recording;
import timewaitlab.agreement.Recordings;
import timewaitlab.agreement.Report;
import timewaitlab.agreement.ReportJson;
import timewaitlab.agreement.Topics;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.lab.ScenarioLibrary;

/** {@code agreement}: holds the engine to the bundled recordings of real kernels. */
@Command(
        name = "agreement",
        description = "Judges the bundled recordings of real kernels now; exit 1 if the engine disagrees with one.",
        footer = {
            "",
            "A cell is one comparison: a segment against a state (verdict), a segment of a capture (explain), or",
            "an event of a recording done again by a scenario (re-creation). Noise is a cell in which the recording",
            "shows that its machine was at fault. --format json prints the members recordings, judged, total, ways,",
            "topics and disagreements; see agreement.schema.json. --scenario judges the recordings about what a",
            "scenario rests on."
        })
final class AgreementCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--topic", paramLabel = "T", description = "only recordings about this")
    private @Nullable String topic;

    @Option(names = "--scenario", paramLabel = "S", description = "only recordings about the topics of a scenario")
    private @Nullable String scenario;

    @Option(names = "--kernel", paramLabel = "P", description = "only recordings of this kernel")
    private @Nullable String kernel;

    @Option(names = "--mutations", description = "takes out each rule in turn and names what misses it; 1 to 2 minutes")
    private boolean mutations;

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        Commands.requireFormat(format, Format.text, Format.json);
        if (mutations) {
            return mutations();
        }
        Agreement.Selection selection = selection();
        PrintWriter out = Commands.out(spec);
        Report report = Agreement.judge(selection, (done, all) -> {}, () -> false);
        if (format == Format.json) {
            out.println(ReportJson.of(report).toPrettyString());
        } else {
            AgreementText.print(report, out);
        }
        out.flush();
        return report.total().disagree() == 0 ? Commands.DONE : Commands.FAILED;
    }

    private int mutations() {
        if (topic != null || scenario != null) {
            throw new UserMistake("--mutations: asks every recording; expected no --topic and no --scenario");
        }
        List<KernelProfile> kernels = kernel == null ? LinuxProfiles.all() : List.of(profile(kernel));
        List<Mutation> found = Mutations.of(kernels, () -> false);
        PrintWriter out = Commands.out(spec);
        if (format == Format.json) {
            out.println(MutationsJson.of(found).toPrettyString());
        } else {
            AgreementText.print(found, out);
        }
        out.flush();
        boolean proved = found.stream()
                .allMatch(each -> each.missedBy().isPresent() || each.reason().isPresent());
        return proved ? Commands.DONE : Commands.FAILED;
    }

    private Agreement.Selection selection() {
        if (topic != null && scenario != null) {
            throw new UserMistake("--topic and --scenario: both say what the recordings are about; expected one");
        }
        Optional<KernelProfile> profile = Optional.ofNullable(kernel).map(AgreementCommand::profile);
        List<String> topics = topics();
        if (!topics.isEmpty() || profile.isPresent()) {
            requireRecordings(topics, profile);
        }
        return new Agreement.Selection(topics, profile);
    }

    private List<String> topics() {
        if (scenario == null) {
            return topic == null ? List.of() : List.of(topic);
        }
        List<String> topics =
                ScenarioOptions.require(ScenarioLibrary.open(scenario)).topics();
        if (topics.isEmpty()) {
            throw new UserMistake("--scenario: " + scenario + " names no topics; expected topics: [...] in it");
        }
        return topics;
    }

    private static KernelProfile profile(String name) {
        return LinuxProfiles.named(name)
                .orElseThrow(() -> new UserMistake("--kernel: unknown profile \"" + name + "\"; expected one of "
                        + String.join(
                                ", ",
                                LinuxProfiles.all().stream()
                                        .map(KernelProfile::version)
                                        .toList())));
    }

    private void requireRecordings(List<String> wanted, Optional<KernelProfile> profile) {
        TreeSet<String> topics = new TreeSet<>();
        TreeSet<String> kernels = new TreeSet<>();
        boolean any = false;
        for (String family : Recordings.families()) {
            for (Recording recording : Recordings.of(family)) {
                List<String> about = Topics.of(recording);
                topics.addAll(about);
                kernels.add(recording.profile().version());
                boolean of = profile.isEmpty() || recording.profile().equals(profile.get());
                any |= of && (wanted.isEmpty() || about.stream().anyMatch(wanted::contains));
            }
        }
        for (String topic : wanted) {
            if (!topics.contains(topic)) {
                String option = scenario == null ? "--topic" : "--scenario";
                throw new UserMistake(option + ": nothing was recorded about \"" + topic + "\"; expected one of "
                        + String.join(", ", topics));
            }
        }
        if (!any) {
            throw new UserMistake("--kernel: nothing of that was recorded of " + profile.orElseThrow()
                    + "; recorded were " + String.join(", ", kernels));
        }
    }
}
