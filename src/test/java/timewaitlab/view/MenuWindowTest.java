package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.base.SimTime;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.viewmodel.Texts;

/** The menus under the right button of the ladder: of a segment, of a place where there is none, of a recording. */
class MenuWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private void openOnSynOfC(FxRobot robot) throws TimeoutException {
        double[] tail = window().ladder().endOf(synOfC(), false).orElseThrow();
        robot.clickOn(onLadder(robot, new double[] {tail[0] + 30, tail[1]}), MouseButton.SECONDARY);
        shown(robot, "#segment-menu-why");
    }

    /** Between the refusal and what comes next, at C's lifeline. */
    private Point2D nowhere(FxRobot robot) {
        double[] tail = window().ladder().endOf(synOfC(), false).orElseThrow();
        double[] head = window().ladder().endOf(synOfC(), true).orElseThrow();
        return onLadder(robot, new double[] {tail[0] + 6, head[1] + 52});
    }

    private void openNowhere(FxRobot robot) throws TimeoutException {
        robot.clickOn(nowhere(robot), MouseButton.SECONDARY);
        shown(robot, "#segment-menu-here");
    }

    private static void shown(FxRobot robot, String item) throws TimeoutException {
        waitFor(() -> robot.lookup(item).tryQuery().isPresent());
    }

    private static void askByKeyboard(FxRobot robot) {
        Node ladder = robot.lookup("#ladder").query();
        Platform.runLater(ladder::requestFocus);
        drawn();
        robot.press(KeyCode.SHIFT).type(KeyCode.F10).release(KeyCode.SHIFT);
    }

    private static String keyOf(FxRobot robot, String item) {
        return robot.lookup(item + " .accelerator-text").queryAs(Label.class).getText();
    }

    @Test
    void whyBringsItsPaneToTheFront(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.clickOn("#tab-counters");
        waitFor(() -> !robot.lookup(".lab-why").<Node>query().isVisible());
        openOnSynOfC(robot);
        robot.clickOn("#segment-menu-why");
        waitFor(() -> robot.lookup(".lab-why").<Node>query().isVisible());
        assertThat(chip(robot)).isEqualTo("DROP silently");
        assertThat(model().selectedProperty().get()).isEqualTo(synOfC());
    }

    @Test
    void aKeyAsksWhyInADemonstrationToo(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.type(KeyCode.F3);
        waitFor(() -> !robot.lookup(".lab-inspector").<Node>query().isVisible());
        Platform.runLater(() -> model().goTo(synOfC()));
        drawn();
        robot.write('e');
        waitFor(() -> robot.lookup(".lab-inspector").<Node>query().isVisible());
        assertThat(chip(robot)).isEqualTo("DROP silently");
    }

    @Test
    void entriesShowTheirKeysAsTheyAre(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        openOnSynOfC(robot);
        assertThat(keyOf(robot, "#segment-menu-drop")).isEqualTo("k");
        assertThat(keyOf(robot, "#segment-menu-inject-before")).isEqualTo("I");
        assertThat(keyOf(robot, "#segment-menu-inject-after")).isEqualTo("A");
        assertThat(keyOf(robot, "#segment-menu-why")).isEqualTo("e");
        robot.type(KeyCode.ESCAPE);
    }

    @Test
    void oneLikeItIsSentBeforeItAndTakenBack(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        openOnSynOfC(robot);
        robot.clickOn("#segment-menu-inject-before");
        TextArea line = robot.lookup("#line").queryAs(TextArea.class);
        waitFor(line::isFocused);
        assertThat(line.getText()).startsWith("inject at 4.999999 s from C ");
        robot.type(KeyCode.ENTER);
        waitFor(() -> interventions().size() == 1);
        waitFor(() ->
                model().index().leg(synOfC()).map(Leg::time).orElse(0L) == 5 * SimTime.SECOND - SimTime.MICROSECOND);
        undo(robot);
        waitFor(() -> interventions().isEmpty()
                && model().index().leg(synOfC()).orElseThrow().time() == 5 * SimTime.SECOND);
    }

    @Test
    void oneLikeItIsSentAfterItByKey(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        robot.write('A');
        TextArea line = robot.lookup("#line").queryAs(TextArea.class);
        waitFor(line::isFocused);
        assertThat(line.getText()).startsWith("inject at 5.022001 s from C ");
    }

    @Test
    void fromAPlaceASegmentIsSentThere(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        openNowhere(robot);
        robot.clickOn("#segment-menu-inject-here");
        TextArea line = robot.lookup("#line").queryAs(TextArea.class);
        waitFor(line::isFocused);
        assertThat(line.getText()).matches("inject at 5\\.[0-4]\\d* s from C 10\\.0\\.0\\.3:40000 > .* S .*");
        robot.type(KeyCode.ENTER);
        waitFor(() -> interventions().size() == 1);
    }

    @Test
    void atAPlacePlayingStopsAndAFutureBegins(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        openNowhere(robot);
        robot.clickOn("#segment-menu-breakpoint");
        waitFor(() -> model().breakpoints().pointsProperty().get().size() == 1);
        long stop =
                model().breakpoints().pointsProperty().get().get(0).moments().get(0);
        assertThat(stop).isGreaterThan(REFUSED);
        openNowhere(robot);
        robot.clickOn("#segment-menu-bookmark");
        waitFor(() -> model().session().bookmarks().moments().size() == 1);
        openNowhere(robot);
        robot.clickOn("#segment-menu-fork");
        waitFor(() -> model().session().getTree().futures().size() == 2);
        openNowhere(robot);
        robot.clickOn("#segment-menu-here");
        waitFor(() -> model().playhead().getTime() > REFUSED);
    }

    @Test
    void theKeyboardOpensTheMenuOfTheMomentWhereNothingIsSelected(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Platform.runLater(() -> model().selectedProperty().set(0));
        askByKeyboard(robot);
        shown(robot, "#segment-menu-here");
        robot.type(KeyCode.ESCAPE);
    }

    @Test
    void aRecordingOffersNothingThatWouldChangeIt(FxRobot robot) throws TimeoutException {
        loaded();
        Platform.runLater(() -> model().open(Path.of("src/test/resources/capture/close-client-first.pcap")));
        waitFor(() -> model().getExperiment().orElseThrow().isCapture());
        waitFor(() -> robot.lookup("#scenario .list-cell").queryAllAs(Labeled.class).stream()
                .anyMatch(cell -> "close-client-first.pcap".equals(cell.getText())));
        int first = model().index().journeys().get(0).id();
        Platform.runLater(() -> model().goTo(first));
        askByKeyboard(robot);
        shown(robot, "#segment-menu-goto");
        assertThat(robot.lookup("#segment-menu-drop").tryQuery()).isEmpty();
        assertThat(robot.lookup("#segment-menu-inject-before").tryQuery()).isEmpty();
        robot.type(KeyCode.ESCAPE);
        for (char key : new char[] {'k', 'i', 'A'}) {
            Platform.runLater(() -> model().dismiss());
            drawn();
            robot.write(key);
            waitFor(() -> model().noticeProperty().get() != null);
            assertThat(model().noticeProperty().get().title()).isEqualTo(Texts.say("whatif.capture"));
        }
    }
}
