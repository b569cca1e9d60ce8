package timewaitlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timewaitlab.base.Sysctl;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.CaptureHosts;
import timewaitlab.lab.ExplainCapture;
import timewaitlab.lab.ExplainJson;
import timewaitlab.lab.ExplainRequest;
import timewaitlab.lab.Explanation;
import timewaitlab.lab.VerdictRequestReader;
import timewaitlab.scenario.CaptureContext;
import timewaitlab.scenario.CaptureContext.SysctlWritten;
import timewaitlab.scenario.ContextParser;
import timewaitlab.scenario.Durations;
import timewaitlab.tcp.Settings;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;

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
    private static final KernelProfile LATEST = VerdictRequestReader.profile("linux-6.18");
    private static final List<Integer> RATES = List.of(100, 250, 300, 1000);

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

    @Option(names = "--profile", paramLabel = "P", description = "its kernel: linux-6.18 (the default), 4.4, ...")
    private @Nullable String profile;

    @Option(names = "--hz", paramLabel = "N", description = "jiffies a second it was built with")
    private @Nullable Integer hz;

    @Option(names = "--set", paramLabel = "SYSCTL=V[@T]", description = "a sysctl, from the start or from T on")
    private List<String> settings = List.of();

    @Option(names = "--context", paramLabel = "FILE", description = "what a recording does not show, as YAML")
    private @Nullable String context;

    @Option(names = "--summary", description = "the counts only")
    private boolean summary;

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        CaptureContext known = context == null ? CaptureContext.NOTHING : context(context);
        KernelProfile kernel = profile == null ? known.kernel().orElse(LATEST) : profile(profile);
        AddressBook book = new AddressBook();
        Capture read = ScenarioOptions.require(CaptureReader.read(path(), book));
        List<String> named = new ArrayList<>(hosts);
        known.addresses().stream().filter(address -> !named.contains(address)).forEach(named::add);
        List<CaptureContext.Step> steps = new ArrayList<>(known.steps());
        Settings atFirst =
                hz == null && known.hz() == 0 ? kernel.settings() : kernel.settings(hz == null ? known.hz() : rate(hz));
        for (Map.Entry<Sysctl, Long> sysctl : known.sysctls().entrySet()) {
            atFirst = atFirst.with(known(sysctl.getKey(), kernel), sysctl.getValue());
        }
        for (String setting : settings) {
            SysctlWritten change = change(setting, kernel);
            if (change.at() == 0) {
                atFirst = atFirst.with(change.sysctl(), change.value());
            } else {
                steps.add(change);
            }
        }
        steps.sort(Comparator.comparingLong(CaptureContext.Step::at));
        List<Address> judged = CaptureHosts.withAliases(read, hosts(read, named, book), atFirst);
        ExplainRequest request = new ExplainRequest(book, judged, kernel, atFirst, known.with(steps));
        Explanation explanation = ExplainCapture.of(read, request);
        print(explanation);
        Explanation.Summary counts = explanation.summary();
        return counts.contradicts() + counts.unattributed() > 0 ? Commands.FAILED : Commands.DONE;
    }

    private static Sysctl known(Sysctl sysctl, KernelProfile kernel) {
        if (!kernel.has(sysctl)) {
            throw new UserMistake("--context: " + kernel.name() + " has no " + sysctl.dotted());
        }
        return sysctl;
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

    private Path path() {
        try {
            return Path.of(capture);
        } catch (InvalidPathException e) {
            throw new UserMistake(capture + ": not a file name");
        }
    }

    private static KernelProfile profile(String name) {
        try {
            return VerdictRequestReader.profile(name);
        } catch (IllegalArgumentException e) {
            throw new UserMistake("--profile: " + e.getMessage());
        }
    }

    private static int rate(int given) {
        if (!RATES.contains(given)) {
            throw new UserMistake("--hz " + given + ": no kernel is built so; expected 100, 250, 300 or 1000");
        }
        return given;
    }

    private List<Address> hosts(Capture read, List<String> named, AddressBook book) {
        Set<Address> all = CaptureHosts.all(read);
        List<Address> known = new ArrayList<>();
        for (String name : named) {
            Address address = all.stream()
                    .filter(one -> one.text().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new UserMistake(
                            "--host " + name + ": not in " + read.name() + "; it has " + texts(List.copyOf(all))));
            known.add(address);
        }
        if (!known.isEmpty()) {
            return known;
        }
        List<Address> likely = CaptureHosts.likely(read);
        if (likely.size() == 1) {
            return likely;
        }
        throw new UserMistake(read.name() + ": whose host is to be judged; expected --host with one of "
                + texts(likely.isEmpty() ? List.copyOf(all) : likely));
    }

    private static String texts(List<Address> addresses) {
        String some =
                String.join(", ", addresses.stream().limit(8).map(Address::text).toList());
        return addresses.isEmpty() ? "no TCP segment" : addresses.size() > 8 ? some + ", ..." : some;
    }

    private static SysctlWritten change(String option, KernelProfile kernel) {
        String what = "--set " + option;
        String[] parts = option.split("=", 2);
        if (parts.length < 2) {
            throw new UserMistake(what + ": expected SYSCTL=VALUE or SYSCTL=VALUE@TIME");
        }
        String[] valueAndTime = parts[1].split("@", 2);
        long value = Commands.wholeNumber(what, valueAndTime[0]);
        try {
            Sysctl sysctl = VerdictRequestReader.sysctl(parts[0], value, kernel);
            long time = valueAndTime.length == 1 ? 0 : Durations.parse(valueAndTime[1]);
            return new SysctlWritten(time, sysctl, value);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(what + ": " + e.getMessage());
        }
    }

    private static CaptureContext context(String file) {
        try {
            return ScenarioOptions.require(ContextParser.parse(file, Files.readString(Path.of(file))));
        } catch (MalformedInputException e) {
            throw new UserMistake(file + ": not text");
        } catch (IOException | InvalidPathException e) {
            throw new UserMistake(file + ": cannot be read: "
                    + (e instanceof IOException broken ? Commands.reason(broken) : "not a file name"));
        }
    }
}
