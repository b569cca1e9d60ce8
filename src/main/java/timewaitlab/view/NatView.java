package timewaitlab.view;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.NatPane;
import timewaitlab.viewmodel.Texts;

/** The NAT pane: the tracked connections with what is left of their time, and the cell of the table that decided. */
public final class NatView {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");

    private final MainViewModel model;

    @FXML
    private VBox pane;

    @FXML
    private VBox cards;

    NatView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.selectedProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> refresh());
        pane.visibleProperty().addListener((value, before, now) -> refresh());
    }

    private void refresh() {
        if (!pane.isVisible()) {
            return;
        }
        List<NatPane.Gate> gates = model.getExperiment()
                .map(experiment -> NatPane.gates(
                        model.index(),
                        experiment,
                        model.selectedProperty().get(),
                        model.playhead().getTime()))
                .orElse(List.of());
        cards.getChildren().clear();
        for (NatPane.Gate gate : gates) {
            cards.getChildren().add(gate(gate));
            gate.decision().ifPresent(decision -> cards.getChildren().add(decision(decision)));
        }
        if (gates.isEmpty()) {
            cards.getChildren().add(Cards.quiet(Texts.say("nat.empty")));
        }
    }

    private Node gate(NatPane.Gate gate) {
        VBox card = Cards.card(gate.name(), gate.full(), List.of());
        ProgressBar fill = bar(gate.fill(), "fill");
        fill.setAccessibleText(gate.full());
        card.getChildren().add(fill);
        gate.entries().forEach(entry -> card.getChildren().add(entry(entry)));
        if (gate.entries().isEmpty()) {
            card.getChildren().add(Cards.quiet(Texts.say("nat.none")));
        }
        return card;
    }

    private static ProgressBar bar(double share, String kind) {
        ProgressBar bar = new ProgressBar(share);
        bar.getStyleClass().addAll("lab-left", kind);
        bar.setMaxWidth(Double.MAX_VALUE);
        return bar;
    }

    private Node entry(NatPane.Entry entry) {
        Labeled state = Cards.link(entry.state(), entry.origin(), model);
        state.getStyleClass().add("lab-field-value");
        HBox head = new HBox(state);
        head.getStyleClass().add("lab-entry-head");
        if (!entry.before().isEmpty()) {
            head.getChildren().add(0, quiet(entry.before() + " →", "lab-field-before"));
        }
        if (!entry.flags().isEmpty()) {
            head.getChildren().add(quiet("[" + entry.flags() + "]", "lab-mono-quiet"));
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        head.getChildren().addAll(space, quiet(entry.left(), "lab-field-value"));
        VBox box = new VBox(
                head,
                bar(entry.share(), "mapping"),
                quiet(entry.inside(), "lab-mono-quiet"),
                quiet(entry.outside(), "lab-mono-quiet"));
        box.getStyleClass().add("lab-entry");
        box.pseudoClassStateChanged(CHANGED, entry.changed());
        box.setAccessibleText(entry.state() + " " + entry.flags() + " " + entry.left() + ", " + entry.inside() + ", "
                + entry.outside());
        return box;
    }

    private static Label quiet(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }

    private Node decision(NatPane.Decision decision) {
        Label words = quiet(decision.sentence().replace("*", ""), "lab-decision");
        words.setWrapText(true);
        String word = Texts.say(decision.passed() ? "nat.passed" : "nat.dropped");
        VBox card = Cards.card(decision.place(), word, List.of(words));
        ScrollPane table = new ScrollPane(table(decision));
        table.getStyleClass().addAll("lab-scroll", "lab-transitions");
        table.setFitToHeight(true);
        table.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        table.setAccessibleText(Texts.say("nat.table"));
        card.getChildren().addAll(quiet(Texts.say("nat.table"), "lab-note-heading"), table);
        return card;
    }

    /** The part of tcp_conntracks that was asked: kinds of packets down, states across, the deciding cell marked. */
    private static GridPane table(NatPane.Decision decision) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("lab-transition-grid");
        List<String> columns = NatPane.abbreviations();
        for (int column = 0; column < columns.size(); column++) {
            grid.add(cell(columns.get(column), column == decision.state(), true), column + 1, 0);
        }
        for (int row = 0; row < decision.table().size(); row++) {
            List<String> cells = decision.table().get(row);
            grid.add(cell(cells.get(0), row == decision.packet(), true), 0, row + 1);
            for (int column = 1; column < cells.size(); column++) {
                boolean here = row == decision.packet() && column - 1 == decision.state();
                grid.add(cell(cells.get(column), here, false), column, row + 1);
            }
        }
        return grid;
    }

    private static Label cell(String text, boolean here, boolean heading) {
        Label cell = quiet(text, heading ? "lab-transition-heading" : "lab-transition-cell");
        cell.pseudoClassStateChanged(HERE, here);
        cell.setMaxWidth(Double.MAX_VALUE);
        return cell;
    }
}
