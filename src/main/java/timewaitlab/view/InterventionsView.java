package timewaitlab.view;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.InterventionRow;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The list of interventions: each can be turned off, renamed, written otherwise, taken out. */
public final class InterventionsView {
    private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");

    private final MainViewModel model;

    @FXML
    private VBox pane;

    @FXML
    private VBox rows;

    @FXML
    private Label none;

    @FXML
    private VBox lineBox;

    @FXML
    private TextArea line;

    @FXML
    private Label problem;

    @FXML
    private Button undo;

    @FXML
    private Button redo;

    InterventionsView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        line.textProperty().bindBidirectional(model.line().textProperty());
        lineBox.visibleProperty().bind(model.line().openProperty());
        lineBox.managedProperty().bind(model.line().openProperty());
        problem.textProperty().bind(model.line().problemProperty());
        problem.visibleProperty().bind(Bindings.isNotEmpty(model.line().problemProperty()));
        problem.managedProperty().bind(problem.visibleProperty());
        undo.disableProperty().bind(model.session().undoableProperty().not());
        redo.disableProperty().bind(model.session().redoableProperty().not());
        model.showing().watch(model.line().openProperty(), (open, before, now) -> {
            if (now) {
                line.requestFocus();
                // at its end it would be scrolled there by the width it does not have yet
                line.deselect();
                line.home();
            }
        });
        line.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.showing().watch(model.session().treeProperty(), (tree, before, now) -> show());
        model.showing().watch(model.experimentProperty(), (shown, before, now) -> show());
        show();
    }

    /** It is one line, however many it takes to show it: Enter ends it and Tab leaves it. */
    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            model.line().close();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            submit();
            event.consume();
        } else if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
            event.consume();
            line.fireEvent(
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.TAB, event.isShiftDown(), true, false, false));
        }
    }

    void dispose() {
        pane.getChildren().clear();
    }

    private void show() {
        List<InterventionRow> all = InterventionRow.of(model.session());
        rows.getChildren().setAll(all.stream().map(this::row).toList());
        boolean capture = model.getExperiment().filter(Experiment::isCapture).isPresent();
        none.setText(Texts.say(capture ? "interventions.none.capture" : "interventions.none"));
        none.setVisible(all.isEmpty());
        none.setManaged(all.isEmpty());
    }

    private Node row(InterventionRow each) {
        CheckBox on = new CheckBox();
        on.setSelected(each.isOn());
        on.setAccessibleText(Texts.say("interventions.on", each.title()));
        on.setOnAction(event -> each.turn(model.session(), on.isSelected()));
        Label title = new Label(each.title());
        title.getStyleClass().add("lab-intervention-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        title.setMaxWidth(Double.MAX_VALUE);
        title.setTooltip(new Tooltip(each.text()));
        HBox.setHgrow(title, Priority.ALWAYS);
        Button remove = new Button("", new FontIcon("fth-x"));
        remove.getStyleClass().addAll("lab-icon-button", "tiny");
        remove.setAccessibleText(Texts.say("interventions.remove", each.title()));
        remove.setTooltip(new Tooltip(Texts.say("interventions.remove", each.title())));
        remove.setOnAction(event -> each.remove(model.session()));
        HBox row = new HBox(on, title, remove);
        row.getStyleClass().add("lab-intervention");
        row.setId("intervention-" + each.at());
        row.pseudoClassStateChanged(OFF, !each.isOn());
        title.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                model.line().change(each.at());
            }
        });
        title.setContextMenu(menu(each, row, title));
        return row;
    }

    private ContextMenu menu(InterventionRow each, HBox row, Label title) {
        MenuItem edit = new MenuItem(Texts.say("interventions.edit"));
        edit.setOnAction(event -> model.line().change(each.at()));
        MenuItem rename = new MenuItem(Texts.say("interventions.rename"));
        rename.setOnAction(
                event -> InPlace.rename(row, title, each.title(), name -> each.rename(model.session(), name)));
        MenuItem remove = new MenuItem(Texts.say("interventions.takeOut"));
        remove.setOnAction(event -> each.remove(model.session()));
        return new ContextMenu(edit, rename, remove);
    }

    @FXML
    void add() {
        model.line().begin("");
    }

    @FXML
    void submit() {
        model.line().submit();
    }

    @FXML
    void undo() {
        model.session().undo();
    }

    @FXML
    void redo() {
        model.session().redo();
    }
}
