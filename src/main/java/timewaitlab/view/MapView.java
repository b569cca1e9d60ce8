package timewaitlab.view;

import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.MapPane;
import timewaitlab.viewmodel.Numbers;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.VerdictChip;
import timewaitlab.viewmodel.WhyCard;

/** The Map pane: the decision map around the explained verdict, and what is decided at the dot. */
public final class MapView {
    private static final PseudoClass DECISIVE = PseudoClass.getPseudoClass("decisive");
    private static final double CHIP_SIZE = 14;

    private final MainViewModel model;
    private final MapPane map;
    private final MapPlane plane;

    @FXML
    private Label heading;

    @FXML
    private ComboBox<String> against;

    @FXML
    private StackPane planeBox;

    @FXML
    private VBox body;

    @FXML
    private VBox empty;

    @FXML
    private HBox chipBox;

    @FXML
    private HBox otherBox;

    @FXML
    private Label supposed;

    @FXML
    private Button back;

    @FXML
    private GridPane measures;

    @FXML
    private VBox findings;

    @FXML
    private ScrollPane questions;

    @FXML
    private Label without;

    MapView(MainViewModel model) {
        this.model = model;
        map = new MapPane(model);
        plane = new MapPlane(map, model);
    }

    @FXML
    void initialize() {
        planeBox.getChildren().add(plane);
        against.getItems().add("");
        against.getItems().addAll(map.kernels());
        against.setConverter(new KernelName());
        against.getSelectionModel().selectFirst();
        against.getSelectionModel()
                .selectedItemProperty()
                .addListener((value, before, now) -> map.againstProperty().set(now));
        map.shownProperty().addListener((value, before, now) -> refresh());
        map.dotProperty().addListener((value, before, now) -> refresh());
        without.textProperty().bind(map.withoutProperty());
        refresh();
    }

    /** Whether anybody looks at the map, or at a verdict that it supposes. */
    void look(boolean looked) {
        map.activate(looked);
    }

    boolean isSupposed() {
        return map.isSupposed();
    }

    private void refresh() {
        MapPane.Shown shown = map.shownProperty().get();
        setShown(body, shown != null);
        setShown(empty, shown == null);
        plane.refresh();
        Optional<WhyCard> card = shown == null ? Optional.empty() : model.why();
        if (shown == null || card.isEmpty() || map.dotProperty().get() == null) {
            return;
        }
        heading.setText(map.heading());
        chipBox.getChildren().setAll(new ChipView(card.get().chip(), CHIP_SIZE, model.themeProperty()));
        showOther();
        setShown(supposed, map.isSupposed());
        setShown(back, map.isSupposed());
        showMeasures(map.measures());
        findings.getChildren()
                .setAll(card.get().findings().stream().map(MapView::row).toList());
        // The last questions settled it.
        questions.layout();
        questions.setVvalue(1);
        plane.setAccessibleText(Texts.say(
                "map.spoken", card.get().chip().text(), card.get().sentence().replace("*", "")));
    }

    /** What the other kernel says, under what this one does. */
    private void showOther() {
        Optional<VerdictChip> chip = map.otherAtDot();
        setShown(otherBox, chip.isPresent());
        chip.ifPresent(said -> otherBox.getChildren()
                .setAll(
                        new ChipView(said, CHIP_SIZE, model.themeProperty()),
                        styled(Numbers.kernel(against.getValue()), "lab-quiet")));
    }

    /** Kernels as people write them; no name means none. */
    private static final class KernelName extends StringConverter<String> {
        @Override
        public String toString(String name) {
            return name == null || name.isEmpty() ? Texts.say("map.alone") : Numbers.kernel(name);
        }

        @Override
        public String fromString(String text) {
            throw new IllegalStateException("nobody writes here");
        }
    }

    private void showMeasures(List<MapPane.Measure> shown) {
        measures.getChildren().clear();
        int row = 0;
        for (MapPane.Measure measure : shown) {
            Label difference = styled(measure.difference(), "lab-mono-quiet");
            GridPane.setHgrow(difference, Priority.ALWAYS);
            measures.addRow(
                    row++, styled(measure.name(), "lab-quiet"), styled(measure.value(), "lab-map-segment"), difference);
            if (!measure.expectedName().isEmpty()) {
                measures.addRow(
                        row++, styled(measure.expectedName(), "lab-quiet"), styled(measure.expected(), "lab-map-kept"));
            }
        }
    }

    private static Node row(WhyCard.Row row) {
        Label question = styled(row.question(), "lab-finding-question");
        question.setWrapText(true);
        HBox.setHgrow(question, Priority.ALWAYS);
        question.setMaxWidth(Double.MAX_VALUE);
        Label answer = styled(row.answer(), "lab-finding-answer");
        answer.setGraphic(new FontIcon(row.held() ? "fth-check" : "fth-x"));
        HBox line = new HBox(styled(Integer.toString(row.number()), "lab-finding-number"), question, answer);
        line.getStyleClass().add("lab-finding");
        line.pseudoClassStateChanged(DECISIVE, row.decisive());
        line.setAccessibleText(row.question() + " " + row.operands() + " " + row.answer());
        return line;
    }

    private static Label styled(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }

    private static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @FXML
    void zoomIn() {
        plane.zoom(MapPlane.STEP);
    }

    @FXML
    void zoomOut() {
        plane.zoom(1 / MapPlane.STEP);
    }

    @FXML
    void fit() {
        plane.fit();
    }

    @FXML
    void whole() {
        plane.whole();
    }

    @FXML
    void putBack() {
        map.putBack();
    }
}
