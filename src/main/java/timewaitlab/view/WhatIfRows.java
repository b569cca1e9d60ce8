package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.WhyCard;

/** The Why pane's list of what would have changed the verdict, in groups by who could make the change. */
final class WhatIfRows {
    /** Letters of a row in the narrowest pane. */
    private static final int ROOM = 24;

    private final MainViewModel model;
    /** Whoever asked for the changes that show in counters only gets them from then on. */
    private boolean unfolded;

    WhatIfRows(MainViewModel model) {
        this.model = model;
    }

    /** Fills the box with these. */
    void show(List<WhyCard.Change> changes, VBox box) {
        List<WhyCard.Change> shown = unfolded
                ? changes
                : changes.stream().filter(WhyCard.Change::changesAnswer).toList();
        List<Node> rows = new ArrayList<>();
        String group = "";
        for (WhyCard.Change change : shown) {
            if (!change.group().equals(group)) {
                group = change.group();
                rows.add(styled(new Label(group), "lab-what-if-group"));
            }
            rows.add(row(change));
        }
        if (shown.size() < changes.size()) {
            int more = changes.size() - shown.size();
            Hyperlink all = styled(new Hyperlink(Texts.say("why.minorChanges", more)), "lab-fold-changes");
            all.setOnAction(event -> {
                unfolded = true;
                show(changes, box);
            });
            rows.add(all);
        }
        box.getChildren().setAll(rows);
    }

    private Node row(WhyCard.Change change) {
        Label what = styled(new Label(change.what()), "lab-what-if-value");
        what.setMinWidth(Region.USE_PREF_SIZE);
        Label outcome = styled(new Label(change.outcome()), "lab-quiet");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = styled(new HBox(what, outcome, space), "lab-what-if");
        row.setAccessibleText(change.group() + ": " + change.what() + ": " + change.outcome());
        Tooltip.install(row, new Tooltip(Texts.say("why.then", change.outcome())));
        change.edit().ifPresent(edit -> {
            Button play = styled(new Button(playText(change), new FontIcon("fth-git-branch")), "lab-play-change");
            play.setAccessibleText(Texts.say("why.play"));
            play.setTooltip(new Tooltip(Texts.say("why.play.tip")));
            play.setId("play-" + change.id());
            play.setMinWidth(Region.USE_PREF_SIZE);
            play.setOnAction(event ->
                    model.session().fork(change.what(), model.playhead().getTime(), edit));
            row.getChildren().add(play);
        });
        return row;
    }

    /** Beside a long change the icon alone has room. */
    private static String playText(WhyCard.Change change) {
        return change.what().length() + change.outcome().length() > ROOM ? "" : Texts.say("why.play");
    }

    private static <T extends Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }
}
