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
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import timewaitlab.draw.Face;
import timewaitlab.viewmodel.Autosave;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.MainViewModel.Theme;
import timewaitlab.viewmodel.ScenarioTitle;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.UiThread;

/** The window: its scene, its theme, what it opens with. */
public final class LabWindow implements AutoCloseable {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double LEAST_WIDTH = 1024;
    private static final double LEAST_HEIGHT = 640;
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
    private static final List<String> SHEETS = List.of(
            "main", "controls", "why", "map", "panes", "whatif", "states", "ladder", "transport", "lesson", "compare");

    private final Stage stage;
    private final MainViewModel model;
    private final Scene scene;
    private MainView main;

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
        main = Screens.load("main", model);
        scene = new Scene(main.root(), WIDTH, HEIGHT);
        dress(model.themeProperty().get());
        model.themeProperty().addListener((theme, before, now) -> dress(now));
        main.attach(scene, stage, this::speak);
    }

    /** Says everything in this language from now on, and remembers it. */
    void speak(String language) {
        model.desk().choose(language);
        model.desk().speak();
        Fonts.load();
        main.dispose();
        model.showing().endWatching();
        main = Screens.load("main", model);
        scene.setRoot(main.root());
        dress(model.themeProperty().get());
        main.attach(scene, stage, this::speak);
        model.retell();
        stage.setTitle(Texts.say("main.title"));
    }

    /** Shows the window with a scenario or a file, or with the first scenario. */
    public void show(Optional<String> scenarioOrFile) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setTitle(Texts.say("main.title"));
        stage.getIcons().addAll(AppIcon.images());
        stage.setMinWidth(Math.min(LEAST_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(LEAST_HEIGHT, screen.getHeight()));
        stage.setWidth(Math.min(WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
        Remembering.place(stage, model.desk().remembered());
        stage.setScene(scene);
        stage.show();
        Remembering.follow(stage, model);
        main.ladder().focus();
        open(scenarioOrFile);
    }

    /** A scenario or a file, or what was being done when the window was last closed. */
    private void open(Optional<String> scenarioOrFile) {
        Stream<String> ids = model.laboratory().scenarios().stream().map(ScenarioTitle::id);
        Optional<Path> kept = model.desk().home().file(Autosave.FILE);
        boolean isFile = scenarioOrFile.isPresent() && ids.noneMatch(scenarioOrFile.get()::equals);
        if (isFile) {
            model.open(Path.of(scenarioOrFile.get()));
        } else if (kept.isPresent()) {
            model.resume(kept.get(), scenarioOrFile);
        } else {
            scenarioOrFile
                    .or(() ->
                            model.laboratory().scenarios().stream().findFirst().map(ScenarioTitle::id))
                    .ifPresent(model::start);
        }
        kept.ifPresent(file -> Autosave.keep(model, file));
    }

    /** The state the window shows; tests and the application look at it. */
    public MainViewModel model() {
        return model;
    }

    /** The ladder, so that a robot finds what it draws. */
    LadderView ladder() {
        return main.ladder();
    }

    private void dress(Theme theme) {
        boolean dark = theme == Theme.DARK;
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(sheet(dark ? "tokens-dark" : "tokens-light"));
        SHEETS.forEach(stem -> scene.getStylesheets().add(sheet(stem)));
        main.root().pseudoClassStateChanged(DARK, dark);
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
        main.dispose();
        model.close();
    }
}
