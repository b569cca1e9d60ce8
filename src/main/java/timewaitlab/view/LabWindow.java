package timewaitlab.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.Face;
import timewaitlab.viewmodel.Autosave;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.Theme;
import timewaitlab.viewmodel.UiThread;

/** The window: its scene, its theme, what it opens with. */
public final class LabWindow implements AutoCloseable {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double LEAST_WIDTH = 1024;
    private static final double LEAST_HEIGHT = 640;
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
    private static final List<String> SHEETS = List.of(
            "main",
            "controls",
            "why",
            "map",
            "panes",
            "whatif",
            "states",
            "ladder",
            "transport",
            "lesson",
            "compare",
            "gallery");

    /** Those of the frame that is there first. */
    private static final List<String> FIRST_SHEETS = List.of("main");

    private final Stage stage;
    private final MainViewModel model;
    private final Scene scene;
    private @Nullable MainView main;
    private boolean closed;

    /** A window that remembers nothing. */
    public LabWindow(Stage stage, Laboratory laboratory, UiThread ui) {
        this(stage, laboratory, ui, Desk.bare());
    }

    /** A window as its desk was left. */
    public LabWindow(Stage stage, Laboratory laboratory, UiThread ui, Desk desk) {
        Fonts.load();
        this.stage = stage;
        model = new MainViewModel(laboratory, ui, desk);
        Remembering.restore(model);
        scene = new Scene(shell(), WIDTH, HEIGHT);
        dress(model.themeProperty().get(), FIRST_SHEETS);
        model.themeProperty().addListener((theme, before, now) -> dress(now, SHEETS));
    }

    /** What is seen until the rest is there: the ground, the bar and the sign. */
    private static Parent shell() {
        Label name = new Label(Texts.say("main.title"));
        name.getStyleClass().add("lab-app-name");
        HBox brand = new HBox(AppIcon.node(28), name);
        brand.getStyleClass().add("lab-brand");
        HBox bar = new HBox(brand);
        bar.getStyleClass().add("lab-topbar");
        BorderPane ground = new BorderPane();
        ground.setTop(bar);
        StackPane shell = new StackPane(ground);
        shell.getStyleClass().add("lab-main");
        return shell;
    }

    /** The window's contents, which take much longer to make than the frame that is there first. */
    private void furnish(Optional<String> scenarioOrFile) {
        if (closed) {
            return; // before its first frame was there
        }
        MainView made = Screens.load("main", model);
        main = made;
        scene.setRoot(made.root());
        dress(model.themeProperty().get(), SHEETS);
        made.attach(scene, stage, this::speak);
        stage.getIcons().addAll(AppIcon.images());
        Remembering.follow(stage, model);
        made.ladder().focus();
        open(scenarioOrFile);
        made.offerScenarios();
    }

    /** Says everything in this language from now on, and remembers it. */
    void speak(String language) {
        model.desk().choose(language);
        model.desk().speak();
        Fonts.load();
        view().dispose();
        model.showing().endWatching();
        MainView made = Screens.load("main", model);
        main = made;
        scene.setRoot(made.root());
        dress(model.themeProperty().get(), SHEETS);
        made.attach(scene, stage, this::speak);
        made.offerScenarios();
        model.retell();
        stage.setTitle(Texts.say("main.title"));
    }

    /** Shows the window with a scenario or a file, or with the first scenario. */
    public void show(Optional<String> scenarioOrFile) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setTitle(Texts.say("main.title"));
        stage.setMinWidth(Math.min(LEAST_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(LEAST_HEIGHT, screen.getHeight()));
        stage.setWidth(Math.min(WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
        Remembering.place(stage, model.desk().remembered());
        stage.setScene(scene);
        stage.show();
        FirstFrame.tell(stage, () -> Platform.runLater(() -> furnish(scenarioOrFile)));
    }

    /** What the window holds; nothing before its first frame. */
    private MainView view() {
        MainView made = main;
        if (made == null) {
            throw new IllegalStateException("the window has shown nothing yet");
        }
        return made;
    }

    /** A scenario or a file, or what was being done when the window was last closed. */
    private void open(Optional<String> scenarioOrFile) {
        List<String> ids = model.laboratory().ids();
        Optional<Path> kept = model.desk().home().file(Autosave.FILE);
        boolean isFile = scenarioOrFile.isPresent() && !ids.contains(scenarioOrFile.get());
        if (isFile) {
            model.open(Path.of(scenarioOrFile.get()));
        } else if (kept.isPresent()) {
            model.resume(kept.get(), scenarioOrFile);
        } else {
            scenarioOrFile.or(() -> ids.stream().findFirst()).ifPresent(model::start);
        }
        kept.ifPresent(file -> Autosave.keep(model, file));
    }

    /** The state the window shows; tests and the application look at it. */
    public MainViewModel model() {
        return model;
    }

    /** Whether the first frame was there and the rest followed. */
    boolean isFurnished() {
        return main != null;
    }

    /** The ladder, so that a robot finds what it draws. */
    LadderView ladder() {
        return view().ladder();
    }

    private void dress(Theme theme, List<String> sheets) {
        boolean dark = theme == Theme.DARK;
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(sheet("tokens-" + theme.palette().name()));
        sheets.forEach(stem -> scene.getStylesheets().add(sheet(stem)));
        scene.getRoot().pseudoClassStateChanged(DARK, dark);
    }

    private static String sheet(String stem) {
        URL file = Screens.resource("css/" + stem + ".css");
        if (!Face.isHan()) {
            return file.toExternalForm();
        }
        // With the families that have Han glyphs: a style names one family, and none to fall back on.
        try (InputStream in = file.openStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            byte[] other = Face.family(text).getBytes(StandardCharsets.UTF_8);
            return "data:text/css;base64," + Base64.getEncoder().encodeToString(other);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (main != null) {
            main.dispose();
        }
        model.close();
    }
}
