package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.Circle;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What a hall sees of the pointer and of keys while something is presented, and that it is in nobody's way. */
class AudienceWindowTest extends RobotWindow {
    private static final double RIPPLE = 54;

    @Start
    void start(Stage stage) {
        open(stage);
    }

    private void presenting(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.type(KeyCode.F5);
        waitFor(() -> model().showing().presentingProperty().get());
        Platform.runLater(() -> model().goTo(synOfC()));
        atRest(synOfC());
    }

    /** Whether something was seen since, though it may have gone again before anybody looked. */
    private static BooleanSupplier hasBeenSeen(FxRobot robot, String what) {
        boolean[] seen = {false};
        Node node = robot.lookup("#audience " + what).query();
        robot.interact(() -> node.visibleProperty().addListener((visible, before, now) -> seen[0] |= now));
        return () -> seen[0];
    }

    private static boolean isSeen(FxRobot robot, String what) {
        return FxNodes.isSeen(robot.lookup("#audience " + what).query());
    }

    private static Circle circle(FxRobot robot, String what) {
        return robot.lookup("#audience " + what).queryAs(Circle.class);
    }

    private static List<String> echo(FxRobot robot) {
        return robot.lookup("#audience .lab-key-echo .label").queryAllAs(Labeled.class).stream()
                .map(Labeled::getText)
                .toList();
    }

    private Point2D onSegment(FxRobot robot) {
        double[] tail = window().ladder().endOf(synOfC(), false).orElseThrow();
        return onLadder(robot, new double[] {tail[0] + 24, tail[1]});
    }

    @Test
    void thePointerIsRingedAndAClickSpreadsAndReachesWhatLiesBelow(FxRobot robot) throws TimeoutException {
        presenting(robot);
        Platform.runLater(() -> model().selectedProperty().set(0));
        Point2D at = onSegment(robot);
        robot.moveTo(at);
        waitFor(() -> isSeen(robot, ".lab-halo"));
        Point2D ring = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            Circle halo = circle(robot, ".lab-halo");
            return halo.localToScreen(halo.getCenterX(), halo.getCenterY());
        });
        assertThat(ring.distance(at)).isLessThan(2);
        robot.clickOn(onSegment(robot));
        waitFor(() -> model().selectedProperty().get() == synOfC());
        waitFor(() -> !isSeen(robot, ".lab-ripple"));
        assertThat(circle(robot, ".lab-ripple").getRadius()).as("it has spread").isEqualTo(RIPPLE);
    }

    @Test
    void aKeyIsShownWithWhatItDoes(FxRobot robot) throws TimeoutException {
        presenting(robot);
        BooleanSupplier shown = hasBeenSeen(robot, ".lab-key-echo");
        robot.write('n');
        waitFor(shown::getAsBoolean);
        assertThat(echo(robot)).containsExactly("n", "Next segment");
        waitFor(() -> !isSeen(robot, ".lab-key-echo"));
    }

    @Test
    void withReducedMotionNothingGrows(FxRobot robot) throws TimeoutException {
        presenting(robot);
        Platform.runLater(() -> model().reducedMotionProperty().set(true));
        drawn();
        boolean[] grown = {false};
        circle(robot, ".lab-ripple")
                .radiusProperty()
                .addListener((radius, before, now) -> grown[0] |= now.doubleValue() != RIPPLE);
        BooleanSupplier spread = hasBeenSeen(robot, ".lab-ripple");
        robot.clickOn(onSegment(robot));
        waitFor(spread::getAsBoolean);
        waitFor(() -> !isSeen(robot, ".lab-ripple"));
        assertThat(grown[0]).isFalse();
        assertThat(circle(robot, ".lab-ripple").getOpacity()).isEqualTo(1);
    }

    @Test
    void itIsSwitchedOffAndBelongsToPresentingOnly(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.moveTo("#ladder");
        robot.write('n');
        drawn();
        assertThat(robot.lookup("#audience").<Node>query().isVisible())
                .as("at a desk")
                .isFalse();
        presenting(robot);
        robot.moveTo(onSegment(robot));
        waitFor(() -> isSeen(robot, ".lab-halo"));
        robot.write('P');
        waitFor(() -> !isSeen(robot, ".lab-halo"));
        // away from the tooltip, which would take the pointer from the window
        robot.moveBy(-5, -5);
        robot.write('n');
        drawn();
        assertThat(isSeen(robot, ".lab-key-echo")).isFalse();
        robot.write('P');
        robot.moveBy(-5, -5);
        waitFor(() -> isSeen(robot, ".lab-halo"));
        robot.type(KeyCode.F5);
        waitFor(() -> !isSeen(robot, ".lab-halo"));
    }
}
