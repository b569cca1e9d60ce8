package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.viewmodel.Theme;

/** The window is closed, or its process killed, and opened again by a robot: everything is as it was left. */
class NextDayWindowTest extends KeepingWindow {
    private static final Path CAPTURE = Path.of("src/test/resources/capture/close-client-first.pcap");

    private Stage stage;

    @Start
    void start(Stage stage) {
        this.stage = stage;
        open(stage);
    }

    /** As the program does when its window is closed: what is remembered is written last. */
    private void nextDay() throws TimeoutException {
        Platform.runLater(window()::close);
        drawn();
        model().desk().save(model().desk().remembered().text());
        again();
    }

    /** Another process at the same desk: nothing but its files is left. */
    private void again() throws TimeoutException {
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            stage.hide();
            stage = new Stage();
            open(stage, Optional.empty());
            return stage;
        });
        loaded();
    }

    @Test
    void sizeThemeMotionPaneAndScaleAreAsTheyWereLeft(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Platform.runLater(() -> {
            stage.setWidth(1380);
            stage.setHeight(800);
        });
        robot.write('t').write('M');
        robot.clickOn("#tab-socket").clickOn("#scale-event");
        waitFor(() -> model().themeProperty().get() == Theme.DARK && stage.getWidth() == 1380);
        nextDay();
        waitFor(() -> robot.lookup("#tab-socket").queryAs(ToggleButton.class).isSelected());
        assertThat(stage.getWidth()).isEqualTo(1380);
        assertThat(stage.getHeight()).isEqualTo(800);
        assertThat(model().themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(model().reducedMotionProperty().get()).isTrue();
        assertThat(robot.lookup("#scale-event").queryAs(ToggleButton.class).isSelected())
                .isTrue();
    }

    @Test
    void whatWasDoneGoesOnThoughTheProcessWasKilled(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.write('f');
        waitFor(() -> model().session().getTree().futures().size() == 2);
        robot.clickOn("#tcp_tw_recycle-B");
        waitFor(() -> interventions().size() == 1);
        robot.write('b');
        waitFor(() -> model().breakpoints().pointsProperty().get().size() == 1);
        // all that is asked of the sim thread has been written when it says so
        settled();
        LabWindow killed = window();
        again();
        waitFor(() -> interventions().equals(List.of("set B.tcp_tw_recycle = 0")));
        assertThat(model().session().getTree().futures()).hasSize(2);
        waitFor(() -> model().breakpoints().pointsProperty().get().size() == 1);
        assertThat(robot.lookup(".lab-bar.notice .lab-bar-heading")
                        .queryAs(Labeled.class)
                        .getText())
                .startsWith("Your what-ifs are as you left them");
        assertThat(robot.lookup("#branch-2").tryQuery()).isPresent();
        Platform.runLater(killed::close);
    }

    @Test
    void aFileThatWasOpenedIsOfferedAgain(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Platform.runLater(() -> model().open(CAPTURE));
        waitFor(() -> model().getExperiment().orElseThrow().isCapture());
        nextDay();
        Platform.runLater(() -> model().start("flagship"));
        waitFor(() -> !model().getExperiment().orElseThrow().isCapture());
        MenuButton button = (MenuButton) stage.getScene().lookup("#menuButton");
        robot.interact(button::show);
        Menu file = button.getItems().stream()
                .filter(item -> "menu-FILE".equals(item.getId()))
                .map(Menu.class::cast)
                .findFirst()
                .orElseThrow();
        robot.interact(() -> file.getItems().stream()
                .filter(item -> "close-client-first.pcap".equals(item.getText()))
                .forEach(MenuItem::fire));
        waitFor(() -> model().getExperiment().orElseThrow().isCapture());
    }
}
