package timewaitlab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
            "A context is JSON: {\"addresses\": [...], \"sysctls\": [{\"at\": 0, \"name\": \"...\", \"value\": 0}]}.",
            "",
            "Example:",
            "  explain server.pcap --host 10.0.0.2 --profile 4.4 --hz 1000 --set tcp_tw_recycle=1"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
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

    @Option(names = "--profile", paramLabel = "P", description = "its kernel: linux-6.18, 4.4, ...")
    private String profile = "linux-6.18";

    @Option(names = "--hz", paramLabel = "N", description = "jiffies a second it was built with")
    private @Nullable Integer hz;

    @Option(names = "--set", paramLabel = "SYSCTL=V[@T]", description = "a sysctl, from the start or from T on")
    private List<String> settings = List.of();

    @Option(names = "--context", paramLabel = "FILE", description = "what a recording does not show, as JSON")
    private @Nullable String context;

    @Option(names = "--summary", description = "the counts only")
    private boolean summary;

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        KernelProfile kernel = profile();
        AddressBook book = new AddressBook();
        Capture read = ScenarioOptions.require(CaptureReader.read(path(), book));
        List<String> named = new ArrayList<>(hosts);
        List<ExplainRequest.SysctlChange> changes = new ArrayList<>();
        settings.forEach(setting -> changes.add(change(setting, kernel)));
        if (context != null) {
            addContext(context, named, changes, kernel);
        }
        changes.sort(Comparator.comparingLong(ExplainRequest.SysctlChange::time));
        Settings atFirst = hz == null ? kernel.settings() : kernel.settings(rate(hz));
        while (!changes.isEmpty() && changes.get(0).time() == 0) {
            ExplainRequest.SysctlChange first = changes.remove(0);
            atFirst = atFirst.with(first.sysctl(), first.value());
        }
        List<Address> judged = CaptureHosts.withAliases(read, hosts(read, named, book), atFirst);
        Explanation explanation = ExplainCapture.of(read, new ExplainRequest(book, judged, kernel, atFirst, changes));
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

    private Path path() {
        try {
            return Path.of(capture);
        } catch (InvalidPathException e) {
            throw new UserMistake(capture + ": not a file name");
        }
    }

    private KernelProfile profile() {
        try {
            return VerdictRequestReader.profile(profile);
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

    private static ExplainRequest.SysctlChange change(String option, KernelProfile kernel) {
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
            return new ExplainRequest.SysctlChange(time, sysctl, value);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(what + ": " + e.getMessage());
        }
    }

    private static void addContext(
            String file, List<String> hosts, List<ExplainRequest.SysctlChange> changes, KernelProfile kernel) {
        JsonNode json;
        try {
            json = MAPPER.readTree(Files.readString(Path.of(file)));
        } catch (JsonProcessingException e) {
            throw new UserMistake(file + ": not JSON: " + e.getOriginalMessage());
        } catch (IOException | InvalidPathException e) {
            throw new UserMistake(file + ": cannot be read: "
                    + (e instanceof IOException broken ? Commands.reason(broken) : "not a file name"));
        }
        for (JsonNode address : json.path("addresses")) {
            hosts.add(address.asText());
        }
        for (JsonNode next : json.path("sysctls")) {
            String time = next.path("at").asText("0");
            changes.add(
                    change(next.path("name").asText() + "=" + next.path("value").asText() + "@" + time, kernel));
        }
    }
}
