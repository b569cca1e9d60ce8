package timewaitlab.view;

import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import timewaitlab.app.Laboratories;
import timewaitlab.viewmodel.Theme;

/** Opens the window for a look at it: {@code -Ddemo.theme=dark -Ddemo.time=5.022 -Ddemo.tab=socket -Ddemo.recycle=0}. */
public final class DemoWindow extends Application {
    /** Not an application, so that it starts from a class path. */
    public static final class Main {
        public static void main(String[] args) {
            Application.launch(DemoWindow.class, args);
        }
    }

    @Override
    public void start(Stage stage) {
        LabWindow window = new LabWindow(stage, Laboratories.real(), Platform::runLater);
        window.show(Optional.ofNullable(System.getProperty("demo.scenario")));
        var model = window.model();
        if (System.getProperty("demo.theme", "light").equals("dark")) {
            model.themeProperty().set(Theme.DARK);
        }
        model.experimentProperty()
                .addListener((value, before, now) -> Platform.runLater(() -> {
                    if (before == null && System.getProperty("demo.time") != null) {
                        model.seek(Math.round(Double.parseDouble(System.getProperty("demo.time")) * 1e9));
                        if (System.getProperty("demo.recycle") != null) {
                            model.edit(now.choice().withSysctl("B", "tcp_tw_recycle", 0));
                        }
                    }
                }));
        String tab = System.getProperty("demo.tab");
        if (tab != null && stage.getScene().lookup("#tab-" + tab) instanceof javafx.scene.control.ToggleButton button) {
            button.fire();
        }
        if (System.getProperty("demo.keys") != null) {
            stage.getScene().lookup(".lab-key-sheet").setVisible(true);
            stage.getScene().lookup(".lab-key-sheet").setManaged(true);
        }
        if (System.getProperty("demo.file") != null) {
            model.open(java.nio.file.Path.of(System.getProperty("demo.file")));
        }
    }
}
