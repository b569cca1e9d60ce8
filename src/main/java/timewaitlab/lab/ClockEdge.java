package timewaitlab.lab;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.RttEstimator;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * Where a clock of the host was about to tick when a segment arrived. A recording shows neither the phase of the
 * jiffies, by which {@code __tcp_oow_rate_limited} counts since the last answer, nor, within its tick, that of the
 * timestamp clock, to which {@code tcp_rcv_synsent_state_process} holds an echo; nor by how little the host saw a round
 * trip last longer, out of which {@code tcp_rtt_estimator} makes an RTO of whole jiffies.
 */
final class ClockEdge {
    /** A host stamps a segment before it is captured on its way out, and again after the answer was on its way in. */
    private static final long AROUND_CAPTURE = 100 * SimTime.MICROSECOND;

    private final Settings settings;
    private final TimestampClock clock;

    ClockEdge(Settings settings, TimestampClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether one tick more or less of a clock would have decided otherwise about this segment. */
    boolean isNear(Segment segment, Tcb socket, long time) {
        return isEchoOfNow(segment, socket, time) || isAtLimit(socket, time) || isLongEnough(segment, socket, time);
    }

    /** Has the clock that is about to tick on the other side of its edge until the segment is judged. */
    Runnable cross(Segment segment, Tcb socket, long time) {
        if (isEchoOfNow(segment, socket, time)) {
            socket.tsOffset--;
            return () -> socket.tsOffset++;
        }
        if (!isAtLimit(socket, time)) {
            long longer = longer(socket);
            socket.timedSince -= longer;
            return () -> socket.timedSince += socket.timedSince < 0 ? 0 : longer;
        }
        long limit = limit();
        boolean tooSoon = time - socket.lastOowAck < limit;
        socket.lastOowAck = time - (tooSoon ? limit : limit - SimTime.MILLISECOND);
        return () -> {};
    }

    /** An echo of the tick that begins just now is one of the future to a clock a little behind. */
    private boolean isEchoOfNow(Segment segment, Tcb socket, long time) {
        return socket.state == TcpState.SYN_SENT
                && segment.has(TcpFlags.ACK)
                && segment.isTimestamped()
                && segment.tsEcr() == stamp(socket, time)
                && SeqNum.isAfter(segment.tsEcr(), socket.firstSynTick);
    }

    private int stamp(Tcb socket, long time) {
        int tick = socket.usecTs ? clock.micros(time) : clock.tick(time, settings.timestampHz());
        return tick + socket.tsOffset;
    }

    /** A round trip that ends here takes almost another jiffy of RTO. */
    private boolean isLongEnough(Segment segment, Tcb socket, long time) {
        long micros = (time - socket.timedSince) / SimTime.MICROSECOND;
        return socket.timedSince >= 0
                && segment.has(TcpFlags.ACK)
                && !SeqNum.isBefore(segment.ack(), socket.timedSeq)
                && RttEstimator.isNearNextJiffy(socket, micros, longer(socket) / SimTime.MICROSECOND, settings);
    }

    /** No recording begins before its first frame. */
    private static long longer(Tcb socket) {
        return Math.min(AROUND_CAPTURE, socket.timedSince);
    }

    /** Less than a jiffy from the time at which the next answer may go out. */
    private boolean isAtLimit(Tcb socket, long time) {
        if (socket.lastOowAck == Long.MIN_VALUE) {
            return false;
        }
        long jiffy = SimTime.SECOND / settings.get(Constant.HZ);
        return Math.abs(time - socket.lastOowAck - limit()) < jiffy;
    }

    private long limit() {
        return settings.get(Sysctl.TCP_INVALID_RATELIMIT) * SimTime.MILLISECOND;
    }
}
