package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.kernel.LinuxProfiles;

/** When timers fire: exactly, or as their kernel has it. */
class JiffiesTest {
    private static Jiffies of(String kernel, int hz, long start) {
        return new Jiffies(LinuxProfiles.named(kernel).orElseThrow().settings(hz), start);
    }

    @ParameterizedTest(name = "{0} {1}, HZ {2}: armed at {3} for {4} s, fires at {5}")
    @CsvSource(textBlock = """
        V-TM-02, 4.10, 250,  100000, 60,    115200
        V-TM-03, 4.10, 1000, 100000, 60,    163840
        V-TM-04, 4.10, 100,  100000, 60,    106496
        V-TM-05, 4.4,  1000, 100000, 60,    160000
        V-TM-05, 4.4,  250,  100000, 60,    115000
        # the wheel rounds up by one slot even where the expiry is on its edge
        TM6,     6.18, 250,  0,      2.048, 576
        TM6,     6.18, 250,  0,      0.204, 52
        TM6,     6.18, 250,  7,      0.252, 72
        TM6,     6.18, 250,  8,      0.252, 72
        # 7200 s are up to 131 s late (KA7)
        KA7,     6.18, 250,  0,      7200,  1802240
        # no slack before 2.6.39
        KA6,     2.6.32, 250, 2514445, 10,  2516945""")
    void timeWaitAndPlainTimers(String rule, String kernel, int hz, long armed, double seconds, long fires) {
        Jiffies jiffies = of(kernel, hz, armed);
        long delay = Math.round(seconds * SimTime.SECOND);
        long expected = (fires - armed) * SimTime.SECOND / hz;
        assertThat(jiffies.firesWithoutSlack(0, delay)).as(rule).isEqualTo(expected);
    }

    /** V-KA-01: each timer is armed when the one before fires. */
    @ParameterizedTest(name = "{0}: {1} s from {2} on: {3}")
    @CsvSource(textBlock = """
        V-KA-01, 10 20 20 20 20 20, 2514445, 2516952 2521968 2526976 2531984 2536992 2542000
        V-KA-02, 10 75 75,          1106167, 1108672 1127424 1146240""")
    void slackOfTheOldWheel(String vector, String waits, long armed, String fires) {
        Jiffies jiffies = of("4.4", 250, armed);
        long[] expected =
                Arrays.stream(fires.split(" ")).mapToLong(Long::parseLong).toArray();
        long now = 0;
        int at = 0;
        for (String wait : waits.split(" ")) {
            now = jiffies.fires(now, Long.parseLong(wait) * SimTime.SECOND);
            assertThat(armed + now / (SimTime.SECOND / 250)).as(vector).isEqualTo(expected[at++]);
        }
        assertThat(at).isEqualTo(expected.length);
    }

    @Test
    void slackIsForLongTimersOnly() {
        assertThat(Jiffies.slackened(1_255, 1_000)).isEqualTo(1_255);
        assertThat(Jiffies.slackened(1_257, 1_001)).isEqualTo(1_258);
        assertThat(of("4.9", 250, 0).fires(0, 10 * SimTime.SECOND)).isGreaterThan(10 * SimTime.SECOND);
        assertThat(of("4.4", 250, 5).firesWithoutSlack(0, 60 * SimTime.SECOND)).isEqualTo(60 * SimTime.SECOND);
    }

    @Test
    void exactTimersFireWhenTheyAreDue() {
        Jiffies exact = of("6.18", 250, -1);
        assertThat(exact.fires(17, 60 * SimTime.SECOND)).isEqualTo(60 * SimTime.SECOND + 17);
        assertThat(exact.between(17, 5_017)).isEqualTo(5_000);
        assertThat(of("6.18", 250, 3).between(3_999_999, 4_000_001)).isEqualTo(4_000_000);
    }
}
