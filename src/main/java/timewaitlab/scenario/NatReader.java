package timewaitlab.scenario;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator.Policy;
import timewaitlab.sim.Wiring;
import timewaitlab.sim.Wiring.NatPorts;
import timewaitlab.sim.Wiring.Place;

/**
 * Reads connection tracking. A NAT's: its address, the kernel whose tracking it has, how it gives out ports, its
 * settings, and what its rule set does with segments that conntrack calls invalid. A firewall's and a host's: the same
 * without what is for translating.
 */
final class NatReader {
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_CPUS = 8192;
    private static final NatPorts UNTRANSLATED = new NatPorts(Policy.MASQUERADE, 0, HIGHEST_PORT);
    private static final Map<String, NatFilter> FILTERS = Map.of(
            "none", NatFilter.NONE,
            "drop invalid", new NatFilter(true, false),
            "drop invalid everywhere", new NatFilter(true, true));

    private final YamlMap map;
    private final Function<Node, String> addresses;

    /** {@code addresses} reads an address and sees that nobody else has it. */
    NatReader(YamlMap map, Function<Node, String> addresses) {
        this.map = map;
        this.addresses = addresses;
    }

    Wiring.Nat nat(String name) {
        String address = map.require("address").map(addresses).orElse("0.0.0.0");
        KernelProfile kernel = kernel();
        NatPorts given = ports();
        int cpus = (int) map.whole("cpus", 1, 1, MOST_CPUS);
        NatPorts ports = new NatPorts(given.policy(), given.low(), given.high(), cpus);
        boolean masquerades = map.find("source")
                .flatMap(node -> map.oneOf(node, "kind of source NAT", List.of("masquerade", "snat")))
                .map(word -> word.equals("masquerade"))
                .orElse(true);
        return tracking(name, address, kernel, ports, masquerades ? Place.MASQUERADE : Place.SNAT);
    }

    /** A box on the way that translates nothing; it may have an address. */
    Wiring.Nat firewall(String name) {
        String address = map.find("address").map(addresses).orElse("");
        return tracking(name, address, kernel(), UNTRANSLATED, Place.FIREWALL);
    }

    /** The tracking of a host with this kernel. */
    Wiring.Nat ofHost(String name, KernelProfile kernel) {
        return tracking(name, "", kernel, UNTRANSLATED, Place.HOST);
    }

    private KernelProfile kernel() {
        List<KernelProfile> kernels = LinuxProfiles.all();
        return map.find("kernel").flatMap(node -> HostWords.kernel(map, node)).orElse(kernels.get(kernels.size() - 1));
    }

    private Wiring.Nat tracking(String name, String address, KernelProfile kernel, NatPorts ports, Place place) {
        Map<ConntrackSysctl, Long> sysctls =
                map.map("sysctls").map(set -> sysctls(set, set.keys())).orElse(new EnumMap<>(ConntrackSysctl.class));
        if (map.has("conntrack-max")) {
            ConntrackSysctl max = ConntrackSysctl.MAX;
            sysctls.put(max, map.whole("conntrack-max", max.initial(), max.least(), max.most()));
        }
        NatFilter filter = map.find("filter")
                .flatMap(node -> map.oneOf(node, "filter", List.of("drop invalid", "drop invalid everywhere", "none")))
                .map(word -> FILTERS.getOrDefault(word, NatFilter.NONE))
                .orElse(NatFilter.NONE);
        map.done();
        return new Wiring.Nat(name, address, kernel, sysctls, filter, ports, place);
    }

    /** A policy, a range {@code [LOW, HIGH]}, or a policy with {@code lowest-port} and {@code highest-port}. */
    private NatPorts ports() {
        Optional<Node> node = map.find("ports");
        if (node.isPresent() && node.get() instanceof SequenceNode range) {
            return range(range);
        }
        Policy policy = node.flatMap(this::policy).orElse(Policy.MASQUERADE);
        int low = (int) map.whole("lowest-port", 0, 1, HIGHEST_PORT);
        int high = (int) map.whole("highest-port", HIGHEST_PORT, Math.max(1, low), HIGHEST_PORT);
        if (map.has("highest-port")) {
            map.require("lowest-port");
        }
        return new NatPorts(policy, low, high);
    }

    private NatPorts range(SequenceNode range) {
        List<Node> ends = range.getValue();
        if (ends.size() != 2) {
            map.problem(range, "a range of ports has two ends, not " + ends.size(), "ports: [LOWEST, HIGHEST]");
            return new NatPorts(Policy.MASQUERADE, 0, HIGHEST_PORT);
        }
        int low = (int) map.whole(ends.get(0), 1, 1, HIGHEST_PORT);
        int high = (int) map.whole(ends.get(1), HIGHEST_PORT, low, HIGHEST_PORT);
        return new NatPorts(Policy.MASQUERADE, low, high);
    }

    private Optional<Policy> policy(Node node) {
        List<String> words = List.of("masquerade", "sequential", "rover", "random");
        return map.oneOf(node, "port policy", words).map(word -> Policy.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /** The word for what a rule set does. */
    static String filterWord(NatFilter filter) {
        return FILTERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(filter))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no word for " + filter));
    }

    /** What a rule set does that is called so. */
    static Optional<NatFilter> filter(String word) {
        return Optional.ofNullable(FILTERS.get(word));
    }

    /** The entries of these names, each of which has to be a sysctl of connection tracking. */
    static Map<ConntrackSysctl, Long> sysctls(YamlMap set, List<String> names) {
        Map<ConntrackSysctl, Long> read = new EnumMap<>(ConntrackSysctl.class);
        for (String name : names) {
            Optional<ConntrackSysctl> known = ConntrackSysctl.named(name);
            if (known.isEmpty()) {
                String hint = Spelling.hint(name, ConntrackSysctl.names());
                set.problem(set.key(name), "unknown sysctl \"" + name + "\"" + hint, "a sysctl of connection tracking");
                continue;
            }
            ConntrackSysctl sysctl = known.get();
            set.find(name)
                    .map(node -> set.whole(node, sysctl.initial(), sysctl.least(), sysctl.most()))
                    .ifPresent(value -> read.put(sysctl, value));
        }
        return read;
    }
}
