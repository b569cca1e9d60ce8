package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;

/** Where the flagship goes when it is told where to. */
class GoalTest {
    private static final long MS = SimTime.MILLISECOND;

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.windowOn("flagship");
    private final List<Boolean> reached = new ArrayList<>();

    private void seek(String written) {
        int before = reached.size();
        Goal.seek(model, written, reached::add);
        if (reached.size() == before) {
            delivery.next();
        }
    }

    private String said() {
        Notice notice = model.noticeProperty().get();
        return notice == null ? "" : notice.title();
    }

    @ParameterizedTest(name = "{0} is {1} ms")
    @CsvSource({"5.022, 5022", "22 ms, 22", "' 1 min ', 60000", "0, 0", "1000, 70000"})
    void aMomentIsWrittenInSecondsOrWithItsUnit(String written, long millis) {
        seek(written);
        assertThat(model.playhead().getTime()).isEqualTo(millis * MS);
        assertThat(reached).containsExactly(true);
    }

    @Test
    void aSegmentIsNamedByItsNumberOnAnyOfItsLegs() {
        int syn = model.index().journeys().stream()
                .filter(leg -> leg.at().equals("C"))
                .findFirst()
                .orElseThrow()
                .id();
        int behind = model.index().lastLeg(syn).orElseThrow().id();
        seek("#" + behind);
        assertThat(model.selectedProperty().get()).isEqualTo(syn);
        assertThat(model.playhead().getTime()).isEqualTo(5022 * MS);
        seek("#99999");
        assertThat(said()).isEqualTo("No segment has the number 99999");
        assertThat(reached).containsExactly(true, false);
    }

    @ParameterizedTest(name = "until {0}: {1} ms")
    @CsvSource({
        "verdict == drop, 5022",
        "state == TIME-WAIT && state.host == B, 110",
        "tcp.options.timestamp.tsval == 260487, 5000"
    })
    void itRunsUntilATestHolds(String test, long millis) {
        seek(test);
        assertThat(model.playhead().getTime() / MS).isEqualTo(millis);
    }

    @Test
    void andThenToTheNextTimeItHoldsUntilItNeverDoes() {
        List<Long> refusals = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            seek("verdict == drop");
            refusals.add(model.playhead().getTime() / SimTime.SECOND);
        }
        assertThat(refusals).containsExactly(5L, 6L, 8L, 12L, 20L, 36L);
        seek("verdict == drop");
        assertThat(said()).isEqualTo("Never again from here: verdict == drop");
        assertThat(model.playhead().getTime() / SimTime.SECOND).isEqualTo(36);
        assertThat(reached.get(reached.size() - 1)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"verdict ==", "5 parsecs", "#x", "(state"})
    void whatIsWrongIsSaid(String written) {
        seek(written);
        assertThat(said()).isNotEmpty();
        assertThat(model.noticeProperty().get().isProblem()).isTrue();
        assertThat(reached).containsExactly(false);
        assertThat(model.playhead().getTime()).isZero();
    }

    @Test
    void stopsAreSteppedThroughAndTheirLackIsSaid() {
        model.breakpoints().step(true);
        assertThat(said()).startsWith("Playing stops at none yet");
        model.breakpoints().add("verdict == drop");
        delivery.next();
        model.breakpoints().step(true);
        model.breakpoints().step(true);
        assertThat(model.playhead().getTime() / SimTime.SECOND).isEqualTo(6);
        model.breakpoints().step(false);
        assertThat(model.playhead().getTime() / SimTime.SECOND).isEqualTo(5);
    }
}
