package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.KeyStroke;

/** Everything within reach: keys of one's own, every region by Tab, the notes on another screen. */
class ReachWindowTest extends KeepingWindow {
    private static final int MANY = 200;
    private static final double RING = 6;

    @Start
    void start(Stage stage) {
        open(stage);
    }

    @Test
    void aKeyIsGivenToAnotherAction(FxRobot robot) throws TimeoutException, IOException {
        at(0);
        Files.writeString(home().resolve(Desk.KEYS), "next-refusal = z\n");
        robot.push(KeyCode.CONTROL, KeyCode.K);
        waitFor(() ->
                robot.lookup(".lab-palette").tryQuery().filter(FxNodes::isSeen).isPresent());
        robot.write(Action.EDIT_KEYS.text()).type(KeyCode.ENTER);
        KeyStroke chosen = KeyStroke.of("z").orElseThrow();
        waitFor(() -> model().desk().getKeys().of(Action.NEXT_REFUSAL).equals(List.of(chosen)));
        robot.type(KeyCode.D);
        drawn();
        assertThat(model().playhead().getTime())
                .as("the usual key does it no more")
                .isZero();
        robot.type(KeyCode.Z);
        waitFor(() -> model().playhead().getTime() == REFUSED);
        robot.write('?');
        waitFor(() -> robot.lookup(".lab-key-sheet").<Node>query().isVisible());
        assertThat(robot.lookup(".lab-key-grid .lab-key").queryAllAs(Label.class))
                .extracting(Label::getText)
                .contains("z")
                .doesNotContain("d");
    }

    /** The regions something is in, by their style classes. */
    private static Set<String> around(Node node) {
        Set<String> classes = new LinkedHashSet<>();
        for (Node each = node; each != null; each = each.getParent()) {
            classes.addAll(each.getStyleClass());
        }
        return classes;
    }

    private static WritableImage picture(Scene scene) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, () -> scene.snapshot(null));
    }

    /** Whether the two pictures differ at a node or right around it. */
    private static boolean differs(WritableImage one, WritableImage other, Node node) {
        Bounds bounds = node.localToScene(node.getBoundsInLocal());
        PixelReader first = one.getPixelReader();
        PixelReader second = other.getPixelReader();
        int bottom = (int) Math.min(one.getHeight() - 1, bounds.getMaxY() + RING);
        int right = (int) Math.min(one.getWidth() - 1, bounds.getMaxX() + RING);
        for (int y = (int) Math.max(0, bounds.getMinY() - RING); y <= bottom; y++) {
            for (int x = (int) Math.max(0, bounds.getMinX() - RING); x <= right; x++) {
                if (first.getArgb(x, y) != second.getArgb(x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String name(Node node) {
        return node.getClass().getSimpleName() + " " + node.getId() + " " + node.getStyleClass();
    }

    @Test
    void tabWalksThroughEveryRegionAndIsSeenWhereItIs(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        Parent root = robot.lookup(".lab-main").queryParent();
        Scene scene = root.getScene();
        Set<String> seen = new LinkedHashSet<>();
        List<String> unseen = new ArrayList<>();
        List<String> unnamed = new ArrayList<>();
        Set<Node> owners = new LinkedHashSet<>();
        Platform.runLater(() -> robot.lookup("#menuButton").query().requestFocus());
        drawn();
        WritableImage before = picture(scene);
        for (int i = 0; i < MANY; i++) {
            robot.type(KeyCode.TAB);
            drawn();
            Node owner = scene.getFocusOwner();
            if (!owners.add(owner)) {
                break;
            }
            seen.addAll(around(owner));
            WritableImage now = picture(scene);
            if (!owner.isFocusVisible() || !differs(before, now, owner)) {
                unseen.add(name(owner));
            }
            before = now;
        }
        assertThat(seen)
                .as("regions that are reached")
                .contains(
                        "lab-topbar",
                        "lab-what-if-pane",
                        "lab-states-pane",
                        "lab-ladder",
                        "lab-inspector",
                        "lab-rail",
                        "lab-transport");
        assertThat(unseen).as("where nothing shows the focus").isEmpty();
        assertThat(owners.size()).as("the way around is closed").isBetween(30, MANY - 1);
    }

    private static Optional<Stage> notes() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage stage && "Speaker notes".equals(stage.getTitle()))
                .map(Stage.class::cast)
                .filter(Window::isShowing)
                .findFirst();
    }

    private static List<String> written() {
        return notes().stream()
                .flatMap(stage -> stage.getScene().getRoot().lookupAll(".label").stream())
                .map(label -> ((Label) label).getText())
                .toList();
    }

    @Test
    void whoPresentsReadsNotesInAWindowOfTheirOwn(FxRobot robot) throws TimeoutException {
        at(REFUSED);
        robot.type(KeyCode.F5);
        waitFor(() -> written().stream().anyMatch(text -> text.startsWith("B remembers the highest timestamp")));
        assertThat(written())
                .contains("Now, 5.022 s: DROP silently")
                .anyMatch(text -> text.startsWith("Next at 6.000 s"));
        Node forward = notes().orElseThrow().getScene().getRoot().lookupAll(".button").stream()
                .filter(button -> "Step forward (Right)".equals(button.getAccessibleText()))
                .findFirst()
                .orElseThrow();
        Platform.runLater(() -> ((javafx.scene.control.Button) forward).fire());
        waitFor(() -> model().playhead().getTime() > REFUSED);
        waitFor(() -> written().stream().noneMatch(text -> text.startsWith("Now, 5.022 s")));
        Platform.runLater(() -> model().start("last-ack-lost"));
        waitFor(() -> written().stream().noneMatch(text -> text.startsWith("B remembers the highest timestamp")));
        robot.type(KeyCode.F5);
        waitFor(() -> notes().isEmpty());
    }
}
