package timewaitlab.trace;

/**
 * Somebody with a lifeline.
 *
 * @param name short, such as {@code A} or {@code NAT}
 * @param kind what it is
 * @param address its own (for a NAT: the outer) address
 * @param kernel profile label such as {@code linux-2.6.32}
 * @param hz its jiffies a second
 * @param tickHz ticks of its timestamp clock a second, 0 where it has none
 * @param tracks whether it tracks connections: every NAT and firewall does, and some hosts
 */
public record Party(String name, Kind kind, String address, String kernel, int hz, int tickHz, boolean tracks) {
    /** A host that tracks nothing and stamps jiffies, or a box that tracks. */
    public Party(String name, Kind kind, String address, String kernel, int hz) {
        this(name, kind, address, kernel, hz, hz, kind.isBox());
    }

    /** What stands at the head of a lifeline. */
    public enum Kind {
        CLIENT,
        SERVER,
        NAT,
        /** A box on the way that tracks connections and translates nothing. */
        FIREWALL;

        /** Whether it stands between hosts and has no sockets of its own. */
        public boolean isBox() {
            return this == NAT || this == FIREWALL;
        }
    }
}
