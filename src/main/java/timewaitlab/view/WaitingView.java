package timewaitlab.view;

import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;

/**
 * What stands in the place of the panes until the first run is there: a pane that is asked before would answer that the
 * run has no NAT, no verdict and no socket.
 */
public final class WaitingView {
    private final MainViewModel model;

    @FXML
    private StackPane pane;

    @FXML
    private FontIcon icon;

    @FXML
    private Label words;

    @FXML
    private Button open;

    WaitingView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.experimentProperty(), (value, before, now) -> show());
        model.showing().watch(model.runs().workingProperty(), (value, before, now) -> show());
        show();
    }

    private void show() {
        boolean coming = model.runs().workingProperty().get();
        Modes.shown(pane, model.getExperiment().isEmpty());
        Modes.shown(open, !coming);
        icon.setIconLiteral(coming ? "fth-clock" : "fth-folder");
        words.setText(model.runs().insteadOfARun());
    }

    @FXML
    void openFile() {
        FileDialogs.open(model, (Stage) pane.getScene().getWindow());
    }
}
