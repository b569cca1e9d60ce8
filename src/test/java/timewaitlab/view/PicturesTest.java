package timewaitlab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.LessonStep;
import timewaitlab.viewmodel.Theme;

/** What the window looks like, view by view, in each theme. */
class PicturesTest extends RobotWindow {
    private static final int STILL = 4;
    private static final Path CAPTURE = Path.of("src/test/resources/capture/close-client-first.pcap");
    private static final int FIN_OF_CLIENT = 7;
    private static final double WIDE_DIAGRAM = 700;
    private static final int MOST_STEPS = 40;
    private static final List<String> PANES =
            List.of("segment", "socket", "nat", "peers", "counters", "load", "commands", "map", "table");

    private final List<String> wrong = new ArrayList<>();
    private Stage stage;
    private String theme = "";

    @Start
    void start(Stage stage) {
        this.stage = stage;
        open(stage);
        // As it is found by whoever starts it first.
        model().desk().remembered().put("layout.what-if.open-narrow", false);
        model().reducedMotionProperty().set(true);
    }

    @ParameterizedTest
    @EnumSource(
            value = Theme.class,
            names = {"LIGHT", "DARK"})
    void theWindowLooksAsItShould(Theme shown, FxRobot robot) throws Exception {
        theme = shown.name().toLowerCase(java.util.Locale.ROOT);
        robot.moveTo(5, 5);
        at(REFUSED);
        run(() -> model().themeProperty().set(shown));
        look("explore", stage.getScene().getRoot());
        for (String pane : PANES) {
            run(() -> ((ToggleButton) stage.getScene().lookup("#tab-" + pane)).fire());
            look("pane-" + pane, stage.getScene().lookup(".lab-inspector"));
        }
        run(() -> ((ToggleButton) stage.getScene().lookup("#tab-why")).fire());
        sheets();
        demonstrations();
        gallery();
        compare();
        filtered();
        lifelines();
        captured();
        wide(robot);
        assertThat(wrong).as("what looks otherwise").isEmpty();
    }

    private void sheets() throws Exception {
        run(() -> {
            stage.setWidth(1280);
            stage.setHeight(720);
        });
        look("explore-1280", stage.getScene().getRoot());
        run(() -> ((javafx.scene.control.Button) stage.getScene().lookup("#helpButton")).fire());
        look("keys-1280", stage.getScene().lookup(".lab-key-sheet"));
        run(() -> ((javafx.scene.control.Button) stage.getScene().lookup("#helpButton")).fire());
    }

    private void demonstrations() throws Exception {
        run(() -> model().showing().demoProperty().set(true));
        look("demo-1280", stage.getScene().getRoot());
        run(() -> model().lessons().begin());
        waitFor(() -> model().lessons().getStep().equals(java.util.Optional.of(LessonStep.WATCH)));
        run(() -> model().lessons().skip());
        waitFor(() -> model().lessons().getStep().equals(java.util.Optional.of(LessonStep.PREDICT)));
        run(() -> {
            model().lessons().predictionProperty().set(3);
            model().lessons().confidenceProperty().set(1);
        });
        look("predict-1280", stage.getScene().getRoot());
        run(() -> model().lessons().reveal());
        look("reveal-1280", stage.getScene().getRoot());
        run(() -> {
            model().lessons().leave();
            model().showing().demoProperty().set(false);
            model().showing().presentingProperty().set(true);
        });
        at(REFUSED);
        look("present-1280", stage.getScene().getRoot());
        run(() -> {
            model().showing().presentingProperty().set(false);
            stage.setWidth(1440);
            stage.setHeight(900);
        });
    }

    private void gallery() throws Exception {
        run(() -> model().showing().galleryProperty().set(true));
        int all = model().laboratory().ids().size();
        // Of the runs two take their time.
        waitFor(() -> model().runs().vignettes().made().size() >= all - 2);
        waitFor(() -> model().runs().vignettes().made().size() >= all - 1);
        waitFor(() -> model().runs().vignettes().made().size() == all);
        look("gallery", stage.getScene().getRoot());
        run(() -> model().showing().galleryProperty().set(false));
    }

    private void compare() throws Exception {
        run(() -> model().deeds().fork());
        waitFor(() -> model().session().getTree().futures().size() == 2);
        run(() -> model().edit(model().getExperiment().orElseThrow().choice().withSysctl("B", "tcp_tw_recycle", 0)));
        waitFor(() -> model().session().interventions().size() == 1);
        run(() -> model().compare().toggle());
        waitFor(() -> model().compare().pairProperty().get() != null);
        look("compare", stage.getScene().getRoot());
    }

    private void filtered() throws Exception {
        run(() -> {
            model().compare().activeProperty().set(false);
            model().session().show(1);
            model().dismiss();
        });
        at(REFUSED);
        run(() -> {
            model().filter().textProperty().set("verdict == drop");
            model().filter().apply(() -> {});
        });
        waitFor(() -> model().filter().shownProperty().get().isPresent());
        look("filtered", stage.getScene().getRoot());
        run(() -> model().filter().clear());
    }

    private void lifelines() throws Exception {
        run(() -> model().start("who-ate-my-syn"));
        waitFor(() -> model().index().trace().scenario().equals("who-ate-my-syn"));
        run(() -> model().stepRefusal(true));
        look("lifelines", stage.getScene().getRoot());
    }

    private void captured() throws Exception {
        run(() -> model().open(CAPTURE));
        waitFor(() -> model().getExperiment().filter(Experiment::isCapture).isPresent());
        run(() -> model().goTo(model().index().journeys().get(FIN_OF_CLIENT).id()));
        look("capture", stage.getScene().getRoot());
    }

    /** On a large screen, where somebody gave a diagram the room of the panel and of half the inspector. */
    private void wide(FxRobot robot) throws Exception {
        run(() -> model().start("flagship"));
        waitFor(() -> model().index().trace().scenario().equals("flagship"));
        run(() -> {
            stage.setWidth(1900);
            stage.setHeight(1080);
        });
        at(REFUSED);
        robot.type(KeyCode.W);
        pull(robot, "inspector", KeyCode.RIGHT, 0, 300);
        pull(robot, "states-server", KeyCode.LEFT, WIDE_DIAGRAM, Double.MAX_VALUE);
        run(() -> stage.getScene().lookup("#ladder").requestFocus());
        at(REFUSED);
        look("states-wide", stage.getScene().lookup("#divider-states-server").getParent());
    }

    /** Moves an edge by its keys until its pane is of such a width. */
    private void pull(FxRobot robot, String edge, KeyCode key, double least, double most) throws Exception {
        Node divider = stage.getScene().lookup("#divider-" + edge);
        Region pane = (Region) divider.getParent();
        run(divider::requestFocus);
        for (int i = 0; i < MOST_STEPS && (pane.getPrefWidth() < least || pane.getPrefWidth() > most); i++) {
            robot.type(key);
        }
        drawn();
        assertThat(pane.getWidth()).as(edge).isBetween(least, most);
    }

    private static void run(Runnable action) {
        Platform.runLater(action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Looks at a node once it stands still: when some frames later it looks the same. */
    private void look(String name, Node node) throws Exception {
        waitFor(() -> !model().runs().workingProperty().get());
        // what a pane works out without saying so, such as a map, asks for no more than once again
        settled();
        settled();
        WritableImage before = null;
        WritableImage now = snapshot(node);
        for (int i = 0; i < 50 && (before == null || !isSame(before, now)); i++) {
            frames(STILL);
            before = now;
            now = snapshot(node);
        }
        String found = PictureBook.compare(name + "-" + theme, now);
        if (!found.isEmpty()) {
            wrong.add(found);
        }
    }

    private static WritableImage snapshot(Node node) throws Exception {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, () -> node.snapshot(null, null));
    }

    private static boolean isSame(WritableImage one, WritableImage other) {
        return Arrays.equals(FxNodes.pixels(one), FxNodes.pixels(other));
    }

    @Test
    void aLineThatMovedIsFound() {
        BufferedImage should = new BufferedImage(100, 60, BufferedImage.TYPE_INT_RGB);
        BufferedImage seen = new BufferedImage(100, 60, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 100; x++) {
            should.setRGB(x, 30, 0xFFFFFF);
            seen.setRGB(x, 30, 0xE0E0E0);
        }
        assertThat(PictureBook.difference(should, seen)).as("a shade").isEmpty();
        for (int x = 0; x < 100; x++) {
            seen.setRGB(x, 30, 0);
            seen.setRGB(x, 33, 0xFFFFFF);
        }
        assertThat(PictureBook.difference(should, seen)).contains("pixels are otherwise near");
    }
}
