package timewaitlab.view;

import java.util.Set;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.GalleryPane.Card;
import timewaitlab.viewmodel.Texts;

/** A card of the gallery: its number and title, what it asks, what it is about. A button whose words are all read. */
final class GalleryCard extends VBox {
    private static final Set<Object> ITS_KEYS = Set.of(
            KeyCode.LEFT,
            KeyCode.RIGHT,
            KeyCode.UP,
            KeyCode.DOWN,
            KeyCode.HOME,
            KeyCode.END,
            KeyCode.ENTER,
            KeyCode.SPACE,
            " ");

    private final Runnable opener;

    /** {@code picture}: what is seen above the words. */
    GalleryCard(Card card, Node picture, Runnable opener) {
        this.opener = opener;
        getStyleClass().add("lab-gallery-card");
        setId("card-" + card.number());
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(card.spoken());
        getProperties().put(Keys.OWN_KEYS, ITS_KEYS);
        Label number = styled(Integer.toString(card.number()), "lab-gallery-number");
        number.setMinWidth(USE_PREF_SIZE);
        Label title = styled(card.title(), "lab-gallery-title");
        title.setWrapText(true);
        HBox head = new HBox(number, title);
        head.getStyleClass().add("lab-gallery-card-head");
        Label question = styled(card.question(), "lab-gallery-question");
        question.setWrapText(true);
        Region between = new Region();
        VBox.setVgrow(between, Priority.ALWAYS);
        VBox words = new VBox(head, question, between, foot(card));
        words.getStyleClass().add("lab-gallery-words");
        VBox.setVgrow(words, Priority.ALWAYS);
        getChildren().addAll(picture, words);
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                opener.run();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                opener.run();
                event.consume();
            }
        });
    }

    private static HBox foot(Card card) {
        Label tags = styled(card.tags(), "lab-gallery-tags");
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox foot = new HBox(tags, between);
        foot.getStyleClass().add("lab-gallery-foot");
        if (card.done()) {
            Label done = styled(Texts.say("gallery.done"), "lab-gallery-done");
            done.setGraphic(new FontIcon("fth-check"));
            done.setMinWidth(USE_PREF_SIZE);
            foot.getChildren().add(done);
        }
        return foot;
    }

    private static Label styled(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        if (action == AccessibleAction.FIRE) {
            opener.run();
        } else {
            super.executeAccessibleAction(action, parameters);
        }
    }
}
