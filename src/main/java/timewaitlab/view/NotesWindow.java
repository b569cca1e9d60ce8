package timewaitlab.view;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.SpeakerNotes;
import timewaitlab.viewmodel.Texts;

/** What whoever presents wants to read: the notes, where the run is, what comes next; on a screen of their own. */
final class NotesWindow {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 480;

    private final MainViewModel model;
    private final Label notes = styled(new Label(), "lab-speaker-text");
    private final Label moment = styled(new Label(), "lab-speaker-now");
    private final Label next = styled(new Label(), "lab-speaker-next");
    private final ChangeListener<Object> changed = (value, before, now) -> refresh();
    private final ChangeListener<Object> another = (value, before, now) -> read();
    private @Nullable Stage stage;

    NotesWindow(MainViewModel model) {
        this.model = model;
    }

    /** Opens it beside this window, where it is not open yet. */
    void show(Stage owner) {
        if (stage == null) {
            stage = make(owner);
            model.playhead().timeProperty().addListener(changed);
            model.experimentProperty().addListener(another);
        }
        read();
        stage.show();
        owner.requestFocus();
    }

    void hide() {
        if (stage != null) {
            stage.close();
            model.playhead().timeProperty().removeListener(changed);
            model.experimentProperty().removeListener(another);
            stage = null;
        }
    }

    private Stage make(Stage owner) {
        notes.setWrapText(true);
        moment.setWrapText(true);
        next.setWrapText(true);
        Button back = button("fth-chevron-left", "transport.back", model::stepBack);
        Button play = button("mdi2p-play", "action.play", model.playhead()::toggle);
        Button forward = button("fth-chevron-right", "transport.forward", model::stepForward);
        HBox buttons = styled(new HBox(back, play, forward), "lab-speaker-buttons");
        ScrollPane scroll = styled(new ScrollPane(notes), "lab-scroll");
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, javafx.scene.layout.Priority.ALWAYS);
        VBox box = styled(new VBox(scroll, moment, next, buttons), "lab-speaker");
        Scene scene = new Scene(box, WIDTH, HEIGHT);
        // A content binding does not keep the scene alive, and follows when the theme turns.
        Bindings.bindContent(scene.getStylesheets(), owner.getScene().getStylesheets());
        Stage made = new Stage();
        made.setTitle(Texts.say("notes.title"));
        made.getIcons().addAll(AppIcon.images());
        made.setScene(scene);
        place(made, owner);
        made.setOnHidden(event -> hide());
        return made;
    }

    /** On another screen than the one that everybody looks at, if there is one; else over the edge of the window. */
    private static void place(Stage made, Stage owner) {
        List<Screen> shown =
                Screen.getScreensForRectangle(owner.getX(), owner.getY(), owner.getWidth(), owner.getHeight());
        Rectangle2D free = Screen.getScreens().stream()
                .filter(screen -> !shown.contains(screen))
                .findFirst()
                .map(Screen::getVisualBounds)
                .orElse(Rectangle2D.EMPTY);
        if (free.getWidth() > 0) {
            made.setX(free.getMinX() + (free.getWidth() - WIDTH) / 2);
            made.setY(free.getMinY() + (free.getHeight() - HEIGHT) / 2);
        } else {
            made.setX(owner.getX() + owner.getWidth() - WIDTH / 2);
        }
    }

    /** The notes of what is shown now. */
    private void read() {
        SpeakerNotes.of(model, text -> notes.setText(text.isEmpty() ? Texts.say("notes.none") : text));
        refresh();
    }

    private static Button button(String icon, String key, Runnable action) {
        Button button = styled(new Button("", new FontIcon(icon)), "lab-icon-button");
        button.setAccessibleText(Texts.say(key));
        button.setOnAction(event -> action.run());
        return button;
    }

    private void refresh() {
        moment.setText(SpeakerNotes.now(model));
        next.setText(SpeakerNotes.next(model));
    }

    private static <T extends javafx.scene.Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }
}
