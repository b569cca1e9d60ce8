package timewaitlab.view;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.Numbers;

/** A kernel profile in a list. */
record KernelItem(String label) {
    static ObservableList<KernelItem> all(List<String> labels) {
        return FXCollections.observableArrayList(
                labels.stream().map(KernelItem::new).toList());
    }

    /** Puts the hosts' letters before the chosen kernel. */
    static void name(ComboBox<KernelItem> box, String hosts) {
        box.setButtonCell(new ListCell<>() {
            @Override
            protected void updateItem(@Nullable KernelItem item, boolean empty) {
                super.updateItem(item, empty);
                Label letters = new Label(hosts);
                letters.getStyleClass().add("lab-kernel-hosts");
                setGraphic(empty ? null : letters);
                setText(empty || item == null ? "" : item.toString());
            }
        });
    }

    @Override
    public String toString() {
        return Numbers.kernel(label);
    }
}
