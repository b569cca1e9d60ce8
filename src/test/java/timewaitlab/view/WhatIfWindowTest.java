package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.base.SimTime;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.viewmodel.BranchRow;
import timewaitlab.viewmodel.Pace;

/** What a person does to a run, by a robot's hand: drags, menu, keys, the line, branches, compare, breakpoints. */
class WhatIfWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    @Test
    void theHeadOfASegmentIsDraggedAndTheRunFollows(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Point2D head = onLadder(robot, window().ladder().endOf(synOfC(), true).orElseThrow());
        robot.moveTo(head).press(MouseButton.PRIMARY);
        robot.moveTo(head.add(0, 12));
        robot.moveTo(head.add(0, 26));
        waitFor(() -> model().index().lastLeg(synOfC()).orElseThrow().arrived() > REFUSED);
        assertThat(interventions()).as("not before it is let go").isEmpty();
        robot.release(MouseButton.PRIMARY);
        waitFor(() -> interventions().size() == 1);
        assertThat(interventions().get(0)).startsWith("delay N 203.0.113.7:40001 > 198.51.100.9:80 S no 1 by ");
        undo(robot);
        waitFor(() -> interventions().isEmpty()
                && model().index().lastLeg(synOfC()).orElseThrow().arrived() == REFUSED);
    }

    @Test
    void escapeGivesADragUp(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Point2D tail = onLadder(robot, window().ladder().endOf(synOfC(), false).orElseThrow());
        robot.moveTo(tail).press(MouseButton.PRIMARY);
        robot.moveTo(tail.add(0, 14));
        robot.moveTo(tail.add(0, 30));
        waitFor(() -> model().index().leg(synOfC()).orElseThrow().time() > 5 * SimTime.SECOND);
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> model().index().leg(synOfC()).orElseThrow().time() == 5 * SimTime.SECOND);
        robot.release(MouseButton.PRIMARY);
        drawn();
        assertThat(interventions()).isEmpty();
    }

    @Test
    void aSwitchIsTurnedAndTurnedBackByTheSpaceBar(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Platform.runLater(() -> robot.lookup("#tcp_tw_recycle-B").query().requestFocus());
        robot.type(KeyCode.TAB).press(KeyCode.SHIFT).type(KeyCode.TAB).release(KeyCode.SHIFT);
        waitFor(() -> robot.lookup("#tcp_tw_recycle-B").query().isFocusVisible());
        robot.type(KeyCode.SPACE);
        waitFor(() -> interventions().size() == 1);
        assertThat(interventions()).containsExactly("set B.tcp_tw_recycle = 0");
        // The row was made anew; the hand is still on it.
        waitFor(() -> robot.lookup("#tcp_tw_recycle-B").query().isFocusVisible());
        robot.type(KeyCode.SPACE);
        waitFor(() -> interventions().equals(List.of("set B.tcp_tw_recycle = 1")));
    }

    @Test
    void theMenuDropsTheLegThatWasPointedAt(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        double[] tail = window().ladder().endOf(synOfC(), false).orElseThrow();
        Point2D onFirstLeg = onLadder(robot, new double[] {tail[0] + 30, tail[1]});
        robot.clickOn(onFirstLeg, MouseButton.SECONDARY);
        waitFor(() -> robot.lookup("#segment-menu-drop").tryQuery().isPresent());
        robot.clickOn("#segment-menu-drop");
        waitFor(() -> interventions().size() == 1);
        assertThat(interventions()).containsExactly("drop C 10.0.0.3:40000 > 198.51.100.9:80 S no 1");
        assertThat(model().index().leg(synOfC()).orElseThrow().fate()).isEqualTo(Fate.LOST);
    }

    @Test
    void keysDropDuplicateAndDelayTheSelectedSegment(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.write('u');
        waitFor(() -> interventions().size() == 1);
        Platform.runLater(() -> model().goTo(synOfC()));
        drawn();
        robot.write('y');
        waitFor(() -> interventions().size() == 2);
        Platform.runLater(() -> model().goTo(synOfC()));
        drawn();
        robot.write('k');
        waitFor(() -> interventions().size() == 3);
        assertThat(interventions())
                .extracting(text -> text.substring(0, text.indexOf(' ')))
                .containsExactly("duplicate", "delay", "drop");
    }

    @Test
    void aLineIsWrittenWrongThenRight(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.clickOn("#add");
        TextArea line = robot.lookup("#line").queryAs(TextArea.class);
        waitFor(line::isFocused);
        robot.write("kernel B = 9.9").type(KeyCode.ENTER);
        waitFor(() -> robot.lookup("#problem").queryAs(Label.class).isVisible());
        assertThat(robot.lookup("#problem").queryAs(Label.class).getText())
                .startsWith("At column 12, unknown kernel \"9.9\"");
        Platform.runLater(line::clear);
        drawn();
        robot.write("kernel B = 4.12").type(KeyCode.ENTER);
        waitFor(() -> interventions().size() == 1);
        assertThat(line.isVisible()
                        && robot.lookup("#problem").queryAs(Label.class).isVisible())
                .isFalse();
        robot.clickOn("#intervention-0 .check-box");
        waitFor(() -> !model().session().interventions().get(0).isOn());
    }

    @Test
    void aForkKeepsTheOldFutureAndIsComparedWithIt(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.write('f');
        waitFor(() -> model().session().getTree().futures().size() == 2);
        robot.clickOn("#tcp_tw_recycle-B");
        waitFor(() -> interventions().size() == 1);
        assertThat(BranchRow.of(model().session().getTree()))
                .extracting(BranchRow::note)
                .containsExactly("refuses 6 times", "differs at 5.022 s");
        robot.write('c');
        waitFor(() -> robot.lookup("#compare-ladders").<Node>query().isVisible()
                && model().compare().pairProperty().get() != null);
        assertThat(robot.lookup(".lab-compare-name").queryAllAs(Label.class))
                .extracting(Label::getText)
                .containsExactly("main", "branch 2");
        assertThat(robot.lookup(".lab-compare-title .lab-chip").queryAllAs(Node.class))
                .extracting(Node::getAccessibleText)
                .containsExactly("DROP silently", "ACCEPT: new connection");
        robot.write('c');
        waitFor(() -> !model().compare().activeProperty().get());
        robot.clickOn("#branch-1");
        waitFor(() -> interventions().isEmpty());
    }

    @Test
    void playingStopsAtABreakpoint(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.write('B');
        TextField test = robot.lookup("#test").queryAs(TextField.class);
        waitFor(test::isFocused);
        robot.write("verdict == drop").type(KeyCode.ENTER);
        waitFor(() -> model().breakpoints().pointsProperty().get().size() == 1);
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !test.isFocused() && !test.getParent().isVisible());
        Platform.runLater(() -> {
            model().seek(5 * SimTime.SECOND);
            model().playhead().paceProperty().set(new Pace(4, false));
            model().playhead().play();
        });
        drawn();
        waitFor(() -> !model().playhead().isPlaying());
        assertThat(model().playhead().getTime()).isEqualTo(REFUSED);
    }
}
