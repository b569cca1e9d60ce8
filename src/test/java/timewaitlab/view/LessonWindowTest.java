package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.app.Laboratories;
import timewaitlab.viewmodel.LessonLooks;
import timewaitlab.viewmodel.LessonModel;
import timewaitlab.viewmodel.LessonStep;

/** A whole lesson under a robot's hand, and the window in another language. */
class LessonWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private void waitFor(LessonStep step) throws TimeoutException {
        waitFor(() -> model().lessons().getStep().equals(Optional.of(step)));
    }

    @Test
    void aLessonFromTheFirstLookToTheLastAnswer(FxRobot robot) throws TimeoutException {
        waitFor(() -> model().getExperiment().isPresent());
        robot.type(KeyCode.Q);
        waitFor(LessonStep.WATCH);
        robot.clickOn("#lesson-skip");
        waitFor(LessonStep.PREDICT);
        LessonModel lesson = model().lessons();

        Platform.runLater(() -> model().seek(model().until()));
        drawn();
        assertThat(model().playhead().getTime()).as("what comes stays hidden").isEqualTo(5_017_485_000L);
        assertThat(robot.lookup("#lesson-reveal").<Node>query().isDisabled()).isTrue();
        assertThat(robot.lookup(".lab-why").tryQuery().filter(FxNodes::isSeen)).isEmpty();

        robot.type(KeyCode.DIGIT2);
        waitFor(() -> lesson.predictionProperty().get() == 1);
        robot.clickOn("#choice-4");
        robot.clickOn("#sure-2");
        waitFor(lesson::mayReveal);
        robot.clickOn("#lesson-reveal");
        waitFor(LessonStep.REVEAL);
        assertThat(lesson.wasRight()).isTrue();
        assertThat(model().playhead().getTime()).isEqualTo(5_022_000_000L);
        assertThat(robot.lookup(".lab-graded").queryAs(Label.class).getText()).isEqualTo("Right: Nothing");

        robot.clickOn("#lesson-next");
        waitFor(LessonStep.TASK);
        assertThat(lesson.solvedProperty().get()).isFalse();
        robot.clickOn(robot.lookup(".lab-lesson-change")
                .match((Node node) ->
                        node instanceof Button button && button.getText().contains("tcp_tw_recycle"))
                .<Node>query());
        waitFor(() -> lesson.solvedProperty().get());

        robot.clickOn("#lesson-next");
        waitFor(LessonStep.TRANSFER);
        robot.clickOn("#choice-1");
        waitFor(() -> lesson.transferChoiceProperty().get() == 0);
        robot.clickOn("#lesson-grade");
        waitFor(LessonStep.DONE);
        assertThat(lesson.wasTransferred()).isTrue();
        assertThat(lesson.book().csv().lines().skip(1))
                .singleElement()
                .asString()
                .contains(",flagship,Nothing,2,true,true,1,SYN+ACK,true,0");

        robot.clickOn("#demo-leave");
        waitFor(() -> lesson.getStep().isEmpty());
        robot.type(KeyCode.F4);
        waitFor(() -> !model().showing().isLarge());
    }

    /** Three things may be looked at; what each rules out is said, and stays on the choices. */
    @Test
    void aSuspectIsRuledOutByWhatIsLookedAt(FxRobot robot) throws TimeoutException {
        waitFor(() -> model().getExperiment().isPresent());
        Platform.runLater(() -> model().start("who-ate-my-syn"));
        waitFor(() -> model().index().trace().scenario().equals("who-ate-my-syn"));
        robot.type(KeyCode.Q);
        waitFor(LessonStep.WATCH);
        robot.clickOn("#lesson-skip");
        waitFor(LessonStep.PREDICT);
        LessonLooks looks = model().lessons().looks();
        waitFor(looks::mayLook);
        assertThat(looks.ruledOut()).isEmpty();

        robot.clickOn("#look-1");
        waitFor(() -> looks.count() == 1);
        assertThat(looks.ruledOut()).containsExactly(0, 1, 2);
        assertThat(robot.lookup("#seen-1 .lab-look-prompt").queryAs(Label.class).getText())
                .isEqualTo("B$ nstat -a | grep -E 'ListenOverflows|PAWSPassive|PAWSEstab'");
        assertThat(robot.lookup("#seen-1 .lab-look-says").queryAs(Label.class).getText())
                .isEqualTo("Rules out: The accept queue of B · tcp_tw_recycle of B · TIME-WAIT of B");
        assertThat(robot.lookup("#choice-1").<Node>query().getPseudoClassStates())
                .anyMatch(state -> state.getPseudoClassName().equals("out"));

        // the card scrolls where the window is small
        robot.interact(robot.lookup("#look-4").queryButton()::fire);
        waitFor(() -> looks.count() == 2);
        assertThat(looks.ruledOut()).containsExactly(0, 1, 2, 4);
        robot.interact(robot.lookup("#look-5").queryButton()::fire);
        waitFor(() -> looks.left() == 0);
        assertThat(robot.lookup("#look-2").<Node>query().isDisabled()).isTrue();
        robot.type(KeyCode.DIGIT4);
        Platform.runLater(() -> model().lessons().confidenceProperty().set(2));
        waitFor(model().lessons()::mayReveal);
        robot.type(KeyCode.ENTER);
        waitFor(LessonStep.REVEAL);
        assertThat(robot.lookup(".lab-graded").queryAs(Label.class).getText())
                .isEqualTo("Right: The INVALID rule of F · looks: 3");
        // A firewall's questions are shown as a host's are, and what would have changed its answer can be tried.
        assertThat(robot.lookup(".lab-lesson-finding.decisive .lab-lesson-finding-question")
                        .queryAs(Label.class)
                        .getText())
                .isEqualTo("Does a rule drop what is invalid?");
        int open = robot.lookup(".lab-lesson-finding").queryAll().size();
        int asked = model().lessons().why().orElseThrow().findings().size();
        assertThat(open).isBetween(3, asked - 1);
        robot.clickOn("#lesson-earlier");
        waitFor(() -> robot.lookup(".lab-lesson-finding").queryAll().size() == asked);
        assertThat(model().lessons().changes()).isNotEmpty();
    }

    @Test
    void aLessonBegunAfterItsQuestionIsWatchedFromTheStart(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        List<LessonStep> steps = new ArrayList<>();
        List<Long> begins = new ArrayList<>();
        Platform.runLater(() -> model().lessons().stepProperty().addListener((value, before, now) -> {
            steps.add(now);
            begins.add(model().playhead().getTime());
        }));
        robot.type(KeyCode.Q);
        waitFor(() -> model().lessons().getStep().isPresent());
        assertThat(steps.get(0)).isEqualTo(LessonStep.WATCH);
        assertThat(begins.get(0)).isZero();
    }

    @Test
    void digitsAndEnterDoAWholePrediction(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.type(KeyCode.Q);
        waitFor(LessonStep.WATCH);
        robot.type(KeyCode.ENTER);
        waitFor(LessonStep.PREDICT);
        robot.type(KeyCode.DIGIT4);
        robot.clickOn("#sure-3");
        waitFor(model().lessons()::mayReveal);
        assertThat(robot.lookup("#sure-3").<Node>query().isFocused())
                .as("the focus stays where it was")
                .isTrue();
        robot.type(KeyCode.ENTER);
        waitFor(LessonStep.REVEAL);
        assertThat(robot.lookup(".lab-lesson-finding .lab-finding-answer").queryAllAs(Label.class))
                .allSatisfy(answer -> assertThat(answer.getWidth())
                        .as("whole: " + answer.getText())
                        .isGreaterThanOrEqualTo(answer.prefWidth(-1)));
        robot.type(KeyCode.ENTER);
        waitFor(LessonStep.TASK);
        assertThat(robot.lookup(".lab-lesson-change").queryAllAs(Button.class))
                .as("no underscore is taken for a mnemonic")
                .noneMatch(Button::isMnemonicParsing);
    }

    @Test
    void anotherLanguageIsSpokenAtOnce(FxRobot robot) throws TimeoutException {
        waitFor(() -> model().getExperiment().isPresent());
        Platform.runLater(() -> window().speak("es"));
        waitFor(() -> robot.lookup("#tab-why").tryQuery().isPresent());
        assertThat(robot.lookup("#tab-why")
                        .<javafx.scene.control.Labeled>query()
                        .getText())
                .isEqualTo("Por qué");
        Platform.runLater(() -> window().speak("zh"));
        drawn();
        assertThat(robot.lookup("#tab-why")
                        .<javafx.scene.control.Labeled>query()
                        .getText())
                .isEqualTo("原因");
        assertThat(model().getExperiment()).isPresent();
    }

    /** On a stage of its own: that of the robot keeps every event, and with it the views it went to. */
    @Test
    void viewsOfAnotherLanguageAreForgotten() throws Exception {
        LabWindow other = WaitForAsyncUtils.waitForAsyncFx(
                20_000, () -> new LabWindow(new Stage(), Laboratories.real(), Platform::runLater));
        Platform.runLater(() -> other.show(Optional.of("flagship")));
        waitFor(() -> other.model().getExperiment().isPresent());
        WeakReference<Object> english = new WeakReference<>(other.ladder());
        Platform.runLater(() -> other.speak("es"));
        drawn();
        Platform.runLater(() -> other.model().seek(REFUSED));
        waitFor(() -> {
            System.gc();
            return english.get() == null;
        });
        Platform.runLater(other::close);
        drawn();
    }
}
