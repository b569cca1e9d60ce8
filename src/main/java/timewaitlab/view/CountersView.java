package timewaitlab.view;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.Counters;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.PaneRow;
import timewaitlab.viewmodel.Texts;

/** The Counters pane: nstat names, values up to the playhead, what the last verdict added. */
public final class CountersView {
    private final MainViewModel model;

    @FXML
    private VBox pane;

    @FXML
    private VBox cards;

    @FXML
    private Label hint;

    @FXML
    private TextField filter;

    CountersView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        hint.setText(Texts.say("counters.hint"));
        filter.textProperty().addListener((value, before, now) -> refresh());
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> refresh());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> refresh());
        pane.visibleProperty().addListener((value, before, now) -> refresh());
    }

    private void refresh() {
        if (!pane.isVisible()) {
            return;
        }
        Map<String, List<Counters.Row>> byHost =
                Counters.at(model.index(), model.playhead().getTime(), filter.getText()).stream()
                        .collect(Collectors.groupingBy(Counters.Row::host, TreeMap::new, Collectors.toList()));
        cards.getChildren().clear();
        byHost.forEach((host, rows) -> cards.getChildren()
                .add(Cards.card(
                        Texts.say("counters.at", host),
                        rows.get(0).kernel(),
                        rows.stream().map(this::row).toList())));
        if (byHost.isEmpty()) {
            cards.getChildren()
                    .add(Cards.quiet(Texts.say(filter.getText().isBlank() ? "counters.empty" : "counters.noMatch")));
        }
    }

    private Pane row(Counters.Row row) {
        String added = row.added() == 0 ? "" : "+" + row.added();
        PaneRow shown = new PaneRow(row.name(), Long.toString(row.value()), added, row.added() != 0, row.origin());
        Pane field = Cards.field(shown, model);
        field.setId("counter-" + row.host() + "-" + row.name());
        field.setAccessibleText(row.name() + " " + row.value() + " " + added);
        return field;
    }
}
