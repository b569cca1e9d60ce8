package timewaitlab.view;

import java.util.Optional;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.StateLayout;
import timewaitlab.viewmodel.KeyStroke;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.StateCursor;
import timewaitlab.viewmodel.StatesPane;
import timewaitlab.viewmodel.Texts;

/**
 * A person in a state diagram: arrows walk from state to state, Enter or a click lists who is in one, Escape closes the
 * list and then leaves.
 */
final class StateWalk {
    private static final double AWAY = 6;

    private final MainViewModel model;
    private final StateDiagram diagram;
    private final StateCursor cursor = new StateCursor();
    private Optional<PopOver> list = Optional.empty();

    StateWalk(MainViewModel model, StateDiagram diagram) {
        this.model = model;
        this.diagram = diagram;
        diagram.setFocusTraversable(true);
        diagram.setAccessibleHelp(Texts.say("states.help"));
        diagram.getProperties()
                .put(Keys.OWN_KEYS, Set.of(plain("Left"), plain("Right"), plain("Up"), plain("Down"), plain("Enter")));
        diagram.setOnMouseClicked(this::clicked);
        diagram.setOnMouseMoved(event -> diagram.setCursor(isOverState(event) ? Cursor.HAND : Cursor.DEFAULT));
        diagram.setOnKeyPressed(this::keyed);
        diagram.focusVisibleProperty().addListener((focus, before, now) -> {
            if (now) {
                diagram.states().ifPresent(cursor::enter);
                diagram.retell();
            }
        });
        diagram.focusedProperty().addListener((focus, before, now) -> {
            if (!now) {
                close();
                cursor.leave();
                diagram.retell();
            }
        });
    }

    private static KeyStroke plain(String key) {
        return KeyStroke.of(key).orElseThrow();
    }

    /** Where keys have walked to, drawn over the diagram. */
    Optional<Mark> mark(StateLayout layout) {
        return cursor.mark(layout);
    }

    /** The state keys have walked to and who is in it, in words; empty while they have not. */
    Optional<String> text(StatesPane shown) {
        return cursor.occupied(model.index(), shown).map(StatesPane.Occupied::text);
    }

    private boolean isOverState(MouseEvent event) {
        return diagram.states()
                .filter(layout -> layout.stateAt(event.getX(), event.getY()).isPresent())
                .isPresent();
    }

    private void clicked(MouseEvent event) {
        diagram.requestFocus();
        close();
        diagram.states()
                .filter(layout -> cursor.point(layout, event.getX(), event.getY()))
                .ifPresent(this::open);
        diagram.retell();
    }

    private void keyed(KeyEvent event) {
        int right = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        int down = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        boolean held = event.isShiftDown() || event.isAltDown() || event.isShortcutDown();
        if (held || (right == 0 && down == 0 && event.getCode() != KeyCode.ENTER)) {
            return;
        }
        event.consume();
        close();
        diagram.states().ifPresent(layout -> {
            cursor.walk(layout, right, down);
            if (event.getCode() == KeyCode.ENTER) {
                open(layout);
            }
        });
        diagram.retell();
    }

    private void close() {
        list.ifPresent(PopOver::hide);
        list = Optional.empty();
    }

    private void open(StateLayout layout) {
        Box box = cursor.box(layout).orElseThrow();
        diagram.shown().flatMap(shown -> cursor.occupied(model.index(), shown)).ifPresent(occupied -> {
            PopOver popOver = new PopOver(content(occupied));
            // The sheet it brings along knows no dark, and comes before those of the window.
            popOver.getRoot().getStylesheets().clear();
            popOver.setAnimated(false);
            // On the side where there is more room.
            boolean above = box.y() > diagram.getHeight() / 2;
            popOver.setArrowLocation(above ? PopOver.ArrowLocation.BOTTOM_CENTER : PopOver.ArrowLocation.TOP_CENTER);
            double edge = above ? box.y() - AWAY : box.bottom() + AWAY;
            Point2D point = diagram.localToScreen(box.x() + box.width() / 2, edge);
            popOver.show(diagram, point.getX(), point.getY());
            list = Optional.of(popOver);
        });
    }

    private static VBox content(StatesPane.Occupied occupied) {
        VBox content = new VBox(line(occupied.state(), "lab-card-title"));
        content.getStyleClass().add("lab-occupied");
        occupied.sockets().forEach(socket -> content.getChildren().add(line(socket, "lab-mono")));
        int more = occupied.all() - occupied.sockets().size();
        if (occupied.all() == 0) {
            content.getChildren().add(line(Texts.say("states.nobody"), "lab-quiet"));
        } else if (more > 0) {
            content.getChildren().add(line(Texts.say("states.more", more), "lab-quiet"));
        }
        return content;
    }

    private static Label line(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }
}
