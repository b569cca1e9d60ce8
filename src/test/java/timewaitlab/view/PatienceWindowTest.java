package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.Gate;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.viewmodel.ScenarioTitle;
import timewaitlab.viewmodel.TakeAway;

/** Long work as a robot meets it: it is told how far it has come, and its end is a click away; nothing is lost. */
class PatienceWindowTest extends RobotWindow {
    private static final String LONG = "table-full";

    private final Gate gate = new Gate();

    @TempDir
    private Path folder;

    @Override
    Laboratory laboratory() {
        return HeldLaboratory.of(super.laboratory(), LONG, gate);
    }

    @Start
    void start(Stage stage) {
        open(stage);
    }

    private static boolean isWorking(FxRobot robot) {
        return robot.lookup(".lab-working").<Node>query().isVisible();
    }

    private static String notice(FxRobot robot) {
        return robot.lookup(".lab-bar.notice .lab-bar-heading")
                .queryAs(Label.class)
                .getText();
    }

    private static boolean isNoticed(FxRobot robot) {
        return robot.lookup(".lab-bar.notice").<Node>query().isVisible();
    }

    @Test
    void aLongRunTellsHowFarItHasComeAndIsCancelledWithAClick(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Experiment before = model().getExperiment().orElseThrow();
        Platform.runLater(() -> model().start(LONG));
        ProgressBar bar = robot.lookup(".lab-working .progress-bar").queryAs(ProgressBar.class);
        waitFor(() -> isWorking(robot) && bar.getProgress() > 0);
        robot.clickOn(".lab-working .button");
        gate.open();
        waitFor(() -> !isWorking(robot) && !model().runs().workingProperty().get());
        assertThat(model().getExperiment()).as("what was shown still is").containsSame(before);
        Platform.runLater(() -> model().edit(ScenarioChoice.of("flagship").withSysctl("B", "tcp_tw_recycle", 0)));
        waitFor(() -> model().session().interventions().size() == 1);
        assertThat(model().getExperiment().orElseThrow().choice().scenario())
                .as("what was cancelled does not come after all")
                .isEqualTo("flagship");
    }

    @Test
    void aScenarioThatIsGivenUpIsNotTheOneThatIsNamed(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        ComboBox<ScenarioTitle> scenario = robot.lookup("#scenario").queryComboBox();
        waitFor(() -> scenario.getItems().size() > 10);
        Platform.runLater(() -> scenario.setValue(scenario.getItems().stream()
                .filter(title -> title.id().equals(LONG))
                .findFirst()
                .orElseThrow()));
        waitFor(() -> isWorking(robot));
        robot.clickOn(".lab-working .button");
        gate.open();
        waitFor(() -> scenario.getValue().id().equals("flagship"));
        assertThat(model().getExperiment().orElseThrow().choice().scenario()).isEqualTo("flagship");
    }

    @Test
    void anExportIsCancelledWithAClickAndLeavesNothing(FxRobot robot) throws TimeoutException, IOException {
        Platform.runLater(() -> model().start("busy-server"));
        waitFor(() -> model().getExperiment()
                .filter(shown -> shown.choice().scenario().equals("busy-server"))
                .isPresent());
        // or the work that is seen and cancelled might still be the run
        waitFor(() -> !isWorking(robot));
        Path file = folder.resolve("ladder.png");
        Platform.runLater(() -> {
            // or the file might be there before the click
            model().alongside(gate::pass, any -> {});
            TakeAway.save(model(), "ladder.png", file);
        });
        waitFor(() -> isWorking(robot));
        robot.clickOn(".lab-working .button");
        gate.open();
        waitFor(() -> isNoticed(robot) && notice(robot).equals("ladder.png is not written: cancelled"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void anExportThatFailsIsSaidBesideWhatIsShown(FxRobot robot) throws TimeoutException, IOException {
        at(REFUSED);
        Path file = folder.resolve("taken");
        Files.createDirectory(file);
        Platform.runLater(() -> TakeAway.save(model(), "ladder.svg", file));
        waitFor(() -> isNoticed(robot));
        assertThat(notice(robot)).isEqualTo("Could not save taken");
        assertThat(robot.lookup(".lab-bar.notice .lab-mono")
                        .queryAs(Label.class)
                        .getText())
                .contains("is a directory");
        assertThat(model().playhead().getTime()).as("nothing moves").isEqualTo(REFUSED);
        assertThat(robot.listWindows().stream().filter(Stage.class::isInstance).filter(Window::isShowing))
                .as("no dialog")
                .hasSize(1);
        robot.clickOn(".lab-bar.notice .lab-icon-button");
        waitFor(() -> !isNoticed(robot));
    }
}
