package timewaitlab.nat;

/** Counters by the names of {@code conntrack -S}. */
public enum ConntrackCounter {
    /** Packets that belong to no connection. */
    invalid,
    /** Flows whose tuple somebody else holds. */
    insert_failed,
    /** Packets dropped because no flow could be made of them. */
    drop,
    /** Entries that made room for others. */
    early_drop;

    /** This counter in the mask of an outcome. */
    public long bit() {
        return 1L << ordinal();
    }
}
