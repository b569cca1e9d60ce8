package timewaitlab.view;

import atlantafx.base.controls.ToggleSwitch;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.Errands;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.HostPane;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.NetPane;
import timewaitlab.viewmodel.ScenarioChoice;
import timewaitlab.viewmodel.Texts;

/** The what-if panel: kernel and settings of every host; a change runs the scenario again at once. */
public final class WhatIfView {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private static final String OPEN = "layout.what-if.open";
    private static final String OPEN_NARROW = "layout.what-if.open-narrow";

    private final MainViewModel model;
    private boolean filling;
    private boolean roomy = true;
    private @Nullable Divider divider;

    @FXML
    private StackPane pane;

    @FXML
    private VBox panel;

    @FXML
    private VBox rail;

    @FXML
    private VBox hosts;

    @FXML
    private ToggleButton from;

    @FXML
    private InterventionsView interventionsController;

    @FXML
    private BranchesView branchesController;

    @FXML
    private Button reset;

    WhatIfView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        model.showing().watch(model.experimentProperty(), (value, before, now) -> show());
        model.showing().watch(model.line().openProperty(), (open, before, now) -> {
            if (now) {
                setCollapsed(false);
            }
        });
        model.showing()
                .watch(model.desk().remembered().layoutsTakenProperty(), (layout, before, now) -> openAsRemembered());
        divider = new Divider(model, pane, Divider.Edge.RIGHT, "what-if").whenSmall(this::collapse);
        show();
    }

    void dispose() {
        hosts.getChildren().clear();
        interventionsController.dispose();
        branchesController.dispose();
    }

    boolean isCollapsed() {
        return rail.isVisible();
    }

    ReadOnlyBooleanProperty collapsedProperty() {
        return rail.visibleProperty();
    }

    void setCollapsed(boolean collapsed) {
        rail.setVisible(collapsed);
        rail.setManaged(collapsed);
        panel.setVisible(!collapsed);
        panel.setManaged(!collapsed);
        pane.pseudoClassStateChanged(PseudoClass.getPseudoClass("rail"), collapsed);
        if (divider != null) {
            divider.setShown(!collapsed);
        }
    }

    @FXML
    void collapse() {
        choose(true);
    }

    @FXML
    void expand() {
        choose(false);
    }

    /** Shows the panel where it is not shown, and hides it where it is. */
    void toggle() {
        choose(!isCollapsed());
    }

    private void choose(boolean collapsed) {
        setCollapsed(collapsed);
        model.desk().remembered().put(roomy ? OPEN : OPEN_NARROW, !collapsed);
        Errands.remember(model);
    }

    /** Open where there is room, unless somebody chose otherwise in a window of this kind. */
    void fit(Widths widths) {
        roomy = widths.isRoomy();
        if (divider != null) {
            divider.usual("what-if", widths.whatIf(), widths.spare());
        }
        openAsRemembered();
    }

    private void openAsRemembered() {
        setCollapsed(!model.desk()
                .remembered()
                .find(roomy ? OPEN : OPEN_NARROW)
                .map(Boolean::valueOf)
                .orElse(roomy));
    }

    /** Edits count from the start, or from the moment that is shown. */
    @FXML
    void chooseFrom() {
        from.setText(Texts.say(from.isSelected() ? "whatif.now" : "whatif.from"));
    }

    private long since() {
        return from.isSelected() ? model.playhead().getTime() : 0;
    }

    @FXML
    void reset() {
        model.restore();
    }

    private void show() {
        filling = true;
        Focus focus = Focus.in(hosts);
        hosts.getChildren().clear();
        model.getExperiment().ifPresent(this::show);
        focus.restore();
        filling = false;
    }

    private void show(Experiment experiment) {
        reset.setDisable(experiment.choice().interventions().isEmpty());
        if (experiment.isCapture()) {
            Label note = new Label(Texts.say("whatif.capture"));
            note.setWrapText(true);
            note.getStyleClass().add("lab-quiet");
            hosts.getChildren().add(note);
            HostPane.judge(experiment).ifPresent(judge -> hosts.getChildren().addAll(judge(judge), host(judge.host())));
            return;
        }
        HostPane.hosts(experiment).forEach(host -> hosts.getChildren().add(host(host)));
        NetPane.of(experiment).nats().forEach(nat -> hosts.getChildren().add(nat(nat)));
        List<NetPane.LinkRow> links = NetPane.of(experiment).links();
        if (!links.isEmpty()) {
            hosts.getChildren().add(links(links));
        }
    }

    private Node host(HostPane.Host host) {
        FontIcon icon = new FontIcon(host.isServer() ? "fth-server" : "mdi2l-laptop");
        Label letter = styled(new Label(model.index().shortName(host.name()), icon), "lab-host-letter");
        Label address = styled(new Label(host.address()), "lab-mono-quiet");
        HBox head = styled(new HBox(letter, address), "lab-host-head");
        VBox box = styled(new VBox(head, kernel(host)), "lab-host");
        host.settings().forEach(setting -> box.getChildren().add(setting(host.name(), setting)));
        return box;
    }

    private Node judge(HostPane.Judge judge) {
        ComboBox<String> offered = styled(new ComboBox<>(), "lab-host-kernel");
        offered.getItems().setAll(judge.offered());
        offered.setValue(judge.host().name());
        offered.setId("judge");
        offered.setMaxWidth(Double.MAX_VALUE);
        Label name = styled(new Label(Texts.say("whatif.judge")), "lab-setting-name");
        name.setLabelFor(offered);
        Choosing.in(offered, now -> edit(choice -> judge.set(choice, now)));
        return styled(new VBox(name, offered), "lab-judge");
    }

    private Node kernel(HostPane.Host host) {
        ComboBox<KernelItem> kernels = styled(new ComboBox<>(), "lab-host-kernel");
        kernels.setItems(KernelItem.all(model.laboratory().kernels()));
        kernels.setValue(new KernelItem(host.kernel()));
        kernels.setAccessibleText(Texts.say("whatif.tip", Texts.say("whatif.kernel"), host.name()));
        kernels.setId("kernel-" + host.name());
        kernels.setMaxWidth(Double.MAX_VALUE);
        Choosing.in(kernels, now -> edit(choice -> choice.withKernel(host.name(), now.label())));
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
                edit(choice -> choice.withSysctl(host, setting.name(), now ? 1 : 0, since()));
            }
        });
        return row(setting.name(), toggle, setting.changed());
    }

    private Node nat(NetPane.NatRow nat) {
        String icon = nat.translates() ? "mdi2r-router-wireless" : nat.box() ? "mdi2w-wall" : "fth-server";
        Label letter = styled(new Label(nat.name(), new FontIcon(icon)), "lab-host-letter");
        Label address = styled(new Label(nat.address()), "lab-mono-quiet");
        HBox head = styled(new HBox(letter, address), "lab-host-head");
        ToggleSwitch filter = new ToggleSwitch();
        filter.setSelected(nat.filters());
        filter.setId("filter-" + nat.name());
        filter.setAccessibleText(Texts.say("whatif.tip", Texts.say("whatif.filter"), nat.name()));
        filter.selectedProperty().addListener((selected, before, now) -> {
            if (!filling) {
                edit(choice -> nat.withFilter(choice, now, since()));
            }
        });
        VBox box = styled(new VBox(head), "lab-host");
        if (nat.translates()) {
            box.getChildren().add(row(Texts.say("whatif.ports"), ports(nat), nat.policyChanged()));
        }
        box.getChildren().add(row(Texts.say("whatif.filter"), filter, nat.filterChanged()));
        return box;
    }

    private Node ports(NetPane.NatRow nat) {
        ComboBox<String> ports = styled(new ComboBox<>(), "lab-host-kernel");
        ports.getItems().setAll(NetPane.POLICIES);
        ports.setValue(nat.policy());
        ports.setId("ports-" + nat.name());
        ports.setAccessibleText(Texts.say("whatif.tip", Texts.say("whatif.ports"), nat.name()));
        Choosing.in(ports, now -> edit(choice -> nat.withPolicy(choice, now, since())));
        return ports;
    }

    private Node links(List<NetPane.LinkRow> links) {
        Label heading = styled(new Label(Texts.say("whatif.links"), new FontIcon("fth-link")), "lab-host-letter");
        VBox box = styled(new VBox(styled(new HBox(heading), "lab-host-head")), "lab-host");
        for (NetPane.LinkRow link : links) {
            TextField delay = styled(new TextField(link.delay()), "lab-value-field");
            delay.setId("link-" + link.one() + "-" + link.other());
            delay.setAccessibleText(Texts.say("whatif.tip", Texts.say("whatif.links"), link.title()));
            delay.setOnAction(event -> {
                model.line().begin(link.line(delay.getText(), since()));
                model.line().submit();
            });
            box.getChildren().add(row(link.title(), delay, link.changed()));
        }
        return box;
    }

    private void edit(UnaryOperator<ScenarioChoice> change) {
        model.session().edit(change);
    }

    private static HBox row(String name, Node control, boolean changed) {
        Label label = styled(new Label(name), "lab-setting-name");
        // Words may take two lines; the name of a sysctl is one word.
        label.setWrapText(true);
        label.setMinWidth(name.contains(" ") ? 0 : Region.USE_PREF_SIZE);
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
