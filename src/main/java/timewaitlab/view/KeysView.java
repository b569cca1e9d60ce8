package timewaitlab.view;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.Action;
import timewaitlab.viewmodel.Goal;
import timewaitlab.viewmodel.KeyStroke;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Offer;
import timewaitlab.viewmodel.ScenarioTitle;
import timewaitlab.viewmodel.Texts;

/** The sheet of keys, the palette that finds an action by its name, and the field that asks for a time. */
public final class KeysView {
    /** Which menus stand one above the other, column by column. */
    private static final List<List<Action.Menu>> COLUMNS = List.of(
            List.of(Action.Menu.GO),
            List.of(Action.Menu.RUN, Action.Menu.EDIT, Action.Menu.FILE),
            List.of(Action.Menu.VIEW, Action.Menu.HELP));

    private final MainViewModel model;
    private Consumer<Action> doer = action -> {};
    private List<ScenarioTitle> scenarios = List.of();

    @FXML
    private VBox sheet;

    @FXML
    private Label file;

    @FXML
    private Button close;

    @FXML
    private HBox columns;

    @FXML
    private VBox palette;

    @FXML
    private TextField search;

    @FXML
    private ListView<Offer> found;

    @FXML
    private TextField goTo;

    KeysView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.desk().keysProperty(), (keys, before, now) -> fill());
        fill();
        file.setText(model.desk().home().directory().isPresent() ? Texts.say("keys.rebind") : "");
        goTo.focusedProperty().addListener((focused, before, now) -> setShown(goTo, now));
        search.textProperty().addListener((text, before, now) -> find(now));
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
        found.setPlaceholder(new Label(Texts.say("palette.none")));
        found.setCellFactory(list -> new OfferCell(model));
        model.alongside(model.laboratory()::scenarios, read -> {
            scenarios = read;
            find(search.getText());
        });
        found.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> doFirst());
        found.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                doFirst();
            }
        });
    }

    /** Who does what is chosen here. */
    void doneBy(Consumer<Action> other) {
        doer = other;
    }

    private void fill() {
        columns.getChildren().clear();
        for (List<Action.Menu> menus : COLUMNS) {
            GridPane column = new GridPane();
            column.getStyleClass().add("lab-key-grid");
            menus.forEach(menu -> fill(column, menu));
            columns.getChildren().add(column);
        }
    }

    private static Label heading(Action.Menu menu) {
        Label heading = new Label(menu.text().toUpperCase(Locale.ROOT));
        heading.getStyleClass().add("lab-heading");
        return heading;
    }

    private void fill(GridPane column, Action.Menu menu) {
        column.add(heading(menu), 0, column.getRowCount(), 2, 1);
        for (Action action : menu.actions()) {
            column.addRow(column.getRowCount(), caps(model.desk().getKeys().of(action)), new Label(action.text()));
        }
    }

    /** The caps of these strokes. */
    static HBox caps(List<KeyStroke> strokes) {
        HBox caps = new HBox();
        caps.getStyleClass().add("lab-key-caps");
        for (KeyStroke stroke : strokes) {
            Label cap = new Label(stroke.text());
            cap.getStyleClass().add("lab-key");
            cap.setMinWidth(Label.USE_PREF_SIZE);
            caps.getChildren().add(cap);
        }
        return caps;
    }

    void toggle() {
        boolean shown = !sheet.isVisible();
        hide();
        setShown(sheet, shown);
        if (shown) {
            close.requestFocus();
        }
    }

    void showPalette() {
        hide();
        search.clear();
        find("");
        setShown(palette, true);
        search.requestFocus();
    }

    @FXML
    void hide() {
        if (search.isFocused() || found.isFocused() || close.isFocused() || goTo.isFocused()) {
            sheet.getScene().getRoot().requestFocus();
        }
        setShown(sheet, false);
        setShown(palette, false);
        setShown(goTo, false);
    }

    /** Whether the sheet, the palette or the field for a moment is there. */
    boolean isShown() {
        return sheet.isVisible() || palette.isVisible() || goTo.isVisible();
    }

    private void find(String part) {
        found.getItems().setAll(Offer.find(part, scenarios));
        found.getSelectionModel().selectFirst();
    }

    /** Up and down walk in the list while the field keeps the focus. */
    private void walk(KeyEvent event) {
        int by = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        if (by != 0 && !found.getItems().isEmpty()) {
            int at = found.getSelectionModel().getSelectedIndex() + by;
            found.getSelectionModel()
                    .select(Math.max(0, Math.min(found.getItems().size() - 1, at)));
            found.scrollTo(found.getSelectionModel().getSelectedIndex());
            event.consume();
        }
    }

    @FXML
    void doFirst() {
        Offer chosen = found.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            hide();
            if (chosen instanceof Offer.Doing doing) {
                doer.accept(doing.action());
            } else if (chosen instanceof Offer.Opening opening) {
                model.start(opening.scenario().id());
            }
        }
    }

    /** Asks where to go. */
    void askGoal() {
        goTo.clear();
        setShown(goTo, true);
        goTo.requestFocus();
    }

    @FXML
    void goToGoal() {
        Goal.seek(model, goTo.getText(), reached -> {
            if (reached) {
                setShown(goTo, false);
            } else {
                goTo.selectAll();
            }
        });
    }

    private static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
