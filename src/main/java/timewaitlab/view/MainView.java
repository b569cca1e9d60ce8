package timewaitlab.view;

import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.beans.value.ChangeListener;
import javafx.event.ActionEvent;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.viewmodel.BranchRow;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.ScenarioTitle;
import timewaitlab.viewmodel.Theme;

/** The window's frame: the top bar, the regions, the clock that moves the playhead. */
public final class MainView {
    /** Below this width the what-if panel starts as its rail and one diagram shows all hosts in turn. */
    private static final double WIDE = 1360;

    private static final double NANOS_A_MILLI = 1e6;
    /** A frame that took longer than this was not playing, the machine was busy. */
    private static final double LONGEST_FRAME = 100;

    private final MainViewModel model;
    private final ChangeListener<Number> width = (value, before, now) -> fit(now.doubleValue());
    private boolean wideEnough = true;
    private @Nullable KernelBoxes kernels;
    private @Nullable ScenarioBoxes top;
    private @Nullable Keys keys;
    private @Nullable Stage stage;

    @FXML
    private StackPane root;

    @FXML
    private HBox brand;

    @FXML
    private ComboBox<ScenarioTitle> scenario;

    @FXML
    private ComboBox<BranchRow> branch;

    @FXML
    private Label badge;

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
    private WorkingView workingController;

    @FXML
    private WhatIfView whatifController;

    @FXML
    private StatesView leftStatesController;

    @FXML
    private StatesView rightStatesController;

    @FXML
    private Pane ladder;

    @FXML
    private LadderView ladderController;

    @FXML
    private ToggleButton explore;

    @FXML
    private ToggleButton compareMode;

    @FXML
    private StackPane centre;

    @FXML
    private HBox middle;

    @FXML
    private InspectorView inspectorController;

    @FXML
    private TransportView transportController;

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

    private final NotesWindow notes;
    private final Sheets sheets;
    private @Nullable DemoLayout demo;
    private @Nullable DiagramPair diagrams;

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
        sheets = new Sheets(model);
    }

    @FXML
    void initialize() {
        brand.getChildren().add(0, AppIcon.node(28));
        GalleryDoor.make(model, brand);
        top = new ScenarioBoxes(model, scenario, branch, badge);
        kernels = new KernelBoxes(model, serverKernel, clientKernel);
        model.showing().watch(model.experimentProperty(), (value, before, now) -> showMode());
        model.showing()
                .watch(model.themeProperty(), (value, before, now) -> ThemeButton.show(model, themeButton, themeIcon));
        diagrams = new DiagramPair(model, leftStatesController, rightStatesController, whatifController);
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
        model.showing().watch(model.showing().demoProperty(), (value, before, now) -> arrange());
        model.showing().watch(model.showing().presentingProperty(), (value, before, now) -> arrange());
        model.showing().watch(model.lessons().stepProperty(), (value, before, now) -> arrange());
        demobarController.whyProperty().addListener((value, before, now) -> arrange());
        demobarController.whatIfProperty().addListener((value, before, now) -> arrange());
        transportController.breakpointsAre(() -> sheets.breakpoints().get().toggle());
        sheets.placeIn(root, centre);
        sheets.placeAbove(ladder, ladderController::focus);
        Elided.tellBelow(root);
        model.showing().watch(model.compare().activeProperty(), (active, before, now) -> arrange());
        showMode();
        ThemeButton.show(model, themeButton, themeIcon);
    }

    /** The window this is shown in: for keys, file dialogs and its width. {@code speaker} changes the language. */
    void attach(Scene scene, Stage owner, Consumer<String> speaker) {
        stage = owner;
        scene.widthProperty().addListener(width);
        fit(scene.getWidth());
        Actions actions = new Actions(model, this, ladderController, sheets.keys());
        keys = new Keys(model.desk(), actions::run, new Audience(model, root)::hears, scene);
        sheets.doneBy(actions::run);
        new MenuItems(model, actions::run, speaker).fill(menuButton);
        FileDialogs.acceptDrops(model, scene);
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
        sheets.dispose();
        whatifController.dispose();
        changedController.dispose();
    }

    private void tick(double millis) {
        model.playhead().advance(millis);
        ladderController.frame();
        leftStatesController.frame();
        rightStatesController.frame();
        transportController.frame();
        sheets.frame();
        workingController.frame();
    }

    private void arrange() {
        if (root.getScene() != null) {
            fit(root.getScene().getWidth());
        }
    }

    private void fit(double width) {
        boolean wide = width >= WIDE;
        boolean large = model.showing().isLarge();
        Widths widths = Widths.of(width);
        whatifController.fit(widths);
        inspectorController.setWidth(widths.inspector(), widths.spare());
        if (diagrams != null) {
            diagrams.fit(width, widths);
        }
        ContentDisplay display = wide ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY;
        openButton.setContentDisplay(display);
        exportButton.setContentDisplay(display);
        Modes.shown(openButton, !large);
        Modes.shown(exportButton, !large);
        wideEnough = wide;
        if (demo != null) {
            demo.arrange(width);
        }
        DemoHead.show(model, lessonSteps);
        showMode();
    }

    @FXML
    void showDemo() {
        modes().demo();
    }

    @FXML
    void showExplore() {
        modes().explore();
    }

    @FXML
    void showCompare() {
        modes().compare();
    }

    private Modes modes() {
        return new Modes(
                model, new Modes.Parts(demoMode, explore, compareMode, middle, inspector, serverKernel, clientKernel));
    }

    private void showMode() {
        modes().show(wideEnough);
        if (kernels != null && top != null) {
            kernels.show();
            top.show();
        }
    }

    /** Begins the lesson of what is shown, in a demonstration. */
    void beginLesson() {
        showDemo();
        model.lessons().begin();
    }

    /** The largest type and nothing but the ladder, with the notes in a window of their own; and back. */
    @FXML
    void togglePresent() {
        Modes.present(model, notes, stage);
    }

    /** Offers the shipped scenarios as soon as they are read. */
    void offerScenarios() {
        if (top != null) {
            model.alongside(model.laboratory()::scenarios, top::offer);
        }
    }

    @FXML
    void toggleTheme() {
        ThemeButton.toggle(model, Theme.DARK);
    }

    @FXML
    void showKeys() {
        sheets.keys().get().toggle();
    }

    @FXML
    void openFile() {
        FileDialogs.open(model, stage);
    }

    /** Saves the scenario with what was done to it in the branch that is shown. */
    void saveScenario() {
        FileDialogs.saveScenario(model, stage);
    }

    /** Closes what waits for something to be written. */
    void leaveFields() {
        model.line().close();
        sheets.hide();
        root.requestFocus();
    }

    void askFilter() {
        if (model.filter().isOffered()) {
            sheets.filter().get().ask();
        }
    }

    void toggleBreakpoints() {
        sheets.breakpoints().get().toggle();
    }

    void toggleAgreement() {
        sheets.agreement().get().toggle();
    }

    void toggleWhatIf() {
        whatifController.toggle();
    }

    void toggleFullScreen() {
        if (stage != null) {
            stage.setFullScreen(!stage.isFullScreen());
        }
    }

    /** Each item of the menu names the file it makes. */
    @FXML
    void exportPicture(ActionEvent event) {
        save(String.valueOf(((MenuItem) event.getSource()).getUserData()));
    }

    void save(String name) {
        FileDialogs.save(model, stage, name);
    }
}
