package timewaitlab.trace;

/** Why something happened: a segment arrived, a timer fired, or the application called. */
public sealed interface Cause {
    /** Arrival of the leg with this id. */
    record BySegment(int leg) implements Cause {}

    /** A timer, by the kernel's word for it: {@code retransmit}, {@code timewait}, {@code delack}. */
    record ByTimer(String name) implements Cause {}

    /** The application call with this id. */
    record ByCall(int call) implements Cause {}
}
