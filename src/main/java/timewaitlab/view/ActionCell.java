package timewaitlab.view;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.MainViewModel;

/** An action with its keys, in a list or a menu. */
final class ActionCell extends ListCell<Action> {
    private final MainViewModel model;

    ActionCell(MainViewModel model) {
        this.model = model;
    }

    /** The row of an action: what it does at the left, its keys at the right. */
    static HBox row(MainViewModel model, Action action, String text) {
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox row = new HBox(
                new Label(text), between, KeysView.caps(model.desk().getKeys().of(action)));
        row.getStyleClass().add("lab-action-row");
        row.setAccessibleText(text);
        return row;
    }

    @Override
    protected void updateItem(@Nullable Action action, boolean empty) {
        super.updateItem(action, empty);
        setText(null);
        setGraphic(empty || action == null ? null : row(model, action, action.text()));
    }
}
