package timewaitlab.sim;

/**
 * How the connections of loads went.
 *
 * @param offered calls of connect()
 * @param established those that returned OK
 * @param refused those that returned an error, such as EADDRNOTAVAIL; the rest still wait
 */
public record LoadTally(long offered, long established, long refused) {
    /** No load. */
    static final LoadTally NONE = new LoadTally(0, 0, 0);

    LoadTally plus(LoadTally other) {
        return new LoadTally(offered + other.offered, established + other.established, refused + other.refused);
    }
}
