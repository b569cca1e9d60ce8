package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.viewmodel.Gate;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.Texts;

/** What a robot reads while the first run is on its way: that it is, and not what no run would have. */
class WaitingWindowTest extends RobotWindow {
    private static final String LONG = "busy-server";

    private final Gate gate = new Gate();

    @Override
    Laboratory laboratory() {
        return HeldLaboratory.of(super.laboratory(), LONG, gate);
    }

    @Start
    void start(Stage stage) {
        open(stage, Optional.of(LONG));
    }

    private static String words(FxRobot robot) {
        return robot.lookup(".lab-waiting .lab-card-title").queryAs(Label.class).getText();
    }

    @Test
    void everyPaneSaysThatTheRunIsOnItsWay(FxRobot robot) throws TimeoutException {
        waitFor(() -> robot.lookup(".lab-waiting").tryQuery().isPresent()
                && words(robot).equals(Texts.say("main.coming")));
        robot.clickOn("#tab-nat");
        assertThat(robot.lookup(Texts.say("nat.empty")).<Node>queryAll())
                .as("no pane speaks of a run that is not there")
                .noneMatch(FxNodes::isSeen);
        assertThat(robot.lookup("#serverKernel").<Node>query())
                .as("there is no kernel to choose")
                .matches(box -> !box.isVisible());
        robot.clickOn(".lab-working .button");
        gate.open();
        waitFor(() -> words(robot).equals(Texts.say("ladder.empty")));
        assertThat(robot.lookup(".lab-waiting .button").<Node>query())
                .as("what can be done instead is offered")
                .matches(FxNodes::isSeen);
    }
}
