package timewaitlab.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import timewaitlab.base.Sysctl;
import timewaitlab.capture.Capture;
import timewaitlab.capture.CaptureReader;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.CaptureHosts;
import timewaitlab.lab.ExplainCapture;
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

/** Options that say how a capture is judged. */
final class CaptureOptions {
    private static final KernelProfile LATEST = VerdictRequestReader.profile("linux-6.18");
    private static final List<Integer> RATES = List.of(100, 250, 300, 1000);

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "kernel that judges a capture: linux-6.18 (the default), 4.4, ...")
    private @Nullable String profile;

    @Option(names = "--hz", paramLabel = "N", description = "jiffies a second it was built with")
    private @Nullable Integer hz;

    @Option(
            names = "--context",
            paramLabel = "FILE",
            description = "what a capture does not show, as YAML; explain --help says how")
    private @Nullable String context;

    /** The first of them that was given; empty for none. */
    Optional<String> given() {
        return Stream.of(
                        profile == null ? "" : "--profile",
                        hz == null ? "" : "--hz",
                        context == null ? "" : "--context")
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /**
     * A capture as it was judged.
     *
     * @param startEpochNanos when its first frame was recorded, nanoseconds since 1970
     */
    record Explained(Explanation explanation, long startEpochNanos) {}

    /**
     * The capture as it is judged by the host of these addresses.
     *
     * @param hosts empty for the only one that accepts connections
     * @param settings sysctls as {@code SYSCTL=V[@T]}
     */
    Explained explain(String capture, List<String> hosts, List<String> settings) {
        CaptureContext known = context == null ? CaptureContext.NOTHING : context(context);
        KernelProfile kernel = profile == null ? known.kernel().orElse(LATEST) : profile(profile);
        AddressBook book = new AddressBook();
        Capture read = ScenarioOptions.require(CaptureReader.read(path(capture), book));
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
        List<Address> judged = CaptureHosts.withAliases(read, hosts(read, named), atFirst);
        ExplainRequest request = new ExplainRequest(book, judged, kernel, atFirst, known.with(steps));
        return new Explained(ExplainCapture.of(read, request), read.startEpochNanos());
    }

    private static Sysctl known(Sysctl sysctl, KernelProfile kernel) {
        if (!kernel.has(sysctl)) {
            throw new UserMistake("--context: " + kernel.name() + " has no " + sysctl.dotted());
        }
        return sysctl;
    }

    private static Path path(String capture) {
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

    private static List<Address> hosts(Capture read, List<String> named) {
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
