package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.app.Laboratories;
import timewaitlab.base.Language;
import timewaitlab.viewmodel.LessonModel;
import timewaitlab.viewmodel.LessonStep;
import timewaitlab.viewmodel.MainViewModel;

/** A whole lesson under a robot's hand, and the window in another language. */
@ExtendWith(ApplicationExtension.class)
@Timeout(180)
class LessonWindowTest {
    private LabWindow window;
    private MainViewModel model;

    @Start
    void start(Stage stage) {
        window = new LabWindow(stage, Laboratories.real(), Platform::runLater);
        model = window.model();
        window.show(Optional.of("flagship"));
        stage.setX(0);
        stage.setY(0);
        stage.requestFocus();
    }

    @AfterEach
    void close() {
        Platform.runLater(window::close);
        WaitForAsyncUtils.waitForFxEvents();
        Language.use(Language.ENGLISH);
    }

    private void waitFor(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void waitFor(LessonStep step) throws TimeoutException {
        waitFor(() -> model.lessons().getStep().equals(Optional.of(step)));
    }

    @Test
    void aLessonFromTheFirstLookToTheLastAnswer(FxRobot robot) throws TimeoutException {
        waitFor(() -> model.getExperiment().isPresent());
        robot.type(KeyCode.Q);
        waitFor(LessonStep.WATCH);
        robot.clickOn("#lesson-skip");
        waitFor(LessonStep.PREDICT);
        LessonModel lesson = model.lessons();

        Platform.runLater(() -> model.seek(model.until()));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model.playhead().getTime()).as("what comes stays hidden").isEqualTo(5_017_485_000L);
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
        assertThat(model.playhead().getTime()).isEqualTo(5_022_000_000L);
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
        assertThat(lesson.csv().lines().skip(1))
                .singleElement()
                .asString()
                .contains(",flagship,Nothing,2,true,true,1,SYN+ACK,true");

        robot.clickOn("#demo-leave");
        waitFor(() -> lesson.getStep().isEmpty());
        robot.type(KeyCode.F4);
        waitFor(() -> !model.showing().isLarge());
    }

    @Test
    void anotherLanguageIsSpokenAtOnce(FxRobot robot) throws TimeoutException {
        waitFor(() -> model.getExperiment().isPresent());
        Platform.runLater(() -> window.speak("es"));
        waitFor(() -> robot.lookup("#tab-why").tryQuery().isPresent());
        assertThat(robot.lookup("#tab-why")
                        .<javafx.scene.control.Labeled>query()
                        .getText())
                .isEqualTo("Por qué");
        Platform.runLater(() -> window.speak("zh"));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#tab-why")
                        .<javafx.scene.control.Labeled>query()
                        .getText())
                .isEqualTo("原因");
        assertThat(model.getExperiment()).isPresent();
    }
}
