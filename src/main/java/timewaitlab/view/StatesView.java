package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.StatesPane;

/** A state diagram: of the clients in turn, of the server, or of all of them in turn where there is little room. */
public final class StatesView {
    /** More hosts than this leave the name of a state room only if they stand closer together. */
    private static final int FEW = 3;

    private static final PseudoClass MANY = PseudoClass.getPseudoClass("many");

    private final MainViewModel model;
    private final StateDiagram diagram;
    private StatesPane.Whose whose = StatesPane.Whose.CLIENTS;
    private String host = "";
    private boolean pinned;
    private @Nullable Divider divider;
    private String dividedAs = "";

    @FXML
    private VBox pane;

    @FXML
    private HBox hosts;

    @FXML
    private Label state;

    @FXML
    private Label socket;

    @FXML
    private Pane canvasBox;

    @FXML
    private Label note;

    StatesView(MainViewModel model) {
        this.model = model;
        diagram = new StateDiagram(model);
    }

    @FXML
    void initialize() {
        canvasBox.getChildren().add(diagram);
        diagram.prefWidthProperty().bind(canvasBox.widthProperty());
        diagram.prefHeightProperty().bind(canvasBox.heightProperty());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> fill());
        model.showing().watch(model.runs().workingProperty(), (working, before, now) -> show());
        model.showing().watch(model.selectedProperty(), (value, before, now) -> {
            pinned = false;
            choose();
        });
        model.showing().watch(model.playhead().timeProperty(), (time, before, now) -> show());
    }

    /** Whose states these are. */
    void follow(StatesPane.Whose other) {
        if (whose != other) {
            whose = other;
            fill();
        }
    }

    void setShown(boolean shown) {
        pane.setVisible(shown);
        pane.setManaged(shown);
    }

    /** Which edge can be dragged, and under what name its place is remembered. */
    void dividedAt(Divider.Edge edge, String key) {
        dividedAs = key;
        divider = new Divider(model, pane, edge, key);
    }

    /** How wide it is unless somebody dragged it. */
    void setWidth(double width, double spare) {
        if (divider != null) {
            divider.usual(dividedAs, width, spare);
        }
    }

    /** The same in a demonstration, which has a width of its own. */
    void setDemoWidth(double width, double spare) {
        if (divider != null) {
            divider.usual(dividedAs + "-demo", width, spare);
        }
    }

    void frame() {
        diagram.frame();
    }

    void dispose() {
        canvasBox.getChildren().clear();
    }

    private List<String> candidates() {
        return StatesPane.hosts(model.index(), whose);
    }

    private void fill() {
        SegmentedButton choice = new SegmentedButton();
        List<ToggleButton> buttons = new ArrayList<>();
        for (String name : candidates()) {
            ToggleButton button = new ToggleButton(model.index().shortName(name));
            button.setTooltip(new Tooltip(name));
            button.setAccessibleText(name);
            button.setMnemonicParsing(false);
            button.setUserData(name);
            button.setOnAction(event -> {
                pinned = true;
                host = name;
                mark();
                show();
            });
            buttons.add(button);
        }
        choice.getButtons().setAll(buttons);
        choice.pseudoClassStateChanged(MANY, buttons.size() > FEW);
        hosts.getChildren().setAll(choice);
        host = "";
        pinned = false;
        choose();
    }

    /** The host the selected segment concerns, unless somebody chose one. */
    private void choose() {
        List<String> names = candidates();
        if (!pinned && !names.isEmpty()) {
            Optional<String> concerned =
                    StatesPane.concerned(model.index(), model.selectedProperty().get(), names, whose);
            host = concerned.orElse(names.contains(host) ? host : names.get(0));
        }
        mark();
        show();
    }

    private void mark() {
        if (!hosts.getChildren().isEmpty() && hosts.getChildren().get(0) instanceof SegmentedButton choice) {
            choice.getButtons().forEach(button -> button.setSelected(host.equals(button.getUserData())));
        }
    }

    private void show() {
        if (model.getExperiment().isEmpty()) {
            state.setText("");
            note.setText(model.runs().insteadOfARun());
            return;
        }
        StatesPane shown = StatesPane.of(
                model.index(),
                host,
                model.selectedProperty().get(),
                model.playhead().getTime());
        state.setText(shown.state());
        socket.setText(shown.socket());
        note.setText(shown.note());
        diagram.show(shown);
    }
}
