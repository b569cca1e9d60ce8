package timewaitlab.kernel;

import static timewaitlab.kernel.Hook.CONNECT;
import static timewaitlab.kernel.Hook.LISTEN;
import static timewaitlab.kernel.Hook.ORPHAN;
import static timewaitlab.kernel.Hook.SOCKET;
import static timewaitlab.kernel.Hook.SYN_RECV;
import static timewaitlab.kernel.Hook.SYN_SENT;
import static timewaitlab.kernel.Hook.TIME_WAIT;
import static timewaitlab.kernel.Hook.TIME_WAIT_ENTRY;

import java.util.List;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.EntryRules;
import timewaitlab.tcp.ListenRules;
import timewaitlab.tcp.RfcRules;

/**
 * What the RFCs ask for, and other stacks as far as their documents and sources say. Not checked against any running
 * system: what is not said here is as in the profile before, in the end as in Linux.
 */
final class OtherStacks {
    static final KernelProfile RFC_9293_STRICT = LinuxOf5And6.LINUX_6_18
            .successor("rfc9293")
            .unchecked()
            .because("a SYN in TIME-WAIT is accepted by timestamp or sequence, or dropped in silence", "RFC 6191", "2")
            .change(TIME_WAIT, RfcRules::timeWait)
            .because("TIME-WAIT lasts 2 MSL of 2 minutes", "RFC 9293", "3.4.2")
            .set(Constant.TCP_TIMEWAIT_LEN, 240)
            .because("PAWS tolerates no older timestamp", "RFC 7323", "5.3")
            .change(SOCKET, RfcRules::strictPaws)
            .set(Constant.PAWS_IDLE_LIMIT, 2_073_600)
            .because("a segment must touch the window", "RFC 9293", "3.10.7.4")
            .change(SOCKET, RfcRules::strictWindow)
            .because("nothing limits how often a host answers", "RFC 9293", "3.10.7.4")
            .change(TIME_WAIT, chain -> chain.limitedBy(List.of()))
            .change(SYN_RECV, chain -> chain.limitedBy(List.of()))
            .change(SOCKET, chain -> chain.limitedBy(List.of()))
            .without(Sysctl.TCP_INVALID_RATELIMIT, 0)
            .without(Sysctl.TCP_CHALLENGE_ACK_LIMIT, Integer.MAX_VALUE)
            .because("SYN-SENT asks no echoed timestamp", "RFC 9293", "3.10.7.3")
            .change(SYN_SENT, chain -> chain.without("syn-sent.paws-active"))
            .because("a SYN that comes again is out of window: an ACK, not the SYN-ACK again", "RFC 9293", "3.10.7.4")
            .change(SYN_RECV, chain -> chain.without("request.syn-again"))
            .because("SYN with FIN asks for a connection", "RFC 9293", "3.10.7.2")
            .change(LISTEN, chain -> chain.without(ListenRules.SYN_FIN.id()))
            .because("the shortest retransmission timeout is 1 s", "RFC 6298", "2.4")
            .set(Constant.TCP_RTO_MIN, 1000)
            .set(Constant.TCP_RTO_FLOOR, 1000)
            .set(Constant.TAIL_LOSS_PROBE, 0)
            .because("a SYN is sent again for three minutes at least", "RFC 9293", "3.8.3")
            .set(Sysctl.TCP_SYN_RETRIES, 7)
            .without(Sysctl.TCP_SYN_LINEAR_TIMEOUTS, 0)
            .set(Constant.SYN_QUICK_RESEND, 0)
            .because("no connection takes over another's TIME-WAIT before its time", "RFC 9293", "3.4.2")
            .change(CONNECT, chain -> chain.without("connect.bound-port"))
            .without(Sysctl.TCP_TW_REUSE, 0)
            .without(Sysctl.TCP_TW_REUSE_DELAY, 1000)
            .without(Sysctl.TCP_RTO_MIN_US, 200_000)
            .without(Sysctl.TCP_RTO_MAX_MS, 120_000)
            .without(Sysctl.TCP_USEC_TS, 0)
            .without(Sysctl.TCP_RFC1337, 0)
            .because("timestamps of all connections begin alike", "RFC 7323", "5.4")
            .set(Constant.TIMESTAMP_OFFSET, 0)
            .build();

    static final KernelProfile WINDOWS = RFC_9293_STRICT
            .successor("windows")
            .because("ports are chosen from 1025 to 5000", "Windows 2000 to 2003", "MaxUserPort")
            .set(Sysctl.IP_LOCAL_PORT_LOW, 1025)
            .set(Sysctl.IP_LOCAL_PORT_HIGH, 5000)
            .because("who finds no port is told WSAEADDRINUSE", "Windows 2000 to 2003", "error 10048")
            .set(Constant.WINSOCK, 1)
            .because("out of control blocks, TIME-WAIT is released early", "Windows 2000 to 2003", "MaxFreeTcbs")
            .change(TIME_WAIT_ENTRY, EntryRules::windows)
            .because("timestamps are off", "most client releases", "Tcp1323Opts")
            .set(Sysctl.TCP_TIMESTAMPS, 0)
            .build();

    static final KernelProfile FREEBSD = RFC_9293_STRICT
            .successor("freebsd")
            .because(
                    "TIME-WAIT asks no timestamps and hears no RST",
                    "FreeBSD 9.3",
                    "sys/netinet/tcp_timewait.c tcp_twcheck()")
            .change(TIME_WAIT, RfcRules::bsdTimeWait)
            .because("MSL is 30 s", "FreeBSD 9.3", "net.inet.tcp.msl")
            .set(Constant.TCP_TIMEWAIT_LEN, 60)
            .because(
                    "a full table of TIME-WAIT gives up its oldest entry, and a host may have none with itself",
                    "FreeBSD 9.3",
                    "sys/netinet/tcp_timewait.c tcp_twstart()")
            .change(TIME_WAIT_ENTRY, EntryRules::bsd)
            .set(Sysctl.NOLOCALTIMEWAIT, 0)
            .because(
                    "TIME-WAIT takes half as many entries as there are ports",
                    "FreeBSD 9.3",
                    "sys/netinet/tcp_timewait.c tcptw_auto_size()")
            .set(Sysctl.TCP_MAX_TW_BUCKETS, (60_999 - 32_768) / 2)
            .because(
                    "an orphan in FIN-WAIT-2 goes after 60 s only where that is asked for",
                    "FreeBSD 9.3",
                    "sys/netinet/tcp_timer.c tcp_timer_2msl()")
            .set(Sysctl.FAST_FINWAIT2_RECYCLE, 0)
            .change(ORPHAN, chain -> chain.without("orphan.long-fin-wait-2"))
            .change(SOCKET, chain -> chain.without("ack.fin-wait-1-long"))
            .because("eight keepalive probes", "FreeBSD 9.3", "sys/netinet/tcp_timer.h TCPTV_KEEPCNT")
            .set(Sysctl.TCP_KEEPALIVE_PROBES, 8)
            .build();

    static final KernelProfile MACOS = FREEBSD.successor("macos")
            .because("a SYN reopens TIME-WAIT only beyond the receive window", "XNU", "bsd/netinet/tcp_input.c")
            .change(TIME_WAIT, chain -> chain.with(RfcRules.XNU_REOPEN))
            .because("MSL is 15 s", "XNU", "bsd/netinet/tcp_timer.h TCPTV_MSL")
            .set(Constant.TCP_TIMEWAIT_LEN, 30)
            .because("ports are chosen from 49152 to 65535", "XNU", "net.inet.ip.portrange.first")
            .set(Sysctl.IP_LOCAL_PORT_LOW, 49_152)
            .set(Sysctl.IP_LOCAL_PORT_HIGH, 65_535)
            .build();

    private OtherStacks() {}

    static List<KernelProfile> all() {
        return List.of(RFC_9293_STRICT, WINDOWS, FREEBSD, MACOS);
    }
}
