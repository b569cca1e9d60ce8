package timewaitlab.view;

import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.javafx.FontIcon;
import timewaitlab.draw.TimeScale;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Numbers;
import timewaitlab.viewmodel.Pace;
import timewaitlab.viewmodel.Strip;
import timewaitlab.viewmodel.Texts;

/** The transport: play, steps, speed, the strip with its marks, and the choice of time scale. */
public final class TransportView {
    private final MainViewModel model;
    private final StripView strip;
    private final SegmentedButton scale = new SegmentedButton();

    @FXML
    private HBox pane;

    @FXML
    private Button breakpoints;

    @FXML
    private Button play;

    @FXML
    private FontIcon playIcon;

    @FXML
    private Tooltip playTip;

    @FXML
    private ComboBox<Pace> pace;

    @FXML
    private Pane stripBox;

    @FXML
    private HBox scales;

    TransportView(MainViewModel model) {
        this.model = model;
        strip = new StripView(model);
    }

    @FXML
    void initialize() {
        stripBox.getChildren().add(strip);
        strip.prefWidthProperty().bind(stripBox.widthProperty());
        strip.prefHeightProperty().bind(stripBox.heightProperty());
        stripBox.setId("strip");
        stripBox.setAccessibleRole(AccessibleRole.SLIDER);
        stripBox.addEventHandler(MouseEvent.MOUSE_PRESSED, this::scrub);
        stripBox.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::scrub);
        stripBox.addEventHandler(KeyEvent.KEY_PRESSED, this::keyed);
        pace.setItems(FXCollections.observableArrayList(Pace.all()));
        pace.valueProperty().bindBidirectional(model.playhead().paceProperty());
        model.showing().watch(model.experimentProperty(), (value, before, now) -> renew());
        model.showing().watch(model.filter().shownProperty(), (passed, before, now) -> renew());
        offerScales();
        model.showing().watch(model.playhead().playingProperty(), (value, before, now) -> showPlaying(now));
        showPlaying(model.playhead().isPlaying());
    }

    private void renew() {
        strip.show(new Strip(model.index(), model.filter().course()));
    }

    private void offerScales() {
        for (TimeScale.Kind kind : TimeScale.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            ToggleButton button = new ToggleButton(Texts.say("transport.scale." + name));
            button.setId("scale-" + name);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setSelected(kind == model.timeScaleProperty().get());
            button.setOnAction(event -> {
                button.setSelected(true);
                model.timeScaleProperty().set(kind);
            });
            model.showing().watch(model.timeScaleProperty(), (shown, before, now) -> button.setSelected(kind == now));
            scale.getButtons().add(button);
        }
        scales.getChildren().setAll(scale);
    }

    void dispose() {
        pace.valueProperty().unbindBidirectional(model.playhead().paceProperty());
        pane.getChildren().clear();
    }

    void frame() {
        strip.frame();
        stripBox.setAccessibleText(
                Texts.say("transport.strip", Numbers.clock(model.playhead().getTime()), Numbers.clock(model.until())));
    }

    private void showPlaying(boolean playing) {
        String tip = Texts.say(playing ? "transport.pause" : "transport.play");
        playIcon.setIconLiteral(playing ? "mdi2p-pause" : "mdi2p-play");
        playTip.setText(tip);
        play.setAccessibleText(tip);
    }

    private void scrub(MouseEvent event) {
        stripBox.requestFocus();
        model.seek(strip.timeAt(event.getX()));
        event.consume();
    }

    private void keyed(KeyEvent event) {
        if (event.getCode() == KeyCode.PAGE_UP) {
            model.stepRefusal(false);
        } else if (event.getCode() == KeyCode.PAGE_DOWN) {
            model.stepRefusal(true);
        }
    }

    /** What the button of breakpoints does. */
    void breakpointsAre(Runnable shown) {
        breakpoints.setOnAction(event -> shown.run());
    }

    @FXML
    void toStart() {
        model.seek(0);
    }

    @FXML
    void stepBack() {
        model.stepBack();
    }

    @FXML
    void toggle() {
        model.playhead().toggle();
    }

    @FXML
    void stepForward() {
        model.stepForward();
    }

    @FXML
    void previousRefusal() {
        model.stepRefusal(false);
    }

    @FXML
    void nextRefusal() {
        model.stepRefusal(true);
    }
}
