package timewaitlab.node;

import timewaitlab.base.SimTime;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TimestampClock;

/**
 * What the clocks of a host show now. They are read several times a segment and stand still for many: what was read is
 * kept until the next tick and the next second, for a division of 64 bits takes as long as judging by a rule or two.
 */
final class HostClock {
    private final long hz;
    private TimestampClock clock;

    private int tick;
    private long tickRead;
    private long tickEnds;

    private int second;
    private long secondRead;
    private long secondEnds;

    HostClock(TimestampClock clock, Settings settings) {
        this.clock = clock;
        hz = settings.timestampHz();
    }

    /** The same in microseconds, for connections that stamp those. */
    int micros(long now) {
        return clock.micros(now);
    }

    /** The timestamp clock, without any connection's offset. */
    int tick(long now) {
        if (now < tickRead || now >= tickEnds) {
            tick = clock.tick(now, hz);
            tickRead = now;
            tickEnds = clock.tickEnds(now, hz);
        }
        return tick;
    }

    /** The whole second. */
    int second(long now) {
        if (now < secondRead || now >= secondEnds) {
            second = clock.second(now);
            secondRead = now;
            secondEnds = now - clock.intoSecond(now) + SimTime.SECOND;
        }
        return second;
    }

    /** An operator sets the wall clock. */
    void step(int seconds) {
        clock = clock.stepped(seconds);
        secondEnds = 0;
    }
}
