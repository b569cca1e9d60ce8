package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import timewaitlab.viewmodel.LoadPane;
import timewaitlab.viewmodel.LoadPlot;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The Load pane: plots of what there was over time, and the choice of what is written down in full. */
public final class LoadView {
    /** A hand that moved less meant to point. */
    private static final double STILL = 4;

    private final MainViewModel model;
    private final LoadPane load;
    private final List<LoadChart> charts = new ArrayList<>();
    private final List<Runnable> numbers = new ArrayList<>();
    private boolean stale = true;
    private long known = -1;
    private double pressedAt;
    private long pressedTime;

    @FXML
    private VBox pane;

    @FXML
    private Label moment;

    @FXML
    private Button enlarge;

    @FXML
    private Button close;

    @FXML
    private VBox plots;

    @FXML
    private VBox foot;

    @FXML
    private Label recorded;

    @FXML
    private HBox chosenBox;

    @FXML
    private Button recordPart;

    @FXML
    private Button zoomOut;

    @FXML
    private TextField connection;

    @FXML
    private Label wrong;

    LoadView(MainViewModel model) {
        this.model = model;
        load = new LoadPane(model);
    }

    @FXML
    void initialize() {
        model.showing().watch(model.experimentProperty(), (value, before, now) -> renew());
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> showMoment());
        model.showing().watch(model.lessons().stepProperty(), (value, before, now) -> renew());
        model.showing().watch(model.selectedProperty(), (value, before, now) -> offerSelected());
        load.chosenProperty().addListener((value, before, now) -> showParts());
        load.shownProperty().addListener((value, before, now) -> showSpan());
        pane.visibleProperty().addListener((value, before, now) -> fill());
        wrong.managedProperty().bind(wrong.visibleProperty());
        wrong.setVisible(false);
        chosenBox.managedProperty().bind(chosenBox.visibleProperty());
        zoomOut.managedProperty().bind(zoomOut.visibleProperty());
        recordPart.setTooltip(new Tooltip(Texts.say("load.record.tip")));
        showParts();
    }

    /** Lies over the ladder from now on, whenever it is wanted. */
    void asSheet() {
        pane.getStyleClass().add("lab-load-sheet");
        swap(enlarge, false);
        swap(close, true);
        // It fills itself when it becomes visible.
        swap(pane, false);
        showLarge();
        model.showing().watch(model.showing().largeLoadProperty(), (value, before, now) -> showLarge());
    }

    private void showLarge() {
        boolean large = model.showing().largeLoadProperty().get();
        swap(pane, large);
        if (large && !charts.isEmpty()) {
            // What scrolls has no place in the window before its skin is there, and could take no keys.
            pane.applyCss();
            charts.get(0).requestFocus();
        }
    }

    private static void swap(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @FXML
    void toggleLarge() {
        model.showing()
                .largeLoadProperty()
                .set(!model.showing().largeLoadProperty().get());
    }

    private void renew() {
        stale = true;
        load.renew();
        wrong.setVisible(false);
        fill();
    }

    /** Draws the run anew, when it is another one and somebody looks. */
    private void fill() {
        if (!pane.isVisible() || !stale && known == load.known()) {
            return;
        }
        stale = false;
        known = load.known();
        charts.clear();
        numbers.clear();
        plots.getChildren().clear();
        List<LoadPlot> all = load.plots();
        foot.setVisible(!all.isEmpty());
        for (int i = 0; i < all.size(); i++) {
            add(all.get(i), i == all.size() - 1);
        }
        showSpan();
        showParts();
        showMoment();
        offerSelected();
    }

    private void add(LoadPlot plot, boolean last) {
        String title = plot.title();
        Label heading = new Label(title);
        heading.getStyleClass().add("lab-card-word");
        FlowPane legend = new FlowPane();
        legend.getStyleClass().add("lab-load-legend");
        for (int i = 0; i < plot.lines().size(); i++) {
            legend.getChildren().add(entry(plot, i));
        }
        if (plot.lines().isEmpty()) {
            legend.getChildren().add(Cards.quiet(Texts.say("load.none")));
        }
        LoadChart chart = new LoadChart(plot, load.known(), last);
        chart.setFocusTraversable(true);
        chart.getProperties().put(Keys.OWN_KEYS, Set.of(KeyCode.LEFT, KeyCode.RIGHT, KeyCode.ENTER));
        numbers.add(() -> chart.setAccessibleText(title + ", " + spoken(plot)));
        chart.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> press(chart, event));
        chart.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> drag(chart, event));
        chart.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> release(chart, event));
        chart.addEventHandler(KeyEvent.KEY_PRESSED, event -> key(plot, event));
        charts.add(chart);
        VBox box = new VBox(new VBox(heading, legend), chart);
        box.getStyleClass().add("lab-load-plot");
        VBox.setVgrow(chart, Priority.ALWAYS);
        VBox.setVgrow(box, Priority.ALWAYS);
        plots.getChildren().add(box);
    }

    private String spoken(LoadPlot plot) {
        long time = model.playhead().getTime();
        List<String> words = plot.lines().stream()
                .map(line -> line.name() + " " + plot.number(line, time))
                .toList();
        return words.isEmpty() ? Texts.say("load.none") : String.join(", ", words);
    }

    private HBox entry(LoadPlot plot, int number) {
        LoadPlot.Line line = plot.lines().get(number);
        Label name = new Label(line.name());
        name.getStyleClass().add("lab-field-name");
        Label value = new Label();
        value.getStyleClass().add("lab-field-value");
        value.setId("load-" + plot.kind().key() + "-" + line.party());
        value.setMinWidth(Region.USE_PREF_SIZE);
        numbers.add(() -> value.setText(plot.number(line, model.playhead().getTime())));
        HBox entry = new HBox(LoadChart.swatch(plot, number), name, value);
        entry.getStyleClass().add("lab-load-entry");
        return entry;
    }

    private void showMoment() {
        if (pane.isVisible()) {
            moment.setText(load.moment());
            numbers.forEach(Runnable::run);
            charts.forEach(chart -> chart.showPlayhead(model.playhead().getTime()));
        }
    }

    private void showSpan() {
        charts.forEach(chart -> chart.showSpan(load.shownProperty().get()));
        zoomOut.setVisible(load.isZoomed());
    }

    private void showParts() {
        charts.forEach(chart ->
                chart.showParts(load.recordedSpan(), load.chosenProperty().get()));
        chosenBox.setVisible(load.chosenProperty().get().isPresent());
        recordPart.setText(load.offer());
        recorded.setText(load.recorded());
    }

    private void offerSelected() {
        if (pane.isVisible() && !connection.isFocused()) {
            connection.setText(load.selected());
        }
    }

    private void press(LoadChart chart, MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            chart.requestFocus();
            pressedAt = event.getSceneX();
            pressedTime = chart.timeAt(event.getSceneX());
            // The scroll pane around it would take the focus.
            event.consume();
        }
    }

    private void drag(LoadChart chart, MouseEvent event) {
        if (Math.abs(event.getSceneX() - pressedAt) >= STILL) {
            load.choose(pressedTime, chart.timeAt(event.getSceneX()));
        }
    }

    private void release(LoadChart chart, MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && Math.abs(event.getSceneX() - pressedAt) < STILL) {
            load.choose(0, 0);
            model.seek(chart.timeAt(event.getSceneX()));
        }
    }

    /** From one count to the next, with the keys that move along a line; with the shift key that marks. */
    private void key(LoadPlot plot, KeyEvent event) {
        long step = plot.step();
        if (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT) {
            long by = event.getCode() == KeyCode.LEFT ? -step : step;
            if (event.isShiftDown()) {
                load.extend(by);
            } else {
                model.seek(model.playhead().getTime() + by);
            }
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            recordPart();
            event.consume();
        }
    }

    @FXML
    void recordPart() {
        load.record();
    }

    @FXML
    void zoomIn() {
        load.zoomIn();
    }

    @FXML
    void zoomOut() {
        load.zoomOut();
    }

    @FXML
    void recordConnection() {
        String problem = load.record(connection.getText()).orElse("");
        wrong.setText(problem);
        wrong.setVisible(!problem.isEmpty());
    }
}
