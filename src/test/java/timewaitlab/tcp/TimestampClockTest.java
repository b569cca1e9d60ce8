package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;

/** Ticks and seconds of a host, at the wrap and at the edges of a second. */
class TimestampClockTest {
    @ParameterizedTest(name = "start {0}, {1} Hz, after {2} ms: {3}")
    @CsvSource(textBlock = """
        # start,     HZ,   ms,           tick
        0,           1000, 0,            0
        0,           250,  3,            0
        0,           250,  4,            1
        4294967295,  1000, 1,            0
        4294967290,  1000, 11,           5
        2147483647,  1000, 1,            2147483648
        0,           1000, 4294967296,   0
        0,           1000, 4294967295,   4294967295
        7,           100,  42949672960,  7
        0,           300,  10,           3\
        """)
    void ticksWrapAt32Bits(long start, long hz, long millis, long tick) {
        TimestampClock clock = TimestampClock.startingAt((int) start);
        assertThat(Integer.toUnsignedLong(clock.tick(millis * SimTime.MILLISECOND, hz)))
                .isEqualTo(tick);
    }

    @Test
    void aTickMayHaveBegunBefore() {
        TimestampClock clock = new TimestampClock(0, 3 * SimTime.MILLISECOND, 100, 0);
        assertThat(clock.tick(0, 250)).isZero();
        assertThat(clock.tick(SimTime.MILLISECOND, 250)).isEqualTo(1);
    }

    @Test
    void aTickLastsAsLongAsItSays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long hz = List.of(100L, 250L, 300L, 1000L, 1024L).get(random.nextInt(5));
            long phase = random.nextLong(SimTime.SECOND / hz);
            TimestampClock clock = new TimestampClock(random.nextInt(), phase, 0, 0);
            long now = random.nextLong(5_000_000 * SimTime.SECOND);
            long ends = clock.tickEnds(now, hz);
            String what = "seed " + seed + ": " + clock + ", " + hz + " Hz at " + now;
            assertThat(ends).as(what).isGreaterThan(now);
            assertThat(clock.tick(ends - 1, hz)).as(what).isEqualTo(clock.tick(now, hz));
            assertThat(clock.tick(ends, hz)).as(what).isEqualTo(clock.tick(now, hz) + 1);
        }
    }

    @Test
    void secondsTurnInTheirPhase() {
        TimestampClock clock = new TimestampClock(0, 0, 100, 980 * SimTime.MILLISECOND);
        assertThat(clock.second(19 * SimTime.MILLISECOND)).isEqualTo(100);
        assertThat(clock.second(20 * SimTime.MILLISECOND)).isEqualTo(101);
        assertThat(clock.intoSecond(0)).isEqualTo(980 * SimTime.MILLISECOND);
        assertThat(clock.intoSecond(20 * SimTime.MILLISECOND)).isZero();
    }

    @Test
    void anOperatorStepsSecondsNotTicks() {
        TimestampClock clock = TimestampClock.startingAt(5);
        assertThat(clock.stepped(-60).second(0)).isEqualTo(clock.second(0) - 60);
        assertThat(clock.stepped(60).tick(0, 1000)).isEqualTo(5);
    }
}
