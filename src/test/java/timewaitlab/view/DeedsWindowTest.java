package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.base.SimTime;
import timewaitlab.trace.TraceEvent.Fate;

/** What else is done to single segments by a robot's hand: sent later, overtaken, crafted; undone and done again. */
class DeedsWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private boolean isLost() {
        return model().index()
                .lastLeg(synOfC())
                .filter(leg -> leg.fate() == Fate.LOST)
                .isPresent();
    }

    private static void redo(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.Z).release(KeyCode.SHIFT, KeyCode.CONTROL);
    }

    @Test
    void theTailOfASynIsDraggedAndItsCallComesLater(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Point2D tail = onLadder(robot, window().ladder().endOf(synOfC(), false).orElseThrow());
        robot.moveTo(tail).press(MouseButton.PRIMARY);
        robot.moveTo(tail.add(0, 12));
        robot.moveTo(tail.add(0, 26));
        waitFor(() -> model().index().leg(synOfC()).orElseThrow().time() > 5 * SimTime.SECOND);
        robot.release(MouseButton.PRIMARY);
        waitFor(() -> interventions().size() == 1);
        assertThat(interventions().get(0)).startsWith("start C no 1 by ");
        long moved = model().index().leg(synOfC()).orElseThrow().time();
        assertThat(moved).isGreaterThan(5 * SimTime.SECOND);
    }

    @Test
    void whatWasDoneIsUndoneAndDoneAgainByKeys(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.write('k');
        waitFor(() -> interventions().size() == 1 && isLost());
        undo(robot);
        waitFor(() -> interventions().isEmpty() && !isLost());
        redo(robot);
        waitFor(() -> interventions().size() == 1 && isLost());
    }

    @Test
    void aSegmentIsOvertakenByTheNext(FxRobot robot) throws TimeoutException {
        loaded();
        int request = model().index().journeys().stream()
                .filter(leg -> leg.at().equals("A") && leg.segment().length() > 0)
                .findFirst()
                .orElseThrow()
                .id();
        int ack = request - 1;
        Platform.runLater(() -> model().goTo(ack));
        waitFor(() -> model().selectedProperty().get() == ack);
        robot.write('o');
        waitFor(() -> interventions().size() == 1);
        assertThat(interventions().get(0))
                .startsWith("reorder ")
                .endsWith("203.0.113.7:40000 > 198.51.100.9:80 . no 1");
        undo(robot);
        waitFor(() -> interventions().isEmpty());
    }

    @Test
    void aSegmentIsCraftedFromALineThatIsNearlyWritten(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        int legs = model().index().trace().legs().size();
        robot.write('i');
        TextArea line = robot.lookup("#line").queryAs(TextArea.class);
        waitFor(line::isFocused);
        assertThat(line.getText()).startsWith("inject at 5.022 s from ");
        robot.type(KeyCode.ENTER);
        waitFor(() -> interventions().size() == 1);
        assertThat(interventions().get(0)).startsWith("inject at 5.022 s from ");
        waitFor(() -> model().index().trace().legs().size() > legs);
    }
}
