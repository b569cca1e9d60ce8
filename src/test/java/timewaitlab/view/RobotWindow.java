package timewaitlab.view;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.app.Laboratories;
import timewaitlab.base.Language;
import timewaitlab.base.SimTime;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.MainViewModel;

/** The window on the flagship, for tests that use it as a person would. */
@ExtendWith(ApplicationExtension.class)
@Timeout(180)
abstract class RobotWindow {
    /** When B refuses C's first SYN. */
    static final long REFUSED = 5022 * SimTime.MILLISECOND;

    private LabWindow window;
    private MainViewModel model;

    /** Opens it; a test calls this from a {@code @Start} method of its own, which is looked for in no other class. */
    void open(Stage stage) {
        window = new LabWindow(stage, Laboratories.real(), Platform::runLater, desk());
        model = window.model();
        window.show(Optional.of("flagship"));
        stage.setX(0);
        stage.setY(0);
        stage.requestFocus();
    }

    /** The desk the window is opened at: one that keeps nothing. */
    Desk desk() {
        return Desk.bare();
    }

    @AfterEach
    void close() {
        Platform.runLater(window::close);
        WaitForAsyncUtils.waitForFxEvents();
        Language.use(Language.ENGLISH);
    }

    LabWindow window() {
        return window;
    }

    MainViewModel model() {
        return model;
    }

    static void waitFor(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> onWindowsThread(condition));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Nobody rebuilds what is looked up meanwhile. */
    private static boolean onWindowsThread(Callable<Boolean> condition) throws Exception {
        if (Platform.isFxApplicationThread()) {
            return condition.call();
        }
        FutureTask<Boolean> asked = new FutureTask<>(condition);
        Platform.runLater(asked);
        return asked.get();
    }

    /** Until the run is there. */
    void loaded() throws TimeoutException {
        waitFor(() -> model.getExperiment().isPresent());
    }

    /** The run, standing still at this moment. */
    void at(long time) throws TimeoutException {
        loaded();
        Platform.runLater(() -> {
            model.playhead().pause();
            model.seek(time);
        });
        waitFor(() -> model.playhead().getTime() == time && !model.playhead().isPlaying());
    }

    /** The first segment C sends: its SYN, which is refused. */
    int synOfC() {
        return model.index().journeys().stream()
                .filter(leg -> leg.at().equals("C"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** A place of the ladder on the screen. */
    static Point2D onLadder(FxRobot robot, double[] place) {
        return robot.lookup("#ladder").<Node>query().localToScreen(new Point2D(place[0], place[1]));
    }

    /** What the chip of the Why pane says. */
    static String chip(FxRobot robot) {
        return robot.lookup(".lab-why .lab-chip").<Node>query().getAccessibleText();
    }
}
