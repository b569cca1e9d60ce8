package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import timewaitlab.base.SimTime;

/** The lesson of the flagship without a window: what may be seen and done at each step, and what is noted of it. */
@Timeout(120)
class LessonModelTest {
    private static final long ASKED = 5022 * SimTime.MILLISECOND;
    private static final int RESET = 1;
    private static final int NOTHING = 3;

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.windowOn("flagship");
    private final LessonModel lesson = model.lessons();

    private void is(LessonStep step) {
        assertThat(lesson.getStep()).contains(step);
    }

    private void begun() {
        lesson.begin();
        delivery.until(() -> lesson.getStep().isPresent());
    }

    private void revealed(int choice) {
        begun();
        lesson.skip();
        lesson.predictionProperty().set(choice);
        lesson.confidenceProperty().set(2);
        lesson.reveal();
    }

    private void atTransfer(int choice) {
        revealed(NOTHING);
        lesson.next();
        lesson.next();
        lesson.transferChoiceProperty().set(choice);
    }

    @Test
    void itIsWatchedFromTheStartAndStopsBeforeTheAnswer() {
        model.seek(model.until());
        begun();
        is(LessonStep.WATCH);
        assertThat(model.playhead().getTime()).isZero();
        assertThat(model.playhead().isPlaying()).isTrue();
        assertThat(lesson.isHiding()).isTrue();
        for (int i = 0; i < 10_000 && lesson.getStep().equals(Optional.of(LessonStep.WATCH)); i++) {
            model.playhead().advance(50);
        }
        is(LessonStep.PREDICT);
        assertThat(model.playhead().isPlaying()).isFalse();
        assertThat(model.playhead().getTime()).isGreaterThan(5 * SimTime.SECOND).isLessThan(ASKED);
    }

    @Test
    void nothingAfterTheQuestionIsSeenBeforeBothAnswersAreGiven() {
        begun();
        lesson.skip();
        is(LessonStep.PREDICT);
        long stands = model.playhead().getTime();
        model.seek(model.until());
        model.stepForward();
        model.stepRefusal(true);
        assertThat(model.playhead().getTime()).isEqualTo(stands);
        lesson.reveal();
        is(LessonStep.PREDICT);
        lesson.predictionProperty().set(NOTHING);
        assertThat(lesson.mayReveal()).as("nor how sure one is").isFalse();
        lesson.reveal();
        is(LessonStep.PREDICT);
        lesson.confidenceProperty().set(0);
        lesson.reveal();
        is(LessonStep.REVEAL);
        assertThat(model.playhead().getTime()).isEqualTo(ASKED);
        model.seek(model.until());
        assertThat(model.playhead().getTime()).as("all may be seen").isEqualTo(model.until());
    }

    @Test
    void theEngineSaysWhichAnswerIsRight() {
        revealed(NOTHING);
        assertThat(lesson.right()).hasValue(NOTHING);
        assertThat(lesson.wasRight()).isTrue();
        assertThat(lesson.graded()).isEqualTo("Right: Nothing");
        assertThat(model.index()
                        .verdictOf(model.selectedProperty().get())
                        .orElseThrow()
                        .time())
                .isEqualTo(ASKED);
        lesson.leave();
        revealed(RESET);
        assertThat(lesson.right()).hasValue(NOTHING);
        assertThat(lesson.wasRight()).isFalse();
        assertThat(lesson.graded()).endsWith(": Nothing").doesNotStartWith("Right");
    }

    @Test
    void theTaskIsSolvedByARunThatReachesItsGoalAndTriesAreCounted() {
        revealed(NOTHING);
        lesson.next();
        is(LessonStep.TASK);
        ScenarioChoice asItIs = model.getExperiment().orElseThrow().choice();
        model.edit(asItIs.withSysctl("B", "tcp_fin_timeout", 30));
        delivery.until(() -> lesson.tries() == 1);
        assertThat(lesson.solvedProperty().get())
                .as("that is not what stands in the way")
                .isFalse();
        model.edit(asItIs.withSysctl("B", "tcp_tw_recycle", 0));
        delivery.until(() -> lesson.tries() == 2);
        assertThat(lesson.solvedProperty().get()).isTrue();
        model.session().undo();
        delivery.until(() -> lesson.tries() == 3);
        assertThat(lesson.solvedProperty().get()).as("once done is done").isTrue();
    }

    @Test
    void theTransferIsGradedByARunOfItsNumbersAndAllIsNoted() {
        atTransfer(0);
        is(LessonStep.TRANSFER);
        assertThat(lesson.transferRight()).as("not run yet").isEmpty();
        lesson.grade();
        delivery.until(() -> lesson.getStep().equals(Optional.of(LessonStep.DONE)));
        assertThat(lesson.transferRight()).hasValue(0);
        assertThat(lesson.wasTransferred()).isTrue();
        assertThat(lesson.book().results()).singleElement().satisfies(result -> {
            assertThat(result.scenario()).isEqualTo("flagship");
            assertThat(result.prediction()).isEqualTo("Nothing");
            assertThat(result.solved()).isFalse();
        });
    }

    /** The numbers run on the sim thread; who presses twice, or goes on meanwhile, has one result all the same. */
    @Test
    void aLessonIsNotedOnceHoweverOftenItIsGraded() {
        atTransfer(0);
        Gate gate = new Gate();
        model.alongside(gate::pass, any -> {});
        lesson.grade();
        lesson.grade();
        lesson.next();
        is(LessonStep.DONE);
        gate.open();
        settle();
        assertThat(lesson.book().results()).hasSize(1);
        assertThat(lesson.transferRight()).as("it was passed over").isEmpty();
    }

    @Test
    void aLessonThatIsLeftMeanwhileIsOver() {
        atTransfer(0);
        Gate gate = new Gate();
        model.alongside(gate::pass, any -> {});
        lesson.grade();
        lesson.leave();
        gate.open();
        settle();
        assertThat(lesson.getStep()).isEmpty();
        assertThat(lesson.book().results()).isEmpty();
    }

    private void settle() {
        boolean[] done = {false};
        model.alongside(() -> true, all -> done[0] = all);
        delivery.until(() -> done[0]);
    }

    @Test
    void anotherScenarioEndsItAndOneWithoutALessonSaysSo() {
        begun();
        model.start("busy-server");
        delivery.until(() -> model.index().trace().scenario().equals("busy-server"));
        assertThat(lesson.getStep()).isEmpty();
        assertThat(model.playhead().limit()).isEqualTo(SimTime.NEVER);
    }

    @Test
    void onceMoreBeginsAtTheScenarioAsItWas() {
        revealed(NOTHING);
        lesson.next();
        model.edit(model.getExperiment().orElseThrow().choice().withSysctl("B", "tcp_tw_recycle", 0));
        delivery.until(lesson.solvedProperty()::get);
        lesson.again();
        delivery.until(() -> lesson.getStep().equals(Optional.of(LessonStep.WATCH)));
        assertThat(model.session().interventions()).isEmpty();
        assertThat(lesson.predictionProperty().get()).isEqualTo(LessonModel.NONE);
        assertThat(lesson.solvedProperty().get()).isFalse();
        assertThat(lesson.tries()).isZero();
    }
}
