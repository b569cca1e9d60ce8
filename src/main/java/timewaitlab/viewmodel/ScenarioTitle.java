package timewaitlab.viewmodel;

/** A scenario that can be chosen. */
public record ScenarioTitle(String id, String title) {
    @Override
    public String toString() {
        return title;
    }
}
