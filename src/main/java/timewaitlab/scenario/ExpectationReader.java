package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.decide.Disposition;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.TcpState;

/** Reads what must come out: one kind a mapping, several moments where only they differ. */
final class ExpectationReader {
    private static final long ANY = -1;

    private final Set<String> hosts;

    ExpectationReader(Set<String> hosts) {
        this.hosts = hosts;
    }

    List<Expectation> read(YamlMap map) {
        String host = map.text("at");
        if (!host.isEmpty() && !hosts.contains(host)) {
            map.find("at")
                    .ifPresent(node -> map.problem(
                            node, "no host is called \"" + host + "\"", "one of " + String.join(", ", hosts)));
        }
        List<Expectation> read;
        if (map.has("counter")) {
            read = List.of(counter(map, host));
        } else if (map.has("verdict")) {
            read = verdicts(map, host);
        } else if (map.has("call")) {
            read = List.of(call(map, host));
        } else if (map.has("state")) {
            read = List.of(state(map, host));
        } else {
            map.problem(map.node(), "nothing is expected here", "counter, verdict, call or state");
            return List.of();
        }
        map.done();
        return read;
    }

    private static Expectation counter(YamlMap map, String host) {
        String name = map.text("counter");
        String full = name.startsWith("Tcp") ? name : "TcpExt" + name;
        if (Arrays.stream(Counter.values())
                .noneMatch(known -> known.name().equals(full) || known.name().equals(name))) {
            map.find("counter")
                    .ifPresent(node -> map.problem(node, "unknown counter \"" + name + "\"", "an nstat name"));
        }
        boolean exact =
                Arrays.stream(Counter.values()).anyMatch(known -> known.name().equals(name));
        return new Expectation.CounterIs(
                map.place(map.node()), host, exact ? name : full, map.whole("is", 0, 0, Long.MAX_VALUE));
    }

    private static List<Expectation> verdicts(YamlMap map, String host) {
        String disposition = oneOf(
                map,
                "verdict",
                Arrays.stream(Disposition.values()).map(Enum::name).toList());
        String rule = map.text("rule", "");
        List<Node> times = map.list("times");
        List<Node> differences = map.list("differences");
        if (!differences.isEmpty() && differences.size() != times.size()) {
            map.problem(map.node(), differences.size() + " differences for " + times.size() + " times", "as many");
            return List.of();
        }
        List<Expectation> read = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Long difference =
                    differences.isEmpty() ? null : map.whole(differences.get(i), 0, Integer.MIN_VALUE, 0xffff_ffffL);
            read.add(new Expectation.VerdictIs(
                    map.place(times.get(i)),
                    host,
                    map.duration(times.get(i)),
                    disposition,
                    rule.isEmpty() ? null : rule,
                    difference));
        }
        if (times.isEmpty()) {
            map.problem(map.node(), "a verdict has no moment", "times: [5.022 s]");
        }
        return read;
    }

    private static Expectation call(YamlMap map, String host) {
        return new Expectation.CallReturns(
                map.place(map.node()),
                host,
                map.text("call"),
                map.duration("start"),
                map.text("result"),
                map.duration("took", ANY));
    }

    private static Expectation state(YamlMap map, String host) {
        String state = oneOf(
                map,
                "state",
                Arrays.stream(TcpState.values()).map(TcpState::label).toList());
        long from = map.duration("from");
        List<Node> lasts = map.list("lasts");
        if (lasts.size() > 2) {
            map.problem(map.node(), "more than two bounds", "lasts: [0.7 s, 1.2 s]");
        }
        long least = lasts.isEmpty() ? ANY : map.duration(lasts.get(0));
        long most = lasts.size() < 2 ? least : map.duration(lasts.get(1));
        return new Expectation.StateIs(map.place(map.node()), host, state, from, least, most);
    }

    private static String oneOf(YamlMap map, String key, List<String> known) {
        Optional<Node> node = map.require(key);
        String word = node.map(map::scalar).orElse("");
        if (!known.contains(word)) {
            node.ifPresent(where ->
                    map.problem(where, "unknown " + key + " \"" + word + "\"", "one of " + String.join(", ", known)));
        }
        return word;
    }
}
