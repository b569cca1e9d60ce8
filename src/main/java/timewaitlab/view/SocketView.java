package timewaitlab.view;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.PaneCard;
import timewaitlab.viewmodel.SocketPane;
import timewaitlab.viewmodel.Texts;

/** The Socket pane: state, timer and fields of the followed socket at every host. */
public final class SocketView {
    private final MainViewModel model;

    @FXML
    private VBox pane;

    @FXML
    private VBox cards;

    @FXML
    private Label hint;

    SocketView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        hint.setText(Texts.say("socket.hint"));
        model.showing().watch(model.selectedProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> refresh());
        pane.visibleProperty().addListener((value, before, now) -> refresh());
    }

    private void refresh() {
        if (!pane.isVisible()) {
            return;
        }
        boolean capture = model.getExperiment().map(Experiment::isCapture).orElse(false);
        List<PaneCard> shown = SocketPane.cards(
                model.index(),
                capture,
                model.selectedProperty().get(),
                model.playhead().getTime());
        cards.getChildren().clear();
        shown.forEach(card -> cards.getChildren().add(Cards.card(card, model)));
        if (shown.isEmpty()) {
            cards.getChildren().add(Cards.quiet(Texts.say("socket.empty")));
        }
    }
}
