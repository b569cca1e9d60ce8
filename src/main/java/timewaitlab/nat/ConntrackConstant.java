package timewaitlab.nat;

/** Numbers a kernel's connection tracking was compiled with and no setting changes. */
public enum ConntrackConstant {
    /** Which of {@link TransitionTable}'s tables it has. */
    TRANSITIONS(TransitionTable.LINUX_2_6_32),
    /** 1 where a segment without sequence length is judged by its ACK only (up to 3.6). */
    BARE_SKIPS_SEQ(1),
    /** 1 where any segment, 0 where only a SYN makes a half-open side begin anew (from 6.0). */
    REINIT_BY_ANY(1),
    /** 1 where an ACK that answers two crossing SYNs establishes the connection. */
    SIMULTANEOUS_OPEN(0),
    /** 1 where an unknown receiver window bounds nothing (from 3.13). */
    UNKNOWN_WINDOW_IS_OPEN(0),
    /** Where the search for a port begins: 0 where the last one ended, 1 at random (from 5.0). */
    RANDOM_PORT_START(0),
    /** Most ports looked at in one round of the search; 0 for the whole range (up to 4.20). */
    PORT_ATTEMPTS(0),
    /** Within so many last attempts of a round a closing entry with an older sequence gives way (from 6.6). */
    EVICT_ATTEMPTS(0),
    /** 1 where the collector frees assured entries that are closing once the table was full (from 4.12). */
    COLLECT_CLOSING(0),
    /** Entries a hash bucket holds on average when the table is full. */
    ENTRIES_PER_BUCKET(4),
    /** Hash buckets searched for an entry that may go when the table is full: {@code NF_CT_EVICTION_RANGE}. */
    EVICTION_RANGE(8),
    /** Milliseconds between two runs of the collector. */
    COLLECT_MILLISECONDS(125),
    /** How many of its runs it takes to have seen the whole table: {@code GC_MAX_BUCKETS_DIV}. */
    COLLECT_RUNS(128),
    /** Processors that deal with segments at the same instant: what one is at work on the others do not see yet. */
    CPUS(1),
    /** {@code MAXACKWINCONST}: how far an ACK may lag at least. */
    MAX_ACK_WINDOW(66_000);

    private final long initial;

    ConntrackConstant(long initial) {
        this.initial = initial;
    }

    /** The value in a profile that says nothing else. */
    public long initial() {
        return initial;
    }
}
