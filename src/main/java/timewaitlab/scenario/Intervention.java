package timewaitlab.scenario;

/**
 * One thing that somebody does to a run in order to see what comes of it.
 *
 * @param name what it is called; empty for the text of its change
 * @param isOn whether it counts; one that is off stays in the list
 */
public record Intervention(String name, boolean isOn, Change change) {
    /** The change, under its own text, and on. */
    public static Intervention of(Change change) {
        return new Intervention("", true, change);
    }

    /** The same under another name. */
    public Intervention named(String newName) {
        return new Intervention(newName.strip(), isOn, change);
    }

    /** The same, on or off. */
    public Intervention turned(boolean on) {
        return new Intervention(name, on, change);
    }

    /** What a list shows. */
    public String title() {
        return name.isEmpty() ? change.text() : name;
    }
}
