package timewaitlab.tcp;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;

/** How long a closed window is probed: net/ipv4/tcp_timer.c {@code tcp_probe_timer}. Times in milliseconds. */
public final class ZeroWindow {
    private static final int MOST_DOUBLINGS = 30;

    private ZeroWindow() {}

    /** Whether what waits to be sent next, text up to a full segment or a FIN, does not fit the peer's window. */
    public static boolean isShut(Tcb socket, int mss) {
        int text = Math.min(socket.writeSeq - socket.sndNxt, mss);
        boolean fin = socket.finQueued && !socket.finSent && text == socket.writeSeq - socket.sndNxt;
        return text + (fin ? 1 : 0) > socket.usableWindow();
    }

    /** {@code tcp_probe0_when}: the RTO doubled with each probe, whether it was answered or not. */
    public static long timeout(Tcb socket, Settings settings) {
        long base = Math.max(socket.rto, settings.get(Constant.TCP_RTO_MIN));
        long timeout = base << Math.min(socket.persistBackoff, MOST_DOUBLINGS);
        return Math.min(timeout, settings.get(Sysctl.TCP_RTO_MAX_MS));
    }

    /** From 5.11: the same, cut so that TCP_USER_TIMEOUT is met. {@code tcp_clamp_probe0_to_user_timeout}. */
    public static long clamped(Tcb socket, Settings settings, long now) {
        long timeout = timeout(socket, settings);
        int userTimeout = socket.options.userTimeout();
        if (userTimeout == 0 || socket.persistingSince < 0 || settings.get(Constant.PROBE_CLAMPED) == 0) {
            return timeout;
        }
        long left = userTimeout - (now - socket.persistingSince) / SimTime.MILLISECOND;
        return Math.min(timeout, Math.max(left, 2000 / settings.get(Constant.HZ)));
    }

    /** Whether the timeout is still short of the longest: an orphan has something to hope for. */
    static boolean isAlive(Tcb socket, Settings settings) {
        return timeout(socket, settings) < settings.get(Sysctl.TCP_RTO_MAX_MS);
    }

    /** Probes that may stay unanswered: tcp_retries2, or for a socket that nobody holds tcp_orphan_retries. */
    static long probesAllowed(Tcb socket, Settings settings) {
        return socket.orphan
                ? RetryLimits.orphanRetries(socket, isAlive(socket, settings), settings)
                : settings.get(Sysctl.TCP_RETRIES2);
    }
}
