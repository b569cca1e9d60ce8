package timewaitlab.agreement;

import java.util.List;
import timewaitlab.scenario.Scenario;

/**
 * How far a scenario can be believed: what the recordings of real kernels come to that are about what it rests on.
 *
 * @param topics the scenario's own, see {@code Scenario#topics}
 * @param tally of every recorded kernel, each recording once; {@link Tally#NONE} when the scenario names no topics
 */
public record Badge(List<String> topics, Tally tally) {
    public Badge {
        topics = List.copyOf(topics);
    }

    /** Read off a report that is there already; nothing is judged. */
    public static Badge of(Scenario scenario, Report report) {
        return new Badge(scenario.topics(), report.about(scenario.topics()));
    }

    /** Whether something was compared and nothing disagrees; what cannot be told, or is noise, does not. */
    public boolean agrees() {
        return tally.agree() > 0 && tally.disagree() == 0;
    }
}
