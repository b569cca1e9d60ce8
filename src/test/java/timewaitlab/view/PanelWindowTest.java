package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.viewmodel.Future;

/** The what-if panel by a robot's hand: kernels, a NAT, a link, the list of what was done, the branches. */
class PanelWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private String done() {
        return String.join("; ", interventions());
    }

    @Test
    void aHostRunsAnotherKernel(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        ComboBox<KernelItem> kernel = robot.lookup("#kernel-B").queryComboBox();
        Platform.runLater(kernel::requestFocus);
        drawn();
        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        waitFor(kernel::isShowing);
        robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
        waitFor(() -> interventions().size() == 1);
        assertThat(done()).startsWith("kernel B = linux-");
        assertThat(robot.lookup("#kernel-B").<ComboBox<KernelItem>>query().getValue())
                .as("the panel shows what runs")
                .isNotEqualTo(kernel.getItems().get(0));
    }

    @Test
    void aNatAndALinkAreChangedFromTheMomentThatIsShown(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.clickOn("#from");
        ComboBox<String> ports = robot.lookup("#ports-N").queryComboBox();
        Platform.runLater(ports::requestFocus);
        drawn();
        robot.type(KeyCode.DOWN);
        waitFor(() -> interventions().size() == 1);
        assertThat(done()).startsWith("nat N ports ").endsWith(" at 5.022 s");
        Node link = robot.lookup("#link-N-B").query();
        assertThat(link).isInstanceOf(TextField.class);
        Platform.runLater(link::requestFocus);
        drawn();
        robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
        robot.write("31 ms").type(KeyCode.ENTER);
        waitFor(() -> interventions().size() == 2);
        assertThat(done()).contains("link N-B delay 31 ms at 5.0");
    }

    @Test
    void whatWasDoneIsNamedWrittenAnewAndTakenOut(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.write('k');
        waitFor(() -> interventions().size() == 1);
        Label title = robot.lookup("#intervention-0 .lab-intervention-title").queryAs(Label.class);
        robot.interact(() -> title.getContextMenu().getItems().stream()
                .filter(item -> item.getText().equals("Rename…"))
                .forEach(MenuItem::fire));
        TextField name = robot.lookup("#rename").queryAs(TextField.class);
        waitFor(name::isFocused);
        robot.write("C keeps silent").type(KeyCode.ENTER);
        waitFor(() -> done().equals("C keeps silent"));
        robot.moveTo("#intervention-0 .lab-intervention-title");
        SteadyRobot.clickTwice(robot);
        TextArea line = robot.lookup("#line").queryAs(TextArea.class);
        waitFor(line::isFocused);
        assertThat(line.getText()).startsWith("drop N 203.0.113.7:40001 >");
        Platform.runLater(line::clear);
        drawn();
        robot.write("kernel B = 4.12").type(KeyCode.ENTER);
        waitFor(() -> model().getExperiment().orElseThrow().choice().kernels().containsKey("B"));
        assertThat(done()).as("the name stays").isEqualTo("C keeps silent");
        robot.clickOn("#intervention-0 .lab-icon-button");
        waitFor(() -> interventions().isEmpty());
    }

    private Future branch(int id) {
        return model().session().getTree().find(id).orElseThrow();
    }

    private int shown() {
        return model().session().getTree().current();
    }

    private static void reach(FxRobot robot, String node) {
        Platform.runLater(() -> robot.lookup(node).query().requestFocus());
        drawn();
    }

    @Test
    void branchesAreShownNamedAndDeletedByKeys(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.write('f');
        waitFor(() -> shown() == 2);
        reach(robot, "#branch-1");
        robot.type(KeyCode.F2);
        TextField name = robot.lookup("#rename").queryAs(TextField.class);
        waitFor(name::isFocused);
        robot.write("the old future").type(KeyCode.ENTER);
        waitFor(() -> branch(1).name().equals("the old future"));
        assertThat(shown()).as("naming a branch does not show it").isEqualTo(2);
        reach(robot, "#branch-1");
        robot.type(KeyCode.SPACE);
        waitFor(() -> shown() == 1);
        assertThat(model().playhead().isPlaying())
                .as("the row took the space bar")
                .isFalse();
        reach(robot, "#branch-2");
        robot.type(KeyCode.DELETE);
        waitFor(() -> model().session().getTree().futures().size() == 1);
    }
}
