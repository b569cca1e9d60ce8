package timewaitlab.view;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Offer;

/** What the palette offers: an action with its keys, or a scenario. */
final class OfferCell extends ListCell<Offer> {
    private final MainViewModel model;

    OfferCell(MainViewModel model) {
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
    protected void updateItem(@Nullable Offer offer, boolean empty) {
        super.updateItem(offer, empty);
        setText(!empty && offer instanceof Offer.Opening ? offer.text() : null);
        setGraphic(!empty && offer instanceof Offer.Doing doing ? row(model, doing.action(), doing.text()) : null);
    }
}
