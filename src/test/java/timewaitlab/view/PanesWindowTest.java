package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.base.SimTime;
import timewaitlab.viewmodel.LadderRow;

/** What a person does in the panes of the inspector, done by a robot. */
class PanesWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private static List<String> shown(FxRobot robot, String query) {
        return robot.lookup(query).queryAllAs(Labeled.class).stream()
                .filter(label -> label.getScene() != null && FxNodes.isSeen(label))
                .map(Labeled::getText)
                .toList();
    }

    private static Hyperlink link(FxRobot robot, String text) {
        return robot.lookup(".lab-value-link").queryAllAs(Hyperlink.class).stream()
                .filter(link -> link.getText().equals(text) && FxNodes.isSeen(link))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aValueOfTheVerdictLeadsToTheSegmentThatSetIt(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn(link(robot, "1105802"));
        waitFor(() -> model().playhead().getTime() == 110 * SimTime.MILLISECOND);
        assertThat(model().index()
                        .leg(model().selectedProperty().get())
                        .orElseThrow()
                        .at())
                .isEqualTo("A");
    }

    @Test
    void commandsPrintAndAreCopied(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-commands");
        TextArea output = robot.lookup("#output").queryAs(TextArea.class);
        waitFor(() -> output.getText().contains("LISTEN 0      128"));
        ComboBox<String> command = robot.lookup("#command").queryComboBox();
        Platform.runLater(() -> command.setValue("nstat -a"));
        waitFor(() -> output.getText().contains("TcpExtPAWSPassive               1"));
        ComboBox<String> party = robot.lookup("#party").queryComboBox();
        Platform.runLater(() -> party.setValue("N"));
        waitFor(() -> output.getText().startsWith("tcp      6 "));
        robot.clickOn("#copy");
        drawn();
        String copied = WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).isEqualTo(output.getText());
    }

    @Test
    void countersAreFilteredWhileTyping(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-counters");
        assertThat(shown(robot, ".lab-field-name")).contains("TcpActiveOpens", "TcpExtPAWSPassive");
        robot.clickOn("#filter").write("paws");
        waitFor(() -> shown(robot, ".lab-field-name").equals(List.of("TcpExtPAWSPassive")));
        assertThat(shown(robot, ".lab-field-before")).contains("+1 →");
    }

    @Test
    void theNatPaneFollowsThePlayhead(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-nat");
        waitFor(() -> shown(robot, ".lab-entry .lab-field-value").contains("SYN_SENT"));
        assertThat(robot.lookup(".lab-transition-cell").queryAllAs(Label.class)).hasSize(60);
        at(300 * SimTime.MILLISECOND);
        waitFor(() -> !shown(robot, ".lab-entry .lab-field-value").contains("SYN_SENT"));
        assertThat(shown(robot, ".lab-entry .lab-field-value")).contains("TIME_WAIT");
    }

    @Test
    void peersAreShownByTheirTabAndSpeakForThemselves(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-peers");
        waitFor(() -> shown(robot, ".lab-card-heading").contains("B  203.0.113.7"));
        assertThat(robot.lookup(".lab-field").queryAllAs(Node.class).stream()
                        .filter(FxNodes::isSeen)
                        .map(Node::getAccessibleText))
                .contains("ts 1105802, set by A’s FIN, 0.110 s");
    }

    @Test
    void theTableAndTheLadderSelectTheSame(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-table");
        TableView<LadderRow> table = robot.lookup("#table").queryTableView();
        int syn = synOfC();
        waitFor(() -> selected(table) == syn);
        Platform.runLater(() -> model().select(1));
        waitFor(() -> selected(table) == 1);
        Node row = robot.lookup("#table .table-row-cell").queryAllAs(TableRow.class).stream()
                .filter(shown -> shown.getItem() instanceof LadderRow item
                        && item.verdict().equals("DROP silently"))
                .findFirst()
                .orElseThrow();
        robot.clickOn(row);
        waitFor(() -> model().selectedProperty().get() == syn);
        assertThat(model().playhead().getTime()).isEqualTo(REFUSED);
        assertThat(window().ladder().placeOf(syn)).as("in sight on the ladder").isPresent();
        robot.type(KeyCode.DOWN);
        waitFor(() -> model().selectedProperty().get() != syn
                && selected(table) == model().selectedProperty().get());
    }

    private static int selected(TableView<LadderRow> table) {
        LadderRow row = table.getSelectionModel().getSelectedItem();
        return row == null ? 0 : row.journey();
    }

    @Test
    void aFieldOfTheSocketLeadsToTheCallThatSetIt(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-socket");
        waitFor(() -> shown(robot, ".lab-card-word").contains("SYN-SENT"));
        robot.clickOn(link(robot, "1000 ms"));
        waitFor(() -> model().playhead().getTime() == 5000 * SimTime.MILLISECOND);
    }
}
