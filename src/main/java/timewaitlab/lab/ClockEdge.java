package timewaitlab.lab;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.tcp.Constant;
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
 * timestamp clock, to which {@code tcp_rcv_synsent_state_process} holds an echo.
 */
final class ClockEdge {
    private final Settings settings;
    private final TimestampClock clock;

    ClockEdge(Settings settings, TimestampClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether one tick more or less of a clock would have decided otherwise about this segment. */
    boolean isNear(Segment segment, Tcb socket, long time) {
        return isEchoOfNow(segment, socket, time) || isAtLimit(socket, time);
    }

    /** Has the clock that is about to tick on the other side of its edge until the segment is judged. */
    Runnable cross(Segment segment, Tcb socket, long time) {
        if (isEchoOfNow(segment, socket, time)) {
            socket.tsOffset--;
            return () -> socket.tsOffset++;
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
