package timewaitlab.viewmodel;

/**
 * A scenario that can be chosen.
 *
 * @param about what its lesson asks, or what it is about; may be empty
 */
public record ScenarioTitle(String id, String title, String about) {
    /** One of which no more is known. */
    public ScenarioTitle(String id, String title) {
        this(id, title, "");
    }

    @Override
    public String toString() {
        return title;
    }
}
