package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.LessonChoice;
import timewaitlab.viewmodel.LessonResult;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.WhyCard;

/** What stands on the card of a lesson, row by row. */
final class LessonRows {
    private static final int SURE = 3;
    /** Of the questions that were asked, how many are open at once: a class reads them from afar. */
    private static final int FINDINGS = 3;

    private static final int CHANGES = 6;
    private static final PseudoClass OUT = PseudoClass.getPseudoClass("out");
    private static final PseudoClass RIGHT = PseudoClass.getPseudoClass("right");

    private LessonRows() {}

    /** The choices as large buttons, of which one can be down. */
    static List<Node> choices(List<LessonChoice> choices, IntegerProperty chosen) {
        List<Node> rows = new ArrayList<>();
        for (LessonChoice choice : choices) {
            int index = choice.number() - 1;
            ToggleButton row = new ToggleButton();
            row.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            row.setGraphic(face(choice));
            row.setId("choice-" + choice.number());
            row.getStyleClass().add("lab-choice");
            row.setMaxWidth(Double.MAX_VALUE);
            row.setSelected(chosen.get() == index);
            row.pseudoClassStateChanged(OUT, choice.ruledOut());
            String out = choice.ruledOut() ? ". " + Texts.say("lesson.look.ruled") : "";
            row.setAccessibleText(choice.text() + ". " + choice.means() + out);
            row.setOnAction(event -> {
                row.setSelected(true);
                chosen.set(index);
            });
            rows.add(row);
        }
        return rows;
    }

    private static HBox face(LessonChoice choice) {
        Circle ring = styled(new Circle(9), "lab-choice-ring");
        Label text = styled(new Label(choice.text()), "lab-choice-text");
        Label means = styled(new Label(choice.means()), "lab-choice-means");
        VBox words = choice.means().isEmpty() ? new VBox(text) : new VBox(text, means);
        HBox.setHgrow(words, Priority.ALWAYS);
        Label key = styled(new Label(Integer.toString(choice.number())), "lab-key");
        HBox face = styled(new HBox(ring, words), "lab-choice-face");
        if (choice.ruledOut()) {
            face.getChildren().add(styled(new Label(Texts.say("lesson.look.ruled")), "lab-choice-means"));
        }
        face.getChildren().add(key);
        return face;
    }

    /** How sure somebody is. */
    static Node confidence(IntegerProperty chosen) {
        HBox row = styled(new HBox(), "lab-confidence");
        for (int i = 0; i < SURE; i++) {
            int index = i;
            ToggleButton button =
                    styled(new ToggleButton(Texts.say("lesson.sure." + (i + 1))), "lab-confidence-button");
            button.getStyleClass().add(i == 0 ? "first" : i == SURE - 1 ? "last" : "middle");
            button.setId("sure-" + (i + 1));
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setSelected(chosen.get() == i);
            button.setOnAction(event -> {
                button.setSelected(true);
                chosen.set(index);
            });
            row.getChildren().add(button);
        }
        return row;
    }

    /** Whether something was right, by sign and words. */
    static Node graded(boolean right, String text) {
        Label label = styled(new Label(text, new FontIcon(right ? "fth-check" : "fth-x")), "lab-graded");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        label.pseudoClassStateChanged(RIGHT, right);
        return label;
    }

    /** A sentence whose deciding words stand between asterisks. */
    static Node sentence(String text) {
        TextFlow flow = styled(new TextFlow(), "lab-lesson-sentence");
        String[] parts = text.split("\\*");
        for (int i = 0; i < parts.length; i++) {
            flow.getChildren().add(styled(new Text(parts[i]), i % 2 == 1 ? "lab-word-deciding" : "lab-word"));
        }
        return flow;
    }

    /** The questions that were asked, of which the last few are open; the one that decided is the last of them. */
    static List<Node> findings(WhyCard card) {
        List<WhyCard.Row> all = card.findings();
        int decided = all.stream()
                .filter(WhyCard.Row::decisive)
                .mapToInt(WhyCard.Row::number)
                .max()
                .orElse(0);
        int early = Math.max(0, decided - FINDINGS);
        List<Node> rows = new ArrayList<>();
        if (early > 0) {
            rows.add(folded(all.subList(0, early)));
        }
        all.subList(early, decided).forEach(row -> rows.add(finding(row)));
        return rows;
    }

    private static Node folded(List<WhyCard.Row> early) {
        VBox box = new VBox();
        Hyperlink more = styled(new Hyperlink(Texts.say("why.earlierQuestions", early.size())), "lab-lesson-earlier");
        more.setId("lesson-earlier");
        more.setOnAction(event ->
                box.getChildren().setAll(early.stream().map(LessonRows::finding).toList()));
        box.getChildren().add(more);
        return box;
    }

    private static Node finding(WhyCard.Row row) {
        Label question = styled(new Label(row.question()), "lab-lesson-finding-question");
        Label operands = styled(new Label(row.brief().isEmpty() ? row.operands() : row.brief()), "lab-value");
        question.setWrapText(true);
        operands.setWrapText(true);
        operands.setMinHeight(Region.USE_PREF_SIZE);
        VBox words = new VBox(question, operands);
        HBox.setHgrow(words, Priority.ALWAYS);
        Label answer =
                styled(new Label(row.answer(), new FontIcon(row.held() ? "fth-check" : "fth-x")), "lab-finding-answer");
        answer.setMinWidth(Region.USE_PREF_SIZE);
        HBox finding = styled(new HBox(words, answer), "lab-lesson-finding");
        finding.getStyleClass().add(row.decisive() ? "decisive" : "plain");
        finding.setAccessibleRole(AccessibleRole.TEXT);
        finding.setAccessibleText(row.question() + " " + operands.getText() + ", " + row.answer());
        return finding;
    }

    /** The changes that can be played, as buttons. */
    static List<Node> changes(MainViewModel model, List<WhyCard.Change> changes) {
        List<Node> rows = new ArrayList<>();
        String group = "";
        for (WhyCard.Change change : changes.stream().limit(CHANGES).toList()) {
            if (!change.group().equals(group)) {
                group = change.group();
                rows.add(styled(new Label(group), "lab-lesson-context"));
            }
            Button button = styled(new Button(change.what()), "lab-lesson-change");
            // Names of settings are full of underscores.
            button.setMnemonicParsing(false);
            Label then = styled(new Label(Texts.say("why.then", change.outcome())), "lab-choice-means");
            button.setGraphic(then);
            button.setContentDisplay(ContentDisplay.RIGHT);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setId("try-" + change.id().replaceAll("[^\\w-]", "-"));
            button.setOnAction(event -> change.edit().ifPresent(model.session()::edit));
            rows.add(button);
        }
        return rows;
    }

    /** What came of the lessons so far. */
    static List<Node> results(List<LessonResult> results) {
        List<Node> rows = new ArrayList<>();
        for (LessonResult result : results) {
            Label line = styled(
                    new Label(Texts.say(
                            "lesson.result",
                            result.scenario(),
                            sign(result.predicted()),
                            sign(result.solved()),
                            sign(result.transferred()))),
                    "lab-lesson-context");
            line.setWrapText(true);
            rows.add(line);
        }
        return rows;
    }

    private static String sign(boolean right) {
        return Texts.say(right ? "why.yes" : "why.no");
    }

    private static <T extends Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }
}
