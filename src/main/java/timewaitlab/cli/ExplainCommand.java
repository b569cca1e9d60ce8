package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timewaitlab.lab.ExplainJson;
import timewaitlab.lab.Explanation;

/** {@code explain}: a capture as one host of it would judge it. */
@Command(
        name = "explain",
        description = "Judges every segment of a capture that reaches a host, and compares with what it sent.",
        footer = {
            "",
            "JSON: capture, host, profile, summary {inbound outbound agrees free contradicts cannotTell unattributed},",
            "segments [frame t in flags verdict observed agreement reason | by], inferred {clocks behindNat}.",
            "Exit code 1 when something contradicts.",
            "A context tells in YAML what a recording does not show: kernel, hz, addresses, sysctls (name: value),",
            "tcpmhash-entries (the boot parameter, where it was given),",
            "second-phase (how long the wall clock's second had begun), unreachable (networks without a route),",
            "starts (what the steps count from, before the first frame), and steps, each with at, do and peer:",
            "  - {at: 0 s, do: listen 80 backlog 5}       - {at: 1 s, do: accept, peer: \"10.0.0.1:40000\"}",
            "  - {at: 2 s, do: sysctl tcp_rfc1337 = 1}    - {at: 3 s, do: shutdown, peer: \"10.0.0.1:40000\"}",
            "  also stop listening PORT, close, kill, clock +N s.",
            "",
            "Example:",
            "  explain server.pcap --host 10.0.0.2 --profile 4.4 --hz 1000 --set tcp_tw_recycle=1"
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", description = "a pcap or pcapng file")
    private String capture = "";

    @Option(
            names = "--host",
            split = ",",
            paramLabel = "ADDR",
            description = "address of the host; may be left out where only one accepts connections")
    private List<String> hosts = List.of();

    @Mixin
    private CaptureOptions options = new CaptureOptions();

    @Option(names = "--set", paramLabel = "SYSCTL=V[@T]", description = "a sysctl, from the start or from T on")
    private List<String> settings = List.of();

    @Option(names = "--summary", description = "the counts only")
    private boolean summary;

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        Explanation explanation = options.explain(capture, hosts, settings).explanation();
        print(explanation);
        Explanation.Summary counts = explanation.summary();
        return counts.contradicts() + counts.unattributed() > 0 ? Commands.FAILED : Commands.DONE;
    }

    private void print(Explanation explanation) {
        PrintWriter out = Commands.out(spec);
        if (format == Format.json) {
            out.println(ExplainJson.of(explanation, summary));
        } else {
            ExplainText.print(explanation, summary, out);
        }
        out.flush();
    }
}
