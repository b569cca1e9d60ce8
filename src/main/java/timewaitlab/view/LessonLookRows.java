package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.LessonLooks;
import timewaitlab.viewmodel.Texts;

/** What may be looked at before a prediction, on the card of a lesson: buttons, and what was seen in their place. */
final class LessonLookRows {
    /** More would hide the choices. */
    private static final int MOST_LINES = 4;

    private LessonLookRows() {}

    static List<Node> of(LessonLooks looks) {
        List<Node> rows = new ArrayList<>();
        rows.add(styled(new Label(Texts.say("lesson.look", looks.left())), "lab-lesson-sure"));
        for (LessonLooks.Look look : looks.all()) {
            rows.add(look.made() ? seen(look) : button(look, looks));
        }
        return rows;
    }

    private static Node button(LessonLooks.Look look, LessonLooks looks) {
        Button button = styled(new Button(look.text(), new FontIcon("fth-search")), "lab-look");
        button.setMnemonicParsing(false);
        button.setContentDisplay(ContentDisplay.LEFT);
        button.setId("look-" + look.number());
        button.setMaxWidth(Double.MAX_VALUE);
        button.setDisable(!looks.mayLook());
        button.setAccessibleText(look.text() + ". " + look.where());
        button.setOnAction(event -> looks.look(look.number()));
        return button;
    }

    /** The prompt, the lines, and whom they rule out. */
    private static Node seen(LessonLooks.Look look) {
        VBox box = styled(new VBox(), "lab-look-seen");
        box.setId("seen-" + look.number());
        box.getChildren().add(line(look.where(), "lab-look-prompt"));
        List<String> lines = look.lines();
        lines.stream().limit(MOST_LINES).forEach(text -> box.getChildren().add(line(text, "lab-look-line")));
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            String rest = lines.isEmpty()
                    ? Texts.say("lesson.look.empty")
                    : Texts.say("lesson.look.more", lines.size() - MOST_LINES);
            box.getChildren().add(line(rest, "lab-look-line"));
        }
        Label says = styled(new Label(look.says()), "lab-look-says");
        says.setWrapText(true);
        says.setMinHeight(Region.USE_PREF_SIZE);
        box.getChildren().add(says);
        box.setAccessibleText(look.text() + " " + String.join(" ", lines) + " " + look.says());
        VBox.setVgrow(box, Priority.NEVER);
        return box;
    }

    private static Label line(String text, String style) {
        Label line = styled(new Label(text), style);
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        return line;
    }

    private static <T extends Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }
}
