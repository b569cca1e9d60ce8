package timewaitlab.view;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.PaneCard;
import timewaitlab.viewmodel.PaneRow;
import timewaitlab.viewmodel.Provenance;

/** Cards of names and values, as the smaller panes show them. */
final class Cards {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    /** Characters that a name and its value may have on one line. */
    private static final int LONGEST_LINE = 36;

    private Cards() {}

    /** A card with a heading at the left and a word at the right. */
    static VBox card(String heading, String word, List<? extends Node> rows) {
        Label left = styled(new Label(heading), "lab-card-heading");
        left.setWrapText(true);
        Label right = styled(new Label(word), "lab-card-word");
        right.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = styled(new HBox(left, space(), right), "lab-card-head");
        VBox card = styled(new VBox(head), "lab-card");
        card.getChildren().addAll(rows);
        return card;
    }

    /** A card of a pane; values that somebody set lead there. */
    static VBox card(PaneCard card, MainViewModel model) {
        return card(
                card.heading(),
                card.word(),
                card.rows().stream().map(row -> field(row, model)).toList());
    }

    /** A name, what its value was, and what it is: a link to the event that set it. */
    static Pane field(PaneRow row, MainViewModel model) {
        Label name = styled(new Label(row.name()), "lab-field-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Labeled value = row.origin()
                .<Labeled>map(origin -> link(row.value(), origin, model))
                .orElseGet(() -> new Label(row.value()));
        styled(value, "lab-field-value");
        HBox values = styled(new HBox(value), "lab-field-values");
        if (!row.before().isEmpty()) {
            values.getChildren().add(0, styled(new Label(row.before() + " →"), "lab-field-before"));
        }
        Pane field = new HBox(name, space(), values);
        if (row.name().length() + row.value().length() + row.before().length() > LONGEST_LINE) {
            value.setWrapText(true);
            field = styled(new VBox(name, values), "tall");
        }
        styled(field, "lab-field");
        field.pseudoClassStateChanged(CHANGED, row.changed());
        field.setAccessibleText(row.spoken());
        return field;
    }

    /** A value that says where it comes from: hovering lights its source, a click goes there. */
    static Labeled link(String text, Provenance origin, MainViewModel model) {
        Labeled link;
        if (origin.leadsSomewhere() || origin.journey() != 0) {
            Hyperlink active = styled(new Hyperlink(text), "lab-value-link");
            active.setOnAction(event -> go(origin, model));
            active.setOnMouseEntered(event -> model.hoveredProperty().set(origin.journey()));
            active.setOnMouseExited(event -> model.hoveredProperty().set(0));
            link = active;
        } else {
            link = new Label(text);
        }
        link.setTooltip(new Tooltip(origin.words()));
        link.setAccessibleText(text + ", " + origin.words());
        return link;
    }

    private static void go(Provenance origin, MainViewModel model) {
        if (origin.journey() != 0) {
            model.goTo(origin.journey());
        } else {
            model.seek(origin.time());
        }
    }

    /** A name and its value. */
    static HBox field(String name, String value, boolean changed) {
        Label label = styled(new Label(name), "lab-field-name");
        Label text = styled(new Label(value), "lab-field-value");
        text.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = styled(new HBox(label, space(), text), "lab-field");
        row.pseudoClassStateChanged(CHANGED, changed);
        row.setAccessibleText(name + " " + value);
        return row;
    }

    /** One muted line where there is nothing to show. */
    static Label quiet(String text) {
        Label label = styled(new Label(text), "lab-quiet");
        label.setWrapText(true);
        return label;
    }

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    private static <T extends Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }
}
