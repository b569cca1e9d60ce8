package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.SimTime;
import timewaitlab.sim.Verb;
import timewaitlab.sim.Wiring;
import timewaitlab.trace.RecordingPlan;

/** What of a run is written down, as a scenario says it or, where it does not, as its loads allow. */
final class RecordWords {
    /** Connections of loads that are written down without being asked for. More are looked at in parts. */
    private static final long MOST = 10_000;

    /** Of a larger load its first connections are. */
    private static final int FIRST = 100;

    private RecordWords() {}

    /** {@code record: {from: 56.46 s, until: 56.48 s}}. */
    static RecordingPlan read(YamlMap map) {
        long from = map.duration("from");
        long until = map.duration("until");
        Node node = map.node();
        if (until <= from && map.has("from") && map.has("until")) {
            map.problem(node, "nothing lies between these", "from: EARLIER, until: LATER");
        }
        map.done();
        return RecordingPlan.window(from, until);
    }

    /** The same of a session, where somebody may have asked for connections: {@code record: {connections: [":80"]}}. */
    static RecordingPlan readOfSession(YamlMap map) {
        long from = map.duration("from", 0);
        long until = map.duration("until", Long.MAX_VALUE);
        List<String> connections = map.list("connections").stream()
                .flatMap(node -> map.scalar(node).stream())
                .toList();
        map.done();
        return new RecordingPlan(from, until, connections);
    }

    /** What a session says of it. */
    static String text(RecordingPlan plan) {
        List<String> words = new ArrayList<>();
        if (plan.from() > 0) {
            words.add("from: " + Durations.text(plan.from()));
        }
        if (plan.until() < Long.MAX_VALUE) {
            words.add("until: " + Durations.text(plan.until()));
        }
        if (!plan.connections().isEmpty()) {
            words.add("connections: "
                    + plan.connections().stream()
                            .map(InterventionText::quoted)
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        return '{' + String.join(", ", words) + '}';
    }

    /** Everything, unless the loads are too large for that: then how the first of them begins. */
    static RecordingPlan unsaid(List<Wiring.Task> tasks) {
        long connections = 0;
        long until = Long.MAX_VALUE;
        for (Wiring.Task task : tasks) {
            for (Verb verb : task.program().verbs()) {
                if (verb instanceof Verb.Load load) {
                    connections += load.connections();
                    until = Math.min(until, task.at() + FIRST * SimTime.SECOND / load.perSecond());
                }
            }
        }
        return connections <= MOST ? RecordingPlan.ALL : RecordingPlan.window(0, until);
    }
}
