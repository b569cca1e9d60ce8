package timewaitlab.nat;

/**
 * What a middlebox believes of a connection: net/netfilter/nf_conntrack_proto_tcp.c, with its timeouts in seconds
 * ({@code nf_conntrack_tcp_timeout_*}). The names are the middlebox's view, not the hosts' states.
 */
public enum ConntrackState {
    NONE(0),
    SYN_SENT(120),
    SYN_RECV(60),
    ESTABLISHED(432_000),
    FIN_WAIT(120),
    CLOSE_WAIT(60),
    LAST_ACK(30),
    TIME_WAIT(120),
    CLOSE(10),
    SYN_SENT2(120);

    private final long timeoutSeconds;

    ConntrackState(long timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
    }

    /** How long an entry lives in this state without another packet. */
    public long timeoutSeconds() {
        return timeoutSeconds;
    }
}
