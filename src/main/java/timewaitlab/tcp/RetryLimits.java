package timewaitlab.tcp;

import timewaitlab.base.Sysctl;

/** How often and how long what is not acknowledged is sent again: net/ipv4/tcp_timer.c. Times in milliseconds. */
public final class RetryLimits {
    /** Retries an orphan gets when tcp_orphan_retries is 0: {@code tcp_orphan_retries}. */
    private static final long ORPHAN_RETRIES = 8;

    private static final int MOST_DOUBLINGS = 30;

    private RetryLimits() {}

    /** The timeout as it stands: the RTO doubled with each retransmission. */
    public static long timeout(Tcb socket, Settings settings) {
        int doublings = Math.min(socket.retransmits - socket.undoubled, MOST_DOUBLINGS);
        return Math.min(socket.rto << doublings, longest(socket, settings));
    }

    /** The longest timeout: tcp_rto_max_ms, but not for a request, {@code tcp_reqsk_timeout}. */
    private static long longest(Tcb socket, Settings settings) {
        boolean request = socket.state == TcpState.SYN_RECV && !socket.crossed;
        return request ? settings.get(Constant.TCP_RTO_MAX) : settings.get(Sysctl.TCP_RTO_MAX_MS);
    }

    /** Retries allowed: tcp_retries2, or for a socket that nobody holds tcp_orphan_retries. */
    public static long retries(Tcb socket, Settings settings) {
        if (!socket.orphan) {
            return settings.get(Sysctl.TCP_RETRIES2);
        }
        return orphanRetries(socket, timeout(socket, settings) < settings.get(Sysctl.TCP_RTO_MAX_MS), settings);
    }

    /**
     * {@code tcp_orphan_retries}: of a socket whose timeout is the longest already, only what was configured, and none
     * where an ICMP error is pending.
     */
    static long orphanRetries(Tcb socket, boolean alive, Settings settings) {
        long configured = settings.get(Sysctl.TCP_ORPHAN_RETRIES);
        if (socket.softError != Errno.OK && !alive) {
            return 0;
        }
        return configured == 0 && alive ? ORPHAN_RETRIES : configured;
    }

    /** How often a SYN may be sent again: TCP_SYNCNT, or tcp_syn_retries. */
    public static long synRetries(Tcb socket, Settings settings) {
        int own = socket.options.synCount();
        return own != 0 ? own : settings.get(Sysctl.TCP_SYN_RETRIES);
    }

    /** {@code tcp_model_timeout}: the time that many retries take from 200 ms on, doubling up to 120 s. */
    public static long modelMillis(long retries, Settings settings) {
        return modelMillis(retries, settings.get(Constant.TCP_RTO_MIN), settings);
    }

    /** The same from another timeout on. */
    public static long modelMillis(long retries, long base, Settings settings) {
        long most = settings.get(Sysctl.TCP_RTO_MAX_MS);
        long doublings = 63 - Long.numberOfLeadingZeros(most / base);
        return retries <= doublings
                ? ((2L << retries) - 1) * base
                : ((2L << doublings) - 1) * base + (retries - doublings) * most;
    }

    /**
     * From 4.19 the last wait is cut so that TCP_USER_TIMEOUT is met: {@code tcp_clamp_rto_to_user_timeout}.
     *
     * @param retryingFor milliseconds since the first retransmission
     */
    public static long clamped(long timeout, Tcb socket, Settings settings, long retryingFor) {
        int userTimeout = socket.options.userTimeout();
        if (userTimeout == 0 || settings.get(Constant.RTO_CLAMPED) == 0) {
            return timeout;
        }
        long left = userTimeout - retryingFor;
        return left <= 0 ? 1000 / settings.get(Constant.HZ) : Math.min(timeout, left);
    }
}
