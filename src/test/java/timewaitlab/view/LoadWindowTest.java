package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.base.SimTime;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.trace.Trace;

/** What a person does with a run that is too large to be written down, done by a robot. */
class LoadWindowTest extends RobotWindow {
    private static final long SECOND = SimTime.SECOND;

    @TempDir
    static Path folder;

    @Start
    void start(Stage stage) {
        open(stage);
    }

    private Trace trace() {
        return model().index().trace();
    }

    /** The busy server with a tenth of its clients: as much to look at, and a tenth of what a robot waits for. */
    private void busy() throws TimeoutException, IOException {
        String text = ScenarioLibrary.text("busy-server").value().orElseThrow();
        Path file = folder.resolve("busy-server.yaml");
        Files.writeString(
                file, text.replace("2400 per second", "240 per second").replace("500 per second", "50 per second"));
        at(0);
        Platform.runLater(() -> model().open(file));
        waitFor(() -> trace().scenario().equals("busy-server"));
        Platform.runLater(() -> model().playhead().pause());
        drawn();
    }

    /** The place of a moment in the plot of ports, on the screen. */
    private static Point2D place(FxRobot robot, double seconds) {
        Node plot = robot.lookup("#load-ports .chart-plot-background").query();
        double x = plot.getBoundsInLocal().getWidth() * seconds / 70;
        return plot.localToScreen(x, plot.getBoundsInLocal().getHeight() / 2);
    }

    @Test
    void aLargeRunOpensOnItsLoadAndAClickGoesThere(FxRobot robot) throws TimeoutException, IOException {
        busy();
        assertThat(robot.lookup("#tab-load").queryAs(ToggleButton.class).isSelected())
                .isTrue();
        robot.clickOn(place(robot, 30));
        waitFor(() -> Math.abs(model().playhead().getTime() - 30 * SECOND) < SECOND);
        long counted = model().playhead().getTime()
                / trace().census().step()
                * trace().census().step();
        String ports = String.format("%,d of 28,232", trace().census().value("B", "ports", counted));
        waitFor(() ->
                robot.lookup("#load-ports-B").queryAs(Label.class).getText().equals(ports));
        long before = model().playhead().getTime();
        robot.type(KeyCode.RIGHT);
        waitFor(() -> model().playhead().getTime() == before + trace().census().step());
    }

    @Test
    void theLoadIsEnlargedOverTheLadderAndPutBack(FxRobot robot) throws TimeoutException, IOException {
        busy();
        robot.clickOn("#enlarge");
        waitFor(() -> robot.lookup(".lab-load-sheet").tryQuery().isPresent());
        Node sheet = robot.lookup(".lab-load-sheet").query();
        waitFor(() -> FxNodes.isSeen(sheet)
                && sheet.lookupAll(".lab-load-chart").size() == 4
                && sheet.lookup(".lab-load-chart").isFocused());
        Node plot =
                robot.from(sheet).lookup("#load-ports .chart-plot-background").query();
        double ladder = robot.lookup("#ladder").<Node>query().getLayoutBounds().getWidth();
        assertThat(plot.getLayoutBounds().getWidth())
                .as("wider than the ladder")
                .isGreaterThan(ladder);
        robot.clickOn(plot.localToScreen(plot.getLayoutBounds().getWidth() / 2, 20));
        waitFor(() -> Math.abs(model().playhead().getTime() - 35 * SECOND) < SECOND);
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !FxNodes.isSeen(sheet));
        robot.type(KeyCode.L);
        waitFor(() -> FxNodes.isSeen(sheet));
        robot.clickOn(robot.from(sheet).lookup("#close").<Node>query());
        waitFor(() -> !FxNodes.isSeen(sheet));
    }

    @Test
    void aMarkedPartAndAPortAreWrittenDown(FxRobot robot) throws TimeoutException, IOException {
        busy();
        String digest = trace().digest();
        Button record = robot.lookup("#recordPart").queryButton();
        robot.drag(place(robot, 20), MouseButton.PRIMARY).dropTo(place(robot, 40));
        waitFor(() -> FxNodes.isSeen(record) && record.getText().startsWith("Write down "));
        robot.clickOn("#zoomIn");
        waitFor(() -> !FxNodes.isSeen(record));
        robot.clickOn("#zoomOut");
        drawn();
        robot.clickOn(place(robot, 10));
        waitFor(() -> Math.abs(model().playhead().getTime() - 10 * SECOND) < SECOND);
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        waitFor(() -> FxNodes.isSeen(record) && record.getText().matches(".* \\(5\\d\\d .*"));
        robot.clickOn(record);
        waitFor(() -> trace().plan().from() < 11 * SECOND && trace().plan().from() > 9 * SECOND);
        assertThat(trace().digest()).as("the same run").isEqualTo(digest);
        assertThat(trace().legs()).isNotEmpty().allMatch(leg -> leg.arrived() > 9 * SECOND && leg.time() < 12 * SECOND);
        assertThat(model().playhead().getTime()).isEqualTo(trace().plan().from());
        TextField connection = robot.lookup("#connection").queryAs(TextField.class);
        robot.clickOn(connection)
                .eraseText(connection.getLength())
                .write("nonsense")
                .type(KeyCode.ENTER);
        waitFor(() ->
                robot.lookup(".lab-load-wrong").queryAs(Label.class).getText().startsWith("Name a port"));
        robot.eraseText(8).write("32768").type(KeyCode.ENTER);
        waitFor(() -> !trace().plan().connections().isEmpty());
        assertThat(trace().digest()).isEqualTo(digest);
        assertThat(trace().legs()).hasSizeBetween(5, 500);
    }
}
