package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.base.SimTime;
import timewaitlab.draw.Outline.Disc;

/** The Map pane under a robot's hand: the dot is dragged and moved by keys, the plane zoomed and panned. */
class MapRobotTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    private MapPlane open(FxRobot robot) throws TimeoutException {
        waitFor(() -> model().getExperiment().isPresent());
        Platform.runLater(() -> model().seek(5022 * SimTime.MILLISECOND));
        waitFor(() -> model().playhead().getTime() == 5022 * SimTime.MILLISECOND);
        robot.clickOn("#tab-map");
        MapPlane plane = robot.lookup("#mapPlane").queryAs(MapPlane.class);
        waitFor(() -> plane.dot().isPresent() && plane.getWidth() > 100);
        return plane;
    }

    private static Point2D onScreen(MapPlane plane, double x, double y) {
        return plane.localToScreen(x, y);
    }

    private static String mapChip(FxRobot robot) {
        return robot.lookup(".lab-map-pane .lab-chip").<Node>query().getAccessibleText();
    }

    @Test
    void theDotIsDraggedAndTheVerdictFollows(FxRobot robot) throws TimeoutException {
        MapPlane plane = open(robot);
        assertThat(mapChip(robot)).isEqualTo("DROP silently");
        Disc dot = plane.dot().orElseThrow();
        robot.drag(onScreen(plane, dot.x(), dot.y()))
                .moveTo(onScreen(plane, dot.x(), 60))
                .drop();
        waitFor(() -> model().supposedProperty().get() != null);
        assertThat(mapChip(robot)).startsWith("ACCEPT");
        robot.clickOn("#tab-why");
        assertThat(robot.lookup(".lab-why .lab-chip").<Node>query().getAccessibleText())
                .startsWith("ACCEPT");
        robot.clickOn("#tab-map");
        robot.clickOn("Put back");
        waitFor(() -> model().supposedProperty().get() == null);
        assertThat(mapChip(robot)).isEqualTo("DROP silently");
    }

    private static String otherChip(FxRobot robot) {
        return robot.lookup("#otherBox .lab-chip").<Node>query().getAccessibleText();
    }

    @Test
    void aKernelIsHeldAgainstAnotherWhileTheDotIsDragged(FxRobot robot) throws TimeoutException {
        MapPlane plane = open(robot);
        assertThat(robot.lookup("#otherBox").<Node>query().isVisible()).isFalse();
        WritableImage alone = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> plane.snapshot(null, null));
        ComboBox<String> against = robot.lookup("#against").queryComboBox();
        Platform.runLater(() -> against.setValue("linux-4.12"));
        waitFor(() -> robot.lookup("#otherBox").<Node>query().isVisible());
        assertThat(mapChip(robot)).isEqualTo("DROP silently");
        assertThat(otherChip(robot)).as("without per-host timestamps").isEqualTo("ACCEPT: new connection");
        settled();
        Disc dot = plane.dot().orElseThrow();
        WritableImage both = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> plane.snapshot(null, null));
        int x = (int) dot.x() - 40;
        assertThat(rowOf(both, x)).as("cells that differ look otherwise").isNotEqualTo(rowOf(alone, x));
        robot.drag(onScreen(plane, dot.x(), dot.y()))
                .moveTo(onScreen(plane, dot.x(), 60))
                .drop();
        waitFor(() -> model().supposedProperty().get() != null);
        assertThat(mapChip(robot)).isEqualTo(otherChip(robot)).isEqualTo("ACCEPT: new connection");
        robot.clickOn("#tab-why");
        assertThat(chip(robot)).isEqualTo("ACCEPT: new connection");
        robot.clickOn("#tab-map");
        Platform.runLater(() -> against.setValue(""));
        waitFor(() -> !robot.lookup("#otherBox").<Node>query().isVisible());
    }

    /** The colours down a column of pixels. */
    private static List<Integer> rowOf(WritableImage picture, int x) {
        return IntStream.range(0, (int) picture.getHeight())
                .map(y -> picture.getPixelReader().getArgb(x, y))
                .boxed()
                .toList();
    }

    @Test
    void arrowKeysMoveTheDot(FxRobot robot) throws TimeoutException {
        MapPlane plane = open(robot);
        Platform.runLater(plane::requestFocus);
        drawn();
        long time = model().playhead().getTime();
        robot.type(KeyCode.UP);
        waitFor(() -> plane.point().y() == -845_314);
        robot.press(KeyCode.SHIFT).type(KeyCode.UP).release(KeyCode.SHIFT);
        waitFor(() -> plane.point().y() == -845_304);
        robot.press(KeyCode.ALT).type(KeyCode.UP).release(KeyCode.ALT);
        waitFor(() -> plane.point().y() == -1);
        assertThat(mapChip(robot)).startsWith("ACCEPT");
        long x = plane.point().x();
        robot.type(KeyCode.LEFT);
        waitFor(() -> plane.point().x() == x - 1);
        assertThat(model().playhead().getTime()).as("the window's arrows rest").isEqualTo(time);
    }

    @Test
    void theWheelZoomsAndDraggingThePlanePans(FxRobot robot) throws TimeoutException {
        MapPlane plane = open(robot);
        Disc before = plane.dot().orElseThrow();
        robot.moveTo(onScreen(plane, plane.getWidth() / 2, plane.getHeight() / 2));
        robot.scroll(5, javafx.geometry.VerticalDirection.UP);
        waitFor(() -> !plane.dot().orElseThrow().equals(before));
        Disc zoomed = plane.dot().orElseThrow();
        robot.drag(onScreen(plane, 120, 150)).moveTo(onScreen(plane, 160, 120)).drop();
        waitFor(() -> !plane.dot().orElseThrow().equals(zoomed));
        assertThat(model().supposedProperty().get())
                .as("panning moves the view, not the dot")
                .isNull();
        robot.write('0');
        robot.write('F');
        waitFor(() -> plane.dot().filter(disc -> disc.x() < plane.getWidth()).isPresent());
    }
}
