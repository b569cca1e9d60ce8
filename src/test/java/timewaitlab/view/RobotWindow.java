package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.service.query.EmptyNodeQueryException;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.app.Laboratories;
import timewaitlab.base.Language;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Intervention;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.MainViewModel;

/** The window on the flagship, for tests that use it as a person would. */
@ExtendWith(SteadyRobot.class)
@Timeout(180)
abstract class RobotWindow {
    /** When B refuses C's first SYN. */
    static final long REFUSED = 5022 * SimTime.MILLISECOND;

    /** However slow the machine is. */
    private static final int PATIENCE_SECONDS = Integer.getInteger("robot.patience", 60);

    /** In the first a view learns what to show, in the second that is laid out, in the third what follows from that. */
    private static final int FRAMES_TO_DRAW = 3;

    private static final int FRAMES_AT_REST = 4;
    private static final int MOST_LOOKS = 250;

    private LabWindow window;
    private MainViewModel model;

    /** Opens it; a test calls this from a {@code @Start} method of its own, which is looked for in no other class. */
    void open(Stage stage) {
        open(stage, Optional.of("flagship"));
    }

    /** The same with what is named, or as it was left. */
    void open(Stage stage, Optional<String> scenario) {
        window = new LabWindow(stage, laboratory(), Platform::runLater, desk());
        model = window.model();
        // In a window of this size the panel begins as its rail; most tests are about what it holds.
        model.desk().remembered().put("layout.what-if.open-narrow", true);
        window.show(scenario);
        stage.setX(0);
        stage.setY(0);
        stage.requestFocus();
        SteadyRobot.park();
    }

    /** Who runs what the window shows. */
    Laboratory laboratory() {
        return Laboratories.real();
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

    /** Until this holds, and what is shown then has been laid out: so that a robot can point at it. */
    static void waitFor(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS, TimeUnit.SECONDS, () -> SteadyRobot.onWindowsThread(() -> holds(condition)));
        drawn();
    }

    /** What is asked of something that is not there yet does not hold yet. */
    private static boolean holds(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (EmptyNodeQueryException | NoSuchElementException early) {
            return false;
        }
    }

    /** Until everything that has happened is laid out and drawn. */
    static void drawn() {
        frames(FRAMES_TO_DRAW);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Until the run is there. */
    void loaded() throws TimeoutException {
        waitFor(() -> model.getExperiment().isPresent());
    }

    /** Until the sim thread has done what was asked of it, and what came of that is drawn. */
    void settled() throws TimeoutException {
        boolean[] done = {false};
        Platform.runLater(() -> model.alongside(() -> true, all -> done[0] = all));
        waitFor(() -> done[0]);
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

    /** The run at the refusal of C's first SYN, which is selected, and the ladder at rest. */
    void atTheRefusal() throws TimeoutException {
        loaded();
        Platform.runLater(() -> model.goTo(synOfC()));
        waitFor(() -> model.playhead().getTime() == REFUSED);
        atRest(synOfC());
    }

    /** Until this segment stays where it is on the ladder. */
    void atRest(int journey) throws TimeoutException {
        waitFor(() -> window.ladder().endOf(journey, true).isPresent());
        List<Double> before = List.of();
        List<Double> now = whereEnds(journey);
        for (int i = 0; i < MOST_LOOKS && !now.equals(before); i++) {
            frames(FRAMES_AT_REST);
            before = now;
            now = whereEnds(journey);
        }
        assertThat(now).as("the ladder comes to rest").isEqualTo(before);
    }

    private List<Double> whereEnds(int journey) {
        return WaitForAsyncUtils.waitForAsyncFx(
                20_000,
                () -> Arrays.stream(window.ladder().endOf(journey, true).orElseThrow())
                        .boxed()
                        .toList());
    }

    /** Until so many frames more have been drawn. */
    static void frames(int count) {
        CountDownLatch left = new CountDownLatch(count);
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                left.countDown();
            }
        };
        Platform.runLater(timer::start);
        try {
            assertThat(left.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("frames are drawn")
                    .isTrue();
        } catch (InterruptedException hurried) {
            throw new IllegalStateException(hurried);
        } finally {
            Platform.runLater(timer::stop);
        }
    }

    /** What is done to the run in the branch that is shown. */
    List<String> interventions() {
        return model.session().interventions().stream().map(Intervention::title).toList();
    }

    static void undo(FxRobot robot) {
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
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
