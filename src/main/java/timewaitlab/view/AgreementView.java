package timewaitlab.view;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.AgreementSheet;
import timewaitlab.viewmodel.AgreementTable;
import timewaitlab.viewmodel.MainViewModel;

/** The table of agreement: topics down, kernels across, cells that agree of all cells, and each that does not. */
public final class AgreementView {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final MainViewModel model;
    private final AgreementSheet agreement;

    @FXML
    private VBox sheet;

    @FXML
    private HBox workingBox;

    @FXML
    private ProgressBar progress;

    @FXML
    private Label total;

    @FXML
    private Label badge;

    @FXML
    private GridPane table;

    @FXML
    private VBox disagreements;

    AgreementView(MainViewModel model) {
        this.model = model;
        agreement = model.agreement();
    }

    @FXML
    void initialize() {
        workingBox.visibleProperty().bind(agreement.workingProperty());
        workingBox.managedProperty().bind(agreement.workingProperty());
        progress.progressProperty().bind(agreement.progressProperty());
        model.showing().watch(agreement.tableProperty(), (value, before, now) -> show(now));
        model.showing().watch(model.experimentProperty(), (value, before, now) -> showBadge());
        show(agreement.tableProperty().get());
        showBadge();
        setShown(false);
    }

    /** Opens the sheet and begins to judge, or closes it. */
    void toggle() {
        setShown(!sheet.isVisible());
        if (sheet.isVisible()) {
            agreement.judge();
        }
    }

    @FXML
    void hide() {
        setShown(false);
    }

    @FXML
    void cancel() {
        agreement.cancel();
        hide();
    }

    private void setShown(boolean shown) {
        sheet.setVisible(shown);
        sheet.setManaged(shown);
    }

    private void show(@Nullable AgreementTable now) {
        if (now == null) {
            return;
        }
        table.getChildren().clear();
        for (int column = 0; column < now.kernels().size(); column++) {
            table.add(cell(now.kernels().get(column), "lab-agreement-heading"), column + 1, 0);
        }
        for (int row = 0; row < now.rows().size(); row++) {
            table.add(cell(now.rows().get(row).topic(), "lab-agreement-topic"), 0, row + 1);
            List<AgreementTable.Cell> cells = now.rows().get(row).cells();
            for (int column = 0; column < cells.size(); column++) {
                Label cell = cell(cells.get(column).text(), "lab-agreement-cell");
                cell.pseudoClassStateChanged(REFUSED, !cells.get(column).agrees());
                table.add(cell, column + 1, row + 1);
            }
        }
        total.setText(now.total());
        disagreements
                .getChildren()
                .setAll(now.disagreements().stream().map(Cards::quiet).toList());
        showBadge();
    }

    private void showBadge() {
        badge.setText(model.getExperiment()
                .flatMap(experiment -> agreement.badge(experiment.choice().scenario()))
                .map(AgreementTable.Standing::words)
                .orElse(""));
        badge.setVisible(!badge.getText().isEmpty());
        badge.setManaged(badge.isVisible());
    }

    private static Label cell(String text, String style) {
        Label cell = new Label(text);
        cell.getStyleClass().add(style);
        cell.setMinWidth(Region.USE_PREF_SIZE);
        cell.setMaxWidth(Double.MAX_VALUE);
        return cell;
    }
}
