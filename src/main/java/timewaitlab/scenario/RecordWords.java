package timewaitlab.scenario;

import java.util.List;
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
