package timewaitlab.view;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.SegmentPane;
import timewaitlab.viewmodel.Texts;

/** The Segment pane: header and options of the selected segment on each leg of its way. */
public final class SegmentView {
    private final MainViewModel model;

    @FXML
    private VBox cards;

    @FXML
    private Label hint;

    SegmentView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.selectedProperty().addListener((value, before, now) -> refresh());
        model.experimentProperty().addListener((value, before, now) -> refresh());
        refresh();
    }

    private void refresh() {
        int journey = model.selectedProperty().get();
        cards.getChildren().clear();
        model.getExperiment()
                .ifPresent(experiment -> SegmentPane.cards(model.index(), experiment, journey)
                        .forEach(card -> cards.getChildren()
                                .add(Cards.card(
                                        card.title(),
                                        card.word(),
                                        card.fields().stream()
                                                .map(field -> Cards.field(field.name(), field.value(), field.changed()))
                                                .toList()))));
        hint.setText(Texts.say(cards.getChildren().isEmpty() ? "segment.empty" : "segment.hint"));
    }
}
