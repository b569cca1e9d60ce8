package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.scenario.Scenario.Branch;
import timewaitlab.scenario.Scenario.Edit;
import timewaitlab.sim.Wiring;

/**
 * Reads variations: {@code kernel}, {@code set}, {@code clock} by host, {@code seed}, {@code interventions}, and what
 * must come out.
 */
final class BranchReader {
    private final YamlMap root;
    private final ExpectationReader expectations;
    private final Map<String, Optional<KernelProfile>> kernels;
    private final Map<String, Wiring.Nat> nats;
    private final Optional<Scenario> varied;

    /**
     * Reads variations of a scenario.
     *
     * @param kernels every host, with its kernel where that could be read
     * @param varied what interventions are about; nothing where it could not be read
     */
    BranchReader(
            YamlMap root,
            ExpectationReader expectations,
            Map<String, Optional<KernelProfile>> kernels,
            Map<String, Wiring.Nat> nats,
            Optional<Scenario> varied) {
        this.nats = nats;
        this.root = root;
        this.expectations = expectations;
        this.kernels = kernels;
        this.varied = varied;
    }

    Branch read(Node node) {
        YamlMap map = root.map(node);
        String name = map.text("name");
        List<Edit> edits = edits(map);
        List<Expectation> expected = expectations.all(map);
        map.done();
        return new Branch(name, edits, expected);
    }

    /** What is changed where nothing else stands in the mapping. */
    List<Edit> change(YamlMap map) {
        List<Edit> edits = edits(map);
        map.done();
        return edits;
    }

    private List<Edit> edits(YamlMap map) {
        List<Edit> edits = new ArrayList<>();
        Map<String, Optional<KernelProfile>> running = new HashMap<>(kernels);
        map.map("kernel").ifPresent(all -> {
            for (String host : hosts(all, true)) {
                Optional<KernelProfile> kernel = all.find(host).flatMap(value -> HostWords.kernel(all, value));
                running.put(host, kernel);
                kernel.ifPresent(known -> edits.add(new Edit.Kernel(host, known)));
            }
        });
        map.map("set").ifPresent(all -> {
            for (String host : hosts(all, true)) {
                all.map(host).ifPresent(set -> set(host, set, running.getOrDefault(host, Optional.empty()), edits));
            }
        });
        map.map("clock").ifPresent(all -> {
            for (String host : hosts(all, false)) {
                all.map(host).ifPresent(clock -> edits.add(new Edit.Clock(host, HostWords.clock(clock))));
            }
        });
        if (map.has("seed")) {
            edits.add(new Edit.Seed(map.whole("seed", 1, 0, Long.MAX_VALUE)));
        }
        List<Node> interventions = map.list("interventions");
        varied.ifPresent(scenario -> InterventionReader.read(map, interventions, Changeable.in(scenario)).stream()
                .map(Edit.Intervene::new)
                .forEach(edits::add));
        return edits;
    }

    /** A box has settings of connection tracking, a host has its kernel's, and a host that tracks has both. */
    private void set(String party, YamlMap set, Optional<KernelProfile> kernel, List<Edit> edits) {
        List<String> ofTracking = set.keys().stream()
                .filter(name -> nats.containsKey(party))
                .filter(name -> !kernels.containsKey(party)
                        || ConntrackSysctl.named(name).isPresent())
                .toList();
        NatReader.sysctls(set, ofTracking)
                .forEach((sysctl, value) -> edits.add(new Edit.Conntrack(party, sysctl, value)));
        List<String> ofHost =
                set.keys().stream().filter(name -> !ofTracking.contains(name)).toList();
        HostWords.settings(set, ofHost, kernel)
                .forEach(each -> edits.add(new Edit.Setting(party, each.sysctl(), each.value())));
    }

    /** The hosts that are keys here; a key that is none is a problem. */
    private List<String> hosts(YamlMap all, boolean natsToo) {
        List<String> known = new ArrayList<>();
        List<String> parties = new ArrayList<>(kernels.keySet());
        if (natsToo) {
            nats.keySet().stream().filter(name -> !kernels.containsKey(name)).forEach(parties::add);
        }
        for (String name : all.keys()) {
            if (parties.contains(name)) {
                known.add(name);
            } else {
                all.problem(
                        all.key(name),
                        "no host is called \"" + name + "\"" + Spelling.hint(name, parties),
                        "one of " + String.join(", ", parties));
            }
        }
        return known;
    }
}
