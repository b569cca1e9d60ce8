package timewaitlab.tcp;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;

/** How long FIN-WAIT-2 may last when nobody holds the socket: include/net/tcp.h {@code tcp_fin_time}. */
public final class FinWait2 {
    private FinWait2() {}

    /** TCP_LINGER2 or else tcp_fin_timeout, but at least 3.5 RTO; nanoseconds. */
    public static long nanos(Tcb socket, Settings settings) {
        long linger2 = socket.options.linger2();
        long asked = linger2 > 0 ? linger2 : settings.get(Sysctl.TCP_FIN_TIMEOUT);
        return Math.max(asked * SimTime.SECOND, RttEstimator.threeAndAHalf(socket, settings));
    }

    static long millis(Tcb socket, Settings settings) {
        return nanos(socket, settings) / SimTime.MILLISECOND;
    }
}
