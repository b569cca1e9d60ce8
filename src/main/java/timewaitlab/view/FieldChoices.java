package timewaitlab.view;

import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import javafx.stage.Screen;
import timewaitlab.viewmodel.FieldChoice;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/**
 * What can be written next in a field for tests of segments, in a list below it while somebody writes. Down and Up
 * choose, Tab takes what is chosen or the first, Enter only what is chosen, Escape closes the list, Ctrl+Space opens
 * it.
 *
 * <p>2026-11-21: not ControlsFX's bindAutoCompletion, which replaces all that is written, not the word at the caret,
 * and asks for proposals on threads of its own.
 */
final class FieldChoices {
    private static final double ROW = 26;
    private static final double WIDTH = 460;
    private static final int MOST_ROWS = 8;

    private final MainViewModel model;
    private final TextField field;
    private final ListView<FieldChoice> list = new ListView<>();
    private final Popup popup = new Popup();
    private boolean writing;

    private FieldChoices(MainViewModel model, TextField field) {
        this.model = model;
        this.field = field;
        list.getStyleClass().add("lab-proposals");
        list.setId("field-choices");
        list.setAccessibleRole(AccessibleRole.LIST_VIEW);
        list.setFixedCellSize(ROW);
        list.setPrefWidth(WIDTH);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new Cell());
        list.setOnMouseClicked(event -> take());
        popup.getContent().add(list);
        popup.setHideOnEscape(false);
        popup.setAutoHide(true);
        popup.setConsumeAutoHidingEvents(false);
    }

    /** Offers them in this field from now on. */
    static void offerIn(MainViewModel model, TextField field) {
        FieldChoices choices = new FieldChoices(model, field);
        field.addEventFilter(KeyEvent.KEY_PRESSED, choices::pressed);
        // What is pressed while the list is shown comes to it first, before the keys of the window.
        choices.popup.getScene().addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (choices.chosenBy(event.getCode())) {
                event.consume();
            }
        });
        field.addEventFilter(KeyEvent.KEY_TYPED, event -> choices.writing = writes(event));
        field.caretPositionProperty().addListener((caret, before, now) -> choices.moved());
        field.localToSceneTransformProperty()
                .addListener((moved, before, now) ->
                        // What is around the field is still being laid out now.
                        Platform.runLater(choices::follow));
        field.focusedProperty().addListener((focus, before, now) -> choices.hide());
    }

    private static final class Cell extends ListCell<FieldChoice> {
        private final Label word = new Label();
        private final Label what = new Label();
        private final HBox row = new HBox(word, what);

        Cell() {
            word.getStyleClass().add("lab-proposal-word");
            word.setMinWidth(Region.USE_PREF_SIZE);
            what.getStyleClass().add("lab-quiet");
            HBox.setHgrow(what, Priority.ALWAYS);
            row.getStyleClass().add("lab-proposal");
        }

        @Override
        protected void updateItem(FieldChoice choice, boolean empty) {
            super.updateItem(choice, empty);
            boolean shown = !empty && choice != null;
            setGraphic(shown ? row : null);
            if (shown) {
                word.setText(choice.word());
                what.setText(choice.what());
                setAccessibleText(choice.spoken());
            }
        }
    }

    /** Enter and the like are typed too, but write nothing. */
    private static boolean writes(KeyEvent typed) {
        return !typed.isControlDown() && typed.getCharacter().chars().noneMatch(Character::isISOControl);
    }

    /** A caret that somebody moves without writing closes the list. */
    private void moved() {
        if (writing && field.isFocused()) {
            writing = false;
            offer();
        } else {
            hide();
        }
    }

    private void offer() {
        List<FieldChoice> choices = FieldChoice.at(field.getText(), field.getCaretPosition(), model);
        if (choices.isEmpty()) {
            hide();
            return;
        }
        list.getItems().setAll(choices);
        list.getSelectionModel().clearSelection();
        list.scrollTo(0);
        list.setPrefHeight(Math.min(MOST_ROWS, choices.size()) * ROW + 4);
        field.setAccessibleHelp(Texts.say("filter.proposals", choices.size()));
        place();
    }

    private void follow() {
        if (popup.isShowing()) {
            place();
        }
    }

    /** Below the field, or above it where the screen ends. */
    private void place() {
        Bounds place = field.localToScreen(field.getBoundsInLocal());
        double height = list.getPrefHeight();
        double end = Screen.getScreensForRectangle(place.getMinX(), place.getMinY(), 1, 1).stream()
                .findFirst()
                .orElseGet(Screen::getPrimary)
                .getVisualBounds()
                .getMaxY();
        boolean fits = place.getMaxY() + height + 4 <= end;
        double y = fits ? place.getMaxY() + 2 : place.getMinY() - height - 2;
        if (popup.isShowing()) {
            popup.setAnchorX(place.getMinX());
            popup.setAnchorY(y);
        } else {
            popup.show(field, place.getMinX(), y);
        }
    }

    private void hide() {
        popup.hide();
        field.setAccessibleHelp("");
    }

    private void pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code == KeyCode.BACK_SPACE || code == KeyCode.DELETE) {
            writing = true;
        } else if (code == KeyCode.SPACE && event.isControlDown()) {
            offer();
            event.consume();
        }
    }

    private boolean chosenBy(KeyCode code) {
        int at = list.getSelectionModel().getSelectedIndex();
        switch (code) {
            case DOWN -> choose(at + 1);
            case UP -> choose(at - 1);
            case TAB -> take();
            case ENTER -> {
                if (at < 0) {
                    hide();
                    return false;
                }
                take();
            }
            case ESCAPE -> hide();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void choose(int at) {
        int kept = Math.max(0, Math.min(list.getItems().size() - 1, at));
        list.getSelectionModel().select(kept);
        list.scrollTo(Math.max(0, kept - MOST_ROWS + 1));
    }

    private void take() {
        int at = Math.max(0, list.getSelectionModel().getSelectedIndex());
        if (at < list.getItems().size()) {
            FieldChoice taken = list.getItems().get(at);
            String text = field.getText();
            hide();
            writing = false;
            field.setText(taken.in(text));
            field.positionCaret(taken.caret(text));
        }
    }
}
