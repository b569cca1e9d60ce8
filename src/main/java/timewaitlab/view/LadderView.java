package timewaitlab.view;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.util.Duration;
import timewaitlab.draw.Face;
import timewaitlab.draw.Ink;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.Mark;
import timewaitlab.draw.TimeScale;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.LadderViewModel;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/**
 * The ladder on a canvas. Only the part in sight is drawn; geometry is laid out again when the run, the width, the
 * scale or the selection changes, and merely moved to another instant while time passes.
 */
public final class LadderView {
    /** Above this many segments pointing at one does not highlight it: the layout would be remade too often. */
    private static final int HOVER_LIMIT = 3000;

    /** What the scroll bar covers at the right. */
    private static final double SCROLL_BAR = 8;

    private static final double LOWEST = 0.72;
    private static final double GLIDE = 0.16;
    private static final double HALO = 0.22;
    private static final double STEP = 1.2;
    private static final double STAMP = 240;
    private static final double X_ARM = 6.5;
    private static final double TIP_DELAY = 500;

    private final MainViewModel model;
    private final MarkCanvas canvas = new MarkCanvas().opaque();
    private final LadderViewModel ladder;
    private final Tooltip tip = new Tooltip();
    private Optional<LadderLayout> layout = Optional.empty();
    private double offset;
    private double wanted;
    private boolean stale = true;
    private boolean dirty = true;
    private boolean following = true;

    @FXML
    private StackPane pane;

    @FXML
    private Pane canvasBox;

    @FXML
    private ScrollBar scroll;

    @FXML
    private Label empty;

    LadderView(MainViewModel model) {
        this.model = model;
        ladder = new LadderViewModel(model);
    }

    @FXML
    void initialize() {
        canvasBox.getChildren().add(canvas);
        canvasBox.setId("ladder");
        canvasBox.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        canvas.prefWidthProperty().bind(canvasBox.widthProperty());
        canvas.prefHeightProperty().bind(canvasBox.heightProperty());
        canvas.paintedBy(this::paint);
        canvas.use(ChipView.palette(model.themeProperty().get()));
        model.themeProperty().addListener((theme, before, now) -> canvas.use(ChipView.palette(now)));
        model.experimentProperty().addListener((value, before, now) -> renew());
        model.selectedProperty().addListener((value, before, now) -> layAgain());
        model.hoveredProperty().addListener((value, before, now) -> hover());
        model.showing().demoProperty().addListener((value, before, now) -> layAgain());
        model.showing().presentingProperty().addListener((value, before, now) -> layAgain());
        model.lessons().stepProperty().addListener((value, before, now) -> layAgain());
        model.playhead().timeProperty().addListener((value, before, now) -> {
            following = true;
            dirty = true;
        });
        canvasBox.widthProperty().addListener((width, before, now) -> layAgain());
        canvasBox.heightProperty().addListener((height, before, now) -> dirty = true);
        canvasBox.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        canvasBox.addEventHandler(
                MouseEvent.MOUSE_EXITED, event -> model.hoveredProperty().set(0));
        canvasBox.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        canvasBox.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        canvasBox.addEventHandler(KeyEvent.KEY_PRESSED, this::keyed);
        tip.setShowDelay(Duration.millis(TIP_DELAY));
        Tooltip.install(canvasBox, tip);
        scroll.valueProperty().addListener((value, before, now) -> jumpTo(now.doubleValue()));
    }

    /** Takes the keys. */
    void focus() {
        canvasBox.requestFocus();
    }

    void dispose() {
        canvasBox.getChildren().clear();
    }

    /** Called once a frame: lays out what is stale, glides after the playhead, paints what changed. */
    void frame() {
        if (stale) {
            lay();
        }
        layout.ifPresent(this::glide);
        if (dirty) {
            dirty = false;
            canvas.repaint();
        }
    }

    /** Which time scale is shown. */
    void setScale(TimeScale.Kind kind) {
        ladder.show(kind);
        layAgain();
    }

    void zoomIn() {
        zoomTo(ladder.zoom() * STEP);
    }

    void zoomOut() {
        zoomTo(ladder.zoom() / STEP);
    }

    void zoomReset() {
        zoomTo(1);
    }

    /** The whole run in sight, as far as rows allow. */
    void zoomFit() {
        layout.ifPresent(
                shown -> zoomTo(ladder.zoom() * (canvasBox.getHeight() - shown.headHeight()) / shown.height()));
    }

    /** Moves the part in sight. */
    void pan(double by) {
        following = false;
        scrollTo(wanted + by);
    }

    private void zoomTo(double to) {
        ladder.zoomTo(to);
        layAgain();
    }

    private void renew() {
        ladder.renew();
        offset = 0;
        wanted = 0;
        following = true;
        empty.setVisible(model.getExperiment().isEmpty());
        layAgain();
    }

    private void layAgain() {
        stale = true;
        dirty = true;
    }

    private void hover() {
        if (model.index().journeys().size() <= HOVER_LIMIT) {
            layAgain();
        }
    }

    private void lay() {
        stale = false;
        layout = ladder.layout(Math.floor(canvasBox.getWidth()) - SCROLL_BAR);
        String title = model.getExperiment().map(Experiment::title).orElse("");
        canvasBox.setAccessibleText(Texts.say("ladder.name", title));
    }

    private void glide(LadderLayout shown) {
        double height = canvasBox.getHeight();
        double most = Math.max(0, shown.height() - height);
        if (following) {
            double now = shown.y(model.playhead().getTime());
            double low = offset + shown.headHeight() + 40;
            double high = offset + height * LOWEST;
            wanted = now < low ? now - shown.headHeight() - 60 : now > high ? now - height * LOWEST : wanted;
        }
        wanted = Math.max(0, Math.min(most, wanted));
        if (Math.abs(wanted - offset) > 0.5) {
            boolean near = Math.abs(wanted - offset) < height
                    && !model.reducedMotionProperty().get();
            offset = near ? offset + (wanted - offset) * GLIDE : wanted;
            dirty = true;
        }
        scroll.setMax(most);
        scroll.setVisibleAmount(most == 0 ? 0 : most * height / shown.height());
        scroll.setVisible(most > 0);
        if (!scroll.isPressed()) {
            scroll.setValue(offset);
        }
    }

    private void jumpTo(double value) {
        if (Math.abs(value - offset) > 1 && scroll.isPressed()) {
            following = false;
            wanted = value;
            offset = value;
            dirty = true;
        }
    }

    private void scrollTo(double value) {
        wanted = value;
        dirty = true;
    }

    private void paint(FxPen pen) {
        if (layout.isEmpty()) {
            return;
        }
        GraphicsContext gc = canvas.context();
        long now = model.playhead().getTime();
        LadderLayout shown = layout.get().at(now);
        double top = Math.round(offset);
        gc.save();
        gc.translate(0, -top);
        double future = Math.max(top, shown.y(now));
        gc.setFill(pen.colour(Ink.FUTURE));
        gc.fillRect(shown.width(), future, SCROLL_BAR, Math.max(0, top + canvasBox.getHeight() - future));
        pen.draw(shown.marks(top, top + canvasBox.getHeight()));
        flights(shown, gc, pen);
        stamp(shown, gc, pen);
        model.getExperiment().ifPresent(experiment -> agreements(shown, gc, pen, experiment));
        if (model.lessons().isHiding()) {
            LessonVeil.draw(model.lessons(), shown, pen, new double[] {top, canvasBox.getHeight()});
        }
        gc.restore();
        pen.draw(shown.head());
    }

    /** A bright head on every segment that is under way. */
    private void flights(LadderLayout shown, GraphicsContext gc, FxPen pen) {
        if (model.reducedMotionProperty().get()) {
            return;
        }
        for (LadderLayout.Flight flight : shown.flights()) {
            Color colour = pen.colour(flight.ink());
            gc.setFill(colour.deriveColor(0, 1, 1, HALO));
            gc.fillOval(flight.x() - 9, flight.y() - 9, 18, 18);
            gc.setFill(colour);
            gc.fillOval(flight.x() - 5, flight.y() - 5, 10, 10);
        }
    }

    /** A refusal strikes: its X comes down from more than its size. */
    private void stamp(LadderLayout shown, GraphicsContext gc, FxPen pen) {
        if (model.reducedMotionProperty().get() || !model.playhead().isPlaying()) {
            return;
        }
        ladder.strike(shown, STAMP).ifPresent(strike -> {
            double arm = X_ARM * (1 + 0.9 * (1 - strike.part()));
            gc.setGlobalAlpha(0.85 * (1 - strike.part()));
            gc.setStroke(pen.colour(Ink.DROP));
            gc.setLineWidth(arm / 2);
            gc.setLineCap(StrokeLineCap.ROUND);
            gc.strokeLine(strike.x() - arm, strike.y() - arm, strike.x() + arm, strike.y() + arm);
            gc.strokeLine(strike.x() - arm, strike.y() + arm, strike.x() + arm, strike.y() - arm);
            gc.setGlobalAlpha(1);
            dirty = true;
        });
    }

    /** How the recording compares: a sign in a disc where each segment was judged. */
    private void agreements(LadderLayout shown, GraphicsContext gc, FxPen pen, Experiment experiment) {
        double top = offset - 20;
        double bottom = offset + canvasBox.getHeight() + 20;
        ladder.agreements(shown, experiment, top, bottom).forEach(mark -> {
            Ink ink = switch (mark.agreement()) {
                case AGREES -> Ink.ACCEPT;
                case FREE -> Ink.MUTED;
                case CONTRADICTS -> Ink.RESET;
                case CANNOT_TELL -> Ink.REPLY;
            };
            String sign = switch (mark.agreement()) {
                case AGREES -> "=";
                case FREE -> "·";
                case CONTRADICTS -> "≠";
                case CANNOT_TELL -> "?";
            };
            gc.setFill(pen.colour(mark.agreement() == Experiment.Agreement.CONTRADICTS ? ink : Ink.PAPER));
            gc.setStroke(pen.colour(ink));
            gc.setLineWidth(1.5);
            gc.fillOval(mark.x() - 7, mark.y() - 7, 14, 14);
            gc.strokeOval(mark.x() - 7, mark.y() - 7, 14, 14);
            Ink text = mark.agreement() == Experiment.Agreement.CONTRADICTS ? Ink.PAPER : ink;
            pen.draw(List.of(
                    Mark.text(mark.x(), mark.y(), Mark.Anchor.MIDDLE, new Mark.Lettering(Face.BOLD, 11, text), sign)));
        });
    }

    private Optional<LadderLayout.Hit> hit(MouseEvent event) {
        return layout.map(shown -> shown.at(model.playhead().getTime())).flatMap(shown -> {
            boolean inHead = event.getY() < shown.headHeight();
            boolean veiled = model.lessons().isHiding()
                    && event.getY() + offset > shown.y(model.playhead().getTime());
            if (veiled && !inHead) {
                return Optional.empty();
            }
            return shown.hitAt(event.getX(), inHead ? event.getY() : event.getY() + offset);
        });
    }

    private void moved(MouseEvent event) {
        Optional<LadderLayout.Hit> hit = hit(event);
        int journey = hit.map(ladder::journeyOf).orElse(0);
        model.hoveredProperty().set(journey);
        tip.setText(ladder.describe(journey));
        if (journey == 0) {
            tip.hide();
        }
        boolean useful = hit.filter(found -> found.kind() != LadderLayout.Hit.Kind.PARTY || ladder.isNat(found))
                .isPresent();
        canvasBox.setCursor(useful ? Cursor.HAND : Cursor.DEFAULT);
    }

    /** Up and down walk from segment to segment. */
    private void keyed(KeyEvent event) {
        if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
            model.stepSegment(event.getCode() == KeyCode.UP ? -1 : 1);
            event.consume();
        }
    }

    private void clicked(MouseEvent event) {
        canvasBox.requestFocus();
        Optional<LadderLayout.Hit> hit = hit(event);
        if (hit.filter(ladder::isNat).isPresent()) {
            ladder.toggleMappings();
            layAgain();
        } else if (hit.isPresent() && hit.get().kind() == LadderLayout.Hit.Kind.FOLD) {
            ladder.openFold(hit.get().id());
            layAgain();
        } else if (hit.isPresent() && ladder.journeyOf(hit.get()) != 0) {
            int journey = ladder.journeyOf(hit.get());
            if (event.getClickCount() == 2) {
                model.goTo(journey);
            } else {
                model.select(journey);
            }
        } else if (event.getX() < 52) {
            layout.ifPresent(shown -> model.seek(shown.timeAt(event.getY() + offset)));
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.isControlDown()) {
            zoomTo(event.getDeltaY() > 0 ? ladder.zoom() * STEP : ladder.zoom() / STEP);
        } else {
            pan(-event.getDeltaY());
            offset = wanted;
        }
        event.consume();
    }

    /** Where the middle of a journey is in this view; a robot points there. */
    Optional<double[]> placeOf(int journey) {
        return layout.flatMap(shown -> ladder.boundsOf(shown, journey)).map(box ->
                new double[] {box.x() + box.width() / 2, box.y() + box.height() / 2 - offset});
    }
}
