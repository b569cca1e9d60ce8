package timewaitlab.kernel;

import static timewaitlab.kernel.Hook.BIND;
import static timewaitlab.kernel.Hook.CLOSE;
import static timewaitlab.kernel.Hook.CONNECT;
import static timewaitlab.kernel.Hook.CROSSED;
import static timewaitlab.kernel.Hook.DELACK_TIMER;
import static timewaitlab.kernel.Hook.ICMP;
import static timewaitlab.kernel.Hook.KEEPALIVE_TIMER;
import static timewaitlab.kernel.Hook.LISTEN;
import static timewaitlab.kernel.Hook.ORPHAN;
import static timewaitlab.kernel.Hook.PERSIST_TIMER;
import static timewaitlab.kernel.Hook.RETRANSMIT_TIMER;
import static timewaitlab.kernel.Hook.SHUTDOWN;
import static timewaitlab.kernel.Hook.SOCKET;
import static timewaitlab.kernel.Hook.SYN_ACK_TIMER;
import static timewaitlab.kernel.Hook.SYN_RECV;
import static timewaitlab.kernel.Hook.SYN_SENT;
import static timewaitlab.kernel.Hook.SYN_TIMER;
import static timewaitlab.kernel.Hook.TIME_WAIT;
import static timewaitlab.kernel.Hook.TIME_WAIT_ENTRY;

import timewaitlab.base.Sysctl;
import timewaitlab.tcp.BindRules;
import timewaitlab.tcp.CloseRules;
import timewaitlab.tcp.ConnectRules;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.CookieRules;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.CrossedRules;
import timewaitlab.tcp.DelayedAckRules;
import timewaitlab.tcp.EntryRules;
import timewaitlab.tcp.IcmpRules;
import timewaitlab.tcp.KeepaliveRules;
import timewaitlab.tcp.ListenRules;
import timewaitlab.tcp.PersistRules;
import timewaitlab.tcp.RequestRules;
import timewaitlab.tcp.RetransmitRules;
import timewaitlab.tcp.SocketOption;
import timewaitlab.tcp.SocketRules;
import timewaitlab.tcp.SynAckTimerRules;
import timewaitlab.tcp.SynSentRules;
import timewaitlab.tcp.SynTimerRules;
import timewaitlab.tcp.TimeWaitRules;
import timewaitlab.tcp.ValidateRules;

/**
 * 2.6.32 to 3.18. A stable release stands for its series: 2.6.32.69, 3.10.108 and 3.18.20 with what was carried back
 * into them.
 */
final class LinuxOf2And3 {
    private static final String INPUT = "net/ipv4/tcp_input.c";
    private static final String TIMER = "net/ipv4/tcp_timer.c";
    private static final String TCP_H = "include/net/tcp.h";
    private static final String CHECK_REQ = "net/ipv4/tcp_minisocks.c tcp_check_req()";
    private static final String CONN_REQUEST = "net/ipv4/tcp_ipv4.c tcp_v4_conn_request()";
    private static final String METRICS = "net/ipv4/tcp_metrics.c";
    private static final String BINDING = "net/ipv4/inet_connection_sock.c";
    private static final String PROC = "net/ipv4/proc.c";

    static final KernelProfile LINUX_2_6_32 = KernelProfile.first("linux-2.6.32")
            .chain(TIME_WAIT, TimeWaitRules.chain())
            .chain(LISTEN, ListenRules.chain())
            .chain(SYN_SENT, SynSentRules.chain())
            .chain(SYN_RECV, RequestRules.chain())
            .chain(CROSSED, CrossedRules.chain())
            .chain(SOCKET, SocketRules.chain())
            .chain(CONNECT, ConnectRules.chain())
            .chain(BIND, BindRules.chain())
            .set(
                    Constant.ABSENT_SOCKET_OPTIONS,
                    SocketOption.bits(
                            SocketOption.SO_REUSEPORT,
                            SocketOption.IP_BIND_ADDRESS_NO_PORT,
                            SocketOption.IP_LOCAL_PORT_RANGE,
                            SocketOption.TCP_USER_TIMEOUT))
            .without(Sysctl.IP_AUTOBIND_REUSE, 0)
            .chain(CLOSE, CloseRules.close())
            .chain(ORPHAN, CloseRules.orphan())
            .chain(SHUTDOWN, CloseRules.shutdown())
            .chain(RETRANSMIT_TIMER, RetransmitRules.chain())
            .chain(SYN_TIMER, SynTimerRules.chain())
            .chain(SYN_ACK_TIMER, SynAckTimerRules.chain())
            .chain(KEEPALIVE_TIMER, KeepaliveRules.chain())
            .chain(PERSIST_TIMER, PersistRules.chain())
            .chain(DELACK_TIMER, DelayedAckRules.chain())
            .chain(TIME_WAIT_ENTRY, EntryRules.chain())
            .chain(ICMP, IcmpRules.chain())
            .also(ConntrackHistory::of2632)
            .set(Constant.HZ, 1000)
            .set(Constant.TIMESTAMP_HZ, 0)
            .set(Constant.RTT_IN_JIFFIES, 1)
            .set(Constant.TCP_TIMEOUT_INIT, 3000)
            .set(Constant.INIT_RCVWND, 4)
            .set(Constant.TIMEWAIT_CALENDAR, 1)
            .set(Constant.CONNECT_SEEDS_TIMESTAMP, 1)
            .set(Constant.PEER_MEMORY_OVER_IPV6, 0)
            .set(Constant.TW_REUSE_SECONDS, 2)
            .set(Constant.ISN_REKEY, 300)
            .set(Constant.RESERVES_PORTS, 0)
            .set(Sysctl.TCP_SYN_RETRIES, 5)
            .set(Sysctl.TCP_SYNCOOKIES, 0)
            .set(Sysctl.IP_LOCAL_PORT_HIGH, 61_000)
            .without(Sysctl.TCP_TW_REUSE_DELAY, 1000)
            .without(Sysctl.TCP_RTO_MIN_US, 200_000)
            .without(Sysctl.TCP_RTO_MAX_MS, 120_000)
            .without(Sysctl.TCP_USEC_TS, 0)
            .without(Sysctl.NOLOCALTIMEWAIT, 0)
            .without(Sysctl.FAST_FINWAIT2_RECYCLE, 1)
            .without(Sysctl.TCP_SYN_LINEAR_TIMEOUTS, 0)
            .without(Sysctl.TCP_INVALID_RATELIMIT, 0)
            .without(Sysctl.TCP_CHALLENGE_ACK_LIMIT, Integer.MAX_VALUE)
            .countsNo(
                    Counter.TcpInCsumErrors,
                    Counter.TcpExtTCPTimeWaitOverflow,
                    Counter.TcpExtTCPDeferAcceptDrop,
                    Counter.TcpExtTCPReqQFullDoCookies,
                    Counter.TcpExtTCPReqQFullDrop,
                    Counter.TcpExtTCPOFOQueue,
                    Counter.TcpExtTCPKeepAlive,
                    Counter.TcpExtTCPWinProbe,
                    Counter.TcpExtTCPChallengeACK,
                    Counter.TcpExtTCPSYNChallenge,
                    Counter.TcpExtTCPLossProbes,
                    Counter.TcpExtTCPSynRetrans,
                    Counter.TcpExtTCPACKSkippedSynRecv,
                    Counter.TcpExtTCPACKSkippedPAWS,
                    Counter.TcpExtTCPACKSkippedSeq,
                    Counter.TcpExtTCPACKSkippedFinWait2,
                    Counter.TcpExtTCPACKSkippedTimeWait,
                    Counter.TcpExtTCPACKSkippedChallenge,
                    Counter.TcpExtPAWSOldAck,
                    Counter.TcpExtPAWSTimewait,
                    Counter.TcpExtTSEcrRejected,
                    Counter.TcpExtBeyondWindow)
            .build();

    static final KernelProfile LINUX_3_0 = LINUX_2_6_32
            .successor("linux-3.0")
            .because("an operator may keep ports from being chosen", "2.6.35", BINDING + " inet_csk_get_port()")
            .set(Constant.RESERVES_PORTS, 1)
            .because("the first window is of ten segments", "2.6.38", "include/net/tcp.h TCP_DEFAULT_INIT_RCVWND")
            .set(Constant.INIT_RCVWND, 10)
            .because("a remembered timestamp of 0 refuses nothing", "2.6.39", TCP_H + " tcp_paws_check()")
            .change(TIME_WAIT, TimeWaitRules::withZeroIgnored)
            .change(SYN_SENT, SynSentRules::withZeroIgnored)
            .change(SYN_RECV, RequestRules::withZeroIgnored)
            .change(CROSSED, chain -> chain.withGate("paws", ValidateRules::isRefusedUnlessZero))
            .change(SOCKET, SocketRules::withZeroIgnored)
            .because(
                    "SYN with FIN asks for a connection: the later refusal was carried back into 2.6.32 alone",
                    "3.0",
                    INPUT + " tcp_rcv_state_process()")
            .change(LISTEN, chain -> chain.without(ListenRules.SYN_FIN.id()))
            .because("SYN cookies are on", "2.6.33", "net/ipv4/syncookies.c sysctl_tcp_syncookies")
            .set(Sysctl.TCP_SYNCOOKIES, 1)
            .because("SYN retries are counted, not timed", "2.6.39", TIMER + " retransmits_timed_out()")
            .change(SYN_TIMER, chain -> chain.with(SynTimerRules.RETRIES_USED_UP))
            .because("timeouts and repetitions of a SYN-ACK are counted", "2.6.34", TIMER + " tcp_syn_ack_timeout()")
            .change(SYN_ACK_TIMER, SynAckTimerRules::counting)
            .set(Constant.SYNACK_RETRANS_COUNTED, 1)
            .because("data that comes in puts keepalive off too", "2.6.34", TIMER + " tcp_keepalive_timer()")
            .set(Constant.KEEPALIVE_HEARS_DATA, 1)
            .because("TCP_USER_TIMEOUT limits retransmissions", "2.6.37", TIMER + " retransmits_timed_out()")
            .change(RETRANSMIT_TIMER, chain -> chain.with(RetransmitRules.RETRIES_OR_USER_TIMEOUT_USED_UP))
            .set(
                    Constant.ABSENT_SOCKET_OPTIONS,
                    SocketOption.bits(
                            SocketOption.SO_REUSEPORT,
                            SocketOption.IP_BIND_ADDRESS_NO_PORT,
                            SocketOption.IP_LOCAL_PORT_RANGE))
            .because("TCP_USER_TIMEOUT replaces the number of probes", "2.6.37", TIMER + " tcp_keepalive_timer()")
            .change(
                    KEEPALIVE_TIMER,
                    chain -> chain.with(KeepaliveRules.UNANSWERED_WITHOUT_USER_TIMEOUT)
                            .withBefore("keepalive.unanswered", KeepaliveRules.USER_TIMEOUT_OVER))
            .because("long timers have slack", "2.6.39", "kernel/timer.c apply_slack()")
            .set(Constant.TIMER_SLACK, 1)
            .because("a full time-wait table is counted", "2.6.39", PROC + " TCPTimeWaitOverflow")
            .counts(Counter.TcpExtTCPTimeWaitOverflow)
            .because("peers with IPv6 addresses are remembered too", "2.6.39", "net/ipv6/tcp_ipv6.c tcp_v6_get_peer()")
            .set(Constant.PEER_MEMORY_OVER_IPV6, 1)
            .because("so is an ACK that TCP_DEFER_ACCEPT drops", "2.6.34", PROC + " TCPDeferAcceptDrop")
            .counts(Counter.TcpExtTCPDeferAcceptDrop)
            .build();

    static final KernelProfile LINUX_3_2 = LINUX_3_0
            .successor("linux-3.2")
            .because("the first retransmission timeout is 1 s", "3.1", TCP_H + " TCP_TIMEOUT_INIT")
            .set(Constant.TCP_TIMEOUT_INIT, 1000)
            .because("a full SYN queue is counted", "3.1", PROC + " TCPReqQFullDrop, TCPReqQFullDoCookies")
            .counts(Counter.TcpExtTCPReqQFullDoCookies, Counter.TcpExtTCPReqQFullDrop)
            .because("the key of initial sequence numbers stays", "3.1", "net/core/secure_seq.c")
            .set(Constant.ISN_REKEY, 0)
            .also(ConntrackHistory::in32)
            .build();

    static final KernelProfile LINUX_3_10 = LINUX_3_2
            .successor("linux-3.10")
            .because(
                    "any acknowledgement of what was sent is acceptable in SYN-SENT",
                    "3.3",
                    INPUT + " tcp_rcv_synsent_state_process()")
            .change(SYN_SENT, chain -> chain.with(SynSentRules.UNACCEPTABLE_ACK))
            .because(
                    "a segment with neither ACK nor RST is thrown away before the window is asked for: also a SYN",
                    "3.8",
                    INPUT + " tcp_rcv_established(), tcp_rcv_state_process()")
            .change(SOCKET, chain -> chain.withFirst(SocketRules.flags(ValidateRules.NO_ACK_RST)))
            .change(CROSSED, chain -> chain.withFirst(SocketRules.flags(ValidateRules.NO_ACK_RST)))
            .because("ts_recent is replaced only with an acceptable ACK", "3.7", INPUT + " tcp_replace_ts_recent()")
            .change(SOCKET, SocketRules::adoptingAfterAck)
            .because("SYN with FIN asks for nothing", "3.3", INPUT + " tcp_rcv_state_process()")
            .change(LISTEN, ListenRules::refusingSynFin)
            .because("SYNs dropped for want of room are counted, and cookies sent for it", "3.10", CONN_REQUEST)
            .change(LISTEN, ListenRules::countingDrops)
            .because("data beyond a hole is counted", "3.4", INPUT + " tcp_data_queue_ofo()")
            .change(SOCKET, chain -> chain.with(SocketRules.OUT_OF_ORDER_COUNTED))
            .counts(Counter.TcpExtTCPOFOQueue)
            .because(
                    "RFC 5961 3.2: a RST that is not exact draws a challenge ACK",
                    "3.6",
                    INPUT + " tcp_send_challenge_ack()")
            .change(SOCKET, chain -> chain.with(ValidateRules.RST_EXACT).limitedBy(ValidateRules.limitsFrom36()))
            .change(CROSSED, chain -> chain.with(ValidateRules.RST_EXACT).limitedBy(ValidateRules.limitsFrom36()))
            .set(Sysctl.TCP_CHALLENGE_ACK_LIMIT, 1000)
            .counts(Counter.TcpExtTCPChallengeACK)
            .because(
                    "RFC 5961 4.2: a SYN draws a challenge ACK and no longer resets",
                    "3.6",
                    INPUT + " tcp_validate_incoming()")
            .change(
                    SOCKET,
                    chain -> chain.with(ValidateRules.SYN_ANYWHERE).withBefore("socket.seq", ValidateRules.SEQ_SYN))
            .change(
                    CROSSED,
                    chain -> chain.with(ValidateRules.SYN_ANYWHERE).withBefore("socket.seq", ValidateRules.SEQ_SYN))
            .counts(Counter.TcpExtTCPSYNChallenge)
            .countsNo(Counter.TcpExtTCPAbortOnSyn)
            .because("RFC 5961 5.2: a much too old ACK draws a challenge ACK", "3.6", INPUT + " tcp_ack()")
            .change(SOCKET, chain -> chain.withBefore("ack.beyond", SocketRules.TOO_OLD))
            .because(
                    "the per-host memory moves to tcp_metrics: its age is unsigned, its drop counts as ListenDrops too",
                    "3.6",
                    METRICS + " tcp_peer_is_proven()")
            .change(LISTEN, chain -> chain.with(ListenRules.hostStamp310()))
            .because("a bucket of the per-host memory holds six hosts", "3.7", METRICS + " tcpm_new()")
            .set(Constant.METRICS_HASH, 1)
            .because("connect() no longer shows what it remembers of the peer", "3.6, as recorded", METRICS)
            .set(Constant.CONNECT_SEEDS_TIMESTAMP, 0)
            .because("sockets share a port by SO_REUSEPORT", "3.9", BINDING + " inet_csk_bind_conflict()")
            .change(BIND, chain -> chain.withBefore("bind.in-use", BindRules.REUSE_PORT))
            .set(
                    Constant.ABSENT_SOCKET_OPTIONS,
                    SocketOption.bits(SocketOption.IP_BIND_ADDRESS_NO_PORT, SocketOption.IP_LOCAL_PORT_RANGE))
            .because("a request that an ICMP error ends is counted", "3.7", "net/ipv4/tcp_ipv4.c tcp_v4_err()")
            .change(ICMP, chain -> chain.with(IcmpRules.REQUEST_DROPPED))
            .because("segments with a wrong checksum are counted", "3.10", "net/ipv4/tcp_ipv4.c tcp_v4_rcv()")
            .counts(Counter.TcpInCsumErrors)
            .because("one SYN retry more", "3.7", TCP_H + " TCP_SYN_RETRIES")
            .set(Sysctl.TCP_SYN_RETRIES, 6)
            .because("tail loss probes", "3.10", "net/ipv4/tcp_output.c tcp_schedule_loss_probe()")
            .set(Constant.TAIL_LOSS_PROBE, 1)
            .counts(Counter.TcpExtTCPLossProbes)
            .also(ConntrackHistory::in310)
            .build();

    static final KernelProfile LINUX_3_18 = LINUX_3_10
            .successor("linux-3.18")
            .because("the first window is of twenty segments", "3.11", "net/ipv4/tcp_output.c tcp_default_init_rwnd()")
            .set(Constant.INIT_RCVWND, 20)
            .because("a SYN on a live socket is challenged again", "3.18", INPUT + " tcp_rcv_established()")
            .change(SOCKET, chain -> chain.with(ValidateRules.NO_ACK_RST_SYN))
            .change(CROSSED, chain -> chain.with(ValidateRules.NO_ACK_RST_SYN))
            .because(
                    "with tcp_tw_recycle a SYN without timestamp counts as too old",
                    "3.18",
                    METRICS + " tcp_peer_is_proven()")
            .change(LISTEN, chain -> chain.with(ListenRules.hostStamp318()).with(CookieRules.QUARTER_WITHOUT_RECYCLE))
            .because("SYN cookies may be sent always, by tcp_syncookies = 2", "3.12", CONN_REQUEST)
            .change(LISTEN, CookieRules::always)
            .because("a SYN cookie is good for two minutes, not four", "3.13", "include/net/tcp.h MAX_SYNCOOKIE_AGE")
            .set(Constant.SYNCOOKIE_AGE, 2)
            .because("round trips are timed in microseconds", "3.15", INPUT + " tcp_rtt_estimator()")
            .set(Constant.RTT_IN_JIFFIES, 0)
            .because("a SYN-ACK sent again for a repeated SYN begins its timer again", "3.15", CHECK_REQ)
            .change(SYN_RECV, RequestRules::restarting)
            .because("SYN retransmissions are counted", "3.18", PROC + " TCPSynRetrans")
            .counts(Counter.TcpExtTCPSynRetrans)
            .also(ConntrackHistory::in318)
            .build();

    private LinuxOf2And3() {}
}
