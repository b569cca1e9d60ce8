package timewaitlab.view;

import java.util.Set;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import timewaitlab.viewmodel.BranchRow;
import timewaitlab.viewmodel.Future;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The branches of a session as a tree: one click shows a branch, its menu renames or deletes it. */
public final class BranchesView {
    private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");
    private static final double STEP = 14;
    private static final double ROW = 38;
    private static final double DOT = 5;
    private static final double MIDDLE = 13;

    private final MainViewModel model;

    @FXML
    private VBox pane;

    @FXML
    private VBox rows;

    @FXML
    private Button compare;

    BranchesView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.session().treeProperty(), (tree, before, now) -> show(now));
        show(model.session().getTree());
    }

    void dispose() {
        pane.getChildren().clear();
    }

    private void show(Future.Tree tree) {
        rows.getChildren().setAll(BranchRow.of(tree).stream().map(this::row).toList());
    }

    private Node row(BranchRow branch) {
        Label name = new Label(branch.name());
        name.getStyleClass().add("lab-branch-name");
        Label note = new Label(branch.note());
        note.getStyleClass().add("lab-branch-note");
        HBox nameBox = new HBox(name);
        VBox words = new VBox(nameBox, note);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(graph(branch), words);
        row.getStyleClass().add("lab-branch");
        row.setId("branch-" + branch.id());
        row.setFocusTraversable(true);
        row.getProperties().put(Keys.OWN_KEYS, Set.of(KeyCode.SPACE));
        row.setAccessibleRole(AccessibleRole.BUTTON);
        row.setAccessibleText(branch.name() + ", " + branch.note());
        row.pseudoClassStateChanged(SHOWN, branch.isShown());
        Tooltip.install(row, new Tooltip(branch.name() + "\n" + branch.note()));
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                rename(nameBox, name, branch);
            } else if (event.isStillSincePress()) {
                model.session().show(branch.id());
            }
        });
        row.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                model.session().show(branch.id());
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                model.session().delete(branch.id());
                event.consume();
            } else if (event.getCode() == KeyCode.F2) {
                rename(nameBox, name, branch);
                event.consume();
            }
        });
        row.setOnContextMenuRequested(
                event -> menu(branch, nameBox, name).show(row, event.getScreenX(), event.getScreenY()));
        return row;
    }

    private void rename(HBox box, Label name, BranchRow branch) {
        InPlace.rename(box, name, branch.name(), given -> model.session().rename(branch.id(), given));
    }

    private ContextMenu menu(BranchRow branch, HBox box, Label name) {
        MenuItem show = new MenuItem(Texts.say("branch.show"));
        show.setOnAction(event -> model.session().show(branch.id()));
        MenuItem rename = new MenuItem(Texts.say("branch.rename"));
        rename.setOnAction(event -> rename(box, name, branch));
        MenuItem delete = new MenuItem(Texts.say("branch.delete"));
        delete.setDisable(model.session().getTree().futures().size() < 2);
        delete.setOnAction(event -> model.session().delete(branch.id()));
        return new ContextMenu(show, rename, delete);
    }

    /** A dot, with the line that leads to it from the branch above. */
    private static Pane graph(BranchRow branch) {
        double x = 8 + branch.depth() * STEP;
        Pane graph = new Pane();
        graph.setMinWidth(x + 12);
        graph.setPrefHeight(ROW);
        graph.getStyleClass().add("lab-branch-graph");
        if (branch.depth() > 0) {
            Line down = new Line(x - STEP, -4, x - STEP, branch.isLast() ? MIDDLE : ROW + 4);
            Line across = new Line(x - STEP, MIDDLE, x - DOT, MIDDLE);
            graph.getChildren().addAll(down, across);
        }
        Circle dot = new Circle(x, MIDDLE, DOT);
        graph.getChildren().add(dot);
        return graph;
    }

    @FXML
    void fork() {
        model.deeds().fork();
    }

    @FXML
    void compare() {
        model.compare().toggle();
    }
}
