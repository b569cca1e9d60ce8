package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.trace.FlagshipTrace;

/** The telling of the flagship: flights take about a second, silences half a second, refusals are held. */
class NarrationTest {
    private static final long MS = SimTime.MILLISECOND;

    private final Narration narration = Narration.of(FlagshipTrace.trace());

    @Test
    void aFlightTakesNineTenthsOfASecondWhateverItsLength() {
        assertThat(narration.begin(22 * MS) - narration.begin(0)).isCloseTo(900, within(1.0));
    }

    @Test
    void aSilenceTakesHalfASecondAtMost() {
        assertThat(narration.begin(68_000 * MS) - narration.end(36_022 * MS)).isCloseTo(500, within(1.0));
    }

    @Test
    void aRefusalIsHeldWhileTimeStandsStill() {
        double begin = narration.begin(5022 * MS);
        assertThat(narration.end(5022 * MS) - begin).isGreaterThan(1000);
        assertThat(narration.time(begin + 500)).isEqualTo(5022 * MS);
    }

    @Test
    void bothWaysAreMonotonic() {
        long before = -1;
        for (double at = 0; at <= narration.length(); at += 50) {
            long time = narration.time(at);
            assertThat(time).isGreaterThanOrEqualTo(before);
            before = time;
        }
        assertThat(before).isLessThanOrEqualTo(70_000 * MS);
        assertThat(narration.time(narration.length())).isEqualTo(70_000 * MS);
    }

    /** Steps instead of flights, at the same pace; the refusal is held as long. */
    @Test
    void withReducedMotionItGoesFromEventToEvent() {
        Playhead swept = new Playhead(narration);
        Playhead stepped = new Playhead(narration);
        stepped.reducedMotionProperty().set(true);
        swept.play();
        stepped.play();
        Set<Long> shown = new TreeSet<>();
        while (swept.isPlaying()) {
            swept.advance(16);
            stepped.advance(16);
            shown.add(stepped.getTime());
            assertThat(stepped.getTime()).isLessThanOrEqualTo(swept.getTime());
        }
        Set<Long> events = new TreeSet<>(Set.of(0L, FlagshipTrace.trace().until()));
        FlagshipTrace.trace().legs().forEach(leg -> events.addAll(List.of(leg.time(), leg.arrived())));
        FlagshipTrace.trace().decisions().forEach(judged -> events.add(judged.time()));
        assertThat(events).containsAll(shown);
        assertThat(shown).contains(22 * MS, 5022 * MS, 70_000 * MS).hasSizeGreaterThan(20);
        assertThat(stepped.isPlaying()).isFalse();
    }

    @Test
    void withReducedMotionItNeverGoesBack() {
        Playhead stepped = new Playhead(narration);
        stepped.reducedMotionProperty().set(true);
        stepped.seek(3000 * MS);
        stepped.play();
        stepped.advance(16);
        assertThat(stepped.getTime()).isEqualTo(3000 * MS);
    }
}
