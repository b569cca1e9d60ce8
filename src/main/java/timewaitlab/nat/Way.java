package timewaitlab.nat;

/** Which way a segment takes past connection tracking: where it stands decides what becomes of an invalid segment. */
public enum Way {
    /** From behind a NAT, which translates its source. */
    FROM_INSIDE,
    /** For the NAT's own address, behind which somebody may be known. */
    TO_NAT,
    /** Through a firewall, which translates nothing. */
    THROUGH,
    /** Into a host that tracks its own connections. */
    TO_HOST,
    /** Out of such a host. */
    FROM_HOST;

    /** Whether addresses are translated on this way. */
    public boolean translates() {
        return this == FROM_INSIDE || this == TO_NAT;
    }
}
