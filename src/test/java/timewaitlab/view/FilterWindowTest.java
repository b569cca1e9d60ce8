package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.shape.Polyline;
import javafx.stage.Popup;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The filter of the ladder, written and left by a robot. */
class FilterWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private static TextField field(FxRobot robot) {
        return robot.lookup("#segment-filter").queryAs(TextField.class);
    }

    private static String tally(FxRobot robot) {
        return robot.lookup(".lab-segment-filter > .lab-quiet")
                .queryAs(Label.class)
                .getText();
    }

    private boolean isShown(FxRobot robot) {
        return robot.lookup(".lab-segment-filter")
                .tryQuery()
                .filter(Node::isVisible)
                .isPresent();
    }

    @Test
    void aSlashOpensTheBarAndEnterAppliesWhatIsWritten(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.write('/');
        waitFor(() -> isShown(robot) && field(robot).isFocused());
        robot.write("verdict == drop");
        assertThat(model().filter().shownProperty().get())
                .as("nothing is hidden while one writes")
                .isEmpty();
        robot.type(KeyCode.ENTER);
        waitFor(() -> model().filter().shownProperty().get().isPresent());
        assertThat(tally(robot)).isEqualTo("6 of 36 segments · 6 of 6 refusals");
        waitFor(() -> robot.lookup("#ladder").<Node>query().isFocused());
        robot.type(KeyCode.N);
        waitFor(() -> model().playhead().getTime() == 6_022_000_000L);
        Bounds bar = robot.lookup(".lab-segment-filter")
                .<Node>query()
                .localToScene(robot.lookup(".lab-segment-filter").<Node>query().getBoundsInLocal());
        Bounds ladder = robot.lookup("#ladder")
                .<Node>query()
                .localToScene(robot.lookup("#ladder").<Node>query().getLayoutBounds());
        assertThat(bar.getMaxY()).as("the bar stands above the ladder").isLessThanOrEqualTo(ladder.getMinY() + 0.5);
        assertThat(window().ladder().placeOf(synOfC())).isPresent();
        robot.clickOn(".lab-segment-filter .lab-icon-button");
        waitFor(() -> !isShown(robot) && model().filter().shownProperty().get().isEmpty());
    }

    @Test
    void whatCannotBeReadIsUnderlinedWhileItIsWritten(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
        waitFor(() -> isShown(robot) && field(robot).isFocused());
        robot.write("tcp.flags.syn && verdct == drop");
        waitFor(() -> robot.lookup(".lab-segment-filter .lab-problem")
                .queryAs(Label.class)
                .getText()
                .startsWith("At column 18, unknown field \"verdct\""));
        Polyline wave = robot.lookup(".lab-wave").queryAs(Polyline.class);
        waitFor(() -> wave.getPoints().size() > 10);
        double width = field(robot).getWidth();
        assertThat(wave.getPoints().get(0)).isBetween(0.0, width);
        robot.type(KeyCode.ENTER);
        waitFor(() -> !model().runs().workingProperty().get());
        assertThat(model().filter().problemProperty().get()).isPresent();
        assertThat(model().filter().shownProperty().get()).isEmpty();
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !isShown(robot));
        assertThat(model().filter().textProperty().get()).isEmpty();
    }

    @Test
    void theMenuOfASegmentShowsItsConnectionOnly(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        double[] place = window().ladder().placeOf(synOfC()).orElseThrow();
        robot.moveTo(onLadder(robot, new double[] {place[0] + 20, place[1]})).clickOn(MouseButton.SECONDARY);
        waitFor(() -> robot.lookup("#segment-menu-filter").tryQuery().isPresent());
        robot.clickOn("#segment-menu-filter");
        waitFor(() -> model().filter().shownProperty().get().isPresent());
        waitFor(() -> isShown(robot));
        assertThat(field(robot).getText()).startsWith("ip.addr == 10.0.0.3 && tcp.port == 40000");
        assertThat(model().filter().course().journeys())
                .allMatch(leg -> leg.at().equals("C") || leg.at().equals("B"));
        robot.clickOn("#tab-table");
        waitFor(() -> robot.lookup(".lab-table .table-row-cell").tryQuery().isPresent());
        assertThat(robot.lookup("#table").queryTableView().getItems())
                .hasSameSizeAs(model().filter().course().journeys());
    }

    @Test
    void inCompareTheBarStandsAboveBothAndSiftsBoth(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.write('c');
        waitFor(() -> robot.lookup("#compare-ladders").tryQuery().isPresent()
                && model().compare().pairProperty().get() != null);
        robot.write('/');
        waitFor(() -> isShown(robot) && field(robot).isFocused());
        robot.write("verdict == drop");
        robot.type(KeyCode.ENTER);
        waitFor(() -> model().filter().shownProperty().get().isPresent());
        waitFor(() -> robot.lookup(".lab-compare .lab-mono-quiet").queryAllAs(Label.class).stream()
                .allMatch(label -> label.getText().endsWith(" hidden")));
        waitFor(() -> robot.lookup("#compare-ladders").<Node>query().isFocused());
        robot.write('c');
        waitFor(() -> !model().compare().activeProperty().get());
        assertThat(isShown(robot)).isTrue();
        assertThat(robot.lookup("#ladder-pane .lab-segment-filter").tryQuery())
                .as("the bar went back with the ladder")
                .isPresent();
    }

    private static boolean isOffered(FxRobot robot) {
        return robot.listWindows().stream()
                .filter(Popup.class::isInstance)
                .anyMatch(window -> window.isShowing() && window.getScene().lookup("#field-choices") != null);
    }

    @Test
    void fieldsAreProposedWhileOneWritesAndTakenByKeys(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.write('/');
        waitFor(() -> isShown(robot) && field(robot).isFocused());
        robot.write("tcp.options");
        waitFor(() -> isOffered(robot));
        ListView<?> list = robot.lookup("#field-choices").queryListView();
        assertThat(list.getItems()).hasSize(2);
        robot.type(KeyCode.DOWN, KeyCode.DOWN, KeyCode.ENTER);
        waitFor(() -> field(robot).getText().equals("tcp.options.timestamp.tsecr "));
        assertThat(model().filter().shownProperty().get())
                .as("taking a word applies nothing")
                .isEmpty();
        robot.write("== 0 && verd");
        waitFor(() -> isOffered(robot));
        robot.type(KeyCode.TAB);
        waitFor(() -> field(robot).getText().endsWith("&& verdict "));
        assertThat(field(robot).isFocused()).isTrue();
        robot.write("== dr");
        waitFor(() -> isOffered(robot));
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !isOffered(robot));
        assertThat(isShown(robot)).as("the list is closed, not the bar").isTrue();
        robot.press(KeyCode.CONTROL).type(KeyCode.SPACE).release(KeyCode.CONTROL);
        waitFor(() -> isOffered(robot));
        robot.type(KeyCode.DOWN, KeyCode.ENTER);
        waitFor(() -> field(robot).getText().endsWith("== DROP "));
        robot.type(KeyCode.ENTER);
        waitFor(() -> model().filter().shownProperty().get().isPresent());
        assertThat(model().filter().applied()).isEqualTo("tcp.options.timestamp.tsecr == 0 && verdict == DROP");
        assertThat(isOffered(robot)).isFalse();
    }

    @Test
    void aBreakpointsTestIsProposedAndCheckedToo(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.press(KeyCode.SHIFT).type(KeyCode.B).release(KeyCode.SHIFT);
        waitFor(() -> robot.lookup(".lab-breakpoints .text-field")
                .tryQuery()
                .filter(Node::isFocused)
                .isPresent());
        robot.write("state.h");
        waitFor(() -> isOffered(robot));
        robot.type(KeyCode.TAB);
        TextField test = robot.lookup(".lab-breakpoints .text-field").queryAs(TextField.class);
        waitFor(() -> test.getText().equals("state.host "));
        robot.write("=");
        waitFor(() -> robot.lookup(".lab-breakpoints .lab-problem").query().isVisible());
        robot.write("= B");
        waitFor(() -> !robot.lookup(".lab-breakpoints .lab-problem").query().isVisible());
        robot.type(KeyCode.ENTER);
        waitFor(() -> model().breakpoints().pointsProperty().get().size() == 1);
    }
}
