package timewaitlab.view;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.Errands;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/** The panes at the right and the rail that chooses between them. */
public final class InspectorView {
    private static final String TAB = "layout.tab";
    private static final String FIRST = "why";

    private final MainViewModel model;
    private final ToggleGroup tabs = new ToggleGroup();
    private final Map<String, Node> panes = new LinkedHashMap<>();

    private @Nullable Divider divider;

    @FXML
    private HBox pane;

    @FXML
    private VBox rail;

    @FXML
    private Region why;

    @FXML
    private Region segment;

    @FXML
    private Region socket;

    @FXML
    private Region nat;

    @FXML
    private Region peers;

    @FXML
    private Region counters;

    @FXML
    private Region commands;

    @FXML
    private Region map;

    @FXML
    private MapView mapController;

    @FXML
    private Region table;

    @FXML
    private WhyView whyController;

    @FXML
    private TableTwinView tableController;

    InspectorView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        add("why", "fth-help-circle", why);
        add("segment", "fth-credit-card", segment);
        add("socket", "mdi2p-power-socket-eu", socket);
        add("nat", "mdi2r-router-wireless", nat);
        add("peers", "fth-users", peers);
        add("counters", "fth-bar-chart-2", counters);
        add("commands", "fth-terminal", commands);
        add("map", "mdi2c-crosshairs", map);
        add("table", "fth-list", table);
        tabs.selectedToggleProperty().addListener((value, before, now) -> {
            if (now == null && before != null) {
                tabs.selectToggle(before);
            } else if (now != null) {
                show(String.valueOf(now.getUserData()));
                model.desk().remembered().put(TAB, now.getUserData());
                Errands.remember(model);
            }
        });
        String last =
                model.desk().remembered().find(TAB).filter(panes::containsKey).orElse(FIRST);
        tabs.getToggles().stream().filter(tab -> last.equals(tab.getUserData())).forEach(tabs::selectToggle);
        divider = new Divider(model, pane, Divider.Edge.LEFT, "inspector");
    }

    /** How wide it is unless somebody dragged it. */
    void setWidth(double width) {
        if (divider != null) {
            divider.usual(width);
        }
    }

    void dispose() {
        whyController.dispose();
        tableController.dispose();
    }

    private void add(String stem, String icon, Node pane) {
        panes.put(stem, pane);
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

    private void show(String stem) {
        panes.forEach((name, pane) -> pane.setVisible(name.equals(stem)));
        mapController.look(stem.equals("map") || (stem.equals("why") && mapController.isSupposed()));
    }
}
