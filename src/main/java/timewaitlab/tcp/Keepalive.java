package timewaitlab.tcp;

import timewaitlab.base.Sysctl;

/** The three numbers of keepalive: the socket's own or the host's. include/net/tcp.h {@code keepalive_time_when}. */
public final class Keepalive {
    private Keepalive() {}

    /** Milliseconds of silence before the first probe. */
    public static long idleMillis(Tcb socket, Settings settings) {
        int own = socket.options.keepIdle();
        return 1000 * (own != 0 ? own : settings.get(Sysctl.TCP_KEEPALIVE_TIME));
    }

    /** Milliseconds between probes. */
    public static long intervalMillis(Tcb socket, Settings settings) {
        int own = socket.options.keepInterval();
        return 1000 * (own != 0 ? own : settings.get(Sysctl.TCP_KEEPALIVE_INTVL));
    }

    /** Probes that may stay unanswered. */
    static long probes(Tcb socket, Settings settings) {
        int own = socket.options.keepCount();
        return own != 0 ? own : settings.get(Sysctl.TCP_KEEPALIVE_PROBES);
    }

    /** Milliseconds since the peer was last heard: by an acknowledgement or, from 2.6.34, by data. */
    public static long silenceMillis(AtSocket<?> fired) {
        long ack = AtSocketChecks.since(fired, fired.socket.lastAckReceived);
        boolean data = fired.settings.get(Constant.KEEPALIVE_HEARS_DATA) != 0;
        return data ? Math.min(ack, AtSocketChecks.since(fired, fired.socket.lastReceived)) : ack;
    }
}
