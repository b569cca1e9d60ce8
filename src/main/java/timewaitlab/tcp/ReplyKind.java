package timewaitlab.tcp;

import timewaitlab.decide.Code;

/** What is sent in answer, in the words of the JSON. */
public enum ReplyKind implements Code {
    ACK("ACK"),
    CHALLENGE_ACK("CHALLENGE-ACK"),
    SYN_ACK("SYN-ACK"),
    SYN("SYN"),
    RST("RST"),
    RST_ACK("RST-ACK"),
    FIN_ACK("FIN-ACK"),
    DATA("DATA");

    private final String label;

    ReplyKind(String label) {
        this.label = label;
    }

    /** {@code SYN-ACK}. */
    public String label() {
        return label;
    }
}
