package timewaitlab.view;

import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.CommandsPane;
import timewaitlab.viewmodel.MainViewModel;

/** The Commands pane: what a command typed on a party would print now. */
public final class CommandsView {
    private final MainViewModel model;

    @FXML
    private VBox pane;

    @FXML
    private ComboBox<String> party;

    @FXML
    private ComboBox<String> command;

    @FXML
    private TextArea output;

    CommandsView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        party.valueProperty().addListener((value, before, now) -> offer(now));
        command.valueProperty().addListener((value, before, now) -> print());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> list());
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> print());
        pane.visibleProperty().addListener((value, before, now) -> print());
        list();
    }

    /** The parties of what is shown; whoever was chosen stays chosen, else the server is. */
    private void list() {
        String chosen = party.getValue();
        party.getItems().setAll(CommandsPane.parties(model.index()));
        party.setValue(
                party.getItems().contains(chosen)
                        ? chosen
                        : CommandsPane.first(model.index()).orElse(null));
        print();
    }

    private void offer(@Nullable String now) {
        if (now == null) {
            return;
        }
        String chosen = command.getValue();
        command.getItems().setAll(CommandsPane.commands(model.index(), now));
        command.setValue(
                command.getItems().contains(chosen)
                        ? chosen
                        : command.getItems().stream().findFirst().orElse(null));
        print();
    }

    private void print() {
        String where = party.getValue();
        String what = command.getValue();
        if (!pane.isVisible() || where == null || what == null) {
            return;
        }
        String text =
                CommandsPane.print(model.index(), what, where, model.playhead().getTime());
        if (!text.equals(output.getText())) {
            double left = output.getScrollLeft();
            output.setText(text);
            output.setScrollLeft(left);
        }
    }

    @FXML
    void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(output.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
