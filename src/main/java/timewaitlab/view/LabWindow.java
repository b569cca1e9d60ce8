package timewaitlab.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
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
    private static final List<String> SHEETS =
            List.of("main", "controls", "why", "panes", "whatif", "states", "ladder", "transport");

    private final Stage stage;
    private final MainViewModel model;
    private final MainView main;
    private final Scene scene;

    public LabWindow(Stage stage, Laboratory laboratory, UiThread ui) {
        Fonts.load();
        this.stage = stage;
        model = new MainViewModel(laboratory, ui);
        main = Screens.load("main", model);
        scene = new Scene(main.root(), WIDTH, HEIGHT);
        dress(model.themeProperty().get());
        model.themeProperty().addListener((theme, before, now) -> dress(now));
        main.attach(scene, stage);
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
        stage.setScene(scene);
        stage.show();
        List<ScenarioTitle> known = model.laboratory().scenarios();
        Stream<String> ids = known.stream().map(ScenarioTitle::id);
        String wanted =
                scenarioOrFile.orElse(known.isEmpty() ? "" : known.get(0).id());
        if (ids.anyMatch(wanted::equals)) {
            model.start(wanted);
        } else if (!wanted.isEmpty()) {
            model.open(Path.of(wanted));
        }
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
        return Screens.resource("css/" + stem + ".css").toExternalForm();
    }

    @Override
    public void close() {
        main.dispose();
        model.close();
    }
}
