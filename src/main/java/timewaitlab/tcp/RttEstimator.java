package timewaitlab.tcp;

import timewaitlab.base.Sysctl;

/**
 * Smoothed round-trip time and retransmission timeout as Linux keeps them: net/ipv4/tcp_input.c
 * {@code tcp_rtt_estimator}. Times in microseconds; {@link Tcb#rttVar} is the stored form, four mean deviations.
 */
public final class RttEstimator {
    private RttEstimator() {}

    /** Takes a sample of {@code micros} and sets the socket's RTO, in milliseconds of whole jiffies. */
    public static void sample(Tcb socket, long micros, Settings settings) {
        long m = Math.max(1, micros);
        long least = settings.shortestRtoMicros();
        if (socket.srtt == 0) {
            socket.srtt = m;
            socket.meanDeviation = 2 * m;
            socket.rttVar = Math.max(socket.meanDeviation, least);
            socket.meanDeviationMax = socket.rttVar;
            socket.rttSeq = socket.sndNxt;
        } else {
            smooth(socket, m, least);
        }
        long jiffy = settings.jiffyMicros();
        long rto = (socket.srtt + socket.rttVar + jiffy - 1) / jiffy * jiffy / 1000;
        // RFC 6298 2.4 rounds the sum up; Linux differs: its minimum is one of the variance, and the sum never less
        long timeout = Math.max(rto, settings.get(Constant.TCP_RTO_FLOOR));
        socket.rto = Math.min(timeout, settings.get(Sysctl.TCP_RTO_MAX_MS));
    }

    /** Whether the sample, longer by {@code more} microseconds, would make another RTO: jiffies are coarse. */
    public static boolean isNearNextJiffy(Tcb socket, long micros, long more, Settings settings) {
        return timeoutAfter(socket, micros, settings) != timeoutAfter(socket, micros + more, settings);
    }

    private static long timeoutAfter(Tcb socket, long micros, Settings settings) {
        Tcb copy = socket.copyForJudging();
        sample(copy, micros, settings);
        return copy.rto;
    }

    private static void smooth(Tcb socket, long m, long least) {
        long error = m - socket.srtt;
        socket.srtt += error / 8;
        long deviation = Math.abs(error) - socket.meanDeviation / 4;
        boolean suddenlyFaster = error < 0 && deviation > 0;
        socket.meanDeviation += suddenlyFaster ? deviation / 8 : deviation;
        if (socket.meanDeviation > socket.meanDeviationMax) {
            socket.meanDeviationMax = socket.meanDeviation;
            socket.rttVar = Math.max(socket.rttVar, socket.meanDeviationMax);
        }
        if (timewaitlab.wire.SeqNum.isAfter(socket.sndUna, socket.rttSeq)) {
            if (socket.meanDeviationMax < socket.rttVar) {
                socket.rttVar -= (socket.rttVar - socket.meanDeviationMax) / 4;
            }
            socket.rttSeq = socket.sndNxt;
            socket.meanDeviationMax = least;
        }
    }

    /** {@code (rto << 2) - (rto >> 1)} jiffies, in nanoseconds: how long a recycled TIME-WAIT lasts. */
    public static long threeAndAHalf(Tcb socket, Settings settings) {
        long hz = settings.get(Constant.HZ);
        long jiffies = socket.rto * hz / 1000;
        return (jiffies * 4 - jiffies / 2) * 1_000_000_000 / hz;
    }
}
