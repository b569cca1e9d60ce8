package timewaitlab.draw;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.trace.TraceEvent.Leg;

/** Legs by id. A trace of a part of a run does not hold all of them. */
final class Legs {
    private final Map<Integer, Leg> byId;

    Legs(List<Leg> legs) {
        byId = new HashMap<>(legs.size() * 2);
        for (Leg leg : legs) {
            byId.put(leg.id(), leg);
        }
    }

    @Nullable
    Leg at(int id) {
        return byId.get(id);
    }

    /** The leg with which the way of {@code leg} began, as far as it was recorded. */
    Leg startOf(Leg leg) {
        Leg first = leg;
        for (Leg before = at(first.rewrites()); before != null; before = at(first.rewrites())) {
            first = before;
        }
        return first;
    }
}
