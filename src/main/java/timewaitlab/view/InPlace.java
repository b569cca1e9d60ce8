package timewaitlab.view;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;

/** A field in the place of a name, for as long as the name is being changed. */
final class InPlace {
    private InPlace() {}

    /** Enter takes the new name, Escape and leaving the field keep the old one. */
    static void rename(Pane row, Node name, String before, Consumer<String> renamed) {
        int at = row.getChildren().indexOf(name);
        if (at < 0) {
            return;
        }
        TextField field = new TextField(before);
        field.getStyleClass().add("lab-in-place");
        field.setId("rename");
        field.setPrefColumnCount(4);
        HBox.setHgrow(field, Priority.ALWAYS);
        row.getChildren().set(at, field);
        field.requestFocus();
        field.selectAll();
        Runnable back = () -> {
            int now = row.getChildren().indexOf(field);
            if (now >= 0) {
                row.getChildren().set(now, name);
            }
        };
        field.setOnAction(event -> {
            back.run();
            renamed.accept(field.getText());
        });
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                back.run();
                event.consume();
            }
        });
        field.focusedProperty().addListener((focused, was, now) -> {
            if (!now) {
                back.run();
            }
        });
    }
}
