package timewaitlab.nat;

/**
 * What a middlebox believes of a connection: net/netfilter/nf_conntrack_proto_tcp.c {@code tcp_conntrack_names}. The
 * names are the middlebox's view, not the hosts' states. The order is the kernel's.
 */
public enum ConntrackState {
    NONE(ConntrackSysctl.TIMEOUT_SYN_SENT),
    SYN_SENT(ConntrackSysctl.TIMEOUT_SYN_SENT),
    SYN_RECV(ConntrackSysctl.TIMEOUT_SYN_RECV),
    ESTABLISHED(ConntrackSysctl.TIMEOUT_ESTABLISHED),
    FIN_WAIT(ConntrackSysctl.TIMEOUT_FIN_WAIT),
    CLOSE_WAIT(ConntrackSysctl.TIMEOUT_CLOSE_WAIT),
    LAST_ACK(ConntrackSysctl.TIMEOUT_LAST_ACK),
    TIME_WAIT(ConntrackSysctl.TIMEOUT_TIME_WAIT),
    CLOSE(ConntrackSysctl.TIMEOUT_CLOSE),
    /** Both ends sent a SYN. Its timeout is that of SYN_SENT; a sysctl of its own was never offered. */
    SYN_SENT2(ConntrackSysctl.TIMEOUT_SYN_SENT);

    private static final ConntrackState[] ALL = values();

    private final ConntrackSysctl timeout;

    ConntrackState(ConntrackSysctl timeout) {
        this.timeout = timeout;
    }

    /** The state with this number. */
    static ConntrackState of(int ordinal) {
        return ALL[ordinal];
    }

    /** The setting that says how long an entry lives in this state without another packet. */
    public ConntrackSysctl timeout() {
        return timeout;
    }

    /** Whether the connection is closing or closed: {@code tcp_can_early_drop()}. */
    public boolean isClosing() {
        return this == FIN_WAIT || this == CLOSE_WAIT || this == LAST_ACK || this == TIME_WAIT || this == CLOSE;
    }
}
