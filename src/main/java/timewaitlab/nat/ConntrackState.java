package timewaitlab.nat;

import org.jspecify.annotations.Nullable;

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
    /** Both ends sent a SYN. No sysctl sets its timeout: {@code tcp_timeouts[TCP_CONNTRACK_SYN_SENT2]}. */
    SYN_SENT2(null);

    /** How long an entry lives in a state whose timeout no sysctl sets, seconds. */
    public static final long FIXED_SECONDS = 120;

    private static final ConntrackState[] ALL = values();

    private final @Nullable ConntrackSysctl timeout;

    ConntrackState(@Nullable ConntrackSysctl timeout) {
        this.timeout = timeout;
    }

    /** The state with this number. */
    static ConntrackState of(int ordinal) {
        return ALL[ordinal];
    }

    /** What sets how long an entry lives in this state without another packet; null for {@link #FIXED_SECONDS}. */
    public @Nullable ConntrackSysctl timeout() {
        return timeout;
    }

    /** Whether the connection is closing or closed: {@code tcp_can_early_drop()}. */
    public boolean isClosing() {
        return this == FIN_WAIT || this == CLOSE_WAIT || this == LAST_ACK || this == TIME_WAIT || this == CLOSE;
    }
}
