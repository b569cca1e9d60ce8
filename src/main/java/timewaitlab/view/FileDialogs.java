package timewaitlab.view;

import java.io.File;
import javafx.scene.Scene;
import javafx.scene.input.TransferMode;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.TakeAway;
import timewaitlab.viewmodel.Texts;

/** Asks which file to open or to write, and takes files that are dropped on the window. */
final class FileDialogs {
    private FileDialogs() {}

    /** Opens the file that is chosen. */
    static void open(MainViewModel model, @Nullable Stage owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.say("main.open"));
        File file = chooser.showOpenDialog(owner);
        if (file != null) {
            model.open(file.toPath());
        }
    }

    /** Opens the first of the files that are dropped on {@code scene}. */
    static void acceptDrops(MainViewModel model, Scene scene) {
        scene.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(event ->
                event.getDragboard().getFiles().stream().findFirst().ifPresent(file -> model.open(file.toPath())));
    }

    /** Saves the picture of this name in the file that is chosen. */
    static void save(MainViewModel model, @Nullable Stage owner, String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.say("main.export"));
        chooser.setInitialFileName(name);
        File file = chooser.showSaveDialog(owner);
        if (file != null) {
            TakeAway.save(model, name, file.toPath());
        }
    }

    /** Saves the scenario, with what was done to it in the branch that is shown, in the file that is chosen. */
    static void saveScenario(MainViewModel model, @Nullable Stage owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.say("action.save-scenario"));
        chooser.setInitialFileName(model.getExperiment()
                .map(shown -> TakeAway.scenarioFile(shown.choice()))
                .orElse("scenario.yaml"));
        File file = chooser.showSaveDialog(owner);
        if (file != null) {
            TakeAway.saveScenario(model, file.toPath());
        }
    }
}
