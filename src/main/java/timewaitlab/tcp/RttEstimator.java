package timewaitlab.tcp;

import timewaitlab.base.Sysctl;
import timewaitlab.wire.SeqNum;

/**
 * Smoothed round-trip time and retransmission timeout as Linux keeps them: net/ipv4/tcp_input.c
 * {@code tcp_rtt_estimator}. Times in microseconds; {@link Tcb#rttVar} is the stored form, four mean deviations. Up to
 * 3.14 the kernel counts jiffies, and eighths of them in srtt.
 */
public final class RttEstimator {
    private static final long EIGHTHS = 8;

    private RttEstimator() {}

    /** Takes a sample of {@code micros} and sets the socket's RTO, in milliseconds of whole jiffies. */
    public static void sample(Tcb socket, long micros, Settings settings) {
        long jiffy = settings.jiffyMicros();
        long timeout = settings.get(Constant.RTT_IN_JIFFIES) == 0
                ? (inMicros(socket, micros, settings) + jiffy - 1) / jiffy
                : inJiffies(socket, Math.max(1, micros / jiffy), jiffy, settings.shortestRtoMicros() / jiffy);
        // RFC 6298 2.4 rounds the sum up; Linux differs: its minimum is one of the variance, and the sum never less
        long rto = Math.max(timeout * jiffy / 1000, settings.get(Constant.TCP_RTO_FLOOR));
        socket.rto = Math.min(rto, settings.get(Sysctl.TCP_RTO_MAX_MS));
    }

    /** The sum of which the timeout is made, microseconds. */
    private static long inMicros(Tcb socket, long micros, Settings settings) {
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
        return socket.srtt + socket.rttVar;
    }

    /** The same, in jiffies, of {@code m} of them; what is kept is in microseconds, as many as make them. */
    private static long inJiffies(Tcb socket, long m, long jiffy, long least) {
        long eighths = (socket.srtt * EIGHTHS + jiffy / 2) / jiffy;
        long deviation = socket.meanDeviation / jiffy;
        long variance = socket.rttVar / jiffy;
        long deviationMax = socket.meanDeviationMax / jiffy;
        if (socket.srtt == 0) {
            eighths = m * EIGHTHS;
            deviation = 2 * m;
            variance = Math.max(deviation, least);
            deviationMax = variance;
            socket.rttSeq = socket.sndNxt;
        } else {
            long error = m - eighths / EIGHTHS;
            eighths += error;
            long more = Math.abs(error) - deviation / 4;
            deviation += error < 0 && more > 0 ? more / EIGHTHS : more;
            if (deviation > deviationMax) {
                deviationMax = deviation;
                variance = Math.max(variance, deviationMax);
            }
            if (SeqNum.isAfter(socket.sndUna, socket.rttSeq)) {
                variance -= Math.max(0, variance - deviationMax) / 4;
                socket.rttSeq = socket.sndNxt;
                deviationMax = least;
            }
        }
        socket.srtt = eighths * jiffy / EIGHTHS;
        socket.meanDeviation = deviation * jiffy;
        socket.rttVar = variance * jiffy;
        socket.meanDeviationMax = deviationMax * jiffy;
        return eighths / EIGHTHS + variance;
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
        if (SeqNum.isAfter(socket.sndUna, socket.rttSeq)) {
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
