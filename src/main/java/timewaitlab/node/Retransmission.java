package timewaitlab.node;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.RetryLimits;
import timewaitlab.tcp.RttEstimator;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.ZeroWindow;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;

/**
 * The retransmission timer: SYN, SYN-ACK, data and FIN. net/ipv4/tcp_timer.c {@code tcp_retransmit_timer},
 * {@code tcp_write_timeout}; net/ipv4/tcp_output.c {@code tcp_schedule_loss_probe}.
 */
final class Retransmission {

    /** Up to 4.12 a probe of several segments waits no less. */
    private static final long SHORTEST_PROBE = 10 * SimTime.MILLISECOND;

    private final Host host;

    Retransmission(Host host) {
        this.host = host;
    }

    /** Starts the timer for what is in flight. */
    void start(Tcb socket) {
        socket.probing = false;
        socket.persisting = false;
        in(socket, timeout(socket) * SimTime.MILLISECOND);
        band(socket);
    }

    void stop(Tcb socket) {
        socket.retransmitDue = SimTime.NEVER;
        socket.probing = false;
        socket.persisting = false;
        HostJournal journal = host.journal();
        if (journal != null && socket.state == TcpState.SYN_SENT) {
            journal.timerEnded(TimerKind.RETRANSMIT, socket.key);
        }
    }

    /**
     * Takes an RTT sample if the acknowledgement ends a timing that no retransmission spoiled, or else of the timestamp
     * it echoes: net/ipv4/tcp_input.c {@code tcp_ack_update_rtt}.
     */
    private boolean sample(Tcb socket, Segment segment) {
        if (socket.timedSince < 0) {
            return sampleEcho(socket, segment);
        }
        if (SeqNum.isBefore(segment.ack(), socket.timedSeq)) {
            return false;
        }
        boolean coarse = host.settings().get(Constant.RTT_IN_JIFFIES) != 0;
        long since = socket.timedSince;
        long nanos = coarse ? host.jiffies().between(since, host.now()) : host.now() - since;
        RttEstimator.sample(socket, nanos / SimTime.MICROSECOND, host.settings());
        socket.timedSince = -1;
        return true;
    }

    private boolean sampleEcho(Tcb socket, Segment segment) {
        if (!socket.timestamps || !segment.isTimestamped() || segment.tsEcr() == 0) {
            return false;
        }
        long ticks = SeqNum.unsigned(host.tick(socket.usecTs) + socket.tsOffset - segment.tsEcr());
        RttEstimator.sample(socket, ticks * 1_000_000 / socket.tickHz(host.settings()), host.settings());
        return true;
    }

    /**
     * Takes the RTT of the handshake. A SYN-ACK that was repeated times nothing: then the echoed timestamp does, or
     * the timeout is a long one. net/ipv4/tcp_input.c {@code tcp_synack_rtt_meas}, net/ipv4/tcp_metrics.c
     * {@code tcp_init_metrics}; RFC 6298 section 5.7.
     */
    void sampleHandshake(Tcb socket, Segment segment) {
        if (socket.timedSince >= 0) {
            sample(socket, segment);
        } else if (!sampleEcho(socket, segment)) {
            socket.rto = host.settings().get(Constant.TCP_TIMEOUT_FALLBACK);
        }
    }

    /**
     * Something was acknowledged: nothing was sent in vain, but the timeout stays as long as it became until a round
     * trip is timed. RFC 6298 section 5.7.
     */
    void acknowledged(Tcb socket, Segment segment) {
        if (!sample(socket, segment)) {
            socket.rto = RetryLimits.timeout(socket, host.settings());
        }
        socket.retransmits = 0;
        socket.undoubled = 0;
        socket.retransmittingSince = -1;
        if (socket.isInFlight()) {
            start(socket);
        } else {
            stop(socket);
        }
    }

    /** From 3.10: the tail is probed before the timer, where SACK would show what is missing. */
    void preferProbe(Tcb socket) {
        if (host.settings().get(Constant.TAIL_LOSS_PROBE) == 0 || !socket.sack || !socket.isInFlight()) {
            return;
        }
        boolean timed = socket.srtt > 0 || host.settings().get(Constant.PROBE_UNTIMED) != 0;
        if (socket.retransmits == 0 && timed && !isRequest(socket)) {
            // no later than the timer that runs: tcp_rto_delta_us()
            long timer = socket.probing ? SimTime.NEVER : dueForHead(socket);
            socket.probing = true;
            in(socket, Math.min(probeDelay(socket), socket.rto * SimTime.MILLISECOND));
            socket.retransmitDue = Math.min(socket.retransmitDue, timer);
        }
    }

    /** A SYN that crossed the peer's left again as a SYN-ACK, and its time counts from there; the timer still runs. */
    private long dueForHead(Tcb socket) {
        return isSynInFlight(socket) && socket.timedSince >= 0
                ? host.jiffies().fires(socket.timedSince, socket.rto * SimTime.MILLISECOND)
                : socket.retransmitDue;
    }

    /** Closed before the peer acknowledged the SYN that crossed its own. */
    private static boolean isSynInFlight(Tcb socket) {
        return socket.crossed && socket.sndUna == socket.iss;
    }

    /** A single segment leaves the peer time for its delayed ACK; the second of several would have been answered. */
    private long probeDelay(Tcb socket) {
        if (socket.srtt == 0) {
            return host.settings().get(Constant.TCP_TIMEOUT_INIT) * SimTime.MILLISECOND;
        }
        long roundTrips = 2 * socket.srtt * SimTime.MICROSECOND;
        int formula = (int) host.settings().get(Constant.TAIL_LOSS_PROBE);
        if (isAlone(socket)) {
            long patience = host.settings().shortestRtoMicros() * SimTime.MICROSECOND;
            return formula == 1 ? Math.max(roundTrips, roundTrips * 3 / 4 + patience) : roundTrips + patience;
        }
        return switch (formula) {
            case 1 -> Math.max(roundTrips, SHORTEST_PROBE);
            case 2 -> roundTrips + 2 * SimTime.SECOND / host.settings().get(Constant.HZ);
            default -> roundTrips + 2 * SimTime.MILLISECOND;
        };
    }

    /** Whether what was sent last is all there is in flight: {@code packets_out} is 1. */
    private static boolean isAlone(Tcb socket) {
        return !SeqNum.isAfter(socket.tailFrom, socket.sndUna);
    }

    private void in(Tcb socket, long nanos) {
        socket.retransmitDue = host.jiffies().fires(host.now(), nanos);
    }

    /**
     * Before the timer, what Nagle's rule holds back leaves after all; else the tail of what is in flight is sent
     * again. {@code tcp_send_loss_probe}.
     */
    void probe(Tcb socket) {
        boolean fresh = socket.hasUnsentText() && !ZeroWindow.isShut(socket, socket.mss());
        if (fresh) {
            host.moves().send(socket, Integer.MAX_VALUE);
        } else {
            host.count(Counter.TcpRetransSegs);
            socket.timedSince = -1;
            sendAgain(socket, SeqNum.isBefore(socket.tailFrom, socket.sndUna) ? socket.sndUna : socket.tailFrom);
        }
        socket.probing = false;
        socket.probeOut = true;
        // new text is over with its acknowledgement, old text only with one beyond: tcp_process_tlp_ack()
        socket.probedUpTo = fresh ? socket.sndNxt - 1 : socket.sndNxt;
        in(socket, socket.rto * SimTime.MILLISECOND);
    }

    private void sendAgain(Tcb socket, int from) {
        host.writer().text(socket, from, socket.sndNxt - from, true);
    }

    /** A probe is out already: {@code tcp_rearm_rto} gives the timer what is left of its time. */
    void waitOutProbe(Tcb socket) {
        socket.probing = false;
        long left = socket.lastSent + socket.rto * SimTime.MILLISECOND - host.now();
        in(socket, Math.max(1, left));
    }

    /**
     * An acknowledgement may end the wait for the answer to a tail loss probe: one beyond it, or a bare duplicate that
     * the probe itself drew. net/ipv4/tcp_input.c {@code tcp_process_tlp_ack}, for a probe that sent old text again.
     */
    static void heardAfterProbe(Tcb socket, Segment segment, boolean isDuplicate) {
        boolean ends =
                SeqNum.isAfter(segment.ack(), socket.probedUpTo) || isDuplicate && segment.ack() == socket.probedUpTo;
        socket.probeOut &= !ends;
    }

    /** What is not acknowledged is sent again, and the next timeout is twice as long. */
    void again(Tcb socket) {
        if (socket.retransmits == 0) {
            // retrans_stamp: tcp_connect_init() sets it for the SYN
            socket.retransmittingSince = isSynInFlight(socket) ? socket.openedAt : host.now();
        }
        socket.probeOut = false;
        count(socket);
        resend(socket);
        in(socket, timeout(socket) * SimTime.MILLISECOND);
        band(socket);
    }

    /**
     * One doubling of the timeout is taken back, and the timer counts from when the head left last: RFC 6069,
     * {@code tcp_ld_RTO_revert}.
     */
    void revert(Tcb socket) {
        long sent = socket.retransmitDue - timeout(socket) * SimTime.MILLISECOND;
        socket.undoubled++;
        long left = sent + timeout(socket) * SimTime.MILLISECOND - host.now();
        if (left > 0) {
            in(socket, left);
        } else {
            socket.retransmitDue = host.now();
        }
        band(socket);
    }

    /** A request waits on: nothing is sent, and the next timeout is twice as long. */
    void waitOn(Tcb request) {
        count(request);
        in(request, timeout(request) * SimTime.MILLISECOND);
    }

    /** One timeout more; a request is no longer young then. */
    private static void count(Tcb socket) {
        Listener behind = socket.listener;
        if (behind != null && socket.state == TcpState.SYN_RECV && socket.retransmits == 0) {
            behind.young--;
        }
        socket.retransmits++;
    }

    private void resend(Tcb socket) {
        socket.timedSince = -1;
        switch (socket.state) {
            case SYN_SENT -> {
                countSyn();
                socket.synRetransmitted = true;
                host.writer().syn(socket, true);
            }
            case SYN_RECV -> {
                if (isRequest(socket)) {
                    host.moves().handshake().repeat(socket);
                } else {
                    countSyn();
                    host.writer().synAck(socket, true);
                }
            }
            default -> {
                if (isSynInFlight(socket)) {
                    countSyn();
                    host.writer().synAck(socket, true);
                } else {
                    host.count(Counter.TcpRetransSegs);
                    sendAgain(socket, socket.sndUna);
                }
            }
        }
    }

    private void countSyn() {
        host.count(Counter.TcpRetransSegs);
        host.count(Counter.TcpExtTCPSynRetrans);
    }

    /** Milliseconds until the timer fires next: the RTO doubled with each retransmission but the linear ones. */
    private long timeout(Tcb socket) {
        boolean opens = socket.state == TcpState.SYN_SENT || socket.state == TcpState.SYN_RECV;
        long since = opens ? socket.openedAt : socket.retransmittingSince;
        long timeout = backedOff(socket);
        if (since < 0 || socket.retransmits == 0 || isRequest(socket)) {
            return timeout;
        }
        long elapsed = host.jiffies().between(since, host.now()) / SimTime.MILLISECOND;
        return RetryLimits.clamped(timeout, socket, host.settings(), elapsed);
    }

    private static boolean isRequest(Tcb socket) {
        return socket.state == TcpState.SYN_RECV && !socket.crossed;
    }

    /** The timeout after the retransmissions so far; a SYN is sent again a few times before it doubles. */
    long backedOff(Tcb socket) {
        if (socket.state != TcpState.SYN_SENT) {
            return RetryLimits.timeout(socket, host.settings());
        }
        long linear = host.settings().get(Sysctl.TCP_SYN_LINEAR_TIMEOUTS);
        long doublings = Math.max(0, Math.min(socket.retransmits - linear, 30));
        return Math.min(socket.rto << doublings, host.settings().get(Sysctl.TCP_RTO_MAX_MS));
    }

    /** The wait of a SYN is worth a band on the ladder. */
    private void band(Tcb socket) {
        HostJournal journal = host.journal();
        if (journal != null && socket.state == TcpState.SYN_SENT) {
            String length = journal.seconds(socket.retransmitDue - host.now());
            journal.timerSet(TimerKind.RETRANSMIT, socket.key, length, socket.retransmitDue);
        }
    }
}
