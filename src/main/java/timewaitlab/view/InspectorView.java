package timewaitlab.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.Errands;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The panes at the right and the rail that chooses between them. */
public final class InspectorView {
    private static final String TAB = "layout.tab";
    private static final String FIRST = "why";
    private static final String LOAD = "load";
    /** Panes that add up what happened before. */
    private static final Set<String> SUMS = Set.of("socket", "nat", "peers", "counters", "commands", "table");

    private final MainViewModel model;
    private final Later<MapView> map;
    private final Later<TableTwinView> table;
    private final ToggleGroup tabs = new ToggleGroup();
    private final Map<String, Node> panes = new LinkedHashMap<>();

    private @Nullable Divider divider;
    private String shown = FIRST;
    /** Whether the window chooses a pane, not somebody. */
    private boolean leading;

    @FXML
    private HBox pane;

    @FXML
    private VBox rail;

    @FXML
    private StackPane stack;

    @FXML
    private Label part;

    @FXML
    private Region why;

    @FXML
    private WhyView whyController;

    @FXML
    private Node waiting;

    InspectorView(MainViewModel model) {
        this.model = model;
        map = new Later<>(() -> Screens.screen("map", model), this::place);
        table = new Later<>(() -> Screens.screen("table", model), this::place);
    }

    @FXML
    void initialize() {
        stack.visibleProperty().bind(waiting.visibleProperty().not());
        panes.put("why", why);
        add("why", "fth-help-circle");
        add("segment", "fth-credit-card");
        add("socket", "mdi2p-power-socket-eu");
        add("nat", "mdi2r-router-wireless");
        add("peers", "fth-users");
        add("counters", "fth-bar-chart-2");
        add(LOAD, "fth-activity");
        add("commands", "fth-terminal");
        add("map", "mdi2c-crosshairs");
        add("table", "fth-list");
        tabs.selectedToggleProperty().addListener((value, before, now) -> {
            if (now == null && before != null) {
                tabs.selectToggle(before);
            } else if (now != null) {
                show(String.valueOf(now.getUserData()));
                if (!leading) {
                    model.desk().remembered().put(TAB, now.getUserData());
                    Errands.remember(model);
                }
            }
        });
        selectRemembered();
        model.showing().watch(model.experimentProperty(), (value, before, now) -> {
            lead(before, now);
            showPart();
        });
        model.showing().watch(model.showing().whyAskedProperty(), (asked, before, now) -> select(FIRST));
        model.showing()
                .watch(model.desk().remembered().layoutsTakenProperty(), (layout, before, now) -> selectRemembered());
        divider = new Divider(model, pane, Divider.Edge.LEFT, "inspector");
    }

    private void selectRemembered() {
        select(model.desk().remembered().find(TAB).filter(this::isOffered).orElse(FIRST));
    }

    private void select(String stem) {
        tabs.getToggles().stream().filter(tab -> stem.equals(tab.getUserData())).forEach(tabs::selectToggle);
    }

    /** What is too large to be written down is looked at as a whole first; nobody is bound to that. */
    private void lead(@Nullable Experiment before, @Nullable Experiment now) {
        if (now != null && now.isPart() && (before == null || !Experiment.sameScenario(before, now))) {
            leading = true;
            select(LOAD);
            leading = false;
        }
    }

    /** How wide it is unless somebody dragged it. */
    void setWidth(double width, double spare) {
        if (divider != null) {
            divider.usual("inspector", width, spare);
        }
    }

    void dispose() {
        whyController.dispose();
        table.loaded().ifPresent(TableTwinView::dispose);
    }

    private void add(String stem, String icon) {
        ToggleButton tab = new ToggleButton(Texts.say(stem + ".title"), new FontIcon(icon));
        tab.setContentDisplay(ContentDisplay.TOP);
        tab.getStyleClass().add("lab-tab");
        tab.setId("tab-" + stem);
        tab.setUserData(stem);
        tab.setMaxWidth(Double.MAX_VALUE);
        tab.setTooltip(new Tooltip(Texts.say(stem + ".title")));
        tab.setToggleGroup(tabs);
        rail.getChildren().add(tab);
    }

    private boolean isOffered(String stem) {
        return tabs.getToggles().stream().anyMatch(tab -> stem.equals(tab.getUserData()));
    }

    /** Shows a pane; it is made when it is first shown. */
    private void show(String stem) {
        if (!panes.containsKey(stem)) {
            panes.put(stem, load(stem));
        }
        panes.forEach((name, pane) -> pane.setVisible(name.equals(stem)));
        shown = stem;
        showPart();
        map.loaded().ifPresent(shown -> shown.look(stem.equals("map") || (stem.equals("why") && shown.isSupposed())));
    }

    /** What a pane cannot know of a run that was written down in part. */
    private void showPart() {
        String words = SUMS.contains(shown)
                ? model.getExperiment().map(Experiment::partly).orElse("")
                : "";
        part.setText(words);
        part.setVisible(!words.isEmpty());
        part.setManaged(!words.isEmpty());
    }

    private Node load(String stem) {
        switch (stem) {
            case "map" -> map.get();
            case "table" -> table.get();
            default -> place(Screens.screen(stem, model));
        }
        return stack.getChildren().get(stack.getChildren().size() - 1);
    }

    /** Not yet visible, so that it fills itself when it becomes so. */
    private void place(Screens.Screen<?> screen) {
        screen.root().setVisible(false);
        stack.getChildren().add(screen.root());
    }
}
