package timewaitlab.view;

import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.BranchRow;
import timewaitlab.viewmodel.Errands;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.ScenarioTitle;

/** What is shown, in the top bar: the scenario, how far it can be believed, and which of its branches. */
final class ScenarioBoxes {
    private final MainViewModel model;
    private final ComboBox<ScenarioTitle> scenario;
    private final ComboBox<BranchRow> branch;
    private final Label badge;
    private boolean filling;
    private String believed = "";

    ScenarioBoxes(MainViewModel model, ComboBox<ScenarioTitle> scenario, ComboBox<BranchRow> branch, Label badge) {
        this.model = model;
        this.scenario = scenario;
        this.branch = branch;
        this.badge = badge;
        Choosing.in(scenario, this::chosen);
        scenario.setCellFactory(list -> new Listed());
        scenario.setButtonCell(new Titled());
        branch.setCellFactory(list -> new Cell(true));
        branch.setButtonCell(new Cell(false));
        Choosing.in(branch, this::chosen);
        model.showing().watch(model.session().treeProperty(), (tree, before, now) -> show());
        // A choice that is refused or given up is none.
        scenario.setPromptText(model.runs().insteadOfARun());
        model.showing().watch(model.runs().workingProperty(), (working, before, now) -> {
            scenario.setPromptText(model.runs().insteadOfARun());
            if (!now) {
                show();
            }
        });
        model.showing().watch(model.agreement().tableProperty(), (table, before, now) -> {
            believed = "";
            show();
        });
    }

    /** Offers these scenarios. */
    void offer(List<ScenarioTitle> titles) {
        filling = true;
        scenario.setItems(FXCollections.observableArrayList(titles));
        filling = false;
        show();
    }

    private Optional<ScenarioTitle> offered(String id) {
        return scenario.getItems().stream()
                .filter(title -> title.id().equals(id))
                .findFirst();
    }

    /** Shows what is run. */
    void show() {
        filling = true;
        Optional<Experiment> shown = model.getExperiment();
        shown.ifPresent(experiment -> {
            String id = experiment.choice().scenario();
            scenario.setValue(offered(id).orElseGet(() -> {
                // What is not in its list a box shows as nothing.
                ScenarioTitle opened = new ScenarioTitle(id, experiment.title());
                scenario.getItems().add(0, opened);
                return opened;
            }));
        });
        branch.getItems().setAll(BranchRow.of(model.session().getTree()));
        branch.getItems().stream().filter(BranchRow::isShown).findFirst().ifPresent(branch::setValue);
        shown.map(experiment -> experiment.choice().scenario()).ifPresent(this::showStanding);
        boolean explores =
                !model.showing().isLarge() && !model.compare().activeProperty().get();
        Modes.shown(branch, explores && !branch.getItems().isEmpty());
        Modes.shown(badge, explores && badge.getTooltip() != null);
        filling = false;
    }

    /** Only when another one is shown or everything was judged again: a tip that is open stays open. */
    private void showStanding(String id) {
        if (id.equals(believed)) {
            return;
        }
        believed = id;
        badge.setTooltip(null);
        model.agreement().badge(id).ifPresent(standing -> {
            badge.setAccessibleText(standing.words());
            badge.setTooltip(new Tooltip(standing.words()));
            badge.setGraphic(new FontIcon(standing.agrees() ? "fth-check-circle" : "fth-alert-triangle"));
        });
    }

    private void chosen(ScenarioTitle title) {
        boolean shown = model.getExperiment()
                .filter(experiment -> experiment.choice().scenario().equals(title.id()))
                .isPresent();
        if (!filling && !shown) {
            Errands.pick(model, title.id());
        }
    }

    private void chosen(BranchRow row) {
        if (!filling && row.id() != model.session().getTree().current()) {
            model.session().show(row.id());
        }
    }

    /** The scenario that is shown, by its title. */
    private static final class Titled extends ListCell<ScenarioTitle> {
        @Override
        protected void updateItem(@Nullable ScenarioTitle title, boolean empty) {
            super.updateItem(title, empty);
            setText(title == null ? "" : title.title());
        }
    }

    /** A scenario to choose: its title, and below it what it asks. */
    private static final class Listed extends ListCell<ScenarioTitle> {
        private final Label title = new Label();
        private final Label about = new Label();
        private final VBox both = new VBox(title, about);

        Listed() {
            title.getStyleClass().add("lab-listed-title");
            about.getStyleClass().add("lab-listed-about");
        }

        @Override
        protected void updateItem(@Nullable ScenarioTitle item, boolean empty) {
            super.updateItem(item, empty);
            title.setText(item == null ? "" : item.title());
            about.setText(item == null ? "" : item.about());
            setGraphic(item == null ? null : both);
        }
    }

    /** A branch by its name, in the list as deep as it was forked and with what came of it. */
    private static final class Cell extends ListCell<BranchRow> {
        private static final double STEP = 14;

        private final boolean listed;

        Cell(boolean listed) {
            this.listed = listed;
        }

        @Override
        protected void updateItem(@Nullable BranchRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText("");
                setGraphic(null);
                return;
            }
            setText(listed ? row.name() + " · " + row.note() : row.name());
            FontIcon icon = new FontIcon("fth-git-branch");
            icon.setTranslateX(listed ? row.depth() * STEP : 0);
            setGraphicTextGap(listed ? 6 + row.depth() * STEP : 6);
            setGraphic(icon);
        }
    }
}
