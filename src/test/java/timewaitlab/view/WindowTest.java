package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
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
import timewaitlab.base.SimTime;
import timewaitlab.viewmodel.MainViewModel;

/** The window under a robot's hand: plays, steps, selects, and runs again. */
@ExtendWith(ApplicationExtension.class)
@Timeout(120)
class WindowTest {
    private LabWindow window;
    private MainViewModel model;

    @Start
    void start(Stage stage) {
        window = new LabWindow(stage, Laboratories.real(), Platform::runLater);
        model = window.model();
        window.show(Optional.empty());
        stage.setX(0);
        stage.setY(0);
        stage.requestFocus();
    }

    @AfterEach
    void close() {
        Platform.runLater(window::close);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void waitFor(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void loaded() throws TimeoutException {
        waitFor(() -> model.getExperiment().isPresent());
    }

    private int firstSynOfC() {
        return model.index().journeys().stream()
                .filter(leg -> leg.at().equals("C"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).queryAs(Label.class).getText();
    }

    private static String chip(FxRobot robot) {
        return robot.lookup(".lab-why .lab-chip").<Node>query().getAccessibleText();
    }

    @Test
    void opensPlayingAndPausesOnSpace(FxRobot robot) throws TimeoutException {
        loaded();
        waitFor(() -> model.playhead().getTime() > 0);
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
        waitFor(() -> !model.playhead().isPlaying());
        robot.clickOn(".lab-play");
        waitFor(() -> model.playhead().isPlaying());
    }

    @Test
    void theNextRefusalShowsWhyWithItsDifference(FxRobot robot) throws TimeoutException {
        loaded();
        robot.type(KeyCode.SPACE);
        robot.clickOn("#nextRefusal");
        waitFor(() -> model.playhead().getTime() == 5022 * SimTime.MILLISECOND);
        assertThat(chip(robot)).isEqualTo("DROP silently");
        assertThat(robot.lookup(".lab-finding").queryAllAs(Node.class))
                .extracting(Node::getAccessibleText)
                .anyMatch(text -> text.contains("remembered 1105802 - TSval 260487 = 845315 > 1"));
    }

    @Test
    void stepsThereAndBackByKeys(FxRobot robot) throws TimeoutException {
        loaded();
        Platform.runLater(() -> model.seek(0));
        waitFor(() -> model.playhead().getTime() == 0);
        robot.type(KeyCode.RIGHT).type(KeyCode.RIGHT);
        waitFor(() -> model.playhead().getTime() == 44 * SimTime.MILLISECOND);
        assertThat(chip(robot)).isEqualTo("ACCEPT");
        robot.type(KeyCode.LEFT);
        waitFor(() -> model.playhead().getTime() == 22 * SimTime.MILLISECOND);
        assertThat(chip(robot)).isEqualTo("ACCEPT: new connection");
    }

    @Test
    void aClickOnASegmentExplainsIt(FxRobot robot) throws TimeoutException {
        loaded();
        Platform.runLater(() -> model.seek(5022 * SimTime.MILLISECOND));
        waitFor(() -> !model.playhead().isPlaying());
        Platform.runLater(() -> model.selectedProperty().set(0));
        WaitForAsyncUtils.waitForFxEvents();
        Node ladder = robot.lookup("#ladder").query();
        waitFor(() -> window.ladder().placeOf(firstSynOfC()).isPresent());
        double[] place = window.ladder().placeOf(firstSynOfC()).orElseThrow();
        robot.clickOn(ladder.localToScreen(new Point2D(place[0] + 20, place[1])));
        waitFor(() -> model.selectedProperty().get() == firstSynOfC());
        assertThat(chip(robot)).isEqualTo("DROP silently");
    }

    @Test
    void flippingRecycleTurnsTheVerdictAndSaysSo(FxRobot robot) throws TimeoutException {
        loaded();
        Platform.runLater(() -> model.seek(5022 * SimTime.MILLISECOND));
        waitFor(() -> model.playhead().getTime() == 5022 * SimTime.MILLISECOND);
        assertThat(chip(robot)).isEqualTo("DROP silently");
        String digest = model.index().trace().digest();
        robot.clickOn("#tcp_tw_recycle-B");
        waitFor(() -> !model.index().trace().digest().equals(digest));
        assertThat(chip(robot)).startsWith("ACCEPT");
        assertThat(robot.lookup(".lab-bar-chip .lab-chip").queryAllAs(Node.class))
                .extracting(Node::getAccessibleText)
                .containsExactly("DROP silently", "ACCEPT: new connection");
    }

    @Test
    void theThemeTurnsWhileTheWindowIsOpen(FxRobot robot) throws TimeoutException {
        loaded();
        robot.clickOn("#themeButton");
        waitFor(() -> model.themeProperty().get() == MainViewModel.Theme.DARK);
        assertThat(robot.lookup(".lab-main")
                        .<Node>query()
                        .getPseudoClassStates()
                        .toString())
                .contains("dark");
    }

    @Test
    void theKeySheetOpensOnAQuestionMark(FxRobot robot) throws TimeoutException {
        loaded();
        robot.write('?');
        waitFor(() -> robot.lookup(".lab-key-sheet").<Node>query().isVisible());
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !robot.lookup(".lab-key-sheet").<Node>query().isVisible());
        assertThat(text(robot, ".lab-app-name")).isEqualTo("Timewait Lab");
    }
}
