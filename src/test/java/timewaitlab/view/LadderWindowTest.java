package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.base.SimTime;

/** The ladder moved about by a robot: zoomed, panned, pressed where time is written, delayed from its menu. */
class LadderWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private double[] end(int journey, boolean arrival) {
        return window().ladder().endOf(journey, arrival).orElseThrow();
    }

    private int nextOfC() {
        return model().index().journeys().stream()
                .filter(leg -> leg.at().equals("C") && leg.retransmission())
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** How far apart C's first two SYNs lie. */
    private double apart() {
        return end(nextOfC(), false)[1] - end(synOfC(), false)[1];
    }

    private void spread(double least, double most) throws TimeoutException {
        waitFor(() -> apart() > least && apart() < most);
    }

    @Test
    void keysAndTheWheelZoom(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        double usual = apart();
        robot.write('+');
        spread(usual * 1.1, usual * 1.3);
        robot.write('-').write('-');
        spread(usual * 0.7, usual * 0.95);
        robot.write('0');
        waitFor(() -> Math.abs(apart() - usual) < 0.5);
        robot.moveTo("#ladder");
        robot.press(KeyCode.CONTROL).scroll(1, VerticalDirection.UP).release(KeyCode.CONTROL);
        waitFor(() -> Math.abs(apart() - usual) > 1);
        robot.write('0').write('F');
        waitFor(() -> apart() < usual);
        robot.write('0');
        waitFor(() -> Math.abs(apart() - usual) < 0.5);
    }

    @Test
    void keysAndTheWheelPan(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        double before = end(synOfC(), true)[1];
        robot.write('J');
        waitFor(() -> end(synOfC(), true)[1] < before - 20);
        atRest(synOfC());
        double panned = end(synOfC(), true)[1];
        robot.press(KeyCode.ALT).type(KeyCode.UP).release(KeyCode.ALT);
        waitFor(() -> end(synOfC(), true)[1] > panned + 20);
        atRest(synOfC());
        double back = end(synOfC(), true)[1];
        assertThat(back).as("as far as it came").isCloseTo(before, within(1.5));
        robot.write('J');
        waitFor(() -> end(synOfC(), true)[1] < back - 20);
        atRest(synOfC());
        double between = end(synOfC(), true)[1];
        robot.moveTo("#ladder").scroll(1, VerticalDirection.DOWN);
        waitFor(() -> end(synOfC(), true)[1] != between);
        assertThat(model().playhead().getTime()).as("no time has passed").isEqualTo(REFUSED);
    }

    @Test
    void whereTimeIsWrittenAClickGoesThere(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        double middle = (end(synOfC(), false)[1] + end(synOfC(), true)[1]) / 2;
        robot.clickOn(onLadder(robot, new double[] {10, middle}));
        waitFor(() -> model().playhead().getTime() > 5 * SimTime.SECOND
                && model().playhead().getTime() < REFUSED);
    }

    @Test
    void theMenuDelaysByAsMuchAsIsChosen(FxRobot robot) throws TimeoutException {
        atTheRefusal();
        double[] tail = end(synOfC(), false);
        Point2D onFirstLeg = onLadder(robot, new double[] {tail[0] + 30, tail[1]});
        robot.clickOn(onFirstLeg, MouseButton.SECONDARY);
        waitFor(() -> robot.lookup("#segment-menu-delay").tryQuery().isPresent());
        robot.clickOn("#segment-menu-delay");
        waitFor(() -> robot.lookup("1.0 s").match(FxNodes::isSeen).tryQuery().isPresent());
        robot.type(KeyCode.RIGHT).type(KeyCode.UP).type(KeyCode.ENTER);
        waitFor(() -> interventions().size() == 1);
        assertThat(interventions()).containsExactly("delay C 10.0.0.3:40000 > 198.51.100.9:80 S no 1 by 1 s");
    }
}
