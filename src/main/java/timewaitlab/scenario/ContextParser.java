package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.scenario.CaptureContext.Call;
import timewaitlab.scenario.CaptureContext.Called;
import timewaitlab.scenario.CaptureContext.Network;
import timewaitlab.scenario.CaptureContext.Step;
import timewaitlab.wire.AddressText;

/** Reads what is known about a recording, in the words of scenarios. */
public final class ContextParser {
    private static final Pattern LISTEN = Pattern.compile("listen (\\d{1,5})(?: backlog (\\d{1,6}))?");
    private static final Pattern STOP = Pattern.compile("stop listening (\\d{1,5})");
    private static final Pattern SYSCTL = Pattern.compile("sysctl ([\\w.]+) ?= ?(\\d{1,12})");
    private static final Pattern CLOCK = Pattern.compile("clock ([+-]\\d{1,9}) s");
    private static final Pattern ENDPOINT = Pattern.compile("(.+):(\\d{1,5})");
    private static final Pattern NETWORK = Pattern.compile("(.+)/(\\d{1,3})");
    private static final List<Integer> HZ = List.of(100, 250, 300, 1000);
    private static final int DEFAULT_BACKLOG = 128;
    private static final int MOST_BUCKETS = 1 << 20;
    private static final int HIGHEST_PORT = 65_535;
    private static final String KNOWN = "listen PORT [backlog N], stop listening PORT, accept, close, shutdown, kill,"
            + " sysctl NAME = N or clock +N s";

    private final List<Problem> problems = new ArrayList<>();
    private final YamlMap root;
    private long starts;

    private ContextParser(String file, Node node) {
        root = new YamlMap(file, node, problems);
    }

    /** The context in this text. {@code file} is for the problems. */
    public static Reading<CaptureContext> parse(String file, String text) {
        if (text.length() > ScenarioParser.LARGEST_FILE) {
            return Reading.failed(
                    Problem.of(file, "larger than " + ScenarioParser.LARGEST_FILE + " characters", "a context"));
        }
        Reading<Node> yaml = YamlText.read(file, text);
        return yaml.value()
                .map(node -> new ContextParser(file, node).parse())
                .orElseGet(() -> Reading.failed(yaml.problems()));
    }

    private Reading<CaptureContext> parse() {
        Optional<KernelProfile> kernel = root.find("kernel").flatMap(node -> HostWords.kernel(root, node));
        int hz = (int) root.whole("hz", 0, 100, 1000);
        if (hz != 0 && !HZ.contains(hz)) {
            root.find("hz").ifPresent(node -> root.problem(node, "no kernel runs at " + hz + " Hz", "one of " + HZ));
        }
        List<String> addresses = new ArrayList<>();
        root.list("addresses").forEach(node -> address(root, node).ifPresent(addresses::add));
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        root.map("sysctls")
                .map(set -> HostWords.settings(set, kernel))
                .orElse(List.of())
                .forEach(set -> sysctls.put(set.sysctl(), set.value()));
        int buckets = (int) root.whole("tcpmhash-entries", 0, 2, MOST_BUCKETS);
        Optional<Long> secondPhase = root.find("second-phase").map(root::duration);
        List<Network> unreachable = new ArrayList<>();
        root.list("unreachable").forEach(node -> network(node).ifPresent(unreachable::add));
        starts = root.duration("starts", 0);
        List<Step> steps = new ArrayList<>();
        root.list("steps").forEach(node -> step(node).ifPresent(steps::add));
        steps.sort(Comparator.comparingLong(Step::at));
        root.done();
        if (!problems.isEmpty()) {
            return Reading.failed(problems.stream()
                    .distinct()
                    .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                    .toList());
        }
        return Reading.of(new CaptureContext(kernel, hz, addresses, sysctls, buckets, secondPhase, unreachable, steps));
    }

    private static Optional<String> address(YamlMap map, Node node) {
        Optional<String> text = map.scalar(node);
        Optional<String> canonical = text.flatMap(AddressText::canonical);
        if (text.isPresent() && canonical.isEmpty()) {
            map.problem(node, "\"" + text.get() + "\" is not an address", "an IPv4 or IPv6 address");
        }
        return canonical;
    }

    private Optional<Network> network(Node node) {
        Optional<String> text = root.scalar(node);
        Matcher parts = NETWORK.matcher(text.orElse(""));
        String address = parts.matches() ? parts.group(1) : text.orElse("");
        Optional<byte[]> bytes = AddressText.parse(address);
        int all = bytes.map(known -> known.length * 8).orElse(0);
        int bits = parts.matches() ? Integer.parseInt(parts.group(2)) : all;
        if (text.isPresent() && (bytes.isEmpty() || bits > all)) {
            root.problem(node, "\"" + text.get() + "\" is not a network", "an address, or ADDRESS/BITS");
        }
        if (bytes.isEmpty() || bits > all) {
            return Optional.empty();
        }
        List<Byte> known = new ArrayList<>();
        for (byte each : bytes.get()) {
            known.add(each);
        }
        return Optional.of(new Network(known, bits));
    }

    private Optional<Step> step(Node node) {
        YamlMap map = root.map(node);
        long at = Math.max(0, map.duration("at") - starts);
        Optional<Matcher> peer = map.find("peer").flatMap(place -> endpoint(map, place));
        Optional<Step> read = map.require("do").flatMap(words -> step(map, words, at, peer));
        map.done();
        return read;
    }

    private static Optional<Matcher> endpoint(YamlMap map, Node node) {
        Optional<String> text = map.scalar(node);
        Matcher parts = ENDPOINT.matcher(text.orElse(""));
        boolean valid = parts.matches() && AddressText.canonical(parts.group(1)).isPresent();
        if (text.isPresent() && !valid) {
            map.problem(node, "\"" + text.get() + "\" is not an end of a connection", "ADDRESS:PORT");
        }
        return valid ? Optional.of(parts) : Optional.empty();
    }

    private static Optional<Step> step(YamlMap map, Node node, long at, Optional<Matcher> peer) {
        String text = map.scalar(node).orElse("").strip().replaceAll("\\s+", " ");
        Matcher listen = LISTEN.matcher(text);
        if (listen.matches()) {
            int backlog = listen.group(2) == null ? DEFAULT_BACKLOG : Integer.parseInt(listen.group(2));
            return Optional.of(new CaptureContext.Listens(at, port(map, node, listen.group(1)), backlog));
        }
        Matcher stop = STOP.matcher(text);
        if (stop.matches()) {
            return Optional.of(new CaptureContext.StopsListening(at, port(map, node, stop.group(1))));
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Optional.of(new CaptureContext.ClockSet(at, Integer.parseInt(clock.group(1))));
        }
        Matcher sysctl = SYSCTL.matcher(text);
        if (sysctl.matches()) {
            return sysctl(map, node, at, sysctl);
        }
        for (Call call : Call.values()) {
            if (call.name().equalsIgnoreCase(text)) {
                String address = peer.flatMap(parts -> AddressText.canonical(parts.group(1)))
                        .orElse("");
                int port = peer.map(parts -> port(map, node, parts.group(2))).orElse(0);
                return Optional.of(new Called(at, call, address, port));
            }
        }
        map.problem(node, "unknown step \"" + text + "\"", KNOWN);
        return Optional.empty();
    }

    private static Optional<Step> sysctl(YamlMap map, Node node, long at, Matcher words) {
        Optional<Sysctl> known = Sysctl.named(words.group(1));
        if (known.isEmpty()) {
            map.problem(node, HostWords.unknownSysctl(words.group(1)), "a sysctl");
            return Optional.empty();
        }
        Sysctl sysctl = known.get();
        long value = Long.parseLong(words.group(2));
        if (value < sysctl.least() || value > sysctl.most()) {
            map.problem(node, sysctl.dotted() + " cannot be " + value, sysctl.least() + " to " + sysctl.most());
        }
        return Optional.of(new CaptureContext.SysctlWritten(at, sysctl, value));
    }

    private static int port(YamlMap map, Node node, String digits) {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > HIGHEST_PORT) {
            map.problem(node, "there is no port " + digits, "1 to " + HIGHEST_PORT);
        }
        return port;
    }
}
