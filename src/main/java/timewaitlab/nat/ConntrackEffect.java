package timewaitlab.nat;

/** What an outcome does to a tracked connection or to the segment. Applied by {@link Tracker}. */
public enum ConntrackEffect {
    /** The segment goes on as it is: it has no entry, so nothing is translated. */
    UNTRANSLATED,
    /** The NAT's own TCP answers the sender with a RST. */
    RESET_SENDER,
    /** The entry ends and the segment begins a new flow: {@code NF_REPEAT}. */
    REOPEN,
    /** The entry ends. */
    KILL,
    /** The entry keeps its state; the segment is remembered as the last one. */
    ANNOTATE,
    /** The entry takes over the ignored SYN that this SYN-ACK acknowledges. */
    RESYNC,
    /** The challenge ACK that was expected has come. */
    CHALLENGE_SEEN,
    /** The acknowledgement number is kept, for the RST that will answer it. */
    KEEP_ACK,
    /** The state stays although the table says CLOSE. */
    KEEP_STATE,
    /** A side that was not heard before, or begins anew, is initialised from the segment. */
    INITIALISE,
    /** The window values of both sides are brought up to date. */
    TAKE_WINDOW,
    /** {@code td_end} moves although the segment is not accepted. */
    OVERSHOOT,
    /** An invalid FIN or RST is remembered, and an answer to one shortens the wait. */
    NOTE_INVALID,
    /** The state moves as the table says. */
    MOVE,
    /** Both directions work: {@code IPS_ASSURED}. */
    ASSURE,
    /** The entry lives as long as its state says. */
    ARM_STATE,
    /** The entry lives {@code nf_conntrack_tcp_timeout_max_retrans}. */
    ARM_RETRANS,
    /** The entry lives {@code nf_conntrack_tcp_timeout_unacknowledged}. */
    ARM_UNACKNOWLEDGED,
    /** The entry lives {@code nf_conntrack_tcp_timeout_close}. */
    ARM_CLOSE,
    /** An entry is made. */
    BEGIN,
    /** An entry that is not assured makes room: {@code early_drop()}. */
    DROP_EARLY,
    /** The collector may free what is closing, since the table was full. */
    CALL_COLLECTOR,
    /** A closing entry that holds the tuple ends. */
    EVICT;

    /** This effect in the mask of an outcome. */
    public long bit() {
        return 1L << ordinal();
    }
}
