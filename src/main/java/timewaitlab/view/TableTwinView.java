package timewaitlab.view;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.LadderRow;
import timewaitlab.viewmodel.MainViewModel;

/** The ladder as a table, for those who read rather than look. */
public final class TableTwinView {
    private final MainViewModel model;
    private boolean following;
    private boolean stale = true;

    @FXML
    private VBox pane;

    @FXML
    private TableView<LadderRow> table;

    @FXML
    private TableColumn<LadderRow, String> time;

    @FXML
    private TableColumn<LadderRow, String> way;

    @FXML
    private TableColumn<LadderRow, String> segment;

    @FXML
    private TableColumn<LadderRow, String> verdict;

    TableTwinView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        show(time, LadderRow::time);
        show(way, LadderRow::way);
        show(segment, LadderRow::segment);
        show(verdict, LadderRow::verdict);
        model.showing().watch(model.experimentProperty(), (value, before, now) -> {
            stale = true;
            fill();
        });
        model.showing().watch(model.filter().shownProperty(), (value, before, now) -> {
            stale = true;
            fill();
        });
        model.showing().watch(model.selectedProperty(), (value, before, now) -> follow());
        pane.visibleProperty().addListener((value, before, now) -> fill());
        table.getSelectionModel().selectedItemProperty().addListener((value, before, now) -> {
            if (now != null && !following) {
                model.goTo(now.journey());
            }
        });
    }

    void dispose() {
        table.setItems(FXCollections.observableArrayList());
    }

    private void fill() {
        if (!pane.isVisible() || !stale) {
            return;
        }
        stale = false;
        following = true;
        model.getExperiment()
                .map(experiment -> LadderRow.all(model.filter().course(), model.index(), experiment))
                .ifPresent(rows -> table.setItems(FXCollections.observableList(rows)));
        following = false;
        follow();
    }

    private void follow() {
        if (!pane.isVisible()) {
            return;
        }
        following = true;
        model.filter().course().placeOf(model.selectedProperty().get()).ifPresent(place -> {
            table.getSelectionModel().select(place.intValue());
            table.scrollTo(Math.max(0, place - 4));
        });
        following = false;
    }

    private static void show(TableColumn<LadderRow, String> column, Function<LadderRow, String> text) {
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
    }
}
