package timewaitlab.tcp;

import timewaitlab.base.Sysctl;

/**
 * What setsockopt() set on a socket. Immutable and shared: a connection inherits the object of its listener, and
 * sockets that set nothing share {@link #NONE}. Values are as given; 0 stands for the sysctl where there is one.
 *
 * @param keepAlive SO_KEEPALIVE
 * @param keepIdle TCP_KEEPIDLE, seconds of silence before the first probe; 0 for tcp_keepalive_time
 * @param keepInterval TCP_KEEPINTVL, seconds between probes; 0 for tcp_keepalive_intvl
 * @param keepCount TCP_KEEPCNT, probes before giving up; 0 for tcp_keepalive_probes
 * @param userTimeout TCP_USER_TIMEOUT, milliseconds; 0 for off
 * @param linger SO_LINGER, seconds; -1 for off
 * @param linger2 TCP_LINGER2, seconds; 0 for tcp_fin_timeout, -1 for no FIN-WAIT-2 at all
 * @param opening what concerns the handshake
 * @param sending what concerns when data leaves
 */
public record SocketOptions(
        boolean keepAlive,
        int keepIdle,
        int keepInterval,
        int keepCount,
        int userTimeout,
        int linger,
        int linger2,
        Opening opening,
        Sending sending) {
    /** A socket on which nothing was set. */
    public static final SocketOptions NONE =
            new SocketOptions(false, 0, 0, 0, 0, -1, 0, new Opening(0, 0), new Sending(false, false));

    /** Timeouts of a request that TCP_DEFER_ACCEPT may wait for at most. */
    public static final int MOST_DEFERRALS = 255;

    /**
     * What concerns the handshake.
     *
     * @param synCount TCP_SYNCNT; 0 for the sysctl
     * @param deferAccept TCP_DEFER_ACCEPT, in timeouts of a SYN-ACK; 0 for off
     */
    public record Opening(int synCount, int deferAccept) {}

    /**
     * What concerns when data leaves: {@link Nagle}.
     *
     * @param noDelay TCP_NODELAY
     * @param cork TCP_CORK
     */
    public record Sending(boolean noDelay, boolean cork) {}

    /** With one of the options that are kept here, as {@code do_tcp_setsockopt} takes its value. */
    public SocketOptions with(SocketOption option, int value, Settings settings) {
        return switch (option) {
            case SO_KEEPALIVE -> keepAlive(value != 0);
            case TCP_KEEPIDLE -> keepIdle(value);
            case TCP_KEEPINTVL -> keepInterval(value);
            case TCP_KEEPCNT -> keepCount(value);
            case TCP_USER_TIMEOUT -> userTimeout(value);
            case SO_LINGER -> linger(value);
            case TCP_LINGER2 -> linger2(value, settings);
            case TCP_SYNCNT -> synCount(value);
            case TCP_DEFER_ACCEPT -> deferAccept(timeoutsIn(value, settings));
            case TCP_NODELAY -> with(new Sending(value != 0, sending.cork));
            case TCP_CORK -> with(new Sending(sending.noDelay, value != 0));
            default -> this;
        };
    }

    /** With SO_KEEPALIVE. */
    public SocketOptions keepAlive(boolean value) {
        return new SocketOptions(
                value, keepIdle, keepInterval, keepCount, userTimeout, linger, linger2, opening, sending);
    }

    /** With TCP_KEEPIDLE. */
    public SocketOptions keepIdle(int value) {
        return new SocketOptions(
                keepAlive, value, keepInterval, keepCount, userTimeout, linger, linger2, opening, sending);
    }

    /** With TCP_KEEPINTVL. */
    public SocketOptions keepInterval(int value) {
        return new SocketOptions(keepAlive, keepIdle, value, keepCount, userTimeout, linger, linger2, opening, sending);
    }

    /** With TCP_KEEPCNT. */
    public SocketOptions keepCount(int value) {
        return new SocketOptions(
                keepAlive, keepIdle, keepInterval, value, userTimeout, linger, linger2, opening, sending);
    }

    /** With TCP_USER_TIMEOUT. */
    public SocketOptions userTimeout(int value) {
        return new SocketOptions(
                keepAlive, keepIdle, keepInterval, keepCount, value, linger, linger2, opening, sending);
    }

    /** With SO_LINGER. */
    public SocketOptions linger(int value) {
        return new SocketOptions(
                keepAlive, keepIdle, keepInterval, keepCount, userTimeout, value, linger2, opening, sending);
    }

    /**
     * With TCP_LINGER2, {@code do_tcp_setsockopt}: a longer wait than allowed is cut (from 5.8) or means
     * tcp_fin_timeout (before), and any negative one means none.
     */
    public SocketOptions linger2(int value, Settings settings) {
        long most = settings.get(Constant.TCP_FIN_TIMEOUT_MAX);
        boolean plain = most == 0 && value > settings.get(Sysctl.TCP_FIN_TIMEOUT);
        int taken = value < 0 ? -1 : most != 0 ? (int) Math.min(value, most) : plain ? 0 : value;
        return new SocketOptions(
                keepAlive, keepIdle, keepInterval, keepCount, userTimeout, linger, taken, opening, sending);
    }

    /** How often a SYN may be sent again; 0 for the sysctl. */
    public int synCount() {
        return opening.synCount;
    }

    /** With TCP_SYNCNT. */
    public SocketOptions synCount(int value) {
        return with(new Opening(value, opening.deferAccept));
    }

    /** Timeouts of a request while bare ACKs make no connection; 0 for none. */
    public int deferAccept() {
        return opening.deferAccept;
    }

    /** With TCP_DEFER_ACCEPT, in timeouts of a SYN-ACK. */
    public SocketOptions deferAccept(int timeouts) {
        return with(new Opening(opening.synCount, timeouts));
    }

    private SocketOptions with(Sending other) {
        return new SocketOptions(
                keepAlive, keepIdle, keepInterval, keepCount, userTimeout, linger, linger2, opening, other);
    }

    private SocketOptions with(Opening other) {
        return new SocketOptions(
                keepAlive, keepIdle, keepInterval, keepCount, userTimeout, linger, linger2, other, sending);
    }

    /** {@code secs_to_retrans}: how many timeouts of a SYN-ACK go by in so many seconds. */
    private static int timeoutsIn(int seconds, Settings settings) {
        long longest = settings.get(Constant.TCP_RTO_MAX) / 1000;
        long timeout = settings.get(Constant.TCP_TIMEOUT_INIT) / 1000;
        int timeouts = seconds > 0 ? 1 : 0;
        for (long period = timeout; seconds > period && timeouts < MOST_DEFERRALS; period += timeout) {
            timeouts++;
            timeout = Math.min(2 * timeout, longest);
        }
        return timeouts;
    }
}
