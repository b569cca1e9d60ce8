package timewaitlab.view;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.PeersPane;
import timewaitlab.viewmodel.Texts;

/** The Peers pane: the timestamps hosts remember by address, how old they are, and whom they refuse. */
public final class PeersView {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final MainViewModel model;

    @FXML
    private VBox pane;

    @FXML
    private VBox cards;

    PeersView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> refresh());
        pane.visibleProperty().addListener((value, before, now) -> refresh());
    }

    private void refresh() {
        if (!pane.isVisible()) {
            return;
        }
        List<PeersPane.Peer> peers = model.getExperiment()
                .map(experiment -> PeersPane.peers(
                        model.index(), experiment, model.playhead().getTime()))
                .orElse(List.of());
        cards.getChildren().clear();
        for (PeersPane.Peer peer : peers) {
            VBox card = Cards.card(peer.card(), model);
            card.getStyleClass().add("lab-peer");
            card.pseudoClassStateChanged(REFUSED, peer.refuses());
            ProgressBar left = new ProgressBar(peer.left());
            left.getStyleClass().addAll("lab-left", "memory");
            left.setMaxWidth(Double.MAX_VALUE);
            left.setAccessibleText(peer.card().word());
            card.getChildren().add(1, left);
            cards.getChildren().add(card);
        }
        if (peers.isEmpty()) {
            cards.getChildren().add(Cards.quiet(Texts.say("peers.empty")));
        }
    }
}
