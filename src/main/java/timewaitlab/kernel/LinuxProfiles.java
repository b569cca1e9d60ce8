package timewaitlab.kernel;

import static timewaitlab.kernel.Hook.CONNECT;
import static timewaitlab.kernel.Hook.LISTEN;
import static timewaitlab.kernel.Hook.SOCKET;
import static timewaitlab.kernel.Hook.SYN_RECV;
import static timewaitlab.kernel.Hook.SYN_SENT;
import static timewaitlab.kernel.Hook.TIME_WAIT;

import java.util.List;
import java.util.Optional;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.ConnectRules;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.ListenRules;
import timewaitlab.tcp.RequestRules;
import timewaitlab.tcp.SocketRules;
import timewaitlab.tcp.SynSentRules;
import timewaitlab.tcp.TimeWaitRules;
import timewaitlab.tcp.ValidateRules;

/** The Linux line from 2.6.32 to 6.18, each version the successor of the one before. */
public final class LinuxProfiles {
    private static final String INPUT = "net/ipv4/tcp_input.c";
    private static final String MINISOCKS = "net/ipv4/tcp_minisocks.c";
    private static final String METRICS = "net/ipv4/tcp_metrics.c";
    private static final String SECURE_SEQ = "net/core/secure_seq.c";

    static final KernelProfile LINUX_2_6_32 = KernelProfile.first("linux-2.6.32")
            .chain(TIME_WAIT, TimeWaitRules.chain())
            .chain(LISTEN, ListenRules.chain())
            .chain(SYN_SENT, SynSentRules.chain().with(SynSentRules.UNACCEPTABLE_ACK_EXACT))
            .chain(SYN_RECV, RequestRules.chain())
            .chain(SOCKET, SocketRules.chain())
            .chain(CONNECT, ConnectRules.chain())
            .set(Constant.HZ, 1000)
            .set(Constant.TIMESTAMP_HZ, 0)
            .set(Constant.TCP_TIMEOUT_INIT, 3000)
            .set(Constant.TIMEWAIT_CALENDAR, 1)
            .set(Constant.SYN_TIMEOUT_BY_TIME, 1)
            .set(Constant.CONNECT_SEEDS_TIMESTAMP, 1)
            .set(Constant.TW_REUSE_SECONDS, 2)
            .set(Sysctl.TCP_SYN_RETRIES, 5)
            .set(Sysctl.IP_LOCAL_PORT_HIGH, 61_000)
            .without(Sysctl.TCP_TW_REUSE_DELAY, 1000)
            .without(Sysctl.TCP_SYN_LINEAR_TIMEOUTS, 0)
            .without(Sysctl.TCP_INVALID_RATELIMIT, 0)
            .without(Sysctl.TCP_CHALLENGE_ACK_LIMIT, Integer.MAX_VALUE)
            .build();

    static final KernelProfile LINUX_3_2 = LINUX_2_6_32
            .successor("linux-3.2")
            .because("a remembered timestamp of 0 refuses nothing", "2.6.39", "include/net/tcp.h tcp_paws_check()")
            .change(TIME_WAIT, TimeWaitRules::withZeroIgnored)
            .change(SOCKET, chain -> chain.withGate("paws", ValidateRules::isRefusedUnlessZero))
            .because("the first retransmission timeout is 1 s", "3.1", "include/net/tcp.h TCP_TIMEOUT_INIT")
            .set(Constant.TCP_TIMEOUT_INIT, 1000)
            .set(Constant.SYN_TIMEOUT_BY_TIME, 0)
            .build();

    static final KernelProfile LINUX_3_10 = LINUX_3_2
            .successor("linux-3.10")
            .because("any acknowledgement of what was sent is acceptable in SYN-SENT", "3.3", INPUT)
            .chain(SYN_SENT, SynSentRules.chain())
            .because("flags are asked for before the window: a SYN on a live socket is thrown away", "3.8", INPUT)
            .chain(SOCKET, SocketRules.chainFrom38(ValidateRules.NO_ACK_RST))
            .change(SOCKET, chain -> chain.withGate("paws", ValidateRules::isRefusedUnlessZero))
            .because("data beyond a hole is counted", "3.4", INPUT + " tcp_data_queue()")
            .change(SOCKET, chain -> chain.with(SocketRules.OUT_OF_ORDER_COUNTED))
            .because("RFC 5961: inexact RST, SYN and too old ACK draw a challenge ACK", "3.6", INPUT)
            .change(
                    SOCKET,
                    chain -> chain.with(ValidateRules.RST_EXACT)
                            .with(ValidateRules.SYN_ANYWHERE)
                            .withBefore("socket.seq", ValidateRules.SEQ_SYN)
                            .withBefore("ack.beyond", SocketRules.TOO_OLD))
            .change(SOCKET, chain -> chain.limitedBy(ValidateRules.limitsFrom36()))
            .set(Sysctl.TCP_CHALLENGE_ACK_LIMIT, 1000)
            .because("the per-host memory moves to tcp_metrics; its drop also counts as ListenDrops", "3.6", METRICS)
            .set(Constant.CONNECT_SEEDS_TIMESTAMP, 0)
            .change(LISTEN, chain -> chain.with(ListenRules.hostStamp310()))
            .because("one SYN retry more", "3.7", "include/net/tcp.h TCP_SYN_RETRIES")
            .set(Sysctl.TCP_SYN_RETRIES, 6)
            .because("tail loss probes", "3.10", "net/ipv4/tcp_output.c tcp_schedule_loss_probe()")
            .set(Constant.TAIL_LOSS_PROBE, 1)
            .build();

    static final KernelProfile LINUX_3_18 = LINUX_3_10
            .successor("linux-3.18")
            .because("a SYN on a live socket is challenged again", "3.18", INPUT)
            .change(SOCKET, chain -> chain.with(ValidateRules.NO_ACK_RST_SYN))
            .because("with tcp_tw_recycle a SYN without timestamp counts as too old", "3.18", METRICS)
            .change(LISTEN, chain -> chain.with(ListenRules.hostStamp318()))
            .build();

    static final KernelProfile LINUX_4_4 = LINUX_3_18
            .successor("linux-4.4")
            .because("answers out of window are limited to one in 500 ms", "4.0", INPUT + " tcp_oow_rate_limited()")
            .change(TIME_WAIT, chain -> chain.limitedBy(TimeWaitRules.limits()))
            .change(SYN_RECV, chain -> chain.limitedBy(RequestRules.limits()))
            .change(SOCKET, chain -> chain.limitedBy(ValidateRules.limits()))
            .set(Sysctl.TCP_INVALID_RATELIMIT, 500)
            .because("time-wait entries have a timer each", "4.1", "net/ipv4/inet_timewait_sock.c")
            .set(Constant.TIMEWAIT_CALENDAR, 0)
            .because("the per-host memory is kept per pair of addresses", "4.4, as recorded", METRICS)
            .set(Constant.PEER_MEMORY_PER_PAIR, 1)
            .because("the last ephemeral port is 60999", "4.2", "net/ipv4/af_inet.c")
            .set(Sysctl.IP_LOCAL_PORT_HIGH, 60_999)
            .set(Constant.HZ, 250)
            .build();

    static final KernelProfile LINUX_4_9 = LINUX_4_4
            .successor("linux-4.9")
            .because("the timer wheel rounds up to its granularity", "4.8", "kernel/time/timer.c calc_index()")
            .set(Constant.TIMER_WHEEL, 1)
            .build();

    static final KernelProfile LINUX_4_10_1 = LINUX_4_9
            .successor("linux-4.10.1")
            .because("timestamps start at a random offset per quadruplet", "4.10", SECURE_SEQ)
            .set(Constant.TIMESTAMP_OFFSET, 1)
            .build();

    static final KernelProfile LINUX_4_10_17 = LINUX_4_10_1
            .successor("linux-4.10.17")
            .because("the offset is per pair of addresses", "4.10 stable", SECURE_SEQ + " secure_tcp_ts_off()")
            .set(Constant.TIMESTAMP_OFFSET, 2)
            .build();

    static final KernelProfile LINUX_4_11 = LINUX_4_10_17
            .successor("linux-4.11")
            .because("a RST with the number of the peer's FIN resets", "4.11", INPUT + " tcp_reset_check()")
            .change(
                    SOCKET,
                    chain -> chain.withBefore("socket.seq-rst", ValidateRules.RST_OF_FIN)
                            .withBefore("socket.rst", ValidateRules.RST_OF_FIN))
            .build();

    static final KernelProfile LINUX_4_12 = LINUX_4_11
            .successor("linux-4.12")
            .because("tcp_tw_recycle removed", "4.12", "commit 4396e46187ca")
            .change(LISTEN, chain -> chain.without("listen.host-stamp"))
            .without(Sysctl.TCP_TW_RECYCLE, 0)
            .build();

    static final KernelProfile LINUX_4_14 = LINUX_4_12
            .successor("linux-4.14")
            .because("timestamps count milliseconds whatever HZ is", "4.13", "include/net/tcp.h TCP_TS_HZ")
            .set(Constant.TIMESTAMP_HZ, 1000)
            .because("a tail loss probe of several segments waits 2 jiffies beyond two round trips", "4.13", INPUT)
            .set(Constant.TAIL_LOSS_PROBE, 2)
            .because("an ACK of what was never sent is challenged in the closing states", "4.13", INPUT)
            .change(SOCKET, chain -> chain.with(SocketRules.BEYOND_CHALLENGED_WHEN_CLOSING))
            .build();

    static final KernelProfile LINUX_4_19 = LINUX_4_14
            .successor("linux-4.19")
            .because("a RST that tcp_rfc1337 ignores leaves the 60 s alone", "4.19", MINISOCKS)
            .change(TIME_WAIT, chain -> chain.with(TimeWaitRules.keepUntouched()))
            .because("tcp_tw_reuse is 2: loopback only", "4.18", "net/ipv4/tcp_ipv4.c tcp_twsk_unique()")
            .set(Sysctl.TCP_TW_REUSE, 2)
            .because("ages are counted in monotonic seconds; reuse needs one of them", "4.19", MINISOCKS)
            .set(Constant.MONOTONIC_SECONDS, 1)
            .set(Constant.TW_REUSE_SECONDS, 1)
            .build();

    static final KernelProfile LINUX_5_4 = LINUX_4_19
            .successor("linux-5.4")
            .because("somaxconn is 4096", "5.4", "include/linux/socket.h")
            .set(Sysctl.SOMAXCONN, 4096)
            .build();

    static final KernelProfile LINUX_5_15 = LINUX_5_4
            .successor("linux-5.15")
            .because("a SYN that drew an unacceptable ACK is sent again at once", "5.7", INPUT)
            .change(SYN_SENT, chain -> chain.with(SynSentRules.UNACCEPTABLE_ACK_QUICK))
            .set(Constant.SYN_QUICK_RESEND, 2)
            .build();

    static final KernelProfile LINUX_6_1 = LINUX_5_15
            .successor("linux-6.1")
            .because("time-wait entries are counted when they are made", "6.0", "net/ipv4/inet_timewait_sock.c")
            .set(Constant.TW_COUNTED_EARLY, 1)
            .because("no host-wide limit on challenge ACKs", "6.1", INPUT + " tcp_send_challenge_ack()")
            .set(Sysctl.TCP_CHALLENGE_ACK_LIMIT, Integer.MAX_VALUE)
            .build();

    static final KernelProfile LINUX_6_6 = LINUX_6_1
            .successor("linux-6.6")
            .because("a SYN that PAWS refuses is challenged", "6.4", INPUT + " tcp_validate_incoming()")
            .change(SOCKET, chain -> chain.withBefore("socket.paws", ValidateRules.PAWS_SYN))
            .because("four SYN retries at the first timeout before it doubles", "6.5", "net/ipv4/tcp_timer.c")
            .set(Sysctl.TCP_SYN_LINEAR_TIMEOUTS, 4)
            .build();

    static final KernelProfile LINUX_6_8 = LINUX_6_6
            .successor("linux-6.8")
            .because("an old timestamp proves nothing after 2147 s", "6.7", "include/net/tcp.h TCP_PAWS_WRAP")
            .set(Constant.PAWS_IDLE_LIMIT, 2147)
            .set(Constant.TS_REPLAY_FACTOR, 1200)
            .build();

    static final KernelProfile LINUX_6_14 = LINUX_6_8
            .successor("linux-6.14")
            .because("an old bare ACK that PAWS refuses is dropped in silence", "6.14", INPUT)
            .change(SOCKET, chain -> chain.withBefore("socket.paws", ValidateRules.PAWS_OLD_ACK))
            .because("tcp_tw_reuse waits tcp_tw_reuse_delay ms from TIME-WAIT on", "6.14", "tcp_twsk_unique()")
            .change(TIME_WAIT, chain -> chain.with(TimeWaitRules.FW_FIN_REFRESHES))
            .change(CONNECT, chain -> chain.with(ConnectRules.AGE_IN_MILLISECONDS))
            .set(Sysctl.TCP_TW_REUSE_DELAY, 1000)
            .build();

    static final KernelProfile LINUX_6_18 = LINUX_6_14
            .successor("linux-6.18")
            .because("PAWS in TIME-WAIT has its own counter", "6.17", MINISOCKS)
            .change(
                    TIME_WAIT,
                    chain -> chain.with(TimeWaitRules.pawsRst(Counter.TcpExtPAWSTimewait))
                            .with(TimeWaitRules.paws(Counter.TcpExtPAWSTimewait)))
            .because("a request asks whether the echoed timestamp is its own", "6.17", MINISOCKS + " tcp_check_req()")
            .change(SYN_RECV, chain -> chain.withBefore("request.out-of-window", RequestRules.WRONG_ECHO))
            .because("a request challenges a RST that is not exact", "6.18, as recorded", MINISOCKS)
            .change(SYN_RECV, chain -> chain.withBefore("request.aborted", RequestRules.INEXACT_RST))
            .because("what lies beyond the window is counted", "6.17", INPUT)
            .change(SOCKET, chain -> chain.with(ValidateRules.SEQ_REFUSE_COUNTED))
            .because("an ACK of what was never sent is challenged in every state", "6.18, as recorded", INPUT)
            .change(SOCKET, chain -> chain.with(SocketRules.BEYOND_CHALLENGED))
            .because("the timestamp offset is per quadruplet", "6.18, as recorded", SECURE_SEQ)
            .set(Constant.TIMESTAMP_OFFSET, 1)
            .build();

    private static final List<KernelProfile> ALL = List.of(
            LINUX_2_6_32,
            LINUX_3_2,
            LINUX_3_10,
            LINUX_3_18,
            LINUX_4_4,
            LINUX_4_9,
            LINUX_4_10_1,
            LINUX_4_10_17,
            LINUX_4_11,
            LINUX_4_12,
            LINUX_4_14,
            LINUX_4_19,
            LINUX_5_4,
            LINUX_5_15,
            LINUX_6_1,
            LINUX_6_6,
            LINUX_6_8,
            LINUX_6_14,
            LINUX_6_18);

    private LinuxProfiles() {}

    /** Every profile, oldest first. */
    public static List<KernelProfile> all() {
        return ALL;
    }

    /**
     * The profile of this name: {@code linux-4.4}, {@code 4.4}; {@code 4.10} means 4.10.17. A stable release such as
     * {@code 4.4.60} is the version it belongs to.
     */
    public static Optional<KernelProfile> named(String name) {
        String version = name.startsWith("linux-") ? name.substring("linux-".length()) : name;
        String exact = version.equals("4.10") ? "4.10.17" : version;
        Optional<KernelProfile> found =
                ALL.stream().filter(profile -> profile.version().equals(exact)).findFirst();
        boolean stable = found.isEmpty() && version.matches("[0-9]+\\.[0-9]+(\\.[0-9]+){1,2}");
        return stable ? named(version.substring(0, version.lastIndexOf('.'))) : found;
    }
}
