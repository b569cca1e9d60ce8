package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What is folded away until somebody asks for it. */
class DetailsWindowTest extends RobotWindow {
    private static final double IN_HEAD = 30;
    private static final double STEP = 10;

    @Start
    void start(Stage stage) {
        open(stage);
    }

    private static List<TitledPane> protocols(FxRobot robot) {
        return robot.lookup(".lab-protocol").queryAllAs(TitledPane.class).stream()
                .filter(FxNodes::isSeen)
                .toList();
    }

    private static List<String> open(FxRobot robot) {
        return protocols(robot).stream()
                .filter(TitledPane::isExpanded)
                .map(TitledPane::getText)
                .distinct()
                .toList();
    }

    @Test
    void aProtocolOfASegmentFoldsAwayAndStaysSoForTheNext(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-segment");
        waitFor(() -> !open(robot).isEmpty());
        List<String> before = open(robot);
        String first = before.get(0);
        robot.clickOn(protocols(robot).get(0).lookup(".title"));
        waitFor(() -> !protocols(robot).get(0).isExpanded());
        robot.type(KeyCode.N);
        waitFor(() -> model().selectedProperty().get() != synOfC());
        waitFor(() -> open(robot).equals(before.subList(1, before.size())));
        robot.clickOn(protocols(robot).get(0).lookup(".title"));
        waitFor(() -> protocols(robot).get(0).isExpanded());
        assertThat(protocols(robot).get(0).getText()).isEqualTo(first);
    }

    @Test
    void aSegmentNamesWhatItBelongsToAndLeadsThere(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.clickOn("#tab-segment");
        waitFor(() -> !open(robot).isEmpty());
        Hyperlink link = robot.lookup(".lab-value-link").queryAllAs(Hyperlink.class).stream()
                .filter(FxNodes::isSeen)
                .reduce((one, last) -> last)
                .orElseThrow();
        robot.interact(link::requestFocus);
        robot.type(KeyCode.ENTER);
        waitFor(() -> model().selectedProperty().get() != synOfC()
                && model().selectedProperty().get() != 0);
    }

    @Test
    void theAgreementIsOpenedByItsKeyAndClosedByEscape(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.type(KeyCode.F1);
        waitFor(() -> FxNodes.isSeen(robot.lookup(".lab-agreement").query()));
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !FxNodes.isSeen(robot.lookup(".lab-agreement").query()));
        assertThat(model().playhead().getTime()).as("nothing moves").isEqualTo(REFUSED);
    }

    private int[] ladder(FxRobot robot) {
        Node ladder = robot.lookup("#ladder").query();
        return FxNodes.pixels(WaitForAsyncUtils.waitForAsyncFx(20_000, () -> ladder.snapshot(null, null)));
    }

    /** It stands between the ends of the segment; of the names only its own can be clicked. */
    private void clickOnTheNat(FxRobot robot) {
        double at = window().ladder().endOf(synOfC(), false).orElseThrow()[0];
        double end = window().ladder().endOf(synOfC(), true).orElseThrow()[0];
        Node ladder = robot.lookup("#ladder").query();
        do {
            at += STEP;
            robot.moveTo(onLadder(robot, new double[] {at, IN_HEAD}));
        } while (at < end && ladder.getCursor() != Cursor.HAND);
        robot.clickOn(onLadder(robot, new double[] {at, IN_HEAD}));
        Platform.runLater(SteadyRobot::park);
        drawn();
        drawn();
    }

    @Test
    void aNatShowsItsMappingsWhenItsNameIsClickedAndHidesThemAgain(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Platform.runLater(() -> model().reducedMotionProperty().set(true));
        drawn();
        int[] without = ladder(robot);
        clickOnTheNat(robot);
        atRest(synOfC());
        assertThat(Arrays.equals(ladder(robot), without))
                .as("mappings are drawn")
                .isFalse();
        clickOnTheNat(robot);
        atRest(synOfC());
        assertThat(Arrays.equals(ladder(robot), without)).as("and gone").isTrue();
    }
}
