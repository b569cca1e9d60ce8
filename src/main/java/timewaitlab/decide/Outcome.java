package timewaitlab.decide;

/**
 * What a rule decided: a constant. Effects are a bit mask whose names are the enum of the room that applies them.
 * {@link #plus} keeps the combinations it has made, so that a chain allocates nothing once warm.
 */
public final class Outcome {
    private enum None implements Code {
        NONE
    }

    /** No opinion. */
    public static final Outcome PASS = new Outcome(Disposition.PASS, None.NONE, 0);

    private final Disposition disposition;
    private final Code code;
    private final long effects;
    private Outcome[] combined = {};

    private Outcome(Disposition disposition, Code code, long effects) {
        this.disposition = disposition;
        this.code = code;
        this.effects = effects;
    }

    public static Outcome of(Disposition disposition, Code code, long effects) {
        return new Outcome(disposition, code, effects);
    }

    /** Go on to the next stage and do this at the end. */
    public static Outcome goOn(long effects) {
        return new Outcome(Disposition.CONTINUE, None.NONE, effects);
    }

    public Disposition disposition() {
        return disposition;
    }

    public Code code() {
        return code;
    }

    public long effects() {
        return effects;
    }

    public boolean has(long effect) {
        return (effects & effect) != 0;
    }

    /** The same outcome with more effects; one object a combination. */
    public Outcome plus(long more) {
        long all = effects | more;
        if (all == effects) {
            return this;
        }
        for (Outcome known : combined) {
            if (known.effects == all) {
                return known;
            }
        }
        return remember(new Outcome(disposition, code, all));
    }

    private synchronized Outcome remember(Outcome made) {
        Outcome[] more = java.util.Arrays.copyOf(combined, combined.length + 1);
        more[combined.length] = made;
        combined = more;
        return made;
    }

    /** Whether somebody watching the wire and the socket could tell the two apart. */
    public boolean sameAs(Outcome other) {
        return disposition == other.disposition && code == other.code && effects == other.effects;
    }

    @Override
    public String toString() {
        return disposition + " " + code.name();
    }
}
