package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.scenario.Scenario.Branch;
import timewaitlab.scenario.Scenario.Edit;

/** Reads variations: {@code kernel}, {@code set}, {@code clock} by host, {@code seed}, and what must come out. */
final class BranchReader {
    private final YamlMap root;
    private final ExpectationReader expectations;
    private final Map<String, Optional<KernelProfile>> kernels;

    /** {@code kernels}: every host, with its kernel where that could be read. */
    BranchReader(YamlMap root, ExpectationReader expectations, Map<String, Optional<KernelProfile>> kernels) {
        this.root = root;
        this.expectations = expectations;
        this.kernels = kernels;
    }

    Branch read(Node node) {
        YamlMap map = root.map(node);
        String name = map.text("name");
        List<Edit> edits = new ArrayList<>();
        Map<String, Optional<KernelProfile>> running = new HashMap<>(kernels);
        map.map("kernel").ifPresent(all -> {
            for (String host : hosts(all)) {
                Optional<KernelProfile> kernel = all.find(host).flatMap(value -> HostWords.kernel(all, value));
                running.put(host, kernel);
                kernel.ifPresent(known -> edits.add(new Edit.Kernel(host, known)));
            }
        });
        map.map("set").ifPresent(all -> {
            for (String host : hosts(all)) {
                all.map(host)
                        .map(set -> HostWords.settings(set, running.getOrDefault(host, Optional.empty())))
                        .orElse(List.of())
                        .forEach(set -> edits.add(new Edit.Setting(host, set.sysctl(), set.value())));
            }
        });
        map.map("clock").ifPresent(all -> {
            for (String host : hosts(all)) {
                all.map(host).ifPresent(clock -> edits.add(new Edit.Clock(host, HostWords.clock(clock))));
            }
        });
        if (map.has("seed")) {
            edits.add(new Edit.Seed(map.whole("seed", 1, 0, Long.MAX_VALUE)));
        }
        List<Expectation> expected = expectations.all(map);
        map.done();
        return new Branch(name, edits, expected);
    }

    /** The hosts that are keys here; a key that is none is a problem. */
    private List<String> hosts(YamlMap all) {
        List<String> known = new ArrayList<>();
        for (String name : all.keys()) {
            if (kernels.containsKey(name)) {
                known.add(name);
            } else {
                all.problem(
                        all.key(name),
                        "no host is called \"" + name + "\"" + Spelling.hint(name, kernels.keySet()),
                        "one of " + String.join(", ", kernels.keySet()));
            }
        }
        return known;
    }
}
