package timewaitlab.kernel;

import static timewaitlab.kernel.Hook.CONNECT;
import static timewaitlab.kernel.Hook.CROSSED;
import static timewaitlab.kernel.Hook.ICMP;
import static timewaitlab.kernel.Hook.LISTEN;
import static timewaitlab.kernel.Hook.PERSIST_TIMER;
import static timewaitlab.kernel.Hook.SOCKET;
import static timewaitlab.kernel.Hook.SYN_ACK_TIMER;
import static timewaitlab.kernel.Hook.SYN_RECV;
import static timewaitlab.kernel.Hook.TIME_WAIT;
import static timewaitlab.kernel.Hook.TIME_WAIT_ENTRY;

import timewaitlab.base.Sysctl;
import timewaitlab.tcp.ConnectRules;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.CookieRules;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.IcmpRules;
import timewaitlab.tcp.ListenRules;
import timewaitlab.tcp.PersistRules;
import timewaitlab.tcp.RequestRules;
import timewaitlab.tcp.SocketOption;
import timewaitlab.tcp.SocketRules;
import timewaitlab.tcp.SynAckTimerRules;
import timewaitlab.tcp.TimeWaitRules;
import timewaitlab.tcp.ValidateRules;

/** 4.4 to 4.19; 4.4 is 4.4.60 as recorded. */
final class LinuxOf4 {
    private static final String INPUT = "net/ipv4/tcp_input.c";
    private static final String MINISOCKS = "net/ipv4/tcp_minisocks.c";
    private static final String METRICS = "net/ipv4/tcp_metrics.c";
    private static final String TIMER = "net/ipv4/tcp_timer.c";
    private static final String HASH_CONNECT = "net/ipv4/inet_hashtables.c __inet_hash_connect()";
    private static final String REQUEST_QUEUE = "include/net/inet_connection_sock.h inet_csk_reqsk_queue_is_full()";
    private static final String CONN_REQUEST = INPUT + " tcp_conn_request()";
    private static final String SECURE_SEQ = "net/core/secure_seq.c";

    static final KernelProfile LINUX_4_4 = LinuxOf2And3.LINUX_3_18
            .successor("linux-4.4")
            .because("TIME-WAIT answers once in tcp_invalid_ratelimit", "4.0", INPUT + " tcp_oow_rate_limited()")
            .change(TIME_WAIT, chain -> chain.limitedBy(TimeWaitRules.limits()))
            .set(Sysctl.TCP_INVALID_RATELIMIT, 500)
            .counts(Counter.TcpExtTCPACKSkippedFinWait2, Counter.TcpExtTCPACKSkippedTimeWait)
            .because("so does a request", "4.0", MINISOCKS + " tcp_check_req()")
            .change(SYN_RECV, chain -> chain.limitedBy(RequestRules.limits()))
            .set(Sysctl.TCP_INVALID_RATELIMIT, 500)
            .counts(Counter.TcpExtTCPACKSkippedSynRecv)
            .because("so does a live socket, challenges included", "4.0", INPUT + " tcp_validate_incoming()")
            .change(SOCKET, chain -> chain.limitedBy(ValidateRules.limits()))
            .change(CROSSED, chain -> chain.limitedBy(ValidateRules.limits()))
            .set(Sysctl.TCP_INVALID_RATELIMIT, 500)
            .counts(
                    Counter.TcpExtTCPACKSkippedPAWS,
                    Counter.TcpExtTCPACKSkippedSeq,
                    Counter.TcpExtTCPACKSkippedChallenge)
            .because("a request outlives it that a port cannot be reached", "4.4", "net/ipv4/tcp_ipv4.c tcp_req_err()")
            .change(ICMP, chain -> chain.with(IcmpRules.REQUEST_WITHOUT_ROUTE))
            .because("time-wait entries have a timer each", "4.1", "net/ipv4/inet_timewait_sock.c inet_twsk_schedule()")
            .set(Constant.TIMEWAIT_CALENDAR, 0)
            .because("the per-host memory is kept per pair of addresses", "4.4, as recorded", METRICS)
            .set(Constant.PEER_MEMORY_PER_PAIR, 1)
            .because("the hash of the per-host memory is salted", "4.1", METRICS + " net_hash_mix()")
            .set(Constant.METRICS_HASH, 2)
            .because(
                    "old requests make room when there are half as many as the backlog",
                    "4.1",
                    "net/ipv4/inet_connection_sock.c reqsk_timer_handler()")
            .change(SYN_ACK_TIMER, chain -> chain.with(SynAckTimerRules.GIVEN_UP_BY_BACKLOG))
            .because("ACKs are held for SYN cookies for two minutes, not 3 s", "4.1", "include/net/tcp.h")
            .set(Constant.SYNCOOKIE_VALID, 120)
            .because("the SYN queue is full when it is as long as the backlog", "4.4", REQUEST_QUEUE)
            .change(LISTEN, CookieRules::fullByBacklog)
            .because("keepalive probes are counted", "4.2", "net/ipv4/proc.c TCPKeepAlive")
            .counts(Counter.TcpExtTCPKeepAlive)
            .because("so are window probes", "4.2", "net/ipv4/proc.c TCPWinProbe")
            .counts(Counter.TcpExtTCPWinProbe)
            .because("TCP_USER_TIMEOUT ends the wait for a shut window", "3.19", TIMER + " tcp_probe_timer()")
            .change(PERSIST_TIMER, chain -> chain.withBefore("persist.orphans", PersistRules.USER_TIMEOUT_PASSED))
            .because("an orphan does not wait for ever for a peer that answers", "3.19", TIMER + " tcp_probe_timer()")
            .change(PERSIST_TIMER, chain -> chain.withBefore("persist.orphans", PersistRules.ORPHAN_BACKED_OFF))
            .because("the last ephemeral port is 60999", "4.2", "net/ipv4/af_inet.c inet_init_net()")
            .set(Sysctl.IP_LOCAL_PORT_HIGH, 60_999)
            .because("connect() begins at ports of one parity", "4.2", HASH_CONNECT)
            .set(Constant.PORT_SEARCH, 1)
            .because("bind() may leave the port to connect()", "4.2", "net/ipv4/af_inet.c inet_bind()")
            .set(Constant.ABSENT_SOCKET_OPTIONS, SocketOption.bits(SocketOption.IP_LOCAL_PORT_RANGE))
            .because(
                    "a tail loss probe comes after 1 s where no round trip was timed",
                    "4.4",
                    "net/ipv4/tcp_output.c tcp_schedule_loss_probe()")
            .set(Constant.PROBE_UNTIMED, 1)
            .because("built with 250 jiffies a second unless a host says otherwise", "4.4", "kernel/Kconfig.hz HZ_250")
            .set(Constant.HZ, 250)
            .also(ConntrackHistory::in44)
            .build();

    static final KernelProfile LINUX_4_9 = LINUX_4_4
            .successor("linux-4.9")
            .because("the timer wheel rounds up to its granularity", "4.8", "kernel/time/timer.c calc_index()")
            .set(Constant.TIMER_WHEEL, 1)
            .set(Constant.TIMER_SLACK, 0)
            .because("the hash of the per-host memory has another factor", "4.7", "include/linux/hash.h hash_32()")
            .set(Constant.METRICS_HASH, 3)
            .because("a SYN cookie is no listen drop", "4.7", CONN_REQUEST)
            .change(LISTEN, chain -> chain.with(CookieRules.COOKIE_ALONE))
            .because("connect() looks at all ports of one parity before the others", "4.6", HASH_CONNECT)
            .set(Constant.PORT_SEARCH, 2)
            .because(
                    "bind() to port 0 begins with the other parity",
                    "4.6",
                    "net/ipv4/inet_connection_sock.c inet_csk_find_open_port()")
            .set(Constant.BIND_OTHER_PARITY, 1)
            .because(
                    "a RST at the right edge of what waits beyond a hole resets",
                    "4.9",
                    INPUT + " tcp_validate_incoming()")
            .change(SOCKET, chain -> chain.with(ValidateRules.RST_EXACT_OR_SACKED))
            .build();

    static final KernelProfile LINUX_4_10_1 = LINUX_4_9
            .successor("linux-4.10.1")
            .because("a full accept queue alone drops a SYN, whatever requests there are", "4.10", CONN_REQUEST)
            .change(LISTEN, chain -> chain.with(ListenRules.QUEUE).with(CookieRules.NO_ROOM))
            .because("timestamps start at a random offset per quadruplet", "4.10", SECURE_SEQ)
            .set(Constant.TIMESTAMP_OFFSET, 1)
            .because("but at none where connect() takes over an entry", "4.10", "net/ipv4/tcp_ipv4.c tcp_v4_connect()")
            .set(Constant.REUSE_WITHOUT_OFFSET, 1)
            .build();

    static final KernelProfile LINUX_4_10_17 = LINUX_4_10_1
            .successor("linux-4.10.17")
            .because("the offset is per pair of addresses", "4.10 stable", SECURE_SEQ + " secure_tcp_ts_off()")
            .set(Constant.TIMESTAMP_OFFSET, 2)
            .build();

    static final KernelProfile LINUX_4_11 = LINUX_4_10_17
            .successor("linux-4.11")
            .because("the offset is chosen apart from the ISN", "4.11", "net/ipv4/tcp_ipv4.c tcp_v4_connect()")
            .set(Constant.REUSE_WITHOUT_OFFSET, 0)
            .because("a RST with the number of the peer's FIN resets", "4.11", INPUT + " tcp_reset_check()")
            .change(
                    SOCKET,
                    chain -> chain.withBefore("socket.seq-rst", ValidateRules.RST_OF_FIN)
                            .withBefore("socket.rst", ValidateRules.RST_OF_FIN))
            .build();

    static final KernelProfile LINUX_4_12 = LINUX_4_11
            .successor("linux-4.12")
            .because("tcp_tw_recycle removed", "4.12", "commit 4396e46187ca")
            .change(LISTEN, chain -> chain.without(ListenRules.HOST_STAMP).with(CookieRules.QUARTER_ALWAYS))
            .change(TIME_WAIT_ENTRY, chain -> chain.without("entry.recycled"))
            .without(Sysctl.TCP_TW_RECYCLE, 0)
            .countsNo(Counter.TcpExtPAWSPassive)
            .also(ConntrackHistory::in412)
            .build();

    static final KernelProfile LINUX_4_14 = LINUX_4_12
            .successor("linux-4.14")
            .because("timestamps count milliseconds whatever HZ is", "4.13", "include/net/tcp.h TCP_TS_HZ")
            .set(Constant.TIMESTAMP_HZ, 1000)
            .because(
                    "a tail loss probe of several segments waits 2 jiffies beyond two round trips",
                    "4.13",
                    "net/ipv4/tcp_output.c tcp_schedule_loss_probe()")
            .set(Constant.TAIL_LOSS_PROBE, 2)
            .because(
                    "an ACK of what was never sent is challenged in the closing states",
                    "4.13",
                    INPUT + " tcp_rcv_state_process()")
            .change(SOCKET, chain -> chain.with(SocketRules.BEYOND_CHALLENGED_WHEN_CLOSING))
            .build();

    static final KernelProfile LINUX_4_19 = LINUX_4_14
            .successor("linux-4.19")
            .because(
                    "a RST that tcp_rfc1337 ignores leaves the 60 s alone",
                    "4.19",
                    MINISOCKS + " tcp_timewait_state_process()")
            .change(TIME_WAIT, chain -> chain.with(TimeWaitRules.keepUntouched()))
            .because(
                    "the last wait is cut to meet TCP_USER_TIMEOUT",
                    "4.19",
                    "net/ipv4/tcp_timer.c tcp_clamp_rto_to_user_timeout()")
            .set(Constant.RTO_CLAMPED, 1)
            .because("a shut window is probed as often as allowed, not once more", "4.20, 4.19 stable", TIMER)
            .change(PERSIST_TIMER, chain -> chain.with(PersistRules.UNANSWERED))
            .because("tcp_tw_reuse is 2: loopback only", "4.18", "net/ipv4/tcp_ipv4.c tcp_twsk_unique()")
            .change(CONNECT, chain -> chain.with(ConnectRules.MODE_OR_LOOPBACK))
            .set(Sysctl.TCP_TW_REUSE, 2)
            .because("ages are counted in monotonic seconds", "4.19", MINISOCKS + " ktime_get_seconds()")
            .set(Constant.MONOTONIC_SECONDS, 1)
            .because("tcp_tw_reuse needs one new second, not two", "4.19", "net/ipv4/tcp_ipv4.c tcp_twsk_unique()")
            .set(Constant.TW_REUSE_SECONDS, 1)
            .also(ConntrackHistory::in419)
            .build();

    private LinuxOf4() {}
}
