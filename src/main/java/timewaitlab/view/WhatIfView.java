package timewaitlab.view;

import atlantafx.base.controls.ToggleSwitch;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.HostPane;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.viewmodel.Texts;

/** The what-if panel: kernel and settings of every host; a change runs the scenario again at once. */
public final class WhatIfView {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final MainViewModel model;
    private boolean filling;

    @FXML
    private StackPane pane;

    @FXML
    private VBox panel;

    @FXML
    private VBox rail;

    @FXML
    private VBox hosts;

    @FXML
    private Label from;

    @FXML
    private Button reset;

    WhatIfView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.experimentProperty().addListener((value, before, now) -> show());
        show();
    }

    void dispose() {
        hosts.getChildren().clear();
    }

    boolean isCollapsed() {
        return rail.isVisible();
    }

    void setCollapsed(boolean collapsed) {
        rail.setVisible(collapsed);
        rail.setManaged(collapsed);
        panel.setVisible(!collapsed);
        panel.setManaged(!collapsed);
        pane.pseudoClassStateChanged(PseudoClass.getPseudoClass("rail"), collapsed);
    }

    @FXML
    void collapse() {
        setCollapsed(true);
    }

    @FXML
    void expand() {
        setCollapsed(false);
    }

    @FXML
    void reset() {
        model.restore();
    }

    private void show() {
        filling = true;
        hosts.getChildren().clear();
        model.getExperiment().ifPresent(this::show);
        filling = false;
    }

    private void show(Experiment experiment) {
        from.setVisible(!experiment.isCapture());
        boolean edited = !experiment.choice().sysctls().isEmpty()
                || !experiment.choice().kernels().isEmpty();
        reset.setDisable(!edited);
        if (experiment.isCapture()) {
            Label note = new Label(Texts.say("whatif.capture"));
            note.setWrapText(true);
            note.getStyleClass().add("lab-quiet");
            hosts.getChildren().add(note);
            return;
        }
        HostPane.hosts(experiment).forEach(host -> hosts.getChildren().add(host(host)));
    }

    private Node host(HostPane.Host host) {
        FontIcon icon = new FontIcon(host.isServer() ? "fth-server" : "mdi2l-laptop");
        Label letter = styled(new Label(host.name(), icon), "lab-host-letter");
        Label address = styled(new Label(host.address()), "lab-mono-quiet");
        HBox head = styled(new HBox(letter, address), "lab-host-head");
        VBox box = styled(new VBox(head, kernel(host)), "lab-host");
        host.settings().forEach(setting -> box.getChildren().add(setting(host.name(), setting)));
        return box;
    }

    private Node kernel(HostPane.Host host) {
        ComboBox<KernelItem> kernels = styled(new ComboBox<>(), "lab-host-kernel");
        kernels.setItems(KernelItem.all(model.laboratory().kernels()));
        kernels.setValue(new KernelItem(host.kernel()));
        kernels.setAccessibleText(Texts.say("whatif.tip", Texts.say("whatif.kernel"), host.name()));
        kernels.setId("kernel-" + host.name());
        kernels.setMaxWidth(Double.MAX_VALUE);
        kernels.valueProperty().addListener((value, before, now) -> {
            if (!filling && now != null) {
                edit(choice -> choice.withKernel(host.name(), now.label()));
            }
        });
        HBox.setHgrow(kernels, Priority.ALWAYS);
        HBox row = styled(new HBox(kernels), "lab-setting");
        row.getStyleClass().add("kernel");
        row.pseudoClassStateChanged(CHANGED, host.kernelChanged());
        return row;
    }

    private Node setting(String host, HostPane.Setting setting) {
        if (setting.value().isEmpty()) {
            Label name = styled(new Label(setting.name()), "lab-removed");
            Label note = styled(new Label(setting.note()), "lab-removed-note");
            return styled(new VBox(name, note), "lab-setting");
        }
        long value = setting.value().get();
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setSelected(value != 0);
        toggle.setId(setting.name() + "-" + host);
        toggle.setAccessibleText(Texts.say("whatif.tip", setting.name(), host));
        toggle.setTooltip(new Tooltip("net.ipv4." + setting.name() + " = " + value));
        toggle.selectedProperty().addListener((selected, before, now) -> {
            if (!filling) {
                edit(choice -> choice.withSysctl(host, setting.name(), now ? 1 : 0));
            }
        });
        return row(setting.name(), toggle, setting.changed());
    }

    private void edit(UnaryOperator<ScenarioChoice> change) {
        model.getExperiment().ifPresent(shown -> model.edit(change.apply(shown.choice())));
    }

    private static HBox row(String name, Node control, boolean changed) {
        Label label = styled(new Label(name), "lab-setting-name");
        label.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = styled(new HBox(), "lab-setting");
        row.getChildren().setAll(List.of(label, space, control));
        row.pseudoClassStateChanged(CHANGED, changed);
        return row;
    }

    private static <T extends Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }
}
