package timewaitlab.view;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Cards of names and values, as the smaller panes show them. */
final class Cards {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private Cards() {}

    /** A card with a heading at the left and a word at the right. */
    static VBox card(String heading, String word, List<? extends Node> rows) {
        Label left = styled(new Label(heading), "lab-card-heading");
        Label right = styled(new Label(word), "lab-card-word");
        HBox head = styled(new HBox(left, space(), right), "lab-card-head");
        VBox card = styled(new VBox(head), "lab-card");
        card.getChildren().addAll(rows);
        return card;
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
