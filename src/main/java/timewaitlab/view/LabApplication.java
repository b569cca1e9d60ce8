package timewaitlab.view;

import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.Desk;
import timewaitlab.viewmodel.Home;
import timewaitlab.viewmodel.Laboratory;

/** The window as the toolkit starts it. */
public final class LabApplication extends Application {
    /** What to show; set once before the toolkit starts, since it makes the application itself. */
    private static volatile @Nullable Start start;

    private @Nullable LabWindow window;

    private record Start(Laboratory laboratory, Optional<String> scenarioOrFile, Desk desk, Runnable shown) {}

    /** Opens the window and returns when it was closed. */
    public static void launch(Laboratory laboratory, Optional<String> scenarioOrFile) {
        launch(laboratory, scenarioOrFile, () -> {});
    }

    /** The same; {@code shown} is told when the first frame is there. */
    public static void launch(Laboratory laboratory, Optional<String> scenarioOrFile, Runnable shown) {
        Desk desk = Desk.at(Home.ofUser());
        desk.speak();
        start = new Start(laboratory, scenarioOrFile, desk, shown);
        Application.launch(LabApplication.class);
        desk.save(desk.remembered().text());
    }

    @Override
    public void start(Stage stage) {
        Start chosen = start;
        if (chosen == null) {
            throw new IllegalStateException("start the window with LabApplication.launch");
        }
        LabWindow made = new LabWindow(stage, chosen.laboratory(), Platform::runLater, chosen.desk());
        window = made;
        made.show(chosen.scenarioOrFile());
        FirstFrame.tell(stage, chosen.shown());
    }

    @Override
    public void stop() {
        if (window != null) {
            window.close();
        }
    }
}
