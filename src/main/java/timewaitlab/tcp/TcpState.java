package timewaitlab.tcp;

import java.util.Arrays;
import java.util.Optional;

/** The eleven states of RFC 9293 section 3.3.2, under the one spelling this program prints. */
public enum TcpState {
    CLOSED("CLOSED"),
    LISTEN("LISTEN"),
    SYN_SENT("SYN-SENT"),
    SYN_RECV("SYN-RECV"),
    ESTABLISHED("ESTABLISHED"),
    FIN_WAIT_1("FIN-WAIT-1"),
    FIN_WAIT_2("FIN-WAIT-2"),
    CLOSE_WAIT("CLOSE-WAIT"),
    CLOSING("CLOSING"),
    LAST_ACK("LAST-ACK"),
    TIME_WAIT("TIME-WAIT");

    private final String label;

    TcpState(String label) {
        this.label = label;
    }

    /** The state of this label, also as ss ({@code ESTAB}) spells it. */
    public static Optional<TcpState> of(String label) {
        String wanted = label.equals("ESTAB") ? ESTABLISHED.label : label;
        return Arrays.stream(values())
                .filter(state -> state.label.equals(wanted))
                .findFirst();
    }

    /** {@code TIME-WAIT}. */
    public String label() {
        return label;
    }
}
