package timewaitlab.kernel;

import java.util.List;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.nat.ConntrackRules;
import timewaitlab.nat.NewFlow;
import timewaitlab.nat.NewFlowRules;
import timewaitlab.nat.SegmentOnConntrack;
import timewaitlab.tcp.BindAttempt;
import timewaitlab.tcp.CloseCall;
import timewaitlab.tcp.ConnectAttempt;
import timewaitlab.tcp.EntryWanted;
import timewaitlab.tcp.IcmpReceived;
import timewaitlab.tcp.SegmentOnListen;
import timewaitlab.tcp.SegmentOnSocket;
import timewaitlab.tcp.SegmentOnTimeWait;
import timewaitlab.tcp.TimerFired;

/**
 * A kind of situation a kernel has a chain of rules for.
 *
 * @param <S> that situation
 */
public final class Hook<S extends Situation<S>> {
    /** A segment on a time-wait entry, real or holding FIN-WAIT-2. */
    public static final Hook<SegmentOnTimeWait> TIME_WAIT = new Hook<>("time-wait");
    /** A segment without a socket of its quadruplet. */
    public static final Hook<SegmentOnListen> LISTEN = new Hook<>("listen");
    /** A segment in SYN-SENT. */
    public static final Hook<SegmentOnSocket> SYN_SENT = new Hook<>("syn-sent");
    /** A segment on a request. */
    public static final Hook<SegmentOnSocket> SYN_RECV = new Hook<>("syn-recv");
    /** A segment on a socket that has answered a crossing SYN: simultaneous open. */
    public static final Hook<SegmentOnSocket> CROSSED = new Hook<>("crossed");
    /** A segment from ESTABLISHED to LAST-ACK. */
    public static final Hook<SegmentOnSocket> SOCKET = new Hook<>("socket");
    /** connect() with a quadruplet that somebody may hold. */
    public static final Hook<ConnectAttempt> CONNECT = new Hook<>("connect");
    /** A segment on a connection that a NAT tracks. */
    public static final Hook<SegmentOnConntrack> CONNTRACK = new Hook<>(ConntrackRules.HOOK);
    /** A segment that a NAT knows no connection for. */
    public static final Hook<NewFlow> NAT = new Hook<>(NewFlowRules.HOOK);
    /** A segment that a firewall or a host knows no connection for. */
    public static final Hook<NewFlow> FLOW = new Hook<>(NewFlowRules.UNTRANSLATED_HOOK);

    /** bind() or listen() with a port that somebody may own. */
    public static final Hook<BindAttempt> BIND = new Hook<>("bind");
    /** close(). */
    public static final Hook<CloseCall> CLOSE = new Hook<>("close");
    /** What becomes of a socket that nobody holds any more. */
    public static final Hook<CloseCall> ORPHAN = new Hook<>("orphan");
    /** shutdown() for writing. */
    public static final Hook<CloseCall> SHUTDOWN = new Hook<>("shutdown");
    /** The retransmission timer of data and FIN, or the tail loss probe before it. */
    public static final Hook<TimerFired> RETRANSMIT_TIMER = new Hook<>("retransmit-timer");
    /** The timer of a SYN, and of a SYN-ACK that answered a crossing SYN. */
    public static final Hook<TimerFired> SYN_TIMER = new Hook<>("syn-timer");
    /** The timer of a request. */
    public static final Hook<TimerFired> SYN_ACK_TIMER = new Hook<>("syn-ack-timer");
    /** The persist timer: the peer's window is shut and nothing is in flight. */
    public static final Hook<TimerFired> PERSIST_TIMER = new Hook<>("persist-timer");
    /** The keepalive timer, which also ends a long FIN-WAIT-2. */
    public static final Hook<TimerFired> KEEPALIVE_TIMER = new Hook<>("keepalive-timer");
    /** The delayed acknowledgement timer. */
    public static final Hook<TimerFired> DELACK_TIMER = new Hook<>("delack-timer");
    /** An ICMP error about a connection. */
    public static final Hook<IcmpReceived> ICMP = new Hook<>("icmp");
    /** A connection that ends would leave a time-wait entry. */
    public static final Hook<EntryWanted> TIME_WAIT_ENTRY = new Hook<>("time-wait-entry");

    private static final List<Hook<?>> ALL = List.of(
            TIME_WAIT,
            LISTEN,
            SYN_SENT,
            SYN_RECV,
            CROSSED,
            SOCKET,
            CONNECT,
            BIND,
            CLOSE,
            ORPHAN,
            SHUTDOWN,
            RETRANSMIT_TIMER,
            SYN_TIMER,
            SYN_ACK_TIMER,
            PERSIST_TIMER,
            KEEPALIVE_TIMER,
            DELACK_TIMER,
            ICMP,
            TIME_WAIT_ENTRY,
            CONNTRACK,
            NAT,
            FLOW);

    private final String name;

    private Hook(String name) {
        this.name = name;
    }

    /** Every hook. */
    public static List<Hook<?>> all() {
        return ALL;
    }

    @SuppressWarnings("unchecked") // a profile puts chains in by hook
    RuleChain<S> cast(RuleChain<?> chain) {
        return (RuleChain<S>) chain;
    }

    @Override
    public String toString() {
        return name;
    }
}
