package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Outcome;
import timewaitlab.tcp.AckPolicy;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.FinWait2;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.LossWindow;
import timewaitlab.tcp.Nagle;
import timewaitlab.tcp.ReceiveWindow;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.ZeroWindow;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Applies what was decided about a live socket, in the order of {@link Effect}, and keeps the sockets' timers. */
final class SocketMoves {
    private final Host host;
    private final Retransmission retransmission;
    private final WindowProbes windowProbes;
    private final Handshake handshake;
    private final List<Tcb> woken = new ArrayList<>();
    private final List<Tcb> acceptable = new ArrayList<>();
    /** Live sockets that nobody holds. */
    private int orphans;

    SocketMoves(Host host) {
        this.host = host;
        retransmission = new Retransmission(host);
        windowProbes = new WindowProbes(host);
        handshake = new Handshake(host, this);
    }

    Retransmission retransmission() {
        return retransmission;
    }

    WindowProbes windowProbes() {
        return windowProbes;
    }

    Handshake handshake() {
        return handshake;
    }

    /** Does what was decided, in the order of the effects. */
    void apply(Outcome outcome, Segment segment, Tcb socket) {
        host.count(outcome.counts());
        if (outcome.code() == ReplyKind.RST) {
            host.writer().resetFor(segment);
        }
        if (outcome.has(Effect.ADOPT_TSVAL.bit()) && segment.isTimestamped() && socket.timestamps) {
            socket.tsRecent = segment.tsVal();
            socket.tsRecentStamp = host.second();
        }
        if (outcome.has(Effect.STAMP_OOW_ACK.bit())) {
            socket.lastOowAck = host.now();
        }
        if (outcome.has(Effect.SPEND_CHALLENGE.bit())) {
            host.challenges().spend();
        }
        socket.ackSeen |= outcome.has(Effect.MARK_ACKED.bit());
        if (outcome.has(Effect.RETIRE.bit())) {
            retire(outcome, socket);
            return;
        }
        open(outcome, segment, socket);
        takeAck(outcome, segment, socket);
        boolean mayPush = acknowledged(outcome, segment, socket);
        if (outcome.has(Effect.QUICK_RESEND.bit()) && !socket.synRetransmitted) {
            long jiffies = host.settings().get(Constant.SYN_QUICK_RESEND);
            long wait = jiffies * SimTime.SECOND / host.settings().get(Constant.HZ);
            socket.retransmitDue = host.jiffies().fires(host.now(), wait);
        }
        takeText(outcome, segment, socket);
        boolean answersFin = outcome.has(Effect.TAKE_FIN.bit());
        if (answersFin) {
            reply(outcome, socket);
        }
        // tcp_data_snd_check() comes after tcp_fin() and before tcp_ack_snd_check(): what leaves now acknowledges too
        boolean spoke = mayPush && push(socket);
        if (!spoke && !answersFin) {
            reply(outcome, socket);
        }
        if (outcome.has(Effect.ENTER_TIME_WAIT.bit())) {
            enterTimeWait(socket);
            return;
        }
        // inet_csk_ack_scheduled(): an answer that went out acknowledges too
        if (outcome.has(Effect.OWE_ACK.bit()) && !spoke && !(outcome.code() instanceof ReplyKind)) {
            oweAck(socket);
        }
        host.timers().arm(socket);
    }

    private void takeAck(Outcome outcome, Segment segment, Tcb socket) {
        if (outcome.has(Effect.TAKE_WINDOW.bit())) {
            socket.lastAckReceived = host.now();
            socket.probesOut = 0;
            socket.forgetSoftError();
            boolean news = takeWindow(segment, socket);
            if (socket.probeOut) {
                boolean acknowledges = outcome.has(Effect.ADVANCE_UNA.bit());
                Retransmission.heardAfterProbe(
                        socket, segment, !news && !acknowledges && segment.sequenceLength() == 0);
            }
        }
    }

    private void open(Outcome outcome, Segment segment, Tcb socket) {
        if (outcome.has(Effect.MAKE_SOCKET.bit())) {
            handshake.establish(segment, socket);
            if (socket.crossed) {
                wake(socket);
            } else {
                isAcceptable(socket);
            }
        }
        if (outcome.has(Effect.CONNECTED.bit())) {
            handshake.connected(segment, socket);
        }
        if (outcome.has(Effect.OPEN_SIMULTANEOUSLY.bit())) {
            handshake.crossed(segment, socket);
        }
    }

    private void takeText(Outcome outcome, Segment segment, Tcb socket) {
        if (outcome.has(Effect.QUEUE_OUT_OF_ORDER.bit())) {
            int end = segment.endSeq();
            socket.outOfOrder.add(segment.seq(), end, segment.has(TcpFlags.FIN));
        }
        if (outcome.has(Effect.FIN_ACKED.bit())) {
            move(socket, TcpState.FIN_WAIT_2);
            wake(socket);
        }
        if (outcome.has(Effect.AWAIT_FIN.bit())) {
            host.timers().awaitFin(socket);
        }
        if (!outcome.has(Effect.TAKE_DATA.bit())) {
            return;
        }
        int before = socket.rcvNxt;
        int end = segment.seq() + segment.length();
        int reached = SeqNum.isAfter(end, before) ? end : before;
        if (!outcome.has(Effect.TAKE_FIN.bit())) {
            reached = socket.outOfOrder.advance(reached);
        }
        boolean fin = outcome.has(Effect.TAKE_FIN.bit()) || socket.outOfOrder.hasFinAt(reached);
        socket.unread += reached - before - (socket.outOfOrder.hasFinAt(reached) ? 1 : 0);
        socket.rcvNxt = reached;
        if (segment.length() > 0) {
            ReceiveWindow.grow(socket, segment.length(), socket.mss());
            AckPolicy.dataReceived(socket, segment.length(), host.now(), host.settings());
        }
        if (fin) {
            takeFin(socket, outcome.has(Effect.TAKE_FIN.bit()));
        }
        wake(socket);
    }

    private void takeFin(Tcb socket, boolean inThisSegment) {
        if (inThisSegment) {
            socket.rcvNxt++;
        }
        socket.finReceived = true;
        // tcp_fin(): what waits beyond a hole can only be beyond the end
        socket.outOfOrder.clear();
        switch (socket.state) {
            case ESTABLISHED -> {
                socket.pingpong = true;
                move(socket, TcpState.CLOSE_WAIT);
            }
            case FIN_WAIT_1 -> move(socket, TcpState.CLOSING);
            default -> {
                // FIN-WAIT-2: the answer goes out before the entry is made
            }
        }
    }

    private void reply(Outcome outcome, Tcb socket) {
        if (outcome.code() instanceof ReplyKind kind) {
            switch (kind) {
                case ACK, CHALLENGE_ACK -> host.writer().ack(socket);
                case SYN_ACK -> handshake.answerAgain(socket, outcome);
                default -> {
                    // a RST went out first; the socket it concerns may be gone
                }
            }
        }
    }

    private void oweAck(Tcb socket) {
        if (AckPolicy.isQuick(socket)) {
            host.writer().ack(socket);
        } else {
            socket.ackOwed = true;
            socket.delayedAckDue = Math.min(socket.delayedAckDue, ackDue(socket));
        }
    }

    /** Before the first data {@code icsk_ack.ato} is 0: the timer fires at the next tick. */
    private long ackDue(Tcb socket) {
        if (socket.ackTimeout == 0) {
            return host.jiffies().nextTick(host.now());
        }
        long delay = AckPolicy.delay(socket, host.settings());
        return host.jiffies().fires(host.now(), delay * SimTime.MILLISECOND);
    }

    private void enterTimeWait(Tcb socket) {
        boolean finWait2 = socket.state == TcpState.FIN_WAIT_2 && !socket.finReceived;
        if (!finWait2) {
            host.timeWaits().enter(socket, false, 0);
            wake(socket);
            return;
        }
        enterFinWait2(socket);
    }

    /** Nobody waits for the peer's FIN: the socket shrinks to an entry. */
    void enterFinWait2(Tcb socket) {
        host.timeWaits().enter(socket, true, FinWait2.nanos(socket, host.settings()));
    }

    private void retire(Outcome outcome, Tcb socket) {
        if (outcome.has(Effect.TELL_RESET.bit())) {
            socket.error = socket.state == TcpState.CLOSE_WAIT ? Errno.EPIPE : Errno.ECONNRESET;
        }
        if (outcome.has(Effect.TELL_REFUSED.bit())) {
            socket.error = Errno.ECONNREFUSED;
        }
        drop(socket);
    }

    /** How many live sockets nobody holds. */
    int orphans() {
        return orphans;
    }

    /** Nobody holds this one any more. */
    void orphaned(Tcb socket) {
        if (!socket.orphan) {
            socket.orphan = true;
            orphans += socket.state == TcpState.CLOSED ? 0 : 1;
        }
    }

    /** The socket is gone, and its quadruplet free. */
    void drop(Tcb socket) {
        forget(socket);
        move(socket, TcpState.CLOSED);
        wake(socket);
    }

    /** Takes the socket out of the tables; its quadruplet may go to an entry. */
    void forget(Tcb socket) {
        host.sockets().remove(socket.key);
        if (socket.boundPort == 0 || socket.orphan) {
            host.ports().release(socket);
        }
        host.pool().left(socket);
        retransmission.stop(socket);
        host.timers().stop(socket);
        host.listening().ended(socket);
        orphans -= socket.orphan ? 1 : 0;
        Listener behind = socket.listener;
        if (behind != null && socket.state == TcpState.SYN_RECV) {
            behind.settled(socket);
        }
    }

    /** Returns whether what was written may be sent now. */
    private boolean acknowledged(Outcome outcome, Segment segment, Tcb socket) {
        boolean probed = socket.persisting;
        if (outcome.has(Effect.ADVANCE_UNA.bit())) {
            socket.sndUna = segment.ack();
            retransmission.acknowledged(socket, segment);
            retransmission.preferProbe(socket);
            return true;
        }
        if (probed) {
            windowProbes.heard(socket);
        }
        return probed;
    }

    private static boolean takeWindow(Segment segment, Tcb socket) {
        int offered = socket.scaled(segment.window());
        boolean news = SeqNum.isAfter(segment.ack(), socket.sndUna)
                || SeqNum.isAfter(segment.seq(), socket.sndWl1)
                || segment.seq() == socket.sndWl1 && offered > socket.sndWnd;
        if (news) {
            window(socket, segment);
        }
        return news;
    }

    static void window(Tcb socket, Segment segment) {
        socket.sndWl1 = segment.seq();
        socket.sndWnd = socket.scaled(segment.window());
        socket.maxWindow = Math.max(socket.maxWindow, socket.sndWnd);
    }

    /**
     * Sends what was written as far as the windows and Nagle's rule allow, and the FIN behind it. Returns whether
     * anything left.
     */
    boolean push(Tcb socket) {
        int end = socket.writeSeq;
        int before = socket.sndNxt;
        int mss = socket.mss();
        while (socket.sndNxt != end + 1 && (socket.sndNxt != end || socket.finQueued && !socket.finSent)) {
            if (LossWindow.isFull(socket, socket.finQueued, mss, host.settings())) {
                break;
            }
            // what TCP_CORK holds back leaves as a zero-window probe would: tcp_check_probe_timer()
            if (ZeroWindow.isShut(socket, mss) || Nagle.holds(socket, mss)) {
                windowProbes.begin(socket);
                break;
            }
            send(socket, Integer.MAX_VALUE);
        }
        boolean left = socket.sndNxt != before;
        if (left) {
            retransmission.preferProbe(socket);
        }
        return left;
    }

    /** Whether a FIN would have to wait, were the socket closed now. */
    boolean holdsFin(Tcb socket) {
        return LossWindow.isFull(socket, true, socket.mss(), host.settings())
                || socket.writeSeq - socket.sndNxt >= socket.usableWindow();
    }

    /** Sends the next segment, of {@code limit} bytes at most, for the first time. */
    void send(Tcb socket, int limit) {
        boolean fresh = !socket.isInFlight();
        int next = host.writer().text(socket, socket.sndNxt, limit, false);
        int length = next - socket.sndNxt;
        socket.tailFrom = socket.sndNxt;
        socket.smallUpTo = length > 0 && length < socket.mss() ? next : socket.smallUpTo;
        if (socket.timedSince < 0) {
            socket.timedSince = host.now();
            socket.timedSeq = next;
        }
        socket.sndNxt = next;
        if (fresh) {
            retransmission.start(socket);
        }
    }

    void move(Tcb socket, TcpState to) {
        TcpState from = socket.state;
        socket.state = to;
        if (to == TcpState.CLOSED && (from == TcpState.ESTABLISHED || from == TcpState.CLOSE_WAIT)) {
            host.count(Counter.TcpEstabResets);
        }
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.moved(socket.key, from, to, false);
            if (from == TcpState.SYN_SENT) {
                journal.timerEnded(TimerKind.RETRANSMIT, socket.key);
            }
        }
    }

    /** accept() may have it. */
    void isAcceptable(Tcb socket) {
        acceptable.add(socket);
    }

    void wake(Tcb socket) {
        if (!socket.orphan) {
            woken.add(socket);
        }
    }

    /** Tells applications, when the cause has been dealt with. What they do may wake others. */
    void wakeUp() {
        while (!acceptable.isEmpty() || !woken.isEmpty()) {
            if (!acceptable.isEmpty()) {
                host.application().accepted(acceptable.remove(0));
            } else {
                host.application().woken(woken.remove(0));
            }
        }
    }
}
