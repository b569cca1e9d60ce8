package timewaitlab.node;

import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.kernel.Hook;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.IcmpReceived;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.Unreachable;

/** ICMP errors that routers and firewalls send a host about its connections: {@code tcp_v4_err}. */
public final class IcmpErrors {
    private final Host host;
    private final RuleChain<IcmpReceived> chain;
    private final IcmpReceived received = new IcmpReceived();

    IcmpErrors(Host host) {
        this.host = host;
        chain = host.kernel().chain(Hook.ICMP);
    }

    /**
     * One arrives about a connection; what has no socket, or but a time-wait entry, hears of none.
     *
     * @param quoting number of the segment that is quoted, from the initial one on; -1 for the oldest in flight
     */
    public void receive(long now, long key, Unreachable what, long quoting) {
        host.now(now);
        host.about(key);
        Tcb socket = host.socket(key);
        if (socket == null) {
            return;
        }
        int quoted = quoting < 0 ? socket.sndUna : socket.iss + (int) quoting;
        received.arrives(host.settings(), host.jiffies(), now, socket).says(what, quoted);
        Outcome outcome = host.judge(chain, received, socket.state);
        host.count(outcome.counts());
        if (outcome.has(Effect.REVERT_BACKOFF.bit())) {
            host.moves().retransmission().revert(socket);
            host.timers().arm(socket);
        }
        if (outcome.has(Effect.KEEP_SOFT_ERROR.bit())) {
            socket.softError = what.error();
        }
        if (outcome.has(Effect.TELL_UNREACHABLE.bit())) {
            socket.error = what.error();
        }
        if (outcome.has(Effect.RETIRE.bit())) {
            host.moves().drop(socket);
        }
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.flush(key);
        }
        host.moves().wakeUp();
        host.pool().settle();
    }
}
