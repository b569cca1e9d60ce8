package timewaitlab.tcp;

import timewaitlab.base.SimTime;

/**
 * The clocks of one host that its segments and ages show. Ticks count from {@code startTick}, in phase with the run;
 * seconds count from {@code startSecond}, whose first second began {@code secondPhase} nanoseconds before the run.
 *
 * @param startTick the timestamp clock at the start of the run, 32 bits
 * @param tickPhase nanoseconds by which the current tick had begun already
 * @param startSecond the wall clock's second at the start of the run
 * @param secondPhase nanoseconds by which the current second had begun already, 0 to 999999999
 */
public record TimestampClock(int startTick, long tickPhase, int startSecond, long secondPhase) {
    /** Seconds of a wall clock: nothing that was remembered then has the stamp 0, which means "never". */
    public static final int SOME_DAY = 1_700_000_000;

    /** Kernels that can stamp microseconds stamp milliseconds otherwise. */
    private static final int MICROS_OF_A_TICK = 1000;

    /** A clock whose ticks and seconds begin with the run. */
    public static TimestampClock startingAt(int tick) {
        return new TimestampClock(tick, 0, SOME_DAY, 0);
    }

    /** The timestamp clock, {@code hz} ticks a second, without any connection's offset. */
    public int tick(long now, long hz) {
        long since = now + tickPhase;
        long ticks = since / SimTime.SECOND * hz + since % SimTime.SECOND * hz / SimTime.SECOND;
        return startTick + (int) ticks;
    }

    /** Microseconds of the same clock, for a connection that stamps those: {@code tcp_usec_ts}, from 6.7. */
    public int micros(long now) {
        return startTick * MICROS_OF_A_TICK + (int) ((now + tickPhase) / SimTime.MICROSECOND);
    }

    /** When the tick of {@code now} is over, nanoseconds; {@code now} not before the run. */
    public long tickEnds(long now, long hz) {
        long intoSecond = (now + tickPhase) % SimTime.SECOND;
        long ticks = intoSecond * hz / SimTime.SECOND;
        return now - intoSecond + ((ticks + 1) * SimTime.SECOND + hz - 1) / hz;
    }

    /** The whole second. */
    public int second(long now) {
        return startSecond + (int) Math.floorDiv(now + secondPhase, SimTime.SECOND);
    }

    /** Nanoseconds since the current whole second began. */
    public long intoSecond(long now) {
        return Math.floorMod(now + secondPhase, SimTime.SECOND);
    }

    /** The clock of a host that begins anew at {@code now} with this tick; the wall clock goes on. */
    public TimestampClock restarted(long now, long hz, int tick) {
        int passed = new TimestampClock(0, tickPhase, 0, 0).tick(now, hz);
        return new TimestampClock(tick - passed, tickPhase, startSecond, secondPhase);
    }

    /** The same clock set forward or back, as an operator would. */
    public TimestampClock stepped(int seconds) {
        return new TimestampClock(startTick, tickPhase, startSecond + seconds, secondPhase);
    }
}
