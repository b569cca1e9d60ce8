package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.viewmodel.LessonStep;

/** The gallery under a robot's hand. */
class GalleryWindowTest extends RobotWindow {
    private Stage stage;

    @Start
    void start(Stage stage) {
        this.stage = stage;
        open(stage);
    }

    private void enter(FxRobot robot) throws TimeoutException {
        robot.write('Q');
        waitFor(() -> isFocused("card-1"));
    }

    private boolean isFocused(String id) {
        Node owner = stage.getScene().getFocusOwner();
        return owner != null && id.equals(owner.getId());
    }

    private boolean isOpen() {
        return model().showing().galleryProperty().get();
    }

    @Test
    void arrowsLeadToALessonAndEnterOpensIt(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        enter(robot);
        Node card = robot.lookup("#card-1").query();
        assertThat(card.getAccessibleRole()).isEqualTo(AccessibleRole.BUTTON);
        assertThat(card.getAccessibleText()).startsWith("1. Two laptops, one café. What does B send back to C?");
        robot.type(KeyCode.RIGHT).type(KeyCode.RIGHT);
        waitFor(() -> isFocused("card-3"));
        robot.type(KeyCode.ENTER);
        waitFor(() -> model().lessons().getStep().equals(Optional.of(LessonStep.WATCH)));
        assertThat(model().index().trace().scenario()).isEqualTo("last-ack-lost");
        assertThat(isOpen()).isFalse();
        assertThat(robot.lookup(".lab-lesson").tryQuery().filter(FxNodes::isSeen))
                .isPresent();
    }

    @Test
    void escapeGoesBackToWhatWasShown(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Node before = WaitForAsyncUtils.waitForAsyncFx(
                20_000, () -> robot.lookup("#ladder").query());
        Platform.runLater(before::requestFocus);
        WaitForAsyncUtils.waitForFxEvents();
        enter(robot);
        assertThat(before.isDisabled()).as("what is behind takes no keys").isTrue();
        robot.type(KeyCode.END);
        robot.write('n');
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(model().playhead().getTime()).as("nothing is done behind it").isEqualTo(REFUSED);
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !isOpen() && before.isFocused());
        assertThat(before.isDisabled()).isFalse();
        assertThat(model().playhead().getTime()).isEqualTo(REFUSED);
        assertThat(model().selectedProperty().get()).isEqualTo(synOfC());
    }

    @Test
    void tabGoesOnFromTheCardsToTheFile(FxRobot robot) throws TimeoutException {
        at(0);
        enter(robot);
        robot.type(KeyCode.DOWN);
        waitFor(() -> isFocused("card-6"));
        robot.type(KeyCode.TAB);
        waitFor(() -> isFocused("openCapture"));
        robot.press(KeyCode.SHIFT).type(KeyCode.TAB).release(KeyCode.SHIFT);
        waitFor(() -> isFocused("card-6"));
    }

    @Test
    void theSignLeadsThereAndAScenarioIsPicked(FxRobot robot) throws TimeoutException {
        at(0);
        robot.clickOn(".lab-brand");
        waitFor(() -> isOpen() && robot.lookup("#card-1").tryQuery().isPresent());
        robot.clickOn("#gallery-scenarios");
        waitFor(() -> robot.lookup("#card-2").tryQuery().isPresent());
        robot.clickOn("#card-2");
        waitFor(() -> model().index().trace().scenario().equals("reused-quintuple"));
        waitFor(() -> !isOpen());
        assertThat(model().lessons().getStep()).isEmpty();
    }
}
