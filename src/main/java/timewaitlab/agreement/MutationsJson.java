package timewaitlab.agreement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import timewaitlab.agreement.Mutations.Mutation;

/** What {@code agreement --mutations --format json} prints. */
public final class MutationsJson {
    private MutationsJson() {}

    /** Every rule, with what misses it. */
    public static ObjectNode of(List<Mutation> mutations) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("rules", mutations.size());
        json.put(
                "missed",
                mutations.stream().filter(each -> each.missedBy().isPresent()).count());
        ArrayNode all = json.putArray("mutations");
        for (Mutation each : mutations) {
            ObjectNode row = all.addObject().put("hook", each.hook()).put("rule", each.rule());
            ArrayNode kernels = row.putArray("kernels");
            each.kernels().forEach(kernel -> kernels.add(kernel.name()));
            row.put("missedBy", each.missedBy().orElse(null));
            row.put("heard", each.heard());
            row.put("reason", each.reason().orElse(null));
        }
        return json;
    }
}
