package timewaitlab.node;

import timewaitlab.base.Alarms;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.kernel.Hook;
import timewaitlab.tcp.AckPolicy;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.Errno;
import timewaitlab.tcp.FinWait2;
import timewaitlab.tcp.Keepalive;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimerFired;
import timewaitlab.trace.TraceEvent.TimerKind;

/**
 * The timers of live sockets: retransmission, delayed acknowledgement, keepalive and FIN-WAIT-2. A socket has one
 * alarm, set to the earliest of its timers; what a timer does when it fires is judged by the chains of the kernel.
 */
final class SocketTimers {
    private final Host host;
    private final RuleChain<TimerFired> retransmitChain;
    private final RuleChain<TimerFired> synChain;
    private final RuleChain<TimerFired> synAckChain;
    private final RuleChain<TimerFired> persistChain;
    private final RuleChain<TimerFired> keepaliveChain;
    private final RuleChain<TimerFired> delayedAckChain;
    private final TimerFired fired = new TimerFired();
    private final Alarms<Tcb> alarms = new Alarms<>();
    private long order;

    SocketTimers(Host host) {
        this.host = host;
        retransmitChain = host.kernel().chain(Hook.RETRANSMIT_TIMER);
        synChain = host.kernel().chain(Hook.SYN_TIMER);
        synAckChain = host.kernel().chain(Hook.SYN_ACK_TIMER);
        persistChain = host.kernel().chain(Hook.PERSIST_TIMER);
        keepaliveChain = host.kernel().chain(Hook.KEEPALIVE_TIMER);
        delayedAckChain = host.kernel().chain(Hook.DELACK_TIMER);
    }

    long nextTimer() {
        return alarms.firstDue();
    }

    void fire() {
        while (alarms.firstDue() <= host.now()) {
            Tcb socket = alarms.ring();
            socket.wakeUp = SimTime.NEVER;
            host.about(socket.key);
            fireDue(socket);
        }
    }

    /** Every timer of this socket that is due. */
    void fireDue(Tcb socket) {
        long now = host.now();
        if (socket.delayedAckDue <= now) {
            socket.delayedAckDue = SimTime.NEVER;
            judge("delack", delayedAckChain, socket);
        }
        if (socket.finWait2Due <= now) {
            socket.finWait2Due = SimTime.NEVER;
            judge("fin-wait-2", keepaliveChain, socket);
        }
        if (socket.keepaliveDue <= now) {
            socket.keepaliveDue = SimTime.NEVER;
            judge("keepalive", keepaliveChain, socket);
        }
        if (socket.retransmitDue <= now) {
            socket.retransmitDue = SimTime.NEVER;
            retransmit(socket);
        }
        if (socket.state != TcpState.CLOSED) {
            arm(socket);
        }
    }

    private void retransmit(Tcb socket) {
        boolean opens = socket.state == TcpState.SYN_SENT || socket.state == TcpState.SYN_RECV;
        if (opens && !socket.probing) {
            boolean request = socket.state == TcpState.SYN_RECV && !socket.crossed;
            judge("retransmit", request ? synAckChain : synChain, socket);
        } else if (socket.persisting) {
            judge("persist", persistChain, socket);
        } else {
            judge(socket.probing ? "loss-probe" : "retransmit", retransmitChain, socket);
        }
    }

    /** Whether the retransmission timer would give the connection up if it fired then. */
    boolean givesUpAt(Tcb socket, long time) {
        if (socket.state == TcpState.SYN_SENT || socket.state == TcpState.SYN_RECV || socket.persisting) {
            return false;
        }
        fired.fires(host.settings(), host.jiffies(), time, socket);
        fired.among(host.moves().orphans());
        return retransmitChain.judge(fired).has(Effect.RETIRE.bit());
    }

    private void judge(String timer, RuleChain<TimerFired> chain, Tcb socket) {
        cause(timer);
        fired.fires(host.settings(), host.jiffies(), host.now(), socket);
        fired.among(host.moves().orphans());
        TcpState before = socket.state;
        HostJournal journal = host.journal();
        Outcome outcome = journal == null ? chain.judge(fired) : journal.judge(chain, fired, before);
        host.count(outcome.counts());
        apply(outcome, socket);
        if (journal != null) {
            journal.flush(socket.key);
        }
    }

    private void apply(Outcome outcome, Tcb socket) {
        if (outcome.has(Effect.SEND_RESET.bit())) {
            host.writer().activeReset(socket);
        }
        if (outcome.has(Effect.TELL_TIMED_OUT.bit())) {
            // tcp_write_err(): what an ICMP error said is told instead
            socket.error = socket.softError == Errno.OK ? Errno.ETIMEDOUT : socket.softError;
        }
        if (outcome.has(Effect.RETIRE.bit())) {
            host.moves().drop(socket);
        } else if (outcome.has(Effect.ENTER_TIME_WAIT.bit())) {
            long full = host.settings().get(Constant.TCP_TIMEWAIT_LEN) * SimTime.SECOND;
            host.timeWaits().enter(socket, true, FinWait2.nanos(socket, host.settings()) - full);
        } else if (outcome.code() == ReplyKind.ACK && !outcome.has(Effect.SEND_PROBE.bit())) {
            acknowledge(outcome, socket);
        } else {
            send(outcome, socket);
        }
    }

    private void acknowledge(Outcome outcome, Tcb socket) {
        if (outcome.has(Effect.INFLATE_ATO.bit())) {
            AckPolicy.missed(socket);
        } else if (outcome.has(Effect.LEAVE_PINGPONG.bit())) {
            AckPolicy.unanswered(socket, host.settings());
        }
        host.writer().ack(socket);
    }

    private void send(Outcome outcome, Tcb socket) {
        if (outcome.has(Effect.SEND_LOSS_PROBE.bit())) {
            host.moves().retransmission().probe(socket);
        } else if (outcome.has(Effect.REARM_RETRANSMIT.bit())) {
            host.moves().retransmission().waitOutProbe(socket);
        } else if (outcome.has(Effect.SEND_WINDOW_PROBE.bit())) {
            host.moves().windowProbes().probe(socket);
        } else if (outcome.has(Effect.RETRANSMIT.bit())) {
            host.moves().retransmission().again(socket);
        } else if (outcome.has(Effect.REARM_REQUEST.bit())) {
            host.moves().retransmission().waitOn(socket);
        } else if (outcome.has(Effect.SEND_PROBE.bit())) {
            socket.probesOut++;
            host.writer().probe(socket);
            keepaliveIn(socket, Keepalive.intervalMillis(socket, host.settings()));
        } else if (outcome.has(Effect.REARM_IDLE.bit())) {
            keepaliveIn(socket, Keepalive.idleMillis(socket, host.settings()));
        } else if (outcome.has(Effect.REARM_REST.bit())) {
            long silence = Keepalive.silenceMillis(fired);
            keepaliveIn(socket, Keepalive.idleMillis(socket, host.settings()) - silence);
        }
    }

    /** Sets the keepalive timer. */
    void keepaliveIn(Tcb socket, long millis) {
        socket.keepaliveDue = host.jiffies().fires(host.now(), millis * SimTime.MILLISECOND);
        HostJournal journal = host.journal();
        if (journal != null) {
            String length = journal.seconds(millis * SimTime.MILLISECOND);
            journal.timerSet(TimerKind.KEEPALIVE, socket.key, length, socket.keepaliveDue);
        }
    }

    /** A connection stands, or SO_KEEPALIVE or TCP_KEEPIDLE is set on one that does. */
    void startKeepalive(Tcb socket, long millis) {
        if (socket.options.keepAlive()) {
            keepaliveIn(socket, millis);
            arm(socket);
        }
    }

    /** SO_KEEPALIVE was set on a connection that stands, or taken back. */
    void keepaliveSwitched(Tcb socket) {
        if (socket.options.keepAlive()) {
            startKeepalive(socket, Keepalive.idleMillis(socket, host.settings()));
        } else {
            socket.keepaliveDue = SimTime.NEVER;
        }
    }

    /** TCP_KEEPIDLE was set: what was silence already counts. */
    void keepaliveFromNow(Tcb socket) {
        fired.fires(host.settings(), host.jiffies(), host.now(), socket);
        long left = Keepalive.idleMillis(socket, host.settings()) - Keepalive.silenceMillis(fired);
        startKeepalive(socket, Math.max(0, left));
    }

    /** The full socket waits for the peer's FIN, as long as its time exceeds that of a time-wait entry. */
    void awaitFin(Tcb socket) {
        long longest = host.settings().get(Constant.TCP_TIMEWAIT_LEN) * SimTime.SECOND;
        long wait = FinWait2.nanos(socket, host.settings()) - longest;
        socket.finWait2Due = host.jiffies().fires(host.now(), wait);
        socket.keepaliveDue = SimTime.NEVER;
    }

    /** All timers off. */
    void stop(Tcb socket) {
        socket.delayedAckDue = SimTime.NEVER;
        socket.finWait2Due = SimTime.NEVER;
        HostJournal journal = host.journal();
        if (journal != null && socket.keepaliveDue != SimTime.NEVER) {
            journal.timerEnded(TimerKind.KEEPALIVE, socket.key);
        }
        socket.keepaliveDue = SimTime.NEVER;
        socket.wakeUp = SimTime.NEVER;
        alarms.clear(socket);
    }

    private void cause(String timer) {
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.cause(host.now(), timer);
        }
    }

    /** Sets the alarm of a socket to its earliest timer. */
    void arm(Tcb socket) {
        long due = Math.min(socket.retransmitDue, socket.delayedAckDue);
        due = Math.min(due, Math.min(socket.finWait2Due, socket.keepaliveDue));
        if (due < socket.wakeUp) {
            socket.wakeUp = due;
            alarms.set(due, order++, socket);
        }
    }
}
