package timewaitlab.scenario;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.SimTime;
import timewaitlab.node.Fault;
import timewaitlab.sim.Wiring;
import timewaitlab.wire.TcpFlags;

/** Reads what a link does to some segments: {@code {drop: ., from: A, after: 0.2 s, count: 1}}. */
final class FaultReader {
    private final YamlMap link;

    FaultReader(YamlMap link) {
        this.link = link;
    }

    Wiring.DirectedFault read(Node node) {
        YamlMap map = link.map(node);
        String from = map.text("from");
        Fault.Kind kind = Fault.Kind.DROP;
        int flags = -1;
        for (Fault.Kind each : Fault.Kind.values()) {
            Optional<Node> value = map.find(each.name().toLowerCase(Locale.ROOT));
            if (value.isPresent()) {
                kind = each;
                flags = flags(map, value.get());
            }
        }
        long after = map.duration("after", 0);
        long until = map.duration("until", SimTime.NEVER);
        int count = (int) map.whole("count", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        long extra = map.duration("by", 0);
        map.done();
        return new Wiring.DirectedFault(from, new Fault(kind, flags, after, until, count, extra));
    }

    private static int flags(YamlMap map, Node node) {
        String text = map.scalar(node);
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
