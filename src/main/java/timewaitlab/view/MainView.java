package timewaitlab.view;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.event.ActionEvent;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.KernelGroup;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.MainViewModel.Theme;
import timewaitlab.viewmodel.ScenarioTitle;
import timewaitlab.viewmodel.StatesPane;
import timewaitlab.viewmodel.Texts;

/** The window's frame: the top bar, the regions, the clock that moves the playhead. */
public final class MainView {
    /** Below this width the what-if panel starts as its rail and one diagram shows all hosts in turn. */
    private static final double WIDE = 1360;

    private static final double NANOS_A_MILLI = 1e6;
    /** A frame that took longer than this was not playing, the machine was busy. */
    private static final double LONGEST_FRAME = 100;

    private final MainViewModel model;
    private final ChangeListener<Number> width = (value, before, now) -> fit(now.doubleValue());
    private boolean filling;
    private @Nullable Keys keys;
    private @Nullable Stage stage;

    @FXML
    private StackPane root;

    @FXML
    private HBox brand;

    @FXML
    private HBox workingBox;

    @FXML
    private ComboBox<ScenarioTitle> scenario;

    @FXML
    private ComboBox<KernelItem> serverKernel;

    @FXML
    private ComboBox<KernelItem> clientKernel;

    @FXML
    private MenuButton menuButton;

    @FXML
    private Button themeButton;

    @FXML
    private Button openButton;

    @FXML
    private MenuButton exportButton;

    @FXML
    private FontIcon themeIcon;

    @FXML
    private ChangedView changedController;

    @FXML
    private WhatIfView whatifController;

    @FXML
    private StatesView leftStatesController;

    @FXML
    private StatesView rightStatesController;

    @FXML
    private LadderView ladderController;

    @FXML
    private InspectorView inspectorController;

    @FXML
    private TransportView transportController;

    @FXML
    private KeysView keysController;

    @FXML
    private LessonView lessonController;

    @FXML
    private DemoBarView demobarController;

    @FXML
    private Region lesson;

    @FXML
    private Node whatif;

    @FXML
    private Node inspector;

    @FXML
    private Node transport;

    @FXML
    private HBox lessonSteps;

    @FXML
    private ToggleButton demoMode;

    @FXML
    private ToggleButton explore;

    private final NotesWindow notes;
    private @Nullable DemoLayout demo;

    private final AnimationTimer clock = new AnimationTimer() {
        private long last;

        @Override
        public void handle(long now) {
            double millis = last == 0 ? 0 : Math.min(LONGEST_FRAME, (now - last) / NANOS_A_MILLI);
            last = now;
            tick(millis);
        }
    };

    MainView(MainViewModel model) {
        this.model = model;
        notes = new NotesWindow(model);
    }

    @FXML
    void initialize() {
        brand.getChildren().add(0, AppIcon.node(28));
        scenario.setItems(FXCollections.observableArrayList(model.laboratory().scenarios()));
        scenario.valueProperty().addListener((value, before, now) -> chosen(now));
        serverKernel.setItems(KernelItem.all(model.laboratory().kernels()));
        clientKernel.setItems(KernelItem.all(model.laboratory().kernels()));
        serverKernel.valueProperty().addListener((value, before, now) -> kernel(now, true));
        clientKernel.valueProperty().addListener((value, before, now) -> kernel(now, false));
        workingBox.visibleProperty().bind(model.workingProperty());
        workingBox.managedProperty().bind(model.workingProperty());
        model.experimentProperty().addListener((value, before, now) -> show());
        model.themeProperty().addListener((value, before, now) -> showTheme());
        leftStatesController.follow(StatesPane.Whose.CLIENTS);
        rightStatesController.follow(StatesPane.Whose.SERVERS);
        transportController.scaleGoesTo(ladderController);
        demo = new DemoLayout(
                model,
                new DemoLayout.Parts(
                        root,
                        whatif,
                        inspector,
                        transport,
                        leftStatesController,
                        rightStatesController,
                        lessonController,
                        lesson,
                        demobarController));
        model.showing().demoProperty().addListener((value, before, now) -> arrange());
        model.showing().presentingProperty().addListener((value, before, now) -> arrange());
        model.lessons().stepProperty().addListener((value, before, now) -> arrange());
        demobarController.whyProperty().addListener((value, before, now) -> arrange());
        demobarController.whatIfProperty().addListener((value, before, now) -> arrange());
        showTheme();
    }

    /** The window this is shown in: for keys, file dialogs and its width. {@code speaker} changes the language. */
    void attach(Scene scene, Stage owner, Consumer<String> speaker) {
        stage = owner;
        scene.widthProperty().addListener(width);
        fit(scene.getWidth());
        Actions actions = new Actions(model, this, ladderController, keysController);
        keys = new Keys(model.desk(), actions::run, scene);
        keysController.doneBy(actions::run);
        new MenuItems(model, actions::run, speaker).fill(menuButton);
        scene.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(event ->
                event.getDragboard().getFiles().stream().findFirst().ifPresent(file -> model.open(file.toPath())));
        clock.start();
    }

    LadderView ladder() {
        return ladderController;
    }

    Parent root() {
        return root;
    }

    void dispose() {
        clock.stop();
        notes.hide();
        if (keys != null) {
            keys.dispose();
        }
        root.getScene().widthProperty().removeListener(width);
        ladderController.dispose();
        leftStatesController.dispose();
        rightStatesController.dispose();
        inspectorController.dispose();
        transportController.dispose();
        whatifController.dispose();
        changedController.dispose();
    }

    private void tick(double millis) {
        model.playhead().advance(millis);
        ladderController.frame();
        leftStatesController.frame();
        rightStatesController.frame();
        transportController.frame();
    }

    private void arrange() {
        if (root.getScene() != null) {
            fit(root.getScene().getWidth());
        }
    }

    private void fit(double width) {
        boolean wide = width >= WIDE;
        boolean large = model.showing().isLarge();
        whatifController.setCollapsed(!wide);
        leftStatesController.setShown(wide);
        rightStatesController.follow(wide ? StatesPane.Whose.SERVERS : StatesPane.Whose.ALL);
        leftStatesController.setRoomy(wide);
        rightStatesController.setRoomy(wide);
        ContentDisplay display = wide ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY;
        openButton.setContentDisplay(display);
        exportButton.setContentDisplay(display);
        shown(clientKernel, wide && !large);
        shown(serverKernel, !large);
        shown(openButton, !large);
        shown(exportButton, !large);
        demoMode.setSelected(large);
        explore.setSelected(!large);
        if (demo != null) {
            demo.arrange(width);
        }
        DemoHead.show(model, lessonSteps);
    }

    private static void shown(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    @FXML
    void showDemo() {
        model.showing().demoProperty().set(true);
        arrange();
    }

    @FXML
    void showExplore() {
        model.lessons().leave();
        model.showing().demoProperty().set(false);
        model.showing().presentingProperty().set(false);
        arrange();
    }

    /** Begins the lesson of what is shown, in a demonstration. */
    void beginLesson() {
        showDemo();
        model.lessons().begin();
    }

    /** The largest type and nothing but the ladder, with the notes in a window of their own; and back. */
    @FXML
    void togglePresent() {
        boolean begins = !model.showing().presentingProperty().get();
        model.showing().presentingProperty().set(begins);
        if (begins && stage != null) {
            notes.show(stage);
        } else {
            notes.hide();
        }
    }

    private void show() {
        filling = true;
        Optional<Experiment> shown = model.getExperiment();
        shown.ifPresent(experiment -> {
            String id = experiment.choice().scenario();
            scenario.setValue(scenario.getItems().stream()
                    .filter(title -> title.id().equals(id))
                    .findFirst()
                    .orElse(new ScenarioTitle(id, experiment.title())));
            showKernel(serverKernel, KernelGroup.of(experiment, true));
            showKernel(clientKernel, KernelGroup.of(experiment, false));
        });
        filling = false;
    }

    private static void showKernel(ComboBox<KernelItem> box, KernelGroup group) {
        box.setDisable(!group.changeable());
        KernelItem.name(box, String.join(", ", group.hosts()));
        box.setValue(new KernelItem(group.kernel()));
    }

    private void chosen(@Nullable ScenarioTitle title) {
        if (!filling && title != null) {
            model.start(title.id());
        }
    }

    private void kernel(@Nullable KernelItem item, boolean servers) {
        if (!filling && item != null) {
            model.getExperiment()
                    .ifPresent(experiment ->
                            model.edit(KernelGroup.of(experiment, servers).set(experiment.choice(), item.label())));
        }
    }

    private void showTheme() {
        boolean dark = model.themeProperty().get() == Theme.DARK;
        String tip = Texts.say(dark ? "main.theme.light" : "main.theme.dark");
        themeIcon.setIconLiteral(dark ? "fth-sun" : "fth-moon");
        themeButton.setTooltip(new Tooltip(tip));
        themeButton.setAccessibleText(tip);
    }

    @FXML
    void toggleTheme() {
        model.themeProperty().set(model.themeProperty().get() == Theme.DARK ? Theme.LIGHT : Theme.DARK);
    }

    @FXML
    void cancel() {
        model.cancel();
    }

    @FXML
    void showKeys() {
        keysController.toggle();
    }

    @FXML
    void openFile() {
        FileDialogs.open(model, stage);
    }

    void changeSpeed(int by) {
        transportController.changeSpeed(by);
    }

    void toggleWhatIf() {
        whatifController.setCollapsed(!whatifController.isCollapsed());
    }

    void toggleFullScreen() {
        if (stage != null) {
            stage.setFullScreen(!stage.isFullScreen());
        }
    }

    /** Each item of the menu names the file it makes. */
    @FXML
    void exportPicture(ActionEvent event) {
        if (event.getSource() instanceof MenuItem item) {
            save(String.valueOf(item.getUserData()));
        }
    }

    void save(String name) {
        FileDialogs.save(model, stage, name);
    }
}
