package timewaitlab.viewmodel;

import java.util.List;

/**
 * A scenario that can be chosen.
 *
 * @param about what its lesson asks, or what it is about; may be empty
 * @param topics what it is about, in the words of the table of agreement
 * @param teaches whether it has a lesson
 */
public record ScenarioTitle(String id, String title, String about, List<String> topics, boolean teaches) {
    public ScenarioTitle {
        topics = List.copyOf(topics);
    }

    /** One of which no more is known. */
    public ScenarioTitle(String id, String title) {
        this(id, title, "", List.of(), false);
    }

    @Override
    public String toString() {
        return title;
    }
}
