package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;

/** How long TIME-WAIT really lasts, as recorded on 2.6.32 and 3.10 (slots) and on 4.4 (exact). */
class TimeWaitCalendarTest {
    private static TimeWaitCalendar slotted(long hz) {
        return new TimeWaitCalendar(
                Settings.defaults().with(Constant.TIMEWAIT_CALENDAR, 1).with(Constant.HZ, hz));
    }

    private static long millis(long nanos) {
        return nanos / SimTime.MILLISECOND;
    }

    @ParameterizedTest(name = "HZ {0}, asked {1} ms, alone: {2} ms")
    @CsvSource(textBlock = """
        # HZ,   asked, lasts
          1000, 700,   768
          1000, 704,   768
          1000, 768,   768
          1000, 769,   896
          1000, 3968,  3968
          250,  716,   768
          100,  730,   800
          300,  1066,  1066
          300,  1281,  1493
          300,  6000,  6186
          300,  6613,  6613
          300,  6614,  15000
          1000, 4000,  15000
          1000, 7400,  15000
          1000, 10000, 22500
          1000, 52000, 60000
          1000, 60000, 60000\
        """)
    void anEntryAlone(long hz, long asked, long lasts) {
        assertThat(millis(slotted(hz).schedule(5 * SimTime.SECOND, asked * SimTime.MILLISECOND)))
                .isEqualTo(5_000 + lasts);
    }

    /** The 60 s land seven slots ahead of a wheel that turns already: 52.5 to 60 s. */
    @Test
    void withOthersAroundTheWheelIsWhereItIs() {
        TimeWaitCalendar calendar = slotted(1000);
        long first = calendar.schedule(0, 60 * SimTime.SECOND);
        assertThat(millis(first)).isEqualTo(60_000);
        for (long second = 1; second < 60; second += 3) {
            long lasts = calendar.schedule(second * SimTime.SECOND, 60 * SimTime.SECOND) - second * SimTime.SECOND;
            assertThat(millis(lasts)).isGreaterThan(52_500).isLessThanOrEqualTo(60_000);
        }
        assertThat(millis(calendar.schedule(7_400 * SimTime.MILLISECOND, 60 * SimTime.SECOND)))
                .as("in the same slot as the first")
                .isEqualTo(60_000);
        assertThat(millis(calendar.schedule(7_500 * SimTime.MILLISECOND, 60 * SimTime.SECOND)))
                .isEqualTo(67_500);
    }

    @Test
    void theShortWaitsAreServedByTheOtherCalendar() {
        TimeWaitCalendar calendar = slotted(1000);
        assertThat(calendar.isFast(3_968 * SimTime.MILLISECOND)).isTrue();
        assertThat(calendar.isFast(3_969 * SimTime.MILLISECOND)).isFalse();
        assertThat(calendar.isFast(60 * SimTime.SECOND)).isFalse();
    }

    @Test
    void from41EachHasATimerOfItsOwn() {
        TimeWaitCalendar calendar = new TimeWaitCalendar(Settings.defaults().with(Constant.TIMEWAIT_CALENDAR, 0));
        for (long asked : new long[] {704, 1_064, 9_980, 60_000, 105_000}) {
            assertThat(millis(calendar.schedule(3 * SimTime.MILLISECOND, asked * SimTime.MILLISECOND)))
                    .isEqualTo(asked + 3);
            assertThat(calendar.isFast(asked * SimTime.MILLISECOND)).isFalse();
        }
    }
}
