package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.trace.TraceEvent.TimerSpan.Restart;

/** Timers as the recorder writes them: with their last due, whatever the instant that is looked at. */
class TimersTest {
    private static final long MS = SimTime.MILLISECOND;

    @Test
    void knowTheFirstDueOfATimerThatWasRestarted() {
        TimerSpan waiting = span(TimerKind.TIME_WAIT, "60.000 s", 70_000, new Restart(10_000 * MS, "60.000 s", 0));
        assertThat(Timers.at(waiting, 5_000 * MS).due()).isEqualTo(60_110 * MS);
    }

    @Test
    void countMemoriesInWholeSeconds() {
        TimerSpan memory =
                span(TimerKind.PEER_MEMORY, "1105802", 65_000, new Restart(5_610 * MS, "1107177", 65_000 * MS));
        assertThat(Timers.at(memory, 5_000 * MS)).isEqualTo(new Timers.Running(110 * MS, 60_000 * MS, "1105802"));
        assertThat(Timers.at(memory, 6_000 * MS)).isEqualTo(new Timers.Running(5_610 * MS, 65_000 * MS, "1107177"));
    }

    @Test
    void hideTheRetransmissionTimerOfASynThatIsAnswered() {
        assertThat(Timers.isShown(
                        new TimerSpan(0, "A", TimerKind.RETRANSMIT, "x", "1 s", 1000 * MS, 44 * MS, List.of())))
                .isFalse();
        assertThat(Timers.isShown(new TimerSpan(0, "A", TimerKind.RETRANSMIT, "x", "1 s", 1000 * MS, -1, List.of())))
                .isTrue();
    }

    @Test
    void printLengthsShort() {
        assertThat(Timers.tidy("60.000 s")).isEqualTo("60 s");
        assertThat(Timers.tidy("0.896 s")).isEqualTo("0.896 s");
        assertThat(Timers.tidy("1105802")).isEqualTo("1105802");
    }

    private static TimerSpan span(TimerKind kind, String value, long due, Restart restart) {
        return new TimerSpan(110 * MS, "B", kind, "x", value, due * MS, due * MS, List.of(restart));
    }
}
