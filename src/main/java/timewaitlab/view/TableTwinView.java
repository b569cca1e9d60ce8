package timewaitlab.view;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import timewaitlab.viewmodel.LadderRow;
import timewaitlab.viewmodel.MainViewModel;

/** The ladder as a table, for those who read rather than look. */
public final class TableTwinView {
    private final MainViewModel model;
    private boolean following;

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
        model.showing().watch(model.experimentProperty(), (value, before, now) -> fill());
        model.showing().watch(model.selectedProperty(), (value, before, now) -> follow());
        table.getSelectionModel().selectedItemProperty().addListener((value, before, now) -> {
            if (now != null && !following) {
                model.goTo(now.journey());
            }
        });
    }

    void dispose() {
        table.getItems().clear();
    }

    private void fill() {
        following = true;
        model.getExperiment()
                .ifPresent(experiment -> table.getItems().setAll(LadderRow.all(model.index(), experiment)));
        following = false;
    }

    private void follow() {
        following = true;
        int journey = model.selectedProperty().get();
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i).journey() == journey) {
                table.getSelectionModel().select(i);
                table.scrollTo(Math.max(0, i - 4));
            }
        }
        following = false;
    }

    private static void show(TableColumn<LadderRow, String> column, Function<LadderRow, String> text) {
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
    }
}
