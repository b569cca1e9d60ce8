package timewaitlab.view;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.IntegerProperty;
import javafx.event.EventHandler;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.LessonChoice;
import timewaitlab.viewmodel.LessonModel;
import timewaitlab.viewmodel.LessonStep;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.WhyCard;

/** The card of a lesson: asks, reveals, sets the task, asks again. */
public final class LessonView {
    private static final double CHIP = 18;

    private final MainViewModel model;
    private final LessonModel lesson;
    private final EventHandler<KeyEvent> keys = this::keyed;

    @FXML
    private StackPane pane;

    @FXML
    private VBox card;

    @FXML
    private Label heading;

    @FXML
    private Label question;

    @FXML
    private Label context;

    @FXML
    private VBox content;

    @FXML
    private HBox buttons;

    LessonView(MainViewModel model) {
        this.model = model;
        lesson = model.lessons();
    }

    @FXML
    void initialize() {
        model.showing().watch(lesson.stepProperty(), (value, before, now) -> {
            show();
            // What had the focus may be gone, and keys must not go to the menu instead.
            card.requestFocus();
        });
        model.showing().watch(lesson.predictionProperty(), (value, before, now) -> show());
        model.showing().watch(lesson.looks().changesProperty(), (value, before, now) -> show());
        model.showing().watch(lesson.confidenceProperty(), (value, before, now) -> show());
        model.showing().watch(lesson.transferChoiceProperty(), (value, before, now) -> show());
        model.showing().watch(lesson.solvedProperty(), (value, before, now) -> show());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> show());
        pane.sceneProperty().addListener((scene, before, now) -> listen(before, now));
        show();
    }

    /** Digits choose and Enter reveals, wherever the focus is. */
    private void listen(@Nullable Scene before, @Nullable Scene now) {
        if (before != null) {
            before.removeEventFilter(KeyEvent.KEY_PRESSED, keys);
        }
        if (now != null) {
            now.addEventFilter(KeyEvent.KEY_PRESSED, keys);
        }
    }

    private void keyed(KeyEvent event) {
        Node owner = pane.getScene().getFocusOwner();
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !(owner instanceof TextInputControl);
        IntegerProperty choice = asked();
        String text = event.getText();
        if (plain
                && choice != null
                && text.matches("[1-9]")
                && Integer.parseInt(text) <= lesson.choices().size()) {
            choice.set(Integer.parseInt(text) - 1);
            event.consume();
        } else if (plain
                && event.getCode() == KeyCode.ENTER
                && pane.isVisible()
                && !(owner instanceof Button)
                && !(owner instanceof MenuButton)
                && !(owner instanceof ComboBoxBase<?>)) {
            forward();
            event.consume();
        }
    }

    /** What a choice is made for at this step. */
    private @Nullable IntegerProperty asked() {
        LessonStep step = lesson.getStep().orElse(LessonStep.DONE);
        return step == LessonStep.PREDICT
                ? lesson.predictionProperty()
                : step == LessonStep.TRANSFER ? lesson.transferChoiceProperty() : null;
    }

    private void forward() {
        switch (lesson.getStep().orElse(LessonStep.DONE)) {
            case WATCH -> lesson.skip();
            case PREDICT -> lesson.reveal();
            case REVEAL, TASK -> lesson.next();
            case TRANSFER -> lesson.grade();
            case DONE -> lesson.leave();
        }
    }

    private void show() {
        Optional<LessonStep> step = lesson.getStep();
        if (step.isEmpty()) {
            return;
        }
        Optional<String> held = held();
        heading.setText(Texts.say("lesson.heading." + step.get().name().toLowerCase(Locale.ROOT)));
        question.setText(lesson.askedText());
        context.setText(lesson.askedContext());
        // What was decided, or seen, needs the room of what had to be known for the question.
        boolean looked = step.get() == LessonStep.PREDICT && lesson.looks().count() > 0;
        shown(context, !context.getText().isEmpty() && step.get() != LessonStep.REVEAL && !looked);
        content.getChildren().clear();
        buttons.getChildren().clear();
        switch (step.get()) {
            case WATCH -> button("lesson.skip", "lab-demo-button", lesson::skip);
            case PREDICT -> predict();
            case REVEAL -> reveal();
            case TASK -> task();
            case TRANSFER -> transfer();
            case DONE -> done();
        }
        card.setAccessibleText(heading.getText() + ". " + question.getText());
        held.ifPresent(id -> focus(card.lookup("#" + id)));
    }

    /** What had the focus has it again; where it is gone, the card has, whose keys are those of the lesson. */
    private void focus(@Nullable Node node) {
        if (node == null || node.isDisabled()) {
            card.requestFocus();
        } else {
            node.requestFocus();
        }
    }

    /** What on the card has the focus: its rows are made anew, and keys must not go to the menu instead. */
    private Optional<String> held() {
        @Nullable Node owner = card.getScene() == null ? null : card.getScene().getFocusOwner();
        for (Node node = owner; node != null; node = node.getParent()) {
            if (node == card) {
                return Optional.ofNullable(owner).map(Node::getId);
            }
        }
        return Optional.empty();
    }

    private void predict() {
        content.getChildren().addAll(LessonRows.choices(lesson.choices(), lesson.predictionProperty()));
        if (!lesson.looks().isEmpty()) {
            content.getChildren().addAll(LessonLookRows.of(lesson.looks()));
        }
        Label sure = new Label(Texts.say("lesson.sure"));
        sure.getStyleClass().add("lab-lesson-sure");
        content.getChildren().addAll(sure, LessonRows.confidence(lesson.confidenceProperty()));
        Button reveal = button("lesson.reveal", "lab-demo-primary", lesson::reveal);
        reveal.setDisable(!lesson.mayReveal());
        Label hint = new Label(Texts.say("lesson.hint"));
        hint.getStyleClass().add("lab-lesson-context");
        hint.setWrapText(true);
        buttons.getChildren().add(hint);
    }

    private void reveal() {
        content.getChildren().add(LessonRows.graded(lesson.wasRight(), lesson.graded()));
        verdict();
        button("lesson.replay", "lab-demo-button", lesson::replay);
        button("lesson.next", "lab-demo-primary", lesson::next);
    }

    /** The verdict, why, and every question that was asked from the first that matters on. */
    private void verdict() {
        Optional<WhyCard> why = lesson.why();
        why.ifPresent(shown -> content.getChildren().add(new ChipView(shown.chip(), CHIP, model.themeProperty())));
        content.getChildren().add(LessonRows.sentence(lesson.sentence()));
        why.ifPresent(shown -> content.getChildren().addAll(LessonRows.findings(shown)));
    }

    private void task() {
        content.getChildren().addAll(LessonRows.changes(model, lesson.changes()));
        if (lesson.solvedProperty().get()) {
            content.getChildren().add(LessonRows.graded(true, Texts.say("lesson.solved", lesson.tries())));
        } else if (lesson.tries() > 0) {
            content.getChildren().add(LessonRows.graded(false, Texts.say("lesson.unsolved")));
        }
        button("lesson.undo", "lab-demo-button", model::restore);
        boolean solved = lesson.solvedProperty().get();
        button(
                solved ? "lesson.next" : "lesson.give-up",
                solved ? "lab-demo-primary" : "lab-demo-button",
                lesson::next);
    }

    private void transfer() {
        content.getChildren().addAll(LessonRows.choices(lesson.choices(), lesson.transferChoiceProperty()));
        Button grade = button("lesson.grade", "lab-demo-primary", lesson::grade);
        grade.setDisable(lesson.transferChoiceProperty().get() == LessonModel.NONE);
    }

    private void done() {
        OptionalInt right = lesson.transferRight();
        if (right.isPresent()) {
            List<LessonChoice> choices = lesson.choices();
            String key = lesson.wasTransferred() ? "lesson.right" : "lesson.wrong";
            String text = Texts.say(key, choices.get(right.getAsInt()).text());
            content.getChildren().add(LessonRows.graded(lesson.wasTransferred(), text));
            content.getChildren().add(LessonRows.sentence(lesson.transferSentence()));
        }
        content.getChildren().addAll(LessonRows.results(lesson.book().results()));
        button("lesson.save", "lab-demo-button", this::save);
        button("lesson.again", "lab-demo-button", lesson::again);
        button("demo.leave", "lab-demo-primary", lesson::leave);
    }

    private void save() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.say("lesson.save"));
        chooser.setInitialFileName("lessons.csv");
        File file = chooser.showSaveDialog(pane.getScene().getWindow());
        if (file != null) {
            lesson.book().save(file.toPath());
        }
    }

    private Button button(String key, String style, Runnable action) {
        Button button = new Button(Texts.say(key));
        button.setId(key.replace('.', '-'));
        button.getStyleClass().add(style);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        buttons.getChildren().add(button);
        return button;
    }

    void setShown(boolean visible) {
        shown(pane, visible);
    }

    private static void shown(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
