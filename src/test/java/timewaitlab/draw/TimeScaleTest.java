package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timewaitlab.base.SimTime;
import timewaitlab.trace.FlagshipTrace;
import timewaitlab.trace.Trace;

/** Time as height and back. */
class TimeScaleTest {
    private static final long MS = SimTime.MILLISECOND;
    private static final Trace FLAGSHIP = FlagshipTrace.trace();

    static Stream<TimeScale> scales() {
        return Stream.of(
                TimeScale.linear(FLAGSHIP, 20),
                TimeScale.event(FLAGSHIP, 20),
                TimeScale.compressed(FLAGSHIP, 20),
                TimeScale.compressed(FLAGSHIP, 30, Set.of(6022 * MS)));
    }

    @ParameterizedTest
    @MethodSource("scales")
    void comesBackToTheSameInstant(TimeScale scale) {
        for (long time = 0; time <= FLAGSHIP.until(); time += 777_777) {
            long back = scale.time(scale.y(time));
            assertThat(scale.y(back)).isCloseTo(scale.y(time), within(1e-6));
            assertThat(back).isCloseTo(time, within(2L));
        }
    }

    @ParameterizedTest
    @MethodSource("scales")
    void comesBackToTheSameHeight(TimeScale scale) {
        for (double y = 0; y <= scale.height(); y += 1.7) {
            long time = scale.time(y);
            double back = scale.y(time);
            // The rows of one instant are one instant: going back ends at the first of them.
            assertThat(back).isBetween(y - 60, y + 1e-3);
            assertThat(scale.time(back)).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @MethodSource("scales")
    void neverGoesUp(TimeScale scale) {
        double last = -1;
        for (long time = 0; time <= FLAGSHIP.until(); time += 500_000) {
            assertThat(scale.y(time)).isGreaterThanOrEqualTo(last);
            last = scale.y(time);
        }
    }

    @Test
    void keepsRowsApart() {
        TimeScale scale = TimeScale.compressed(FLAGSHIP, 20);
        List<Long> times = scale.rows().all().stream()
                .filter(Rows.Row::atHost)
                .map(Rows.Row::time)
                .toList();
        for (int i = 1; i < times.size(); i++) {
            assertThat(scale.y(times.get(i)) - scale.y(times.get(i - 1))).isGreaterThanOrEqualTo(20 - 1e-9);
        }
    }

    @Test
    void foldsTheSilencesOfTheFlagship() {
        assertThat(TimeScale.compressed(FLAGSHIP, 20).folds())
                .extracting(fold -> BandWords.length(fold.length()))
                .containsExactly(
                        "4.87 s", "0.48 s", "0.37 s", "1.98 s", "3.98 s", "7.98 s", "16.0 s", "29.0 s", "3.00 s",
                        "1.93 s");
    }

    @Test
    void opensAFold() {
        TimeScale closed = TimeScale.compressed(FLAGSHIP, 20);
        TimeScale open =
                TimeScale.compressed(FLAGSHIP, 20, Set.of(closed.folds().get(0).from()));
        assertThat(open.folds()).hasSize(closed.folds().size() - 1);
        assertThat(open.height()).isGreaterThan(closed.height());
    }

    @Test
    void stepsEvenlyByEvent() {
        TimeScale scale = TimeScale.event(FLAGSHIP, 20);
        assertThat(scale.y(0)).isZero();
        assertThat(scale.y(MS)).isEqualTo(20);
        assertThat(scale.y(22 * MS)).isEqualTo(40);
        assertThat(scale.y(5000 * MS) - scale.y(132 * MS)).isEqualTo(20);
    }

    @Test
    void sharesARowBetweenAnArrivalAndWhatItCaused() {
        Rows rows = Rows.of(FLAGSHIP);
        // Legs of the flagship by place: 3 is the SYN+ACK at A, 4 the ACK that answers it, 6 the request.
        assertThat(rows.arrived(3)).isZero();
        assertThat(rows.sent(4)).isZero();
        assertThat(rows.sent(6)).isEqualTo(1);
    }
}
