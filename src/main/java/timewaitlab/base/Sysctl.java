package timewaitlab.base;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings a host offers, by their kernel names; a feature of its routes is under {@code route}. Another stack's
 * are under Linux's names where Linux has the like. Defaults per kernel version live in its profile.
 */
public enum Sysctl {
    TCP_TIMESTAMPS("net.ipv4.tcp_timestamps", 1, 0, 255),
    TCP_TW_REUSE("net.ipv4.tcp_tw_reuse", 0, 0, 2),
    TCP_TW_REUSE_DELAY("net.ipv4.tcp_tw_reuse_delay", 1000, 1, 60_000),
    TCP_TW_RECYCLE("net.ipv4.tcp_tw_recycle", 0, 0, 1),
    TCP_RFC1337("net.ipv4.tcp_rfc1337", 0, 0, 255),
    TCP_FIN_TIMEOUT("net.ipv4.tcp_fin_timeout", 60, -2_147_483, 2_147_483),
    TCP_MAX_TW_BUCKETS("net.ipv4.tcp_max_tw_buckets", 262_144, Integer.MIN_VALUE, Integer.MAX_VALUE),
    TCP_MAX_ORPHANS("net.ipv4.tcp_max_orphans", 65_536, 0, Integer.MAX_VALUE),
    TCP_SYN_RETRIES("net.ipv4.tcp_syn_retries", 6, 1, 127),
    TCP_SYN_LINEAR_TIMEOUTS("net.ipv4.tcp_syn_linear_timeouts", 0, 0, 127),
    TCP_SYNACK_RETRIES("net.ipv4.tcp_synack_retries", 5, 0, 255),
    TCP_RETRIES2("net.ipv4.tcp_retries2", 15, 0, 255),
    TCP_RETRIES1("net.ipv4.tcp_retries1", 3, 0, 255),
    TCP_RTO_MIN_US("net.ipv4.tcp_rto_min_us", 200_000, 1, Integer.MAX_VALUE),
    TCP_RTO_MAX_MS("net.ipv4.tcp_rto_max_ms", 120_000, 1000, 120_000),
    TCP_ORPHAN_RETRIES("net.ipv4.tcp_orphan_retries", 0, 0, 255),
    TCP_INVALID_RATELIMIT("net.ipv4.tcp_invalid_ratelimit", 0, 0, Integer.MAX_VALUE),
    TCP_CHALLENGE_ACK_LIMIT("net.ipv4.tcp_challenge_ack_limit", Integer.MAX_VALUE, 0, Integer.MAX_VALUE),
    TCP_ABORT_ON_OVERFLOW("net.ipv4.tcp_abort_on_overflow", 0, 0, 255),
    TCP_SYNCOOKIES("net.ipv4.tcp_syncookies", 1, 0, 255),
    TCP_MAX_SYN_BACKLOG("net.ipv4.tcp_max_syn_backlog", 1024, 0, Integer.MAX_VALUE),
    TCP_KEEPALIVE_TIME("net.ipv4.tcp_keepalive_time", 7200, 0, 2_147_483),
    TCP_KEEPALIVE_INTVL("net.ipv4.tcp_keepalive_intvl", 75, 0, 2_147_483),
    TCP_KEEPALIVE_PROBES("net.ipv4.tcp_keepalive_probes", 9, 0, 255),
    SOMAXCONN("net.core.somaxconn", 128, 0, Integer.MAX_VALUE),
    IP_AUTOBIND_REUSE("net.ipv4.ip_autobind_reuse", 0, 0, 1),
    IP_LOCAL_PORT_LOW("net.ipv4.ip_local_port_range.low", 32_768, 1, 65_535),
    IP_LOCAL_PORT_HIGH("net.ipv4.ip_local_port_range.high", 60_999, 1, 65_535),
    /** {@code ip route ... features tcp_usec_ts}: connections made over the route stamp microseconds. */
    TCP_USEC_TS("route.tcp_usec_ts", 0, 0, 1),
    /** FreeBSD's: a connection of the host with itself leaves no TIME-WAIT. */
    NOLOCALTIMEWAIT("net.inet.tcp.nolocaltimewait", 0, 0, 1),
    FAST_FINWAIT2_RECYCLE("net.inet.tcp.fast_finwait2_recycle", 1, 0, 1);

    private static final Map<String, Sysctl> BY_NAME = new HashMap<>();

    static {
        for (Sysctl sysctl : values()) {
            BY_NAME.put(sysctl.dotted, sysctl);
            BY_NAME.put(sysctl.shortName(), sysctl);
        }
    }

    private final String dotted;
    private final long initial;
    private final long least;
    private final long most;

    Sysctl(String dotted, long initial, long least, long most) {
        this.dotted = dotted;
        this.initial = initial;
        this.least = least;
        this.most = most;
    }

    /** The sysctl of this name, short ({@code tcp_tw_reuse}) or dotted. */
    public static Optional<Sysctl> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** {@code net.ipv4.tcp_tw_reuse}. */
    public String dotted() {
        return dotted;
    }

    /** {@code tcp_tw_reuse}. */
    public String shortName() {
        return dotted.substring(dotted.indexOf('.', 4) + 1);
    }

    /** The value in a profile that says nothing else. */
    public long initial() {
        return initial;
    }

    public long least() {
        return least;
    }

    public long most() {
        return most;
    }
}
