package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
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
    /** Letters of one that has an icon for its button. */
    private static final int ROOM_BY_ICON = 31;

    private static final PseudoClass LONG = PseudoClass.getPseudoClass("long");

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
            all.setWrapText(true);
            all.setMinHeight(Region.USE_PREF_SIZE);
            all.setOnAction(event -> {
                unfolded = true;
                show(changes, box);
            });
            rows.add(all);
        }
        box.getChildren().setAll(rows);
    }

    private Node row(WhyCard.Change change) {
        Node words = words(change);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = styled(new HBox(words), "lab-what-if");
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

    /** What came of it beside the change, or below one that leaves it no room. */
    private static Node words(WhyCard.Change change) {
        Label what = styled(new Label(change.what()), "lab-what-if-value");
        Label outcome = styled(new Label(change.outcome()), "lab-quiet");
        if (letters(change) <= ROOM_BY_ICON) {
            what.setMinWidth(Region.USE_PREF_SIZE);
            return styled(new HBox(what, outcome), "lab-what-if-words");
        }
        for (Label label : List.of(what, outcome)) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        VBox words = styled(new VBox(what, outcome), "lab-what-if-words");
        words.pseudoClassStateChanged(LONG, true);
        return words;
    }

    private static int letters(WhyCard.Change change) {
        return change.what().length() + change.outcome().length();
    }

    /** Beside a long change the icon alone has room. */
    private static String playText(WhyCard.Change change) {
        return letters(change) > ROOM ? "" : Texts.say("why.play");
    }

    private static <T extends Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }
}
