package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.SimTime;
import timewaitlab.node.Fault;
import timewaitlab.sim.Wiring;
import timewaitlab.wire.TcpFlags;

/** Reads what a link does to some segments: {@code {drop: ., from: A, after: 0.2 s, count: 1}}. */
final class FaultReader {
    private static final List<String> KINDS = List.of("drop", "delay", "duplicate", "reorder", "corrupt");

    private final YamlMap link;
    private final List<String> ends;

    /** {@code ends}: the two parties of the link. */
    FaultReader(YamlMap link, List<String> ends) {
        this.link = link;
        this.ends = ends;
    }

    Wiring.DirectedFault read(Node node) {
        YamlMap map = link.map(node);
        Optional<Node> end = map.require("from");
        // an end that is unknown has been said to be
        String from = end.flatMap(value -> ends.contains("") ? map.scalar(value) : map.oneOf(value, "end", ends))
                .orElse("");
        Fault.Kind kind = Fault.Kind.DROP;
        int flags = -1;
        List<String> given = new ArrayList<>();
        for (Fault.Kind each : Fault.Kind.values()) {
            String word = each.name().toLowerCase(Locale.ROOT);
            Optional<Node> value = map.find(word);
            if (value.isPresent()) {
                kind = each;
                flags = flags(map, value.get());
                given.add(word);
            }
        }
        if (given.isEmpty() && !map.isBroken() && map.misspelt(KINDS).isEmpty()) {
            map.problem(node, "this fault does nothing", "drop, delay, duplicate, reorder or corrupt");
        } else if (given.size() > 1) {
            map.problem(node, "this fault does " + String.join(" and ", given), "one of them");
        }
        long after = map.duration("after", 0);
        long until = map.duration("until", SimTime.NEVER);
        int count = (int) map.whole("count", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        long extra = kind == Fault.Kind.DELAY ? map.duration("by") : map.duration("by", 0);
        map.done();
        return new Wiring.DirectedFault(from, new Fault(kind, flags, after, until, count, extra));
    }

    private static int flags(YamlMap map, Node node) {
        String text = map.scalar(node).orElse("any");
        if (text.equals("any")) {
            return -1;
        }
        try {
            return TcpFlags.parse(text);
        } catch (IllegalArgumentException e) {
            map.problem(node, String.valueOf(e.getMessage()), "flags such as S, S., ., F. or any");
            return -1;
        }
    }
}
