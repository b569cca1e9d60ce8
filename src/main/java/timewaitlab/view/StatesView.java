package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import timewaitlab.trace.Party;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.StatesPane;

/** A state diagram: of the clients in turn, of the server, or of all of them in turn where there is little room. */
public final class StatesView {
    private final MainViewModel model;
    private final StateDiagram diagram;
    private Party.Kind kind = Party.Kind.CLIENT;
    private boolean allHosts;
    private String host = "";
    private boolean pinned;

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
        model.experimentProperty().addListener((value, before, now) -> fill());
        model.selectedProperty().addListener((value, before, now) -> {
            pinned = false;
            choose();
        });
        model.playhead().timeProperty().addListener((time, before, now) -> show());
    }

    /** Whose states these are. */
    void follow(Party.Kind whose) {
        kind = whose;
        fill();
    }

    /** Whether this diagram shows all hosts in turn. */
    void showAllHosts(boolean all) {
        if (allHosts != all) {
            allHosts = all;
            fill();
        }
    }

    void setShown(boolean shown) {
        pane.setVisible(shown);
        pane.setManaged(shown);
    }

    void setRoomy(boolean roomy) {
        pane.setPrefWidth(roomy ? 193 : 180);
        pane.setMinWidth(roomy ? 193 : 180);
        pane.setMaxWidth(roomy ? 193 : 180);
    }

    void frame() {
        diagram.frame();
    }

    void dispose() {
        canvasBox.getChildren().clear();
    }

    private List<Party> candidates() {
        return model.index().trace().parties().stream()
                .filter(party -> party.kind() != Party.Kind.NAT)
                .filter(party -> allHosts || party.kind() == kind)
                .toList();
    }

    private void fill() {
        List<Party> parties = candidates();
        SegmentedButton choice = new SegmentedButton();
        List<ToggleButton> buttons = new ArrayList<>();
        for (Party party : parties) {
            ToggleButton button = new ToggleButton(party.name());
            button.setUserData(party.name());
            button.setOnAction(event -> {
                pinned = true;
                host = party.name();
                mark();
                show();
            });
            buttons.add(button);
        }
        choice.getButtons().setAll(buttons);
        hosts.getChildren().setAll(choice);
        host = "";
        pinned = false;
        choose();
    }

    /** The host the selected segment concerns, unless somebody chose one. */
    private void choose() {
        List<String> names = candidates().stream().map(Party::name).toList();
        if (!pinned && !names.isEmpty()) {
            Optional<String> concerned =
                    StatesPane.concerned(model.index(), model.selectedProperty().get(), names, allHosts);
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
