package timewaitlab.view;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.Caption;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The bar below a demonstration: three large buttons, the verdict in two lines, and what can be brought in. */
public final class DemoBarView {
    private final MainViewModel model;

    @FXML
    private HBox pane;

    @FXML
    private FontIcon playIcon;

    @FXML
    private Button play;

    @FXML
    private Label lead;

    @FXML
    private Label detail;

    @FXML
    private Button lesson;

    @FXML
    private ToggleButton why;

    @FXML
    private ToggleButton whatIf;

    DemoBarView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.playhead().playingProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.selectedProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.lessons().stepProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.showing().whyAskedProperty(), (asked, before, now) -> show(why));
        model.showing().watch(model.line().openProperty(), (open, before, now) -> {
            if (now) {
                show(whatIf);
            }
        });
        pane.visibleProperty().addListener((value, before, now) -> refresh());
        refresh();
    }

    /** What was asked for from elsewhere is brought in. */
    private void show(ToggleButton wanted) {
        if (pane.isVisible()) {
            wanted.setSelected(true);
        }
    }

    /** Whether the inspector is wanted. */
    BooleanProperty whyProperty() {
        return why.selectedProperty();
    }

    /** Whether the what-if panel is wanted. */
    BooleanProperty whatIfProperty() {
        return whatIf.selectedProperty();
    }

    void setShown(boolean shown) {
        pane.setVisible(shown);
        pane.setManaged(shown);
    }

    private void refresh() {
        if (!pane.isVisible()) {
            return;
        }
        playIcon.setIconLiteral(model.playhead().isPlaying() ? "mdi2p-pause" : "mdi2p-play");
        Optional<Caption> caption = Caption.of(model);
        lead.setText(caption.map(Caption::lead).orElse(""));
        detail.setText(caption.map(Caption::detail).orElse(""));
        boolean teaching = model.lessons().getStep().isPresent();
        lesson.setText(Texts.say(teaching ? "demo.leave" : "demo.lesson"));
        play.setDisable(model.lessons().isLocked());
        why.setVisible(!teaching);
        why.setManaged(!teaching);
    }

    @FXML
    void stepBack() {
        model.stepBack();
    }

    @FXML
    void toggle() {
        model.playhead().toggle();
    }

    @FXML
    void stepForward() {
        model.stepForward();
    }

    @FXML
    void toggleLesson() {
        if (model.lessons().getStep().isPresent()) {
            model.lessons().leave();
        } else {
            model.lessons().begin();
        }
    }
}
