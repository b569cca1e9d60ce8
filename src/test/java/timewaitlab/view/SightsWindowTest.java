package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.TimeScale;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.TcpFlags;

/** What a person does with the ladder and the diagrams only to see something, done by a robot. */
class SightsWindowTest extends RobotWindow {
    private static final long SOON = 44 * SimTime.MILLISECOND;

    @Start
    void start(Stage stage) {
        open(stage);
    }

    /** How far apart two segments leave; asked at once, for the ladder may be gliding. */
    private double apart(int one, int other) {
        return asked(() -> leaves(other) - leaves(one));
    }

    /** How much lower a segment arrives than it leaves. */
    private double falls(int journey) {
        return asked(() -> arrives(journey) - leaves(journey));
    }

    private static double asked(Callable<Double> question) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, question);
    }

    private double leaves(int journey) {
        return window().ladder().endOf(journey, false).orElseThrow()[1];
    }

    private double arrives(int journey) {
        return window().ladder().endOf(journey, true).orElseThrow()[1];
    }

    private int finOfA() {
        return model().index().journeys().stream()
                .filter(leg -> leg.at().equals("A") && leg.segment().has(TcpFlags.FIN))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void scaled(FxRobot robot, TimeScale.Kind kind) throws TimeoutException {
        double before = apart(1, synOfC());
        robot.clickOn("#scale-" + kind.name().toLowerCase(java.util.Locale.ROOT));
        waitFor(() -> model().timeScaleProperty().get() == kind && apart(1, synOfC()) != before);
    }

    @Test
    void theTimeScaleIsChosen(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        waitFor(() -> window().ladder().endOf(synOfC(), false).isPresent());
        double compressed = apart(1, synOfC());
        scaled(robot, TimeScale.Kind.LINEAR);
        double linear = apart(1, synOfC());
        int again = model().index().journeys().stream()
                .filter(leg -> leg.at().equals("C") && leg.retransmission())
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(linear).as("five seconds are five seconds long").isGreaterThan(compressed);
        assertThat(apart(synOfC(), again) * 5)
                .as("the next one is a second later")
                .isCloseTo(linear, within(0.02 * linear));
        assertThat(falls(1)).as("22 ms hardly at all").isLessThan(3);
        scaled(robot, TimeScale.Kind.EVENT);
        assertThat(falls(1)).as("a step an event, however short it was").isGreaterThanOrEqualTo(20);
        scaled(robot, TimeScale.Kind.COMPRESSED);
        assertThat(apart(1, synOfC())).isCloseTo(compressed, within(0.01));
    }

    private static List<String> tips() {
        return Window.getWindows().stream()
                .filter(Tooltip.class::isInstance)
                .filter(Window::isShowing)
                .map(tip -> ((Tooltip) tip).getText())
                .toList();
    }

    @Test
    void oneIsSelectedAndAnotherPointedAt(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Platform.runLater(() -> model().selectedProperty().set(finOfA()));
        atRest(synOfC());
        double[] place = window().ladder().placeOf(synOfC()).orElseThrow();
        robot.moveTo(onLadder(robot, new double[] {place[0] + 20, place[1]}));
        waitFor(() -> model().hoveredProperty().get() == synOfC());
        waitFor(() -> tips().stream().anyMatch(tip -> tip.contains("Δt +4.912 s") && tip.endsWith("ΔTSval -845315")));
        robot.moveTo(onLadder(robot, new double[] {place[0], 60}));
        waitFor(() -> model().hoveredProperty().get() == 0 && tips().isEmpty());
    }

    @Test
    void aDoubleClickBringsItToTheMiddle(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        Node ladder = robot.lookup("#ladder").query();
        double middle = ladder.getLayoutBounds().getHeight() / 2;
        int low = model().index().journeys().stream()
                .filter(leg -> leg.time() > REFUSED)
                .filter(leg -> leaves(leg.id()) > middle + 60)
                .findFirst()
                .orElseThrow()
                .id();
        double[] tail = window().ladder().endOf(low, false).orElseThrow();
        robot.moveTo(onLadder(robot, new double[] {tail[0] + 24, tail[1] + 1}));
        SteadyRobot.clickTwice(robot);
        waitFor(() -> model().selectedProperty().get() == low);
        waitFor(() -> Math.abs((leaves(low) + arrives(low)) / 2 - middle) < 3);
    }

    @Test
    void whatIsCutOffIsToldWhole(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        atRest(synOfC());
        double[] head = window().ladder().endOf(synOfC(), false).orElseThrow();
        robot.moveTo(onLadder(robot, new double[] {head[0], 30}));
        waitFor(() -> tips().stream().anyMatch(tip -> tip.startsWith("C   10.0.0.3   Linux 4.4")));
        Labeled name = robot.lookup("#tcp_tw_recycle-B").query().getParent().getChildrenUnmodifiable().stream()
                .filter(Labeled.class::isInstance)
                .map(Labeled.class::cast)
                .findFirst()
                .orElseThrow();
        robot.moveTo(name);
        waitFor(() -> tips().isEmpty());
        robot.moveTo("#ladder");
        Platform.runLater(() -> {
            name.setMinWidth(0);
            name.setMaxWidth(60);
            name.setWrapText(false);
        });
        drawn();
        robot.moveTo(name);
        waitFor(() -> tips().equals(List.of("tcp_tw_recycle")));
    }

    @Test
    void itRunsUntilWhatIsWrittenHolds(FxRobot robot) throws TimeoutException {
        at(0);
        robot.write('g');
        TextField goal = robot.lookup("#goTo").queryAs(TextField.class);
        waitFor(goal::isFocused);
        robot.write("verdict == nosuch");
        robot.type(KeyCode.ENTER);
        waitFor(() -> goal.isVisible() && model().noticeProperty().get() != null);
        Platform.runLater(goal::clear);
        drawn();
        robot.write("state == SYN-SENT && state.host == C").type(KeyCode.ENTER);
        waitFor(() -> model().playhead().getTime() == 5 * SimTime.SECOND && !goal.isVisible());
    }

    private static StateDiagram diagramOf(FxRobot robot, String host) {
        return robot.lookup(".lab-states > *").queryAll().stream()
                .filter(node -> node instanceof StateDiagram && FxNodes.isSeen(node))
                .map(StateDiagram.class::cast)
                .filter(diagram -> diagram.getAccessibleText().startsWith(host + ":"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> listed(FxRobot robot) {
        return robot.lookup(".lab-occupied .label").queryAllAs(Labeled.class).stream()
                .filter(FxNodes::isSeen)
                .map(Labeled::getText)
                .toList();
    }

    @Test
    void aStateListsWhoIsInIt(FxRobot robot) throws TimeoutException {
        at(SOON);
        click(robot, TcpState.LISTEN);
        waitFor(() -> listed(robot).size() == 2);
        assertThat(listed(robot)).containsExactly("LISTEN", "198.51.100.9:80-0.0.0.0:0");
        at(500 * SimTime.MILLISECOND);
        click(robot, TcpState.TIME_WAIT);
        waitFor(() -> listed(robot).contains("TIME-WAIT"));
        assertThat(listed(robot)).contains("198.51.100.9:80-203.0.113.7:40000");
    }

    private static void click(FxRobot robot, TcpState state) throws TimeoutException {
        StateDiagram diagram = diagramOf(robot, "B");
        waitFor(() -> diagram.states().isPresent());
        Box box = diagram.states().orElseThrow().boxOf(state);
        robot.clickOn(diagram.localToScreen(new Point2D(box.x() + box.width() / 2, box.y() + box.height() / 2)));
    }
}
