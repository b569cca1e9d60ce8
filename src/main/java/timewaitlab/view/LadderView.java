package timewaitlab.view;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import timewaitlab.draw.Emphasis;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Kin;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.LadderOptions;
import timewaitlab.draw.TimeScale;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;

/**
 * The ladder on a canvas. Only the part in sight is drawn; geometry is laid out again when the run, the width, the scale
 * or the selection changes, and merely moved to another instant while time passes.
 */
public final class LadderView {
    /** Above this many segments pointing at one does not highlight it: the layout would be remade too often. */
    private static final int HOVER_LIMIT = 3000;

    private static final double BAND_WORDS_TRACE = 0.72;
    private static final double GLIDE = 0.16;
    private static final double LEAST_ZOOM = 0.5;
    private static final double MOST_ZOOM = 6;
    private static final double STEP = 1.2;
    private static final double LINEAR_PITCH = 22;

    private final MainViewModel model;
    private final MarkCanvas canvas = new MarkCanvas().opaque();
    private final Set<Long> openFolds = new HashSet<>();
    private Optional<LadderLayout> layout = Optional.empty();
    private TimeScale.Kind scale = TimeScale.Kind.COMPRESSED;
    private double zoom = 1;
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
        scroll.valueProperty().addListener((value, before, now) -> jumpTo(now.doubleValue()));
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
        scale = kind;
        layAgain();
    }

    void zoomIn() {
        zoomTo(zoom * STEP);
    }

    void zoomOut() {
        zoomTo(zoom / STEP);
    }

    void zoomReset() {
        zoomTo(1);
    }

    /** The whole run in sight, as far as rows allow. */
    void zoomFit() {
        layout.ifPresent(shown -> zoomTo(zoom * (canvasBox.getHeight() - shown.headHeight()) / shown.height()));
    }

    /** Moves the part in sight. */
    void pan(double by) {
        following = false;
        scrollTo(wanted + by);
    }

    private void zoomTo(double to) {
        zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, to));
        layAgain();
    }

    private void renew() {
        openFolds.clear();
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
        double width = Math.floor(canvasBox.getWidth());
        if (width < 200 || model.getExperiment().isEmpty()) {
            return;
        }
        var trace = model.index().trace();
        double pitch = Emphasis.EXPLORE.pitch() * zoom;
        TimeScale times = switch (scale) {
            case COMPRESSED -> TimeScale.compressed(trace, pitch, openFolds);
            case EVENT -> TimeScale.event(trace, pitch * 1.1);
            case LINEAR -> TimeScale.linear(trace, LINEAR_PITCH * zoom * 4);
        };
        int selected = model.selectedProperty().get();
        LadderOptions options = LadderOptions.of(width)
                .withHovered(model.hoveredProperty().get())
                .withPlayhead(model.playhead().getTime());
        if (selected != 0) {
            options = options.withSelected(selected, Kin.of(trace, selected));
        }
        layout = Optional.of(LadderLayout.of(trace, times, options));
        canvasBox.setAccessibleText(Texts.say(
                "ladder.name", model.getExperiment().map(shown -> shown.title()).orElse("")));
    }

    private void glide(LadderLayout shown) {
        double height = canvasBox.getHeight();
        double most = Math.max(0, shown.height() - height);
        if (following) {
            double now = shown.y(model.playhead().getTime());
            double low = offset + shown.headHeight() + 40;
            double high = offset + height * BAND_WORDS_TRACE;
            wanted = now < low ? now - shown.headHeight() - 60 : now > high ? now - height * BAND_WORDS_TRACE : wanted;
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
        pen.draw(shown.marks(top, top + canvasBox.getHeight()));
        flights(shown, gc, pen, now);
        gc.restore();
        pen.draw(shown.head());
    }

    /** A bright head on every segment that is under way. */
    private void flights(LadderLayout shown, GraphicsContext gc, FxPen pen, long now) {
        if (model.reducedMotionProperty().get()) {
            return;
        }
        for (Leg leg : model.index().trace().legs()) {
            if (leg.time() > now) {
                break;
            }
            if (now < leg.arrived()) {
                double part = (double) (now - leg.time()) / (leg.arrived() - leg.time());
                double x = shown.x(leg.at()) + (shown.x(leg.to()) - shown.x(leg.at())) * part;
                double y = shown.y(now);
                boolean up = shown.x(leg.to()) > shown.x(leg.at());
                Ink ink = up ? Ink.TO_SERVER : Ink.TO_CLIENT;
                gc.setFill(pen.colour(ink).deriveColor(0, 1, 1, 0.22));
                gc.fillOval(x - 10, y - 10, 20, 20);
                gc.setFill(pen.colour(ink));
                gc.fillOval(x - 5.5, y - 5.5, 11, 11);
            }
        }
    }

    private Optional<LadderLayout.Hit> hit(MouseEvent event) {
        return layout.map(shown -> shown.at(model.playhead().getTime())).flatMap(shown -> {
            boolean inHead = event.getY() < shown.headHeight();
            return shown.hitAt(event.getX(), inHead ? event.getY() : event.getY() + offset);
        });
    }

    private int journey(LadderLayout.Hit hit) {
        return switch (hit.kind()) {
            case LEG -> model.index().journeyOf(hit.id());
            case VERDICT ->
                model.index().trace().verdicts().stream()
                        .filter(judged -> judged.id() == hit.id())
                        .findFirst()
                        .map(model.index()::journeyOf)
                        .orElse(0);
            case FOLD, PARTY -> 0;
        };
    }

    private void moved(MouseEvent event) {
        Optional<LadderLayout.Hit> hit = hit(event);
        model.hoveredProperty().set(hit.map(this::journey).orElse(0));
        boolean useful =
                hit.filter(found -> found.kind() != LadderLayout.Hit.Kind.PARTY).isPresent();
        canvasBox.setCursor(useful ? Cursor.HAND : Cursor.DEFAULT);
    }

    private void clicked(MouseEvent event) {
        canvasBox.requestFocus();
        Optional<LadderLayout.Hit> hit = hit(event);
        if (hit.isPresent() && hit.get().kind() == LadderLayout.Hit.Kind.FOLD) {
            openFold(hit.get().id());
        } else if (hit.isPresent() && journey(hit.get()) != 0) {
            int journey = journey(hit.get());
            if (event.getClickCount() == 2) {
                model.goTo(journey);
            } else {
                model.select(journey);
            }
        } else if (event.getX() < 52) {
            layout.ifPresent(shown -> model.seek(shown.timeAt(event.getY() + offset)));
        }
    }

    private void openFold(int number) {
        layout.ifPresent(shown -> {
            var folds = TimeScale.compressed(model.index().trace(), Emphasis.EXPLORE.pitch() * zoom, openFolds)
                    .folds();
            if (number < folds.size()) {
                openFolds.add(folds.get(number).from());
                layAgain();
            }
        });
    }

    private void scrolled(ScrollEvent event) {
        if (event.isControlDown()) {
            zoomTo(event.getDeltaY() > 0 ? zoom * STEP : zoom / STEP);
        } else {
            pan(-event.getDeltaY());
            offset = wanted;
        }
        event.consume();
    }

    /** Where a journey's verdict stands in this view; tests point the robot there. */
    Optional<double[]> placeOf(int journey) {
        return layout.flatMap(shown -> model.index()
                .lastLeg(journey)
                .flatMap(leg -> shown.boundsOf(leg.id()))
                .map(box -> new double[] {box.x() + box.width() / 2, box.y() + box.height() / 2 - offset}));
    }

    /** The layout on screen, for pictures. */
    Optional<LadderLayout> layout() {
        return layout;
    }

    /** Whether this verdict is explained at the moment. */
    boolean isExplained(Judged judged) {
        return model.explained().filter(shown -> shown == judged).isPresent();
    }
}
