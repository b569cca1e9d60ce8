package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.KernelGroup;

/** A recording as a robot meets it: another host judges it, by keys alone. */
class CaptureWindowTest extends RobotWindow {
    private static final Path CAPTURE = Path.of("src/test/resources/capture/close-client-first.pcap");

    @Start
    void start(Stage stage) {
        open(stage);
    }

    private static ComboBox<?> judge(FxRobot robot) {
        return robot.lookup("#judge").queryAs(ComboBox.class);
    }

    private boolean isJudgedBy(String address) {
        return !model().index().trace().decisions().isEmpty()
                && model().index().trace().decisions().stream()
                        .allMatch(judged -> judged.at().equals(address));
    }

    @Test
    void anotherHostJudgesByKeysAlone(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Platform.runLater(() -> model().open(CAPTURE));
        waitFor(() -> model().getExperiment().filter(Experiment::isCapture).isPresent());
        waitFor(() -> robot.lookup("#judge").tryQuery().isPresent());
        assertThat(isJudgedBy("10.0.0.2")).as("who accepts the connection").isTrue();
        Platform.runLater(() -> judge(robot).requestFocus());
        waitFor(() -> judge(robot).isFocused());
        robot.type(KeyCode.TAB).press(KeyCode.SHIFT).type(KeyCode.TAB).release(KeyCode.SHIFT);
        waitFor(() -> judge(robot).isFocusVisible());
        robot.type(KeyCode.SPACE);
        waitFor(() -> judge(robot).isShowing());
        robot.type(KeyCode.DOWN);
        waitFor(() -> "10.0.0.1".equals(judge(robot).getValue()));
        assertThat(model().session().interventions())
                .as("what is only passed in the list is not done")
                .isEmpty();
        robot.type(KeyCode.ENTER);
        waitFor(() -> isJudgedBy("10.0.0.1"));
        waitFor(() -> judge(robot).isFocusVisible());
        assertThat(KernelGroup.of(model().getExperiment().orElseThrow(), true))
                .as("the kernel of the top bar is that of the client, which judges")
                .matches(group -> group.hosts().equals(List.of("10.0.0.1")) && group.changeable());
        Predicate<Node> kernel = node -> "kernel-10.0.0.1".equals(node.getId());
        assertThat(robot.lookup(kernel).tryQuery()).as("its settings").isPresent();
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        waitFor(() -> isJudgedBy("10.0.0.2") && "10.0.0.2".equals(judge(robot).getValue()));
    }
}
