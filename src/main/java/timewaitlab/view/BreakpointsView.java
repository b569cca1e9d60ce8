package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.Breakpoints;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The card of breakpoints: a test of fields each, and how often it stops this run. */
public final class BreakpointsView {
    private final MainViewModel model;
    private final Breakpoints breakpoints;

    @FXML
    private VBox pane;

    @FXML
    private VBox rows;

    @FXML
    private Label none;

    @FXML
    private TextField test;

    @FXML
    private Label problem;

    BreakpointsView(MainViewModel model) {
        this.model = model;
        breakpoints = model.breakpoints();
    }

    @FXML
    void initialize() {
        problem.textProperty().bind(breakpoints.problemProperty());
        problem.visibleProperty().bind(Bindings.isNotEmpty(breakpoints.problemProperty()));
        problem.managedProperty().bind(problem.visibleProperty());
        model.showing().watch(breakpoints.pointsProperty(), (points, before, now) -> show(now));
        FieldChoices.offerIn(model, test);
        test.textProperty().addListener((text, before, now) -> breakpoints.check(now));
        test.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                hide();
                event.consume();
            }
        });
        show(breakpoints.pointsProperty().get());
    }

    private void show(List<Breakpoints.Point> points) {
        List<Node> lines = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            lines.add(row(i, points.get(i)));
        }
        rows.getChildren().setAll(lines);
        none.setVisible(points.isEmpty());
        none.setManaged(points.isEmpty());
    }

    private Node row(int at, Breakpoints.Point point) {
        Label text = new Label(point.text());
        text.getStyleClass().add("lab-intervention-title");
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Label count = new Label(Texts.say("breakpoints.count", point.moments().size()));
        count.getStyleClass().add("lab-quiet");
        count.setMinWidth(Label.USE_PREF_SIZE);
        Button remove = new Button("", new FontIcon("fth-x"));
        remove.getStyleClass().addAll("lab-icon-button", "tiny");
        remove.setAccessibleText(Texts.say("interventions.remove", point.text()));
        remove.setOnAction(event -> breakpoints.remove(at));
        HBox row = new HBox(text, count, remove);
        row.getStyleClass().add("lab-intervention");
        return row;
    }

    /** Shows the card and waits for a test; or hides it. */
    void toggle() {
        boolean shown = !pane.isVisible();
        pane.setVisible(shown);
        pane.setManaged(shown);
        if (shown) {
            test.requestFocus();
        }
    }

    @FXML
    void hide() {
        pane.setVisible(false);
        pane.setManaged(false);
    }

    @FXML
    void add() {
        String written = test.getText();
        if (!written.isBlank()) {
            breakpoints.add(written, () -> {
                // or somebody writes the next one by now
                if (written.equals(test.getText())) {
                    test.clear();
                }
            });
        }
    }

    @FXML
    void previous() {
        model.breakpoints().step(false);
    }

    @FXML
    void next() {
        model.breakpoints().step(true);
    }
}
