package timewaitlab.kernel;

import static timewaitlab.kernel.Hook.CONNECT;
import static timewaitlab.kernel.Hook.CROSSED;
import static timewaitlab.kernel.Hook.LISTEN;
import static timewaitlab.kernel.Hook.PERSIST_TIMER;
import static timewaitlab.kernel.Hook.RETRANSMIT_TIMER;
import static timewaitlab.kernel.Hook.SOCKET;
import static timewaitlab.kernel.Hook.SYN_RECV;
import static timewaitlab.kernel.Hook.SYN_SENT;
import static timewaitlab.kernel.Hook.SYN_TIMER;
import static timewaitlab.kernel.Hook.TIME_WAIT;

import timewaitlab.base.Sysctl;
import timewaitlab.tcp.ConnectRules;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.CookieRules;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.CrossedRules;
import timewaitlab.tcp.PersistRules;
import timewaitlab.tcp.RequestRules;
import timewaitlab.tcp.RetransmitRules;
import timewaitlab.tcp.SocketRules;
import timewaitlab.tcp.SynSentRules;
import timewaitlab.tcp.SynTimerRules;
import timewaitlab.tcp.TimeWaitRules;
import timewaitlab.tcp.ValidateRules;

/** 5.4 to 6.18; the last is 6.18.44 as recorded. */
final class LinuxOf5And6 {
    private static final String INPUT = "net/ipv4/tcp_input.c";
    private static final String MINISOCKS = "net/ipv4/tcp_minisocks.c";
    private static final String TCP_H = "include/net/tcp.h";
    private static final String HASH_CONNECT = "net/ipv4/inet_hashtables.c __inet_hash_connect()";
    private static final String SECURE_SEQ = "net/core/secure_seq.c";

    static final KernelProfile LINUX_5_4 = LinuxOf4.LINUX_4_19
            .successor("linux-5.4")
            .because(
                    "the first window is all there is room for",
                    "4.20",
                    "net/ipv4/tcp_output.c tcp_select_initial_window()")
            .set(Constant.INIT_RCVWND, 0)
            .because("somaxconn is 4096", "5.4", "include/linux/socket.h SOMAXCONN")
            .set(Sysctl.SOMAXCONN, 4096)
            .because(
                    "every timeout is counted, the one that gives up too",
                    "5.0",
                    "net/ipv4/tcp_timer.c tcp_retransmit_timer()")
            .chain(RETRANSMIT_TIMER, RetransmitRules.chainFrom50())
            .change(SYN_TIMER, SynTimerRules::countingAll)
            .because("TCP_USER_TIMEOUT ends connect() too", "5.4", "net/ipv4/tcp_timer.c tcp_write_timeout()")
            .change(SYN_TIMER, chain -> chain.with(SynTimerRules.RETRIES_OR_TIME_USED_UP))
            .because(
                    "a connection is interactive after three answers",
                    "5.1",
                    "include/net/inet_connection_sock.h TCP_PINGPONG_THRESH")
            .set(Constant.TCP_PINGPONG_THRESH, 3)
            .also(ConntrackHistory::in54)
            .build();

    static final KernelProfile LINUX_5_15 = LINUX_5_4
            .successor("linux-5.15")
            .because(
                    "a SYN that drew an unacceptable ACK is sent again at once",
                    "5.7",
                    INPUT + " tcp_rcv_synsent_state_process()")
            .change(SYN_SENT, chain -> chain.with(SynSentRules.UNACCEPTABLE_ACK_QUICK))
            .set(Constant.SYN_QUICK_RESEND, 2)
            .because(
                    "without SYN cookies the last quarter of the requests is for hosts that proved to be there",
                    "5.11",
                    INPUT + " tcp_conn_request()")
            .change(LISTEN, chain -> chain.with(CookieRules.QUARTER_UNLESS_PROVEN))
            .because("TCP_LINGER2 may exceed tcp_fin_timeout, up to 120 s", "5.8", "net/ipv4/tcp.c do_tcp_setsockopt()")
            .set(Constant.TCP_FIN_TIMEOUT_MAX, 120)
            .because(
                    "a connection is interactive after one answer again",
                    "6.0, 5.15 stable",
                    "include/net/inet_connection_sock.h TCP_PINGPONG_THRESH")
            .set(Constant.TCP_PINGPONG_THRESH, 1)
            .because(
                    "the wait for a shut window is cut to meet TCP_USER_TIMEOUT",
                    "5.11",
                    "net/ipv4/tcp_timer.c tcp_clamp_probe0_to_user_timeout()")
            .set(Constant.PROBE_CLAMPED, 1)
            .change(PERSIST_TIMER, chain -> chain.with(PersistRules.USER_TIMEOUT_MET))
            .because(
                    "bind() to port 0 may share ports",
                    "5.7",
                    "net/ipv4/inet_connection_sock.c inet_csk_find_open_port()")
            .set(Sysctl.IP_AUTOBIND_REUSE, 0)
            .because("connect() begins where a table by destination says", "5.12", HASH_CONNECT + " table_perturb")
            .set(Constant.PORT_PERTURBATION, 1)
            .because("and leaves up to 7 candidates out by chance", "5.15 stable", HASH_CONNECT)
            .set(Constant.PORT_NOISE, 7)
            .also(ConntrackHistory::in515)
            .build();

    static final KernelProfile LINUX_6_1 = LINUX_5_15
            .successor("linux-6.1")
            .because(
                    "time-wait entries are counted when they are made",
                    "6.0",
                    "net/ipv4/inet_timewait_sock.c __inet_twsk_schedule()")
            .set(Constant.TW_COUNTED_EARLY, 1)
            .because("no host-wide limit on challenge ACKs", "6.1", INPUT + " tcp_send_challenge_ack()")
            .set(Sysctl.TCP_CHALLENGE_ACK_LIMIT, Integer.MAX_VALUE)
            .because("connect() from a bound port always looks for the quadruplet", "6.1", HASH_CONNECT)
            .change(CONNECT, chain -> chain.without("connect.alone"))
            .also(ConntrackHistory::in61)
            .build();

    static final KernelProfile LINUX_6_6 = LINUX_6_1
            .successor("linux-6.6")
            .because("a SYN that PAWS refuses is challenged", "6.4", INPUT + " tcp_validate_incoming()")
            .change(SOCKET, chain -> chain.withBefore("socket.paws", ValidateRules.PAWS_SYN))
            .change(CROSSED, chain -> chain.withBefore("socket.paws", ValidateRules.PAWS_SYN))
            .because(
                    "a tail loss probe of several segments waits 2 ms beyond two round trips",
                    "6.6",
                    "net/ipv4/tcp_output.c tcp_schedule_loss_probe()")
            .set(Constant.TAIL_LOSS_PROBE, 3)
            .because(
                    "four SYN retries at the first timeout before it doubles",
                    "6.5",
                    "net/ipv4/tcp_timer.c tcp_retransmit_timer()")
            .set(Sysctl.TCP_SYN_LINEAR_TIMEOUTS, 4)
            .because(
                    "a socket may have a range of ports of its own", "6.3", "net/ipv4/ip_sockglue.c do_ip_setsockopt()")
            .set(Constant.ABSENT_SOCKET_OPTIONS, 0)
            .also(ConntrackHistory::in66)
            .build();

    static final KernelProfile LINUX_6_8 = LINUX_6_6
            .successor("linux-6.8")
            .because("an old timestamp proves nothing after 2147 s", "6.7", TCP_H + " TCP_PAWS_WRAP")
            .set(Constant.PAWS_IDLE_LIMIT, 2147)
            .because("connections over a route may stamp microseconds", "6.7", TCP_H + " tcp_clock_ts()")
            .set(Sysctl.TCP_USEC_TS, 0)
            .because("an ACK of bytes that were never sent is too old", "6.7", INPUT + " tcp_ack()")
            .change(SOCKET, chain -> chain.with(SocketRules.TOO_OLD_OR_NEVER_SENT))
            .because("a duplicate ACK may lag by 1.2 retransmission timeouts", "6.8", INPUT + " tcp_disordered_ack()")
            .set(Constant.TS_REPLAY_FACTOR, 1200)
            .because("a range of the socket's own is looked at port by port", "6.8", HASH_CONNECT)
            .set(Constant.PORT_RANGE_STEP, 1)
            .build();

    static final KernelProfile LINUX_6_14 = LINUX_6_8
            .successor("linux-6.14")
            .because("a FIN waits for the congestion window too", "6.10", "net/ipv4/tcp_output.c tcp_cwnd_test()")
            .set(Constant.FIN_WAITS_FOR_WINDOW, 1)
            .because(
                    "an old bare ACK that PAWS refuses is dropped in silence",
                    "6.14",
                    INPUT + " tcp_validate_incoming()")
            .change(SOCKET, chain -> chain.withBefore("socket.paws", ValidateRules.PAWS_OLD_ACK))
            .change(CROSSED, chain -> chain.withBefore("socket.paws", ValidateRules.PAWS_OLD_ACK))
            .counts(Counter.TcpExtPAWSOldAck)
            .because(
                    "the SYN queue is full when it is longer than the backlog",
                    "6.13",
                    "commit 3479c7549fb1, inet_csk_reqsk_queue_is_full()")
            .change(LISTEN, CookieRules::fullBeyondBacklog)
            .because("a SYN-ACK that crosses another one completes the handshake", "6.12", "commit 23e89e8ee7be")
            .change(CROSSED, chain -> chain.withBefore("socket.syn", CrossedRules.SYN_ACK))
            .because(
                    "only the segment that makes the socket replaces the timestamp of a request",
                    "6.14",
                    "commit 8d52da23b6c6, " + MINISOCKS + " tcp_check_req()")
            .change(SYN_RECV, RequestRules::adoptingWhenEstablished)
            .because("FIN-WAIT-2 held as an entry is not reused", "6.12", "net/ipv4/tcp_ipv4.c tcp_twsk_unique()")
            .change(CONNECT, chain -> chain.withBefore("connect.reuse-age", ConnectRules.NOT_IN_FIN_WAIT_2))
            .because(
                    "tcp_tw_reuse waits tcp_tw_reuse_delay ms from TIME-WAIT on",
                    "6.14",
                    "net/ipv4/tcp_ipv4.c tcp_twsk_unique()")
            .change(CONNECT, chain -> chain.with(ConnectRules.AGE_IN_MILLISECONDS))
            .set(Sysctl.TCP_TW_REUSE_DELAY, 1000)
            .because(
                    "tcp_rto_min_us is the least that a timeout exceeds the round trip by",
                    "6.11",
                    "net/ipv4/tcp_output.c tcp_rto_min()")
            .set(Sysctl.TCP_RTO_MIN_US, 200_000)
            .because(
                    "a late FIN with a timestamp begins that wait again",
                    "6.14",
                    MINISOCKS + " tcp_timewait_state_process()")
            .change(TIME_WAIT, chain -> chain.with(TimeWaitRules.FW_FIN_REFRESHES))
            .build();

    static final KernelProfile LINUX_6_18 = LINUX_6_14
            .successor("linux-6.18")
            .because("windows may reach 32 MB, which takes a shift of 10", "6.16", "net/ipv4/tcp.c tcp_init()")
            .set(Constant.RCV_WSCALE, 10)
            .because("tcp_rto_max_ms is the longest timeout of a socket", "6.15", "include/net/tcp.h tcp_rto_max()")
            .set(Sysctl.TCP_RTO_MAX_MS, 120_000)
            .because("PAWS in TIME-WAIT has its own counter", "6.17", MINISOCKS + " tcp_timewait_state_process()")
            .change(
                    TIME_WAIT,
                    chain -> chain.with(TimeWaitRules.pawsRst(Counter.TcpExtPAWSTimewait))
                            .with(TimeWaitRules.paws(Counter.TcpExtPAWSTimewait)))
            .counts(Counter.TcpExtPAWSTimewait)
            .because("a request asks whether the echoed timestamp is its own", "6.17", MINISOCKS + " tcp_check_req()")
            .change(SYN_RECV, chain -> chain.withBefore("request.out-of-window", RequestRules.WRONG_ECHO))
            .counts(Counter.TcpExtTSEcrRejected)
            .because(
                    "a request challenges a RST that is not exact", "6.18, as recorded", MINISOCKS + " tcp_check_req()")
            .change(SYN_RECV, chain -> chain.withBefore("request.aborted", RequestRules.INEXACT_RST))
            .because(
                    "and kills for an exact RST whatever it acknowledges",
                    "6.18, as asked",
                    MINISOCKS + " tcp_check_req()")
            .change(SYN_RECV, chain -> chain.with(RequestRules.WRONG_ACK_UNLESS_RST))
            .because("what lies beyond the window is counted", "6.17", INPUT + " tcp_validate_incoming()")
            .change(SOCKET, chain -> chain.with(ValidateRules.SEQ_REFUSE_COUNTED))
            .change(CROSSED, chain -> chain.with(ValidateRules.SEQ_REFUSE_COUNTED))
            .counts(Counter.TcpExtBeyondWindow)
            .because(
                    "data past the window is taken only when nothing waits to be read",
                    "6.17",
                    INPUT + " tcp_sequence()")
            .change(SOCKET, ValidateRules::withEndInWindow)
            .change(CROSSED, ValidateRules::withEndInWindow)
            .because(
                    "an ACK of what was never sent is challenged in every state",
                    "6.18, as recorded",
                    INPUT + " tcp_ack()")
            .change(SOCKET, chain -> chain.with(SocketRules.BEYOND_CHALLENGED))
            .because("the timestamp offset is per quadruplet", "6.18", SECURE_SEQ + " secure_tcp_seq_and_ts_off()")
            .set(Constant.TIMESTAMP_OFFSET, 1)
            .also(ConntrackHistory::in618)
            .build();

    private LinuxOf5And6() {}
}
