package timewaitlab.nat;

import timewaitlab.decide.Code;

/** Why a segment passed a NAT or died there; with the text {@code nf_conntrack_log_invalid} writes, where it does. */
public enum ConntrackReason implements Code {
    /** Belongs to a tracked connection and was translated. */
    TRACKED("tracked"),
    /** Passes unchanged by the old mapping; the entry keeps its state. */
    IGNORED("packet ignored"),
    /** A finished connection begins anew. */
    REOPENED("reopened"),
    /** The SYN-ACK to an ignored SYN: both ends began anew. */
    RESYNCHRONISED("resynchronised"),
    /** Up to 3.0: that SYN-ACK ends the entry and dies. */
    OUT_OF_SYNC("killing out of sync session"),
    CHALLENGE_ACK("challenge-ack ignored"),
    BAD_FLAGS("invalid tcp flag combination"),
    /** Some bit was turned on the way. */
    BAD_CHECKSUM("bad checksum"),
    BAD_STATE("packet invalid, state"),
    INVALID_NEW("invalid new"),
    NOT_PICKED_UP("invalid new, nf_conntrack_tcp_loose is 0"),
    INVALID_RST("invalid rst"),
    SEQ_OVER("SEQ is over upper bound (over the window of the receiver)"),
    SEQ_UNDER("SEQ is under lower bound (already ACKed data retransmitted)"),
    ACK_OVER("ACK is over upper bound (ACKed data not seen yet)"),
    ACK_UNDER("ACK under lower bound (possible overly delayed)"),
    MORE_THAN_EXPECTED("more bytes than expected"),
    /** Nobody inside has this port. */
    NO_MAPPING("no mapping"),
    TABLE_FULL("nf_conntrack: table full, dropping packet"),
    /** Every port of the range is held by another flow to the same place. */
    INSERT_FAILED("insert_failed"),
    /** A connection begins at a box that translates nothing. */
    BEGUN("new"),
    PORT_KEPT("port kept"),
    PORT_CHANGED("port changed"),
    MAPPING_REUSED("mapping reused"),
    PORT_EVICTED("port taken from a closing entry");

    private final String label;

    ConntrackReason(String label) {
        this.label = label;
    }

    /** The kernel's words. */
    public String label() {
        return label;
    }
}
