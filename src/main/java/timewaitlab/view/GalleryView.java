package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.GalleryPane;
import timewaitlab.viewmodel.GalleryPane.Card;
import timewaitlab.viewmodel.GalleryPane.Part;
import timewaitlab.viewmodel.GalleryPane.Step;
import timewaitlab.viewmodel.MainViewModel;

/** The gallery of lessons, scenarios and recent files, in the place of everything below the top bar. */
public final class GalleryView {
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");
    private static final Map<KeyCode, Step> STEPS = Map.of(
            KeyCode.LEFT, Step.LEFT,
            KeyCode.RIGHT, Step.RIGHT,
            KeyCode.UP, Step.UP,
            KeyCode.DOWN, Step.DOWN,
            KeyCode.HOME, Step.FIRST,
            KeyCode.END, Step.LAST);

    private final MainViewModel model;
    private final GalleryPane gallery;
    private final CardGrid grid = new CardGrid();
    private List<Node> covered = List.of();
    private Optional<Node> focusBefore = Optional.empty();
    private int current;

    @FXML
    private VBox pane;

    @FXML
    private Label heading;

    @FXML
    private Label about;

    @FXML
    private HBox parts;

    @FXML
    private ScrollPane scroll;

    @FXML
    private VBox body;

    @FXML
    private Label empty;

    @FXML
    private HBox drop;

    GalleryView(MainViewModel model) {
        this.model = model;
        gallery = new GalleryPane(model);
    }

    @FXML
    void initialize() {
        body.getChildren().add(0, grid);
        offerParts();
        empty.managedProperty().bind(empty.visibleProperty());
        gallery.cardsProperty().addListener((value, before, now) -> fill(now));
        grid.addEventHandler(KeyEvent.KEY_PRESSED, this::walk);
        pane.addEventHandler(DragEvent.DRAG_ENTERED, event -> drop.pseudoClassStateChanged(OVER, true));
        pane.addEventHandler(DragEvent.DRAG_EXITED, event -> drop.pseudoClassStateChanged(OVER, false));
    }

    /** Covers everything of the frame below its top, whenever the gallery is shown. */
    void cover(BorderPane frame) {
        Region top = (Region) frame.getTop();
        StackPane.setMargin(pane, new Insets(top.getHeight(), 0, 0, 0));
        top.heightProperty()
                .addListener((value, before, now) -> StackPane.setMargin(pane, new Insets(now.doubleValue(), 0, 0, 0)));
        // Above the frame, below every sheet.
        frame.setViewOrder(2);
        pane.setViewOrder(1);
        covered = Stream.of(frame.getLeft(), frame.getCenter(), frame.getRight(), frame.getBottom())
                .toList();
        model.showing().watch(model.showing().galleryProperty(), (value, before, now) -> show(now));
        show(model.showing().galleryProperty().get());
    }

    private void offerParts() {
        SegmentedButton segments = new SegmentedButton();
        for (Part part : Part.values()) {
            ToggleButton button = new ToggleButton(part.text());
            button.setId("gallery-" + part.key());
            button.setSelected(part == gallery.partProperty().get());
            button.setOnAction(event -> {
                // Pressed again it stays pressed.
                button.setSelected(true);
                current = 0;
                gallery.partProperty().set(part);
            });
            segments.getButtons().add(button);
        }
        parts.getChildren().setAll(segments);
    }

    private void show(boolean shown) {
        if (shown == pane.isVisible()) {
            return;
        }
        pane.setVisible(shown);
        pane.setManaged(shown);
        if (shown) {
            focusBefore = Optional.ofNullable(pane.getScene().getFocusOwner());
            gallery.look();
        }
        // What is behind takes no keys.
        covered.forEach(node -> node.setDisable(shown));
        if (shown) {
            focus();
        } else {
            focusBefore.ifPresent(Node::requestFocus);
        }
    }

    private void fill(List<Card> cards) {
        heading.setText(gallery.heading());
        about.setText(gallery.about());
        List<Node> made = new ArrayList<>();
        cards.forEach(card -> made.add(new GalleryCard(card, picture(card), () -> gallery.open(card))));
        boolean held = isWithin(grid) || pane.getScene().getFocusOwner() == null;
        grid.getChildren().setAll(made);
        empty.setVisible(cards.isEmpty());
        current = Math.max(0, Math.min(current, cards.size() - 1));
        roam();
        if (held) {
            focus();
        }
    }

    /** A file that lies somewhere is not run before it is opened. */
    private Node picture(Card card) {
        if (gallery.partProperty().get() != Part.RECENT) {
            return new VignetteView(model, card.id());
        }
        StackPane sign = new StackPane(new FontIcon("fth-file"));
        sign.getStyleClass().add("lab-gallery-file");
        return sign;
    }

    /** Of all cards Tab finds the current one, and goes on from there. */
    private void roam() {
        for (int i = 0; i < grid.getChildren().size(); i++) {
            grid.getChildren().get(i).setFocusTraversable(i == current);
        }
    }

    private void focus() {
        if (current < grid.getChildren().size()) {
            Node card = grid.getChildren().get(current);
            card.requestFocus();
            reveal(card);
        } else {
            pane.requestFocus();
        }
    }

    private boolean isWithin(Node parent) {
        Node node = pane.getScene() == null ? null : pane.getScene().getFocusOwner();
        while (node != null && node != parent) {
            node = node.getParent();
        }
        return node == parent || pane.isFocused();
    }

    private void walk(KeyEvent event) {
        Step step = STEPS.get(event.getCode());
        int at = grid.getChildren().indexOf(focused());
        if (step != null && at >= 0) {
            current = gallery.step(at, step, grid.columns());
            roam();
            focus();
            event.consume();
        }
    }

    private @Nullable Node focused() {
        return pane.getScene().getFocusOwner();
    }

    /** Scrolls as little as shows all of a card. */
    private void reveal(Node card) {
        scroll.layout();
        Bounds place = body.sceneToLocal(card.localToScene(card.getLayoutBounds()));
        double sight = scroll.getViewportBounds().getHeight();
        double most = body.getHeight() - sight;
        if (most <= 0) {
            return;
        }
        double top = scroll.getVvalue() * most;
        double margin = body.getInsets().getTop();
        double wanted = Math.min(place.getMinY() - margin, Math.max(top, place.getMaxY() + margin - sight));
        scroll.setVvalue(Math.max(0, Math.min(1, wanted / most)));
    }

    @FXML
    void openFile() {
        FileDialogs.open(model, pane.getScene().getWindow() instanceof Stage stage ? stage : null);
    }
}
