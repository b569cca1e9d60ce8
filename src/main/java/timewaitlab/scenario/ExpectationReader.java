package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.decide.Disposition;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.nat.ConntrackCounter;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Census;

/** Reads what must come out: one kind a mapping, several moments where only they differ. */
final class ExpectationReader {
    private static final long ANY = -1;
    private static final List<String> KINDS =
            List.of("counter", "verdict", "call", "calls", "state", "timer", "stale", "census");
    private static final List<String> COUNTERS =
            Arrays.stream(Counter.values()).map(Enum::name).toList();
    private static final List<String> STATES =
            Arrays.stream(TcpState.values()).map(TcpState::label).toList();
    private static final List<String> DISPOSITIONS = Stream.of(
                    Disposition.ACCEPT, Disposition.REPLY, Disposition.DROP, Disposition.CONSUME)
            .map(Enum::name)
            .toList();
    private static final List<String> CALLS =
            List.of("connect", "listen", "read", "write", "close", "shutdown", "sleep");
    private static final List<String> RESULTS = Stream.concat(
                    Arrays.stream(Errno.values()).map(Enum::name), Stream.of("pending"))
            .toList();
    private static final List<String> TIMERS = List.of("restarted", "unchanged");
    private static final Set<String> RULES = rules();

    private static final List<String> NAT_COUNTERS =
            Arrays.stream(ConntrackCounter.values()).map(Enum::name).toList();

    private final Set<String> hosts;
    private final Set<String> nats;
    private final Set<String> parties;

    /** Of a NAT only verdicts and counters can be expected: it has no sockets and nobody calls. */
    ExpectationReader(Set<String> hosts, Set<String> nats) {
        this.hosts = hosts;
        this.nats = nats;
        parties = new TreeSet<>(hosts);
        parties.addAll(nats);
    }

    /** All that stands under {@code expect}. */
    List<Expectation> all(YamlMap map) {
        return under(map, "expect");
    }

    /** The host or NAT that is named here. */
    String party(YamlMap map, String key) {
        return word(map, key, "host", parties);
    }

    /** All that stands under this key. */
    List<Expectation> under(YamlMap map, String key) {
        return map.list(key).stream()
                .flatMap(node -> read(map.map(node)).stream())
                .toList();
    }

    private List<Expectation> read(YamlMap map) {
        String host = word(map, "at", "host", parties);
        boolean ofNat = nats.contains(host) && !hosts.contains(host);
        List<Expectation> read = List.of();
        if (map.has("counter")) {
            read = List.of(ofNat || countsTracking(map, host) ? natCounter(map, host) : counter(map, host));
        } else if (map.has("verdict")) {
            read = verdicts(map, host);
        } else if (map.has("census")) {
            read = census(map, host);
        } else if (ofNat) {
            map.problem(map.node(), host + " is a NAT and has no sockets", "verdict, counter or census");
            return List.of();
        } else if (map.has("call")) {
            read = List.of(call(map, host));
        } else if (map.has("calls")) {
            read = List.of(calls(map, host));
        } else if (map.has("state")) {
            read = List.of(state(map, host));
        } else if (map.has("timer")) {
            read = timer(map, host);
        } else if (map.has("stale")) {
            long bytes = map.require("stale")
                    .map(node -> map.whole(node, 0, 0, Long.MAX_VALUE))
                    .orElse(0L);
            read = List.of(new Expectation.StaleBytesAre(map.place(map.node()), host, bytes));
        } else {
            sayNothingIsExpected(map);
            return List.of();
        }
        map.done();
        return read;
    }

    /** Whether it is a counter of conntrack -S of a host that tracks connections. */
    private boolean countsTracking(YamlMap map, String host) {
        return nats.contains(host)
                && map.find("counter")
                        .flatMap(map::scalar)
                        .filter(NAT_COUNTERS::contains)
                        .isPresent();
    }

    private static void sayNothingIsExpected(YamlMap map) {
        Optional<String> misspelt = map.misspelt(KINDS);
        if (misspelt.isPresent()) {
            String key = misspelt.get();
            map.problem(
                    map.key(key),
                    "unknown key \"" + key + "\"" + Spelling.hint(key, KINDS),
                    "one of " + String.join(", ", KINDS));
        } else if (!map.isBroken()) {
            map.problem(map.node(), "nothing is expected here", "one of " + String.join(", ", KINDS));
        }
    }

    private static Expectation counter(YamlMap map, String host) {
        Optional<Node> node = map.require("counter");
        Optional<String> given = node.flatMap(map::scalar);
        String name = given.orElse("");
        String full = COUNTERS.contains(name) ? name : "TcpExt" + name;
        if (given.isPresent() && !COUNTERS.contains(full)) {
            List<String> known = new ArrayList<>(COUNTERS);
            COUNTERS.forEach(counter -> known.add(counter.replaceFirst("^TcpExt", "")));
            node.ifPresent(where -> map.problem(
                    where, "unknown counter \"" + name + "\"" + Spelling.hint(name, known), "an nstat name"));
        }
        long value =
                map.require("is").map(is -> map.whole(is, 0, 0, Long.MAX_VALUE)).orElse(0L);
        return new Expectation.CounterIs(map.place(map.node()), host, full, value);
    }

    private static Expectation natCounter(YamlMap map, String nat) {
        String name = word(map, "counter", "counter", NAT_COUNTERS);
        long value =
                map.require("is").map(is -> map.whole(is, 0, 0, Long.MAX_VALUE)).orElse(0L);
        return new Expectation.CounterIs(map.place(map.node()), nat, name, value);
    }

    private static List<Expectation> verdicts(YamlMap map, String host) {
        String disposition = word(map, "verdict", "verdict", DISPOSITIONS);
        String rule = map.has("rule") ? word(map, "rule", "rule", RULES) : "";
        List<Node> times = map.require("times").map(map::elements).orElse(List.of());
        boolean compares = map.has("differences");
        List<Node> differences = map.list("differences");
        if (compares && differences.size() != times.size()) {
            map.problem(
                    map.key("differences"),
                    differences.size() + " differences for " + times.size() + " times",
                    "as many");
            return List.of();
        }
        List<Expectation> read = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Long difference = compares ? map.whole(differences.get(i), 0, Integer.MIN_VALUE, 0xffff_ffffL) : null;
            read.add(new Expectation.VerdictIs(
                    map.place(times.get(i)),
                    host,
                    map.duration(times.get(i)),
                    disposition,
                    rule.isEmpty() ? null : rule,
                    difference));
        }
        return read;
    }

    private static List<Expectation> timer(YamlMap map, String host) {
        boolean restarted = word(map, "timer", "timer", TIMERS).equals("restarted");
        List<Node> times = map.require("times").map(map::elements).orElse(List.of());
        return times.stream()
                .<Expectation>map(time -> new Expectation.TimerIs(map.place(time), host, map.duration(time), restarted))
                .toList();
    }

    private List<Expectation> census(YamlMap map, String party) {
        Set<String> counted = new LinkedHashSet<>(hosts.contains(party) ? Census.OF_HOST : List.of());
        counted.addAll(nats.contains(party) ? Census.OF_NAT : List.of());
        String what = word(map, "census", "count", counted);
        long value =
                map.require("is").map(is -> map.whole(is, 0, 0, Long.MAX_VALUE)).orElse(0L);
        List<Node> times = map.require("times").map(map::elements).orElse(List.of());
        return times.stream()
                .<Expectation>map(
                        time -> new Expectation.CensusIs(map.place(time), party, what, map.duration(time), value))
                .toList();
    }

    private static Expectation call(YamlMap map, String host) {
        return new Expectation.CallReturns(
                map.place(map.node()),
                host,
                word(map, "call", "call", CALLS),
                map.duration("start"),
                word(map, "result", "result", RESULTS),
                map.duration("took", ANY));
    }

    private static Expectation calls(YamlMap map, String host) {
        return new Expectation.CallsAre(
                map.place(map.node()),
                host,
                word(map, "calls", "call", CALLS),
                word(map, "result", "result", RESULTS),
                map.require("is").map(is -> map.whole(is, 0, 0, Long.MAX_VALUE)).orElse(0L));
    }

    private static Expectation state(YamlMap map, String host) {
        String state = word(map, "state", "state", STATES);
        long from = map.duration("from");
        List<Node> lasts = map.list("lasts");
        if (lasts.size() > 2) {
            map.problem(map.key("lasts"), "more than two bounds", "lasts: [0.7 s, 1.2 s]");
        }
        long least = lasts.isEmpty() ? ANY : map.duration(lasts.get(0));
        long most = lasts.size() < 2 ? least : map.duration(lasts.get(1));
        if (most < least) {
            map.problem(map.key("lasts"), "the bounds are in the wrong order", "lasts: [LEAST, MOST]");
        }
        return new Expectation.StateIs(map.place(map.node()), host, state, from, least, most);
    }

    private static String word(YamlMap map, String key, String kind, Collection<String> known) {
        return map.require(key).flatMap(node -> map.oneOf(node, kind, known)).orElse("");
    }

    private static Set<String> rules() {
        Set<String> ids = new TreeSet<>();
        for (KernelProfile kernel : Profiles.all()) {
            for (Hook<?> hook : Hook.all()) {
                ids.addAll(kernel.chain(hook).ruleIds());
            }
        }
        return ids;
    }
}
