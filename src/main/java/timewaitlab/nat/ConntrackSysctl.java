package timewaitlab.nat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The settings connection tracking offers, by their kernel names: {@code net.netfilter.*}. Timeouts are in seconds. */
public enum ConntrackSysctl {
    MAX("nf_conntrack_max", 262_144, 1, Integer.MAX_VALUE),
    TCP_LOOSE("nf_conntrack_tcp_loose", 1, 0, 255),
    TCP_BE_LIBERAL("nf_conntrack_tcp_be_liberal", 0, 0, 1),
    TCP_MAX_RETRANS("nf_conntrack_tcp_max_retrans", 3, 0, 255),
    /** Whether a segment with a wrong checksum is invalid. */
    CHECKSUM("nf_conntrack_checksum", 1, 0, 1),
    /** The IP protocol whose invalid packets are logged, 255 for every one, 0 for none. */
    LOG_INVALID("nf_conntrack_log_invalid", 0, 0, 255),
    TCP_IGNORE_INVALID_RST("nf_conntrack_tcp_ignore_invalid_rst", 0, 0, 1),
    TIMEOUT_SYN_SENT("nf_conntrack_tcp_timeout_syn_sent", 120),
    TIMEOUT_SYN_RECV("nf_conntrack_tcp_timeout_syn_recv", 60),
    TIMEOUT_ESTABLISHED("nf_conntrack_tcp_timeout_established", 432_000),
    TIMEOUT_FIN_WAIT("nf_conntrack_tcp_timeout_fin_wait", 120),
    TIMEOUT_CLOSE_WAIT("nf_conntrack_tcp_timeout_close_wait", 60),
    TIMEOUT_LAST_ACK("nf_conntrack_tcp_timeout_last_ack", 30),
    TIMEOUT_TIME_WAIT("nf_conntrack_tcp_timeout_time_wait", 120),
    TIMEOUT_CLOSE("nf_conntrack_tcp_timeout_close", 10),
    TIMEOUT_MAX_RETRANS("nf_conntrack_tcp_timeout_max_retrans", 300),
    TIMEOUT_UNACKNOWLEDGED("nf_conntrack_tcp_timeout_unacknowledged", 300);

    private static final String PREFIX = "net.netfilter.";
    private static final long LONGEST_TIMEOUT = 2_147_483;

    private final String shortName;
    private final long initial;
    private final long least;
    private final long most;

    ConntrackSysctl(String shortName, long initial, long least, long most) {
        this.shortName = shortName;
        this.initial = initial;
        this.least = least;
        this.most = most;
    }

    ConntrackSysctl(String shortName, long seconds) {
        this(shortName, seconds, 0, LONGEST_TIMEOUT);
    }

    /** The sysctl of this name, short ({@code nf_conntrack_max}) or dotted. */
    public static Optional<ConntrackSysctl> named(String name) {
        String wanted = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return Arrays.stream(values())
                .filter(each -> each.shortName.equals(wanted))
                .findFirst();
    }

    /** Every name, short ones first. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ConntrackSysctl::shortName).toList();
    }

    /** {@code nf_conntrack_max}. */
    public String shortName() {
        return shortName;
    }

    /** {@code net.netfilter.nf_conntrack_max}. */
    public String dotted() {
        return PREFIX + shortName;
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
