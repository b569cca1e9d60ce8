package timewaitlab.trace;

/**
 * Somebody with a lifeline.
 *
 * @param name short, such as {@code A} or {@code NAT}
 * @param kind what it is
 * @param address its own (for a NAT: the outer) address
 * @param kernel profile label such as {@code linux-2.6.32}
 * @param hz its jiffies a second
 */
public record Party(String name, Kind kind, String address, String kernel, int hz) {
    /** What stands at the head of a lifeline. */
    public enum Kind {
        CLIENT,
        SERVER,
        NAT
    }
}
