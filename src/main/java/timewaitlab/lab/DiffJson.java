package timewaitlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Divergence;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/** Where two runs part, as JSON; the members are in {@code diff.schema.json}. */
public final class DiffJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DiffJson() {}

    /** Two runs of one scenario under these labels. */
    public static ObjectNode of(List<String> labels, Trace left, Trace right) {
        ObjectNode root = JSON.objectNode();
        root.put("scenario", left.scenario());
        ArrayNode sides = root.putArray("sides");
        sides.add(side(labels.get(0), left));
        sides.add(side(labels.get(1), right));
        Optional<Divergence> found = Divergence.between(left, right);
        root.set("divergence", found.isEmpty() ? JSON.nullNode() : divergence(found.get(), left, right));
        ArrayNode counters = root.putArray("counters");
        for (String party : new TreeSet<>(left.counters().keySet())) {
            counters(
                    counters,
                    party,
                    left.counters().getOrDefault(party, Map.of()),
                    right.counters().getOrDefault(party, Map.of()));
        }
        return root;
    }

    private static ObjectNode side(String label, Trace trace) {
        ObjectNode side = JSON.objectNode();
        side.put("label", label);
        side.put("digest", trace.digest());
        side.put("verdicts", trace.verdicts().size());
        return side;
    }

    private static ObjectNode divergence(Divergence found, Trace left, Trace right) {
        ObjectNode node = JSON.objectNode();
        node.put("t", SimTime.seconds(found.time()));
        node.put("host", found.at());
        node.put("alike", found.alike());
        node.set("left", verdict(found.left(), left));
        node.set("right", verdict(found.right(), right));
        ArrayNode fields = node.putArray("fields");
        for (Divergence.Field field : found.fields()) {
            ObjectNode each = fields.addObject();
            each.put("name", field.name());
            each.put("left", field.left().isEmpty() ? null : field.left());
            each.put("right", field.right().isEmpty() ? null : field.right());
        }
        return node;
    }

    private static JsonNode verdict(Optional<Judged> judged, Trace trace) {
        return judged.isEmpty()
                ? JSON.nullNode()
                : VerdictJson.verdict(judged.get(), RunJson.replies(judged.get(), trace));
    }

    private static void counters(ArrayNode all, String party, Map<String, Long> left, Map<String, Long> right) {
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            long one = left.getOrDefault(name, 0L);
            long other = right.getOrDefault(name, 0L);
            if (one != other) {
                all.addObject()
                        .put("host", party)
                        .put("name", name)
                        .put("left", one)
                        .put("right", other);
            }
        }
    }
}
