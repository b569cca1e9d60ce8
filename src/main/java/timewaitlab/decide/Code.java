package timewaitlab.decide;

/** A reply kind or a reason: an enum of the room whose rules use it. */
public interface Code {
    /** The name searched for: a kernel drop reason, a reply kind. */
    String name();
}
