package timewaitlab.view;

import java.math.BigDecimal;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The sheet of keys, and the field that asks for a time. */
public final class KeysView {
    private static final double SECOND = 1e9;
    private static final List<List<String>> SHEET = List.of(
            List.of("keys.play", "Space", "."),
            List.of("keys.step", "←", "→"),
            List.of("keys.segment", "n", "p"),
            List.of("keys.refusal", "d", "D"),
            List.of("keys.cause", "Ctrl ←", "Ctrl →"),
            List.of("keys.ends", "Home", "End"),
            List.of("keys.goto", "g"),
            List.of("keys.zoom", "+", "−", "0", "F"),
            List.of("keys.speed", ",", ";"),
            List.of("keys.theme", "t"),
            List.of("keys.whatif", "w"),
            List.of("keys.motion", "m"),
            List.of("keys.open", "Ctrl O"),
            List.of("keys.export", "Ctrl S"),
            List.of("keys.full", "F11"),
            List.of("keys.help", "?"));

    private final MainViewModel model;

    @FXML
    private VBox sheet;

    @FXML
    private GridPane grid;

    @FXML
    private TextField goTo;

    KeysView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        for (int i = 0; i < SHEET.size(); i++) {
            List<String> line = SHEET.get(i);
            HBox caps = new HBox();
            caps.getStyleClass().add("lab-key-caps");
            line.stream().skip(1).forEach(key -> caps.getChildren().add(cap(key)));
            Label what = new Label(Texts.say(line.get(0)));
            grid.addRow(i % 8, caps, what);
            GridPane.setColumnIndex(caps, 2 * (i / 8));
            GridPane.setColumnIndex(what, 2 * (i / 8) + 1);
        }
        goTo.focusedProperty().addListener((focused, before, now) -> setShown(goTo, now));
    }

    private static Label cap(String key) {
        Label cap = new Label(key);
        cap.getStyleClass().add("lab-key");
        return cap;
    }

    void toggle() {
        setShown(sheet, !sheet.isVisible());
    }

    @FXML
    void hide() {
        setShown(sheet, false);
        setShown(goTo, false);
    }

    /** Asks for a moment to go to. */
    void askTime() {
        goTo.clear();
        setShown(goTo, true);
        goTo.requestFocus();
    }

    @FXML
    void goToTime() {
        try {
            model.seek(Math.round(new BigDecimal(goTo.getText().strip()).doubleValue() * SECOND));
        } catch (NumberFormatException notANumber) {
            goTo.selectAll();
            return;
        }
        setShown(goTo, false);
    }

    private static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
