package timewaitlab.view;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Notice;
import timewaitlab.viewmodel.Numbers;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.VerdictChip;
import timewaitlab.viewmodel.WhatChanged;

/** The two bars under the top bar: what a re-run changed, and what went wrong. */
public final class ChangedView {
    private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");
    private static final double CHIP_SIZE = 12;

    private final MainViewModel model;

    @FXML
    private VBox bars;

    @FXML
    private HBox changedBar;

    @FXML
    private HBox noticeBar;

    @FXML
    private Hyperlink changedAt;

    @FXML
    private HBox before;

    @FXML
    private HBox after;

    @FXML
    private FontIcon noticeIcon;

    @FXML
    private Label noticeTitle;

    @FXML
    private Label noticeLines;

    ChangedView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.changedProperty(), (value, old, now) -> show(now));
        model.showing().watch(model.noticeProperty(), (value, old, now) -> say(now));
    }

    void dispose() {
        bars.getChildren().clear();
    }

    private void show(@Nullable WhatChanged change) {
        setShown(changedBar, change != null);
        if (change != null) {
            changedAt.setText(Texts.say("changed.at", Numbers.clock(change.time()), change.host()));
            before.getChildren().setAll(chip(change.before()));
            after.getChildren().setAll(chip(change.after()));
        }
    }

    private Node chip(Optional<VerdictChip> chip) {
        return chip.<Node>map(some -> new ChipView(some, CHIP_SIZE, model.themeProperty()))
                .orElseGet(() -> new Label(Texts.say("changed.none")));
    }

    private void say(@Nullable Notice notice) {
        setShown(noticeBar, notice != null);
        if (notice != null) {
            noticeTitle.setText(notice.title());
            noticeLines.setText(String.join("\n", notice.lines()));
            setShown(noticeLines, !notice.lines().isEmpty());
            noticeIcon.setIconLiteral(notice.isProblem() ? "fth-alert-triangle" : "fth-info");
            noticeBar.pseudoClassStateChanged(PROBLEM, notice.isProblem());
        }
    }

    private static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @FXML
    void goThere() {
        WhatChanged change = model.changedProperty().get();
        if (change != null) {
            model.seek(change.time());
            model.selectedProperty().set(change.journey());
        }
    }

    @FXML
    void undo() {
        model.restore();
    }

    @FXML
    void dismiss() {
        model.dismiss();
    }
}
