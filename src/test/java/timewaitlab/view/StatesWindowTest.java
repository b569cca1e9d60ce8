package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.controlsfx.control.PopOver;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The state diagrams by keys alone. */
class StatesWindowTest extends RobotWindow {
    private static final int MOST_TABS = 120;

    @Start
    void start(Stage stage) {
        open(stage);
    }

    private static StateDiagram server(FxRobot robot) {
        return robot.lookup(".lab-state-diagram").queryAllAs(StateDiagram.class).stream()
                .filter(FxNodes::isSeen)
                .filter(diagram -> diagram.getAccessibleText().startsWith("B:"))
                .findFirst()
                .orElseThrow();
    }

    private StateDiagram reached(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        StateDiagram diagram = server(robot);
        Platform.runLater(() -> robot.lookup("#ladder").query().requestFocus());
        drawn();
        for (int i = 0; i < MOST_TABS && !diagram.isFocused(); i++) {
            robot.type(KeyCode.TAB);
        }
        assertThat(diagram.isFocused()).as("Tab leads there").isTrue();
        assertThat(diagram.isFocusVisible()).isTrue();
        return diagram;
    }

    private static List<String> listed(FxRobot robot) {
        return robot.lookup(".lab-occupied .label").queryAllAs(Labeled.class).stream()
                .filter(FxNodes::isSeen)
                .map(Labeled::getText)
                .toList();
    }

    private static boolean isListed() {
        return Window.getWindows().stream().anyMatch(window -> window instanceof PopOver && window.isShowing());
    }

    @Test
    void arrowsWalkFromTheStateThatIsShownAndSayWhoIsThere(FxRobot robot) throws TimeoutException {
        StateDiagram diagram = reached(robot);
        assertThat(diagram.getAccessibleText()).isEqualTo("B: LISTEN. LISTEN: 1");
        assertThat(diagram.getAccessibleHelp()).contains("Enter");
        long now = model().playhead().getTime();
        robot.type(KeyCode.RIGHT);
        waitFor(() -> diagram.getAccessibleText().endsWith("SYN-SENT: nobody"));
        robot.type(KeyCode.LEFT, KeyCode.UP);
        waitFor(() -> diagram.getAccessibleText().contains(". CLOSED: "));
        robot.type(KeyCode.UP);
        waitFor(() -> diagram.getAccessibleText().contains(". CLOSED: "));
        assertThat(model().playhead().getTime()).as("arrows moved no time").isEqualTo(now);
    }

    @Test
    void enterListsWhoIsThereAndEscapeLeaves(FxRobot robot) throws TimeoutException {
        StateDiagram diagram = reached(robot);
        robot.type(KeyCode.ENTER);
        waitFor(() -> listed(robot).size() == 2);
        assertThat(listed(robot)).containsExactly("LISTEN", "198.51.100.9:80-0.0.0.0:0");
        robot.type(KeyCode.RIGHT);
        waitFor(() -> !isListed());
        robot.type(KeyCode.ENTER);
        waitFor(() -> listed(robot).contains("nobody"));
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !isListed());
        assertThat(diagram.isFocused()).as("only the list was closed").isTrue();
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !diagram.isFocused());
        assertThat(diagram.getAccessibleText()).isEqualTo("B: LISTEN");
    }

    @Test
    void keysOfTheWindowStillWorkThere(FxRobot robot) throws TimeoutException {
        StateDiagram diagram = reached(robot);
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        waitFor(() -> model().playhead().getTime() > REFUSED);
        robot.write('n');
        waitFor(() -> model().selectedProperty().get() != 0);
        assertThat(diagram.isFocused()).isTrue();
    }
}
