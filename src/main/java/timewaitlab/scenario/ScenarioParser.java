package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.nat.PortAllocator;
import timewaitlab.scenario.Scenario.Branch;
import timewaitlab.scenario.Scenario.Edit;
import timewaitlab.scenario.Scenario.HostSpec;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.wire.AddressText;

/** Reads scenario files. All problems of a file are found in one go, as far as its YAML can be read at all. */
public final class ScenarioParser {
    /** Larger files are not scenarios. */
    public static final int LARGEST_FILE = 1_000_000;

    private static final long LONGEST_RUN = 30L * 86_400 * SimTime.SECOND;
    private static final int MOST_ALIASES = 20;
    private static final long DEFAULT_CONNTRACK_MAX = 262_144;
    private static final List<Integer> HZ = List.of(100, 250, 300, 1000);

    private final List<Problem> problems = new ArrayList<>();
    private final YamlMap root;
    private final Map<String, HostSpec> hosts = new LinkedHashMap<>();
    private final List<Wiring.Nat> nats = new ArrayList<>();
    private final Map<String, Program> programs = new LinkedHashMap<>();

    private ScenarioParser(String file, Node node) {
        root = new YamlMap(file, node, problems);
    }

    /** The scenario in this text. {@code file} is for the problems. */
    public static Reading<Scenario> parse(String file, String text) {
        if (text.length() > LARGEST_FILE) {
            return Reading.failed(Problem.of(file, "larger than " + LARGEST_FILE + " characters", "a scenario"));
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowRecursiveKeys(false)
                .build();
        try {
            Optional<Node> node = new Compose(settings).composeString(text);
            return node.isEmpty()
                    ? Reading.failed(Problem.of(file, "the file is empty", "a scenario"))
                    : new ScenarioParser(file, node.get()).parse();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            return Reading.failed(new Problem(file, line, column, "not YAML: " + e.getProblem(), "a YAML mapping"));
        } catch (YamlEngineException | StackOverflowError e) {
            return Reading.failed(Problem.of(file, "not YAML: " + e.getMessage(), "a YAML mapping"));
        }
    }

    private Reading<Scenario> parse() {
        String id = root.text("id");
        String title = root.text("title");
        String question = root.text("question", "");
        String notes = root.text("notes", "");
        long seed = root.whole("seed", 1, 0, Long.MAX_VALUE);
        long until = Math.min(root.duration("until"), LONGEST_RUN);
        root.map("hosts").ifPresentOrElse(this::readHosts, () -> root.require("hosts"));
        root.map("nats").ifPresent(this::readNats);
        List<Wiring.Wire> wires = root.list("links").stream().map(this::wire).toList();
        root.map("programs").ifPresent(this::readPrograms);
        List<Wiring.Task> tasks = root.list("steps").stream().map(this::task).toList();
        List<Expectation> expectations = expectations(root);
        List<Branch> branches = root.list("branches").stream().map(this::branch).toList();
        root.done();
        if (!problems.isEmpty()) {
            return Reading.failed(problems);
        }
        return Reading.of(new Scenario(
                id,
                title,
                question,
                notes,
                seed,
                until,
                List.copyOf(hosts.values()),
                nats,
                wires,
                tasks,
                expectations,
                branches));
    }

    private void readHosts(YamlMap all) {
        for (String name : all.keys()) {
            all.map(name).ifPresent(map -> hosts.put(name, host(name, map)));
        }
        if (hosts.isEmpty()) {
            root.problem(all.node(), "there is no host", "at least one");
        }
    }

    private HostSpec host(String name, YamlMap map) {
        List<String> addresses = new ArrayList<>();
        map.require("address").ifPresent(node -> map.elements(node).forEach(each -> addresses.add(address(map, each))));
        KernelProfile kernel = map.require("kernel")
                .flatMap(node -> kernel(map, node))
                .orElse(LinuxProfiles.all().get(0));
        int hz = (int) map.whole("hz", 0, 100, 1000);
        if (hz != 0 && !HZ.contains(hz)) {
            map.find("hz").ifPresent(node -> map.problem(node, "no kernel runs at " + hz + " Hz", "one of " + HZ));
        }
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        map.map("sysctls").ifPresent(set -> readSysctls(set, kernel, sysctls));
        TimestampClock clock = map.map("clock").map(this::clock).orElse(TimestampClock.startingAt(0));
        map.done();
        return new HostSpec(name, addresses.isEmpty() ? List.of("0.0.0.0") : addresses, kernel, hz, sysctls, clock);
    }

    private String address(YamlMap map, Node node) {
        String text = map.scalar(node);
        Optional<String> canonical = AddressText.canonical(text);
        if (canonical.isEmpty()) {
            map.problem(node, "\"" + text + "\" is not an address", "an IPv4 or IPv6 address");
        }
        return canonical.orElse(text);
    }

    private Optional<KernelProfile> kernel(YamlMap map, Node node) {
        String name = map.scalar(node);
        Optional<KernelProfile> known = LinuxProfiles.named(name);
        if (known.isEmpty()) {
            List<String> versions =
                    LinuxProfiles.all().stream().map(KernelProfile::version).toList();
            map.problem(node, "unknown kernel \"" + name + "\"", "one of " + String.join(", ", versions));
        }
        return known;
    }

    private void readSysctls(YamlMap set, KernelProfile kernel, Map<Sysctl, Long> sysctls) {
        for (String name : set.keys()) {
            Optional<Node> node = set.find(name);
            Optional<Sysctl> known = node.flatMap(value -> sysctl(set, value, name));
            if (known.isPresent() && !kernel.has(known.get())) {
                node.ifPresent(value -> set.problem(
                        value, kernel.name() + " has no " + known.get().dotted(), "a sysctl of that kernel"));
            } else if (known.isPresent() && node.isPresent()) {
                Sysctl sysctl = known.get();
                sysctls.put(sysctl, set.whole(node.get(), sysctl.initial(), sysctl.least(), sysctl.most()));
            }
        }
    }

    private static Optional<Sysctl> sysctl(YamlMap set, Node node, String name) {
        Optional<Sysctl> known = Sysctl.named(name);
        if (known.isEmpty()) {
            List<String> names = new ArrayList<>();
            for (Sysctl each : Sysctl.values()) {
                names.add(each.shortName());
                names.add(each.dotted());
            }
            String hint = Spelling.nearest(name, names)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("");
            set.problem(node, "unknown sysctl \"" + name + "\"" + (hint.isEmpty() ? "" : "; " + hint), "a sysctl");
        }
        return known;
    }

    private TimestampClock clock(YamlMap map) {
        int tick = (int) map.whole("tick", 0, 0, 0xffff_ffffL);
        long tickPhase = map.duration("tick-phase", 0);
        long secondPhase = map.duration("second-phase", 0) % SimTime.SECOND;
        map.done();
        return new TimestampClock(tick, tickPhase, TimestampClock.SOME_DAY, secondPhase);
    }

    private void readNats(YamlMap all) {
        for (String name : all.keys()) {
            all.map(name).ifPresent(map -> nats.add(nat(name, map)));
        }
    }

    private Wiring.Nat nat(String name, YamlMap map) {
        String address = map.require("address").map(node -> address(map, node)).orElse("0.0.0.0");
        PortAllocator.Policy policy = PortAllocator.Policy.RANDOM;
        Optional<Node> ports = map.find("ports");
        if (ports.isPresent()) {
            policy = policy(map, ports.get());
        }
        int low = (int) map.whole("lowest-port", 0, 1, 65_535);
        int high = (int) map.whole("highest-port", 65_535, Math.max(1, low), 65_535);
        long max = map.whole("conntrack-max", DEFAULT_CONNTRACK_MAX, 1, Integer.MAX_VALUE);
        map.done();
        return new Wiring.Nat(name, address, policy, low, high, max);
    }

    private static PortAllocator.Policy policy(YamlMap map, Node node) {
        String word = map.scalar(node);
        for (PortAllocator.Policy policy : PortAllocator.Policy.values()) {
            if (policy.name().equalsIgnoreCase(word)) {
                return policy;
            }
        }
        map.problem(node, "unknown port policy \"" + word + "\"", "sequential, rover or random");
        return PortAllocator.Policy.RANDOM;
    }

    private boolean isParty(String name) {
        return hosts.containsKey(name)
                || nats.stream().anyMatch(nat -> nat.name().equals(name));
    }

    private Wiring.Wire wire(Node node) {
        YamlMap map = root.map(node);
        List<Node> ends = map.require("between").map(map::elements).orElse(List.of());
        List<String> names = ends.stream().map(end -> party(map, end)).toList();
        if (names.size() != 2) {
            map.problem(node, "a link has " + names.size() + " ends", "between: [ONE, OTHER]");
        }
        long delay = map.duration("delay");
        List<Wiring.DirectedFault> faults = map.list("faults").stream()
                .map(fault -> new FaultReader(map).read(fault))
                .toList();
        map.done();
        return names.size() == 2
                ? new Wiring.Wire(names.get(0), names.get(1), delay, faults)
                : new Wiring.Wire("", "", delay, faults);
    }

    private String party(YamlMap map, Node node) {
        String name = map.scalar(node);
        if (!isParty(name)) {
            map.problem(node, "nobody is called \"" + name + "\"", "a host or a NAT of this file");
        }
        return name;
    }

    private void readPrograms(YamlMap all) {
        VerbReader verbs = new VerbReader(hosts.keySet(), programs);
        for (String name : all.keys()) {
            all.find(name).ifPresent(node -> programs.put(name, verbs.program(all, node)));
        }
    }

    private Wiring.Task task(Node node) {
        YamlMap map = root.map(node);
        long at = map.duration("at");
        String host = map.require("on").map(on -> party(map, on)).orElse("");
        VerbReader verbs = new VerbReader(hosts.keySet(), programs);
        Program program =
                map.require("do").map(steps -> verbs.program(map, steps)).orElse(Program.NONE);
        boolean forgets = program.verbs().equals(List.of(new Verb.Forget()));
        if (forgets == hosts.containsKey(host) && isParty(host)) {
            map.problem(node, host + " cannot do that", "socket calls on a host, forget on a NAT");
        }
        map.done();
        return new Wiring.Task(at, host, program);
    }

    private List<Expectation> expectations(YamlMap map) {
        ExpectationReader reader = new ExpectationReader(hosts.keySet());
        return map.list("expect").stream()
                .flatMap(node -> reader.read(map.map(node)).stream())
                .toList();
    }

    private Branch branch(Node node) {
        YamlMap map = root.map(node);
        String name = map.text("name");
        List<Edit> edits = new ArrayList<>();
        map.map("kernel")
                .ifPresent(kernels -> kernels.keys()
                        .forEach(host -> kernels.find(host)
                                .flatMap(value -> kernel(kernels, value))
                                .ifPresent(kernel -> edits.add(new Edit.Kernel(host, kernel)))));
        map.map("set")
                .ifPresent(sets ->
                        sets.keys().forEach(host -> sets.map(host).ifPresent(set -> readSetting(host, set, edits))));
        map.map("clock")
                .ifPresent(clocks -> clocks.keys()
                        .forEach(host ->
                                clocks.map(host).ifPresent(clock -> edits.add(new Edit.Clock(host, clock(clock))))));
        if (map.has("seed")) {
            edits.add(new Edit.Seed(map.whole("seed", 1, 0, Long.MAX_VALUE)));
        }
        List<Expectation> expectations = expectations(map);
        map.done();
        return new Branch(name, edits, expectations);
    }

    private static void readSetting(String host, YamlMap set, List<Edit> edits) {
        for (String name : set.keys()) {
            set.find(name)
                    .ifPresent(value -> sysctl(set, value, name)
                            .ifPresent(sysctl -> edits.add(new Edit.Setting(
                                    host, sysctl, set.whole(value, sysctl.initial(), sysctl.least(), sysctl.most())))));
        }
    }
}
