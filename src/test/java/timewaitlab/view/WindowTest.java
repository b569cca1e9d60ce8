package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.base.SimTime;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.Theme;

/** The window under a robot's hand: plays, steps, selects, and runs again. */
class WindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).queryAs(Label.class).getText();
    }

    @Test
    void opensPlayingAndPausesOnSpace(FxRobot robot) throws TimeoutException {
        loaded();
        waitFor(() -> model().playhead().getTime() > 0);
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
        waitFor(() -> !model().playhead().isPlaying());
        robot.clickOn(".lab-play");
        waitFor(() -> model().playhead().isPlaying());
    }

    @Test
    void theNextRefusalShowsWhyWithItsDifference(FxRobot robot) throws TimeoutException {
        at(0);
        robot.clickOn("#nextRefusal");
        waitFor(() -> model().playhead().getTime() == 5022 * SimTime.MILLISECOND);
        assertThat(chip(robot)).isEqualTo("DROP silently");
        assertThat(robot.lookup(".lab-finding").queryAllAs(Node.class))
                .extracting(Node::getAccessibleText)
                .anyMatch(text -> text.contains("remembered 1105802 - TSval 260487 = 845315 > 1"));
    }

    @Test
    void stepsThereAndBackByKeys(FxRobot robot) throws TimeoutException {
        loaded();
        Platform.runLater(() -> model().seek(0));
        waitFor(() -> model().playhead().getTime() == 0);
        robot.type(KeyCode.RIGHT).type(KeyCode.RIGHT);
        waitFor(() -> model().playhead().getTime() == 44 * SimTime.MILLISECOND);
        assertThat(chip(robot)).isEqualTo("ACCEPT");
        robot.type(KeyCode.LEFT);
        waitFor(() -> model().playhead().getTime() == 22 * SimTime.MILLISECOND);
        assertThat(chip(robot)).isEqualTo("ACCEPT: new connection");
    }

    @Test
    void aClickOnASegmentExplainsIt(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Platform.runLater(() -> model().selectedProperty().set(0));
        atRest(synOfC());
        Node ladder = robot.lookup("#ladder").query();
        double[] place = window().ladder().placeOf(synOfC()).orElseThrow();
        robot.clickOn(ladder.localToScreen(new Point2D(place[0] + 20, place[1])));
        waitFor(() -> model().selectedProperty().get() == synOfC());
        assertThat(chip(robot)).isEqualTo("DROP silently");
    }

    @Test
    void flippingRecycleTurnsTheVerdictAndSaysSo(FxRobot robot) throws TimeoutException {
        loaded();
        Platform.runLater(() -> model().seek(5022 * SimTime.MILLISECOND));
        waitFor(() -> model().playhead().getTime() == 5022 * SimTime.MILLISECOND);
        assertThat(chip(robot)).isEqualTo("DROP silently");
        String digest = model().index().trace().digest();
        robot.clickOn("#tcp_tw_recycle-B");
        waitFor(() -> !model().index().trace().digest().equals(digest));
        assertThat(chip(robot)).startsWith("ACCEPT");
        assertThat(robot.lookup(".lab-bar-chip .lab-chip").queryAllAs(Node.class))
                .extracting(Node::getAccessibleText)
                .containsExactly("DROP silently", "ACCEPT: new connection");
    }

    @Test
    void theThemeTurnsWhileTheWindowIsOpen(FxRobot robot) throws TimeoutException {
        at(0);
        robot.clickOn("#themeButton");
        waitFor(() -> model().themeProperty().get() == Theme.DARK);
        assertThat(robot.lookup(".lab-main")
                        .<Node>query()
                        .getPseudoClassStates()
                        .toString())
                .contains("dark");
    }

    @Test
    void theKeySheetOpensOnAQuestionMark(FxRobot robot) throws TimeoutException {
        at(0);
        robot.write('?');
        waitFor(() -> robot.lookup(".lab-key-sheet").<Node>query().isVisible());
        assertThat(robot.lookup(".lab-key-grid .label").queryAllAs(Label.class))
                .extracting(Label::getText)
                .containsAll(Arrays.stream(Action.values()).map(Action::text).toList());
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !robot.lookup(".lab-key-sheet").<Node>query().isVisible());
        assertThat(text(robot, ".lab-app-name")).isEqualTo("Timewait Lab");
    }
}
