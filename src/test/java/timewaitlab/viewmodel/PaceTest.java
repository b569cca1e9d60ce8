package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.trace.FlagshipTrace;
import timewaitlab.trace.Trace;

/** How fast a run is played, and what one second of watching is said to be. */
final class PaceTest {
    @ParameterizedTest(name = "{2}")
    @CsvSource(textBlock = """
        0.25,  false, told 0.25×
        1,     false, told 1×
        0.001, true,  1 s = 0.001 s
        0.1,   true,  1 s = 0.1 s
        1,     true,  1 s = 1 s
        1000,  true,  1 s = 1000 s\
        """)
    void saysWhatOneSecondOfWatchingIs(double factor, boolean timed, String text) {
        assertThat(Pace.all()).contains(new Pace(factor, timed));
        assertThat(new Pace(factor, timed).text()).isEqualTo(text);
    }

    @Test
    void fasterAndSlowerStayOfTheirKindAndEnd() {
        Pace slowest = new Pace(0.001, true);
        assertThat(slowest.next(false)).isEqualTo(slowest);
        assertThat(slowest.next(true)).isEqualTo(new Pace(0.01, true));
        Pace fastestTold = new Pace(1000, false);
        assertThat(fastestTold.next(true)).isEqualTo(fastestTold);
        assertThat(Pace.TOLD.otherwise()).isEqualTo(Pace.REAL_TIME);
        assertThat(new Pace(100, true).otherwise()).isEqualTo(Pace.TOLD);
    }

    /** A quarter of a second of watching is exactly as much of the run as the pace says. */
    @ParameterizedTest(name = "1 s = {0} s")
    @CsvSource({"0.001", "0.1", "1", "100"})
    void timedPlayingKeepsItsWord(double factor) {
        Trace trace = FlagshipTrace.trace();
        Playhead playhead = new Playhead(Narration.of(trace));
        playhead.paceProperty().set(new Pace(factor, true));
        playhead.play();
        for (int frame = 0; frame < 10; frame++) {
            playhead.advance(25);
        }
        long due = Math.round(0.25 * factor * SimTime.SECOND);
        assertThat(playhead.getTime()).isEqualTo(Math.min(due, trace.until()));
    }
}
