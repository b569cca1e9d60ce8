package timewaitlab.tcp;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;

/**
 * How long FIN-WAIT-2 may last when nobody holds the socket: include/net/tcp.h {@code tcp_fin_time}; of FreeBSD 9.3
 * sys/netinet/tcp_timer.c {@code tcp_timer_2msl}.
 */
public final class FinWait2 {
    private FinWait2() {}

    /** TCP_LINGER2 or else tcp_fin_timeout, but at least 3.5 RTO; nanoseconds. */
    public static long nanos(Tcb socket, Settings settings) {
        long linger2 = socket.options.linger2();
        long asked = linger2 > 0 ? linger2 : usual(settings);
        return Math.max(asked * SimTime.SECOND, RttEstimator.threeAndAHalf(socket, settings));
    }

    /**
     * Seconds. A host that recycles nothing fast waits as long as a keepalive that nobody answers, and looks only once
     * an interval, the first time when it is not over by a tick.
     */
    private static long usual(Settings settings) {
        return settings.get(Sysctl.FAST_FINWAIT2_RECYCLE) != 0
                ? settings.get(Sysctl.TCP_FIN_TIMEOUT)
                : (settings.get(Sysctl.TCP_KEEPALIVE_PROBES) + 1) * settings.get(Sysctl.TCP_KEEPALIVE_INTVL);
    }

    static long millis(Tcb socket, Settings settings) {
        return nanos(socket, settings) / SimTime.MILLISECOND;
    }
}
