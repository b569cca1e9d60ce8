package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Durations;
import timewaitlab.viewmodel.Pace;
import timewaitlab.wire.TcpFlags;

/** Through time by a robot's hand: the strip, causes and effects, breakpoints of every kind, the scales. */
class TravelWindowTest extends RobotWindow {
    @Start
    void start(Stage stage) {
        open(stage);
    }

    @Test
    void whereToGoSaysWhatCanBeWrittenThere(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.type(KeyCode.G);
        TextField field = robot.lookup(".lab-goto").queryAs(TextField.class);
        waitFor(field::isFocused);
        waitFor(() -> field.lookupAll(".text").stream()
                .filter(node -> node instanceof Text prompt && prompt.getText().equals(field.getPromptText()))
                .anyMatch(node -> ((Text) node).getFill().isOpaque()));
        robot.type(KeyCode.ESCAPE);
    }

    @Test
    void theStripIsPressedAndDragged(FxRobot robot) throws TimeoutException {
        at(0);
        Region strip = robot.lookup("#strip").queryAs(Region.class);
        Point2D left = strip.localToScreen(strip.getWidth() * 0.25, strip.getHeight() * 0.7);
        Point2D right = strip.localToScreen(strip.getWidth() * 0.75, strip.getHeight() * 0.7);
        robot.moveTo(left).press(MouseButton.PRIMARY);
        waitFor(() -> model().playhead().getTime() > 0);
        long first = model().playhead().getTime();
        robot.moveTo(right);
        waitFor(() -> model().playhead().getTime() > first);
        long second = model().playhead().getTime();
        robot.moveTo(left);
        waitFor(() -> model().playhead().getTime() == first);
        robot.release(MouseButton.PRIMARY);
        assertThat(second).isLessThan(model().until());
    }

    @Test
    void homeAndEndAreTheEnds(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.type(KeyCode.END);
        waitFor(() -> model().playhead().getTime() == model().until());
        robot.type(KeyCode.HOME);
        waitFor(() -> model().playhead().getTime() == 0);
    }

    @Test
    void theBoxSaysWhatASecondOfWatchingIs(FxRobot robot) throws TimeoutException {
        at(0);
        ComboBox<?> pace = robot.lookup("#pace").queryComboBox();
        robot.write('r');
        waitFor(() -> "1 s = 1 s".equals(String.valueOf(pace.getValue())));
        robot.write(',');
        waitFor(() -> "1 s = 0.1 s".equals(String.valueOf(pace.getValue())));
        robot.write('r').write(';');
        waitFor(() -> "told 2×".equals(String.valueOf(pace.getValue())));
    }

    @Test
    void aSegmentLeadsToItsCauseAndBackToItsEffect(FxRobot robot) throws TimeoutException {
        at(22 * SimTime.MILLISECOND);
        int syn = model().index().journeys().get(0).id();
        int answer = model().index().effectsOf(syn).get(0);
        Platform.runLater(() -> model().goTo(answer));
        waitFor(() -> model().selectedProperty().get() == answer);
        robot.press(KeyCode.CONTROL).type(KeyCode.LEFT).release(KeyCode.CONTROL);
        waitFor(() -> model().selectedProperty().get() == syn);
        robot.press(KeyCode.CONTROL).type(KeyCode.RIGHT).release(KeyCode.CONTROL);
        waitFor(() -> model().selectedProperty().get() == answer);
    }

    @Test
    void theRefusedSynLeadsToWhatIsRemembered(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Platform.runLater(() -> model().goTo(synOfC()));
        waitFor(() -> model().selectedProperty().get() == synOfC());
        robot.press(KeyCode.CONTROL).type(KeyCode.LEFT).release(KeyCode.CONTROL);
        waitFor(() -> model().index()
                .leg(model().selectedProperty().get())
                .filter(leg -> leg.at().equals("A") && leg.segment().has(TcpFlags.FIN))
                .isPresent());
    }

    @Test
    void whatWasSetByKeyIsInTheListThatIsOpenedLater(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.write('b');
        waitFor(() -> model().breakpoints().pointsProperty().get().size() == 1);
        robot.write('B');
        waitFor(() -> robot.lookup(".lab-breakpoints .lab-intervention-title").queryAllAs(Label.class).stream()
                .map(Label::getText)
                .toList()
                .equals(List.of("frame.time_relative >= 5.022")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # what is written,            from,    where it stops
        frame.time_relative >= 8,     6.1 s,   8.0 s
        state == TIME-WAIT,           0.05 s,  0.110 s
        verdict == drop,              5.1 s,   6.022 s
        tcp.flags.fin == 1,           0.05 s,  0.066 s
        """)
    void playingStopsAt(String test, String from, String stop, FxRobot robot) throws TimeoutException {
        at(Durations.parse(from));
        robot.write('B');
        TextField line = robot.lookup("#test").queryAs(TextField.class);
        waitFor(line::isFocused);
        robot.write(test).type(KeyCode.ENTER);
        waitFor(() -> model().breakpoints().pointsProperty().get().size() == 1);
        robot.type(KeyCode.ESCAPE);
        waitFor(() -> !line.isFocused() && !line.getParent().isVisible());
        Platform.runLater(() -> {
            model().playhead().paceProperty().set(new Pace(4, false));
            model().playhead().play();
        });
        drawn();
        waitFor(() -> !model().playhead().isPlaying());
        assertThat(model().playhead().getTime()).isEqualTo(Durations.parse(stop));
    }
}
