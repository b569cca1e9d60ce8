package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.app.Laboratories;
import timewaitlab.base.SimTime;

/** Where the flagship goes when it is told where to. */
class GoalTest {
    private static final long MS = SimTime.MILLISECOND;

    private final LinkedBlockingQueue<Runnable> delivered = new LinkedBlockingQueue<>();
    private final MainViewModel model = new MainViewModel(Laboratories.real(), delivered::add);
    private final List<Boolean> reached = new ArrayList<>();

    @BeforeEach
    void start() throws InterruptedException {
        model.start("flagship");
        deliver();
        model.playhead().pause();
        model.seek(0);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private void deliver() throws InterruptedException {
        Runnable answer = delivered.poll(20, TimeUnit.SECONDS);
        assertThat(answer).as("an answer of the sim thread").isNotNull();
        answer.run();
    }

    private void seek(String written) throws InterruptedException {
        int before = reached.size();
        Goal.seek(model, written, reached::add);
        if (reached.size() == before) {
            deliver();
        }
    }

    private String said() {
        Notice notice = model.noticeProperty().get();
        return notice == null ? "" : notice.title();
    }

    @ParameterizedTest(name = "{0} is {1} ms")
    @CsvSource({"5.022, 5022", "22 ms, 22", "' 1 min ', 60000", "0, 0", "1000, 70000"})
    void aMomentIsWrittenInSecondsOrWithItsUnit(String written, long millis) throws InterruptedException {
        seek(written);
        assertThat(model.playhead().getTime()).isEqualTo(millis * MS);
        assertThat(reached).containsExactly(true);
    }

    @Test
    void aSegmentIsNamedByItsNumberOnAnyOfItsLegs() throws InterruptedException {
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
    void itRunsUntilATestHolds(String test, long millis) throws InterruptedException {
        seek(test);
        assertThat(model.playhead().getTime() / MS).isEqualTo(millis);
    }

    @Test
    void andThenToTheNextTimeItHoldsUntilItNeverDoes() throws InterruptedException {
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
    void whatIsWrongIsSaid(String written) throws InterruptedException {
        seek(written);
        assertThat(said()).isNotEmpty();
        assertThat(model.noticeProperty().get().isProblem()).isTrue();
        assertThat(reached).containsExactly(false);
        assertThat(model.playhead().getTime()).isZero();
    }

    @Test
    void stopsAreSteppedThroughAndTheirLackIsSaid() throws InterruptedException {
        model.breakpoints().step(true);
        assertThat(said()).startsWith("Playing stops at none yet");
        model.breakpoints().add("verdict == drop");
        deliver();
        model.breakpoints().step(true);
        model.breakpoints().step(true);
        assertThat(model.playhead().getTime() / SimTime.SECOND).isEqualTo(6);
        model.breakpoints().step(false);
        assertThat(model.playhead().getTime() / SimTime.SECOND).isEqualTo(5);
    }
}
