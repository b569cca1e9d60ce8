package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.viewmodel.BranchRow;
import timewaitlab.viewmodel.LadderViewModel;

/** What a person arranges in the window, and finds again the next day. */
class LayoutWindowTest extends KeepingWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private static Region inspector(FxRobot robot) {
        return robot.lookup(".lab-inspector").queryAs(Region.class);
    }

    private String kept(String key) {
        return model().desk().remembered().find(key).orElse("");
    }

    @Test
    void theSmallestWindowHoldsAllOfTheTopBar(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Region bar = robot.lookup("#topBar").queryAs(Region.class);
        Platform.runLater(() -> bar.getScene().getWindow().setWidth(1024));
        waitFor(() -> bar.getScene().getWidth() <= 1024
                && bar.getWidth() <= bar.getScene().getWidth());
        Node last = robot.lookup("#helpButton").query();
        assertThat(last.localToScene(last.getBoundsInLocal()).getMaxX()).isLessThanOrEqualTo(1024);
    }

    @Test
    void theEdgeOfThePanesIsDraggedMovedByKeysAndPutBack(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Node edge = robot.lookup("#divider-inspector").query();
        robot.moveTo(edge);
        SteadyRobot.clickTwice(robot);
        waitFor(() -> inspector(robot).getWidth() == 380);
        robot.drag(edge).moveBy(-60, 0).drop();
        waitFor(() -> Math.abs(inspector(robot).getWidth() - 440) <= 2);
        double dragged = inspector(robot).getWidth();
        assertThat(Double.parseDouble(kept("layout.inspector"))).isEqualTo(dragged);

        Platform.runLater(edge::requestFocus);
        drawn();
        robot.type(KeyCode.RIGHT);
        waitFor(() -> inspector(robot).getWidth() == dragged - 16);
        assertThat(model().playhead().getTime()).as("the window's arrows rest").isEqualTo(REFUSED);

        robot.drag(edge).moveBy(900, 0).drop();
        waitFor(() -> inspector(robot).getWidth() == 380 * 0.6);
        robot.moveTo(edge);
        SteadyRobot.clickTwice(robot);
        waitFor(() -> inspector(robot).getWidth() == 380);
    }

    @Test
    void aDemonstrationHasAWidthOfItsOwnAndGivesExploresBack(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Node edge = robot.lookup("#divider-states-server").query();
        Region states = (Region) edge.getParent();
        robot.moveTo(edge);
        SteadyRobot.clickTwice(robot);
        robot.drag(edge).moveBy(-40, 0).drop();
        waitFor(() -> !kept("layout.states-server").isEmpty());
        double chosen = states.getWidth();
        assertThat(Double.parseDouble(kept("layout.states-server"))).isEqualTo(chosen);
        robot.type(KeyCode.F3);
        waitFor(() -> states.getWidth() == 350);
        Platform.runLater(edge::requestFocus);
        drawn();
        robot.type(KeyCode.RIGHT);
        waitFor(() -> states.getWidth() == 350 - 16);
        robot.type(KeyCode.F4);
        waitFor(() -> states.getWidth() == chosen);
        robot.type(KeyCode.F3);
        waitFor(() -> states.getWidth() == 350 - 16);
    }

    @Test
    void sixLifelinesTakeTheRoomOfADiagram(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        waitFor(() -> diagrams(robot) == 2);
        Platform.runLater(() -> model().start("who-ate-my-syn"));
        waitFor(() -> diagrams(robot) == 1);
        Region ladder = robot.lookup("#ladder").queryAs(Region.class);
        waitFor(() -> ladder.getWidth() > LadderViewModel.comfortableWidth(model()));
        assertThat(robot.lookup(".lab-states-pane .toggle-button")
                        .match(FxNodes::isSeen)
                        .queryAll())
                .as("the one shows them all in turn")
                .hasSize(4);
        robot.type(KeyCode.W);
        waitFor(() -> diagrams(robot) == 2);
        robot.type(KeyCode.W);
        waitFor(() -> diagrams(robot) == 1);
    }

    private static int diagrams(FxRobot robot) {
        return robot.lookup(".lab-states").match(FxNodes::isSeen).queryAll().size();
    }

    @Test
    void theOpenTabAndThePanelAreFoundAgain(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-nat");
        robot.clickOn("#scale-linear");
        robot.type(KeyCode.W);
        waitFor(() -> kept("layout.what-if.open-narrow").equals("false")
                && kept("layout.tab").equals("nat")
                && kept("layout.time-scale").equals("LINEAR"));
        Platform.runLater(() -> window().speak("en"));
        waitFor(() -> robot.lookup("#tab-nat").queryAs(ToggleButton.class).isSelected());
        assertThat(robot.lookup("#scale-linear").queryAs(ToggleButton.class).isSelected())
                .isTrue();
        assertThat(FxNodes.isSeen(robot.lookup("#hosts").query())).isFalse();
        Region panel = robot.lookup(".lab-what-if-pane").queryAs(Region.class);
        waitFor(() -> panel.getWidth() == 44);
        robot.type(KeyCode.F3).type(KeyCode.F4);
        waitFor(() -> !model().showing().demoProperty().get());
        waitFor(() -> panel.isVisible() && panel.getWidth() == 44);
        robot.type(KeyCode.W);
        waitFor(() -> kept("layout.what-if.open-narrow").equals("true"));
        waitFor(() -> panel.getWidth() > 150);
        robot.clickOn("#tab-why");
        waitFor(() -> kept("layout.tab").equals("why"));
    }

    @Test
    void momentsAreMarkedAndFoundAgain(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.write('m');
        waitFor(() -> model().session().bookmarks().moments().equals(List.of(REFUSED)));
        Platform.runLater(() -> model().seek(0));
        drawn();
        robot.write('\'');
        waitFor(() -> model().playhead().getTime() == REFUSED);
        robot.write('m');
        waitFor(() -> model().session().bookmarks().moments().isEmpty());
    }

    @Test
    void aBranchIsChosenInTheTopBar(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.write('f');
        ComboBox<BranchRow> branches = robot.lookup("#branch").queryComboBox();
        waitFor(() ->
                branches.getItems().size() == 2 && branches.getValue().name().equals("branch 2"));
        Platform.runLater(() -> branches.setValue(branches.getItems().get(0)));
        waitFor(() -> model().session().getTree().current() == 1);
        assertThat(branches.getValue().name()).isEqualTo("main");
    }
}
