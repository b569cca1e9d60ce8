package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.trace.FlagshipTrace;

/** The transport strip of the flagship. */
class StripTest {
    private final Strip strip = new Strip(new TraceIndex(FlagshipTrace.trace()));

    @Test
    void hasACrossForEveryRefusal() {
        assertThat(strip.crosses()).hasSize(6);
    }

    @Test
    void placesAndMomentsAgree() {
        for (long second : new long[] {0, 5, 6, 20, 68, 70}) {
            long time = second * SimTime.SECOND;
            assertThat(strip.time(strip.place(time))).isBetween(time - 2, time + 2);
        }
        assertThat(strip.place(70 * SimTime.SECOND)).isEqualTo(1);
    }

    @Test
    void requestsPointUpAndAnswersDown() {
        assertThat(strip.ticks().get(0).up()).isTrue();
        assertThat(strip.ticks().get(1).up()).isFalse();
    }
}
