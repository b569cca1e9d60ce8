package timewaitlab.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.SegmentPane;
import timewaitlab.viewmodel.Texts;

/** The Segment pane: header and options of the selected segment on each leg of its way. */
public final class SegmentView {
    private final MainViewModel model;
    /** Protocols somebody folded away; they stay so for the next segment. */
    private final Set<String> folded = new HashSet<>();

    @FXML
    private VBox pane;

    @FXML
    private VBox cards;

    @FXML
    private Label hint;

    SegmentView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.selectedProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> refresh());
        pane.visibleProperty().addListener((value, before, now) -> refresh());
        refresh();
    }

    private void refresh() {
        if (!pane.isVisible()) {
            return;
        }
        int journey = model.selectedProperty().get();
        cards.getChildren().clear();
        model.getExperiment().ifPresent(experiment -> {
            SegmentPane.cards(model.index(), experiment, journey)
                    .forEach(card -> cards.getChildren().add(card(card)));
            List<SegmentPane.Link> links = SegmentPane.links(model.index(), journey);
            if (!links.isEmpty()) {
                cards.getChildren().add(links(links));
            }
        });
        hint.setText(Texts.say(cards.getChildren().isEmpty() ? "segment.empty" : "segment.hint"));
    }

    /** The tree of a leg: protocols, each with its fields; a protocol folds away at a click. */
    private Node card(SegmentPane.Card card) {
        VBox box = Cards.card(card.title(), card.word(), List.of());
        for (SegmentPane.Branch branch : card.branches()) {
            VBox rows = new VBox();
            branch.rows().forEach(row -> rows.getChildren().add(Cards.field(row, model)));
            TitledPane protocol = new TitledPane(branch.name(), rows);
            protocol.getStyleClass().add("lab-protocol");
            protocol.setAnimated(false);
            protocol.setExpanded(!folded.contains(branch.name()));
            protocol.expandedProperty().addListener((value, before, now) -> changeFold(branch.name(), now));
            box.getChildren().add(protocol);
        }
        return box;
    }

    private void changeFold(String protocol, boolean open) {
        if (open) {
            folded.remove(protocol);
        } else {
            folded.add(protocol);
        }
    }

    private Node links(List<SegmentPane.Link> links) {
        List<Node> rows = new ArrayList<>();
        for (SegmentPane.Link link : links) {
            Hyperlink row = new Hyperlink(link.text());
            row.getStyleClass().add("lab-value-link");
            row.setOnAction(event -> model.goTo(link.journey()));
            row.setOnMouseEntered(event -> model.hoveredProperty().set(link.journey()));
            row.setOnMouseExited(event -> model.hoveredProperty().set(0));
            rows.add(row);
        }
        return Cards.card(Texts.say("segment.links"), "", rows);
    }
}
