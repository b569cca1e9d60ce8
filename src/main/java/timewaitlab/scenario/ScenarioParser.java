package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.node.HostIdentity;
import timewaitlab.scenario.Scenario.Branch;
import timewaitlab.scenario.Scenario.HostSpec;
import timewaitlab.sim.Program;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.wire.AddressText;

/**
 * Reads scenario files. All problems of a file are found in one go, as far as its YAML can be read at all: each once,
 * in the order of the file, and none that only follows from another.
 */
public final class ScenarioParser {
    /** Larger files are not scenarios. */
    public static final int LARGEST_FILE = 1_000_000;

    private static final int LONGEST_DAYS = 30;
    /** Longer runs are mistakes: nanoseconds. */
    public static final long LONGEST_RUN = LONGEST_DAYS * 86_400L * SimTime.SECOND;

    private static final long MOST_JIFFIES = 0xffff_ffffL;
    private static final List<Integer> HZ = List.of(100, 250, 300, 1000);

    private final List<Problem> problems = new ArrayList<>();
    private final YamlMap root;
    private final Map<String, HostSpec> hosts = new LinkedHashMap<>();
    /** Every host, with its kernel where that could be read. */
    private final Map<String, Optional<KernelProfile>> kernels = new LinkedHashMap<>();

    private final Map<String, Wiring.Nat> nats = new LinkedHashMap<>();
    private final Map<String, String> ownersOfAddresses = new HashMap<>();
    private final Map<String, Program> programs = new LinkedHashMap<>();

    private ScenarioParser(String file, Node node) {
        root = new YamlMap(file, node, problems);
    }

    /** The scenario in this text. {@code file} is for the problems. */
    public static Reading<Scenario> parse(String file, String text) {
        if (text.length() > LARGEST_FILE) {
            return Reading.failed(Problem.of(file, "larger than " + LARGEST_FILE + " characters", "a scenario"));
        }
        Reading<Node> yaml = YamlText.read(file, text);
        return yaml.value()
                .map(node -> new ScenarioParser(file, node).parse())
                .orElseGet(() -> Reading.failed(yaml.problems()));
    }

    private Reading<Scenario> parse() {
        Scenario bare = bare();
        Optional<Scenario> varied = problems.isEmpty() ? Optional.of(bare) : Optional.empty();
        ExpectationReader reader = new ExpectationReader(hosts.keySet(), nats.keySet());
        List<Expectation> expectations = reader.all(root);
        BranchReader branchReader = new BranchReader(root, reader, kernels, nats, varied);
        List<Branch> branches =
                root.list("branches").stream().map(branchReader::read).toList();
        List<Node> interventions = root.list("interventions");
        Optional<Lesson> lesson = root.map("lesson").map(new LessonReader(reader, branchReader)::read);
        root.done();
        if (!problems.isEmpty()) {
            return Reading.failed(problems.stream()
                    .distinct()
                    .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                    .toList());
        }
        List<Intervention> read = InterventionReader.read(root, interventions, Changeable.in(bare));
        return problems.isEmpty()
                ? Reading.of(bare.claiming(new Scenario.Claims(expectations, branches, lesson))
                        .withInterventions(read))
                : Reading.failed(problems);
    }

    /** Who is there and what they do, without what must come out of it and without variations. */
    private Scenario bare() {
        String id = root.text("id");
        String title = root.text("title");
        String question = root.text("question", "");
        String notes = root.text("notes", "");
        List<String> topics = root.list("topics").stream()
                .flatMap(node -> root.scalar(node).stream())
                .toList();
        long seed = root.whole("seed", 1, 0, Long.MAX_VALUE);
        long until = root.require("until").map(this::until).orElse(0L);
        root.require("hosts").map(root::map).ifPresent(this::readHosts);
        root.map("nats").ifPresent(all -> readBoxes(all, NatReader::nat));
        root.map("firewalls").ifPresent(all -> readBoxes(all, NatReader::firewall));
        List<Wiring.Wire> wires = root.list("links").stream().map(this::wire).toList();
        root.map("programs").ifPresent(this::readPrograms);
        List<Wiring.Task> tasks = root.list("steps").stream().map(this::task).toList();
        return new Scenario(
                new Scenario.About(id, title, question, notes, topics),
                seed,
                until,
                new Scenario.Net(List.copyOf(hosts.values()), List.copyOf(nats.values()), wires, tasks),
                new Scenario.Claims(List.of(), List.of(), Optional.empty()),
                List.of(),
                recording(tasks));
    }

    private RecordingPlan recording(List<Wiring.Task> tasks) {
        return root.map("record").map(RecordWords::read).orElseGet(() -> RecordWords.unsaid(tasks));
    }

    private long until(Node node) {
        long until = root.duration(node);
        if (until > LONGEST_RUN) {
            root.problem(node, "the run is longer than " + LONGEST_DAYS + " days", "at most " + LONGEST_DAYS + " d");
        }
        return until;
    }

    private void readHosts(YamlMap all) {
        for (String name : all.names()) {
            all.map(name).ifPresent(map -> hosts.put(name, host(name, map)));
        }
        if (hosts.isEmpty() && !all.isBroken()) {
            root.problem(all.node(), "there is no host", "at least one");
        }
    }

    private HostSpec host(String name, YamlMap map) {
        List<String> addresses = new ArrayList<>();
        map.require("address")
                .ifPresent(node -> map.elements(node).forEach(each -> addresses.add(address(name, map, each))));
        Optional<KernelProfile> kernel = map.require("kernel").flatMap(node -> HostWords.kernel(map, node));
        kernels.put(name, kernel);
        int hz = (int) map.whole("hz", 0, 100, 1000);
        if (hz != 0 && !HZ.contains(hz)) {
            map.find("hz").ifPresent(node -> map.problem(node, "no kernel runs at " + hz + " Hz", "one of " + HZ));
        }
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        map.map("sysctls")
                .map(set -> HostWords.settings(set, kernel))
                .orElse(List.of())
                .forEach(set -> sysctls.put(set.sysctl(), set.value()));
        TimestampClock clock = map.map("clock").map(HostWords::clock).orElse(TimestampClock.startingAt(0));
        long jiffies = map.whole("jiffies", HostIdentity.EXACT, 0, MOST_JIFFIES);
        KernelProfile runs = kernel.orElse(LinuxProfiles.all().get(0));
        map.map("conntrack")
                .map(tracking -> new NatReader(tracking, node -> "").ofHost(name, runs))
                .ifPresent(tracking -> nats.put(name, tracking));
        map.done();
        List<String> own = addresses.isEmpty() ? List.of("0.0.0.0") : addresses;
        return new HostSpec(name, own, runs, hz, sysctls, clock, jiffies);
    }

    private String address(String owner, YamlMap map, Node node) {
        Optional<String> text = map.scalar(node);
        if (text.isEmpty()) {
            return "0.0.0.0";
        }
        Optional<String> canonical = AddressText.canonical(text.get());
        if (canonical.isEmpty()) {
            map.problem(node, "\"" + text.get() + "\" is not an address", "an IPv4 or IPv6 address");
            return "0.0.0.0";
        }
        String other = ownersOfAddresses.putIfAbsent(canonical.get(), owner);
        if (other != null) {
            map.problem(node, other + " has the address " + canonical.get() + " already", "an address of its own");
        }
        return canonical.get();
    }

    private void readBoxes(YamlMap all, BiFunction<NatReader, String, Wiring.Nat> reader) {
        for (String name : all.names()) {
            boolean taken = kernels.containsKey(name) || nats.containsKey(name);
            if (taken) {
                String who = kernels.containsKey(name) ? "a host" : "a NAT";
                all.problem(all.key(name), who + " is called \"" + name + "\" already", "another name");
            }
            Optional<Wiring.Nat> box =
                    all.map(name).map(map -> reader.apply(new NatReader(map, node -> address(name, map, node)), name));
            box.filter(read -> !taken).ifPresent(read -> nats.put(name, read));
        }
    }

    private Wiring.Wire wire(Node node) {
        YamlMap map = root.map(node);
        Optional<Node> between = map.require("between");
        List<Node> ends = between.map(map::elements).orElse(List.of());
        List<String> names = ends.stream().map(end -> party(map, end)).toList();
        if (between.isPresent() && names.size() != 2) {
            map.problem(between.get(), "a link has two ends, not " + names.size(), "between: [ONE, OTHER]");
        } else if (names.size() == 2 && !names.get(0).isEmpty() && names.get(0).equals(names.get(1))) {
            map.problem(ends.get(1), "this link joins " + names.get(0) + " to itself", "two parties");
        }
        long delay = map.duration("delay");
        FaultReader reader = new FaultReader(map, names);
        List<Wiring.DirectedFault> faults =
                map.list("faults").stream().map(reader::read).toList();
        map.done();
        return names.size() == 2
                ? new Wiring.Wire(names.get(0), names.get(1), delay, faults)
                : new Wiring.Wire("", "", delay, faults);
    }

    /** A host or a NAT of this file; empty, with a problem, when there is none of that name. */
    private String party(YamlMap map, Node node) {
        Set<String> known = new TreeSet<>(hosts.keySet());
        known.addAll(nats.keySet());
        Optional<String> name = map.scalar(node);
        if (name.isPresent() && !known.contains(name.get())) {
            String hint = Spelling.hint(name.get(), known);
            map.problem(node, "nobody is called \"" + name.get() + "\"" + hint, "one of " + String.join(", ", known));
            return "";
        }
        return name.orElse("");
    }

    private void readPrograms(YamlMap all) {
        VerbReader verbs = new VerbReader(hosts.keySet(), programs);
        for (String name : all.names()) {
            all.find(name).ifPresent(node -> programs.put(name, verbs.program(all, node)));
        }
    }

    private Wiring.Task task(Node node) {
        YamlMap map = root.map(node);
        long at = map.duration("at");
        String party = map.require("on").map(on -> party(map, on)).orElse("");
        int before = problems.size();
        Program program = map.require("do")
                .map(steps -> new VerbReader(hosts.keySet(), programs).program(map, steps))
                .orElse(Program.NONE);
        if (problems.size() == before && !party.isEmpty()) {
            map.find("do").ifPresent(steps -> checkAbility(map, steps, party, program));
        }
        map.done();
        return new Wiring.Task(at, party, program);
    }

    /** A NAT is operated; a host needs a connection for what is done with one, and has its own sysctls. */
    private void checkAbility(YamlMap map, Node steps, String party, Program program) {
        if (!kernels.containsKey(party)) {
            Wiring.Nat box = nats.get(party);
            boolean gives = box == null || box.place().translates();
            if (!program.verbs().stream().allMatch(Verb::isForNat)) {
                map.problem(steps, party + " is a NAT and cannot do that", VerbReader.KNOWN_TO_NATS);
            } else if (!gives && program.verbs().stream().anyMatch(Verb.Ports.class::isInstance)) {
                map.problem(steps, party + " translates nothing and gives out no ports", VerbReader.KNOWN_TO_NATS);
            }
            return;
        }
        boolean connected = false;
        for (Verb verb : program.verbs()) {
            connected |= verb.makesSocket();
            if (!verb.isForHost() && !(verb.isForTracking() && nats.containsKey(party))) {
                map.problem(steps, party + " is a host and cannot " + verb.call(), "a NAT, or conntrack on " + party);
            } else if (verb.needsConnection() && !connected) {
                map.problem(steps, verb.call() + " without a connection", "connect HOST:PORT before it");
                return;
            } else if (verb instanceof Verb.Load load) {
                int has = Objects.requireNonNull(hosts.get(party)).addresses().size();
                if (load.addresses() > has) {
                    map.problem(steps, party + " has " + has + " of " + load.addresses() + " addresses", "fewer");
                }
            } else if (verb instanceof Verb.SetSysctl set) {
                Optional<KernelProfile> kernel = kernels.getOrDefault(party, Optional.empty());
                if (!HostWords.isKnownTo(kernel, set.sysctl())) {
                    map.problem(steps, HostWords.lacks(kernel, set.sysctl()), "a sysctl of that kernel");
                }
            } else if (verb instanceof Verb.ReservePorts) {
                kernels.getOrDefault(party, Optional.empty())
                        .filter(kernel -> kernel.settings().get(Constant.RESERVES_PORTS) == 0)
                        .ifPresent(kernel -> map.problem(
                                steps, kernel.name() + " has no net.ipv4.ip_local_reserved_ports", "3.0 or later"));
            }
        }
    }
}
