package timewaitlab.agreement;

/**
 * How many cells were compared and how they came out.
 *
 * @param agree the engine does what the kernel did
 * @param noise it does not, and the recording shows that the machine was at fault
 * @param disagree it does not
 * @param cannotTell several answers were possible, among them the recorded one
 * @param free any answer would have been accepted; not a cell
 */
public record Tally(int agree, int noise, int disagree, int cannotTell, int free) {
    /** Nothing compared. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    /** Everything that was compared: what the four come to. */
    public int cells() {
        return agree + noise + disagree + cannotTell;
    }

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(
                agree + other.agree,
                noise + other.noise,
                disagree + other.disagree,
                cannotTell + other.cannotTell,
                free + other.free);
    }
}
