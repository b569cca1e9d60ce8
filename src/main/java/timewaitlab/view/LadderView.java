package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import timewaitlab.draw.Ink;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Outline.Box;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.LadderViewModel;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Place;
import timewaitlab.viewmodel.Texts;

/**
 * The ladder on a canvas. Only the part in sight is drawn; geometry is laid out again when the run, the width, the
 * scale or the selection changes, and merely moved to another instant while time passes.
 */
public final class LadderView {
    /** What the scroll bar covers at the right. */
    private static final double SCROLL_BAR = 8;

    private static final double STEP = 1.2;

    private final MainViewModel model;
    private final LadderCanvas canvas = new LadderCanvas();
    private final LadderViewModel ladder;
    private final LadderDrag drag;
    private final LadderMenu menu;
    private final LadderSigns signs;
    private Optional<LadderTip> tip = Optional.empty();
    private Optional<LadderLayout> layout = Optional.empty();
    private boolean stale = true;
    private boolean dirty = true;
    private final Glide glide = new Glide();

    @FXML
    private Pane canvasBox;

    @FXML
    private ScrollBar scroll;

    @FXML
    private Label empty;

    LadderView(MainViewModel model) {
        this.model = model;
        ladder = new LadderViewModel(model);
        drag = new LadderDrag(model);
        menu = new LadderMenu(model);
        signs = new LadderSigns(model, ladder);
    }

    @FXML
    void initialize() {
        canvasBox.getChildren().add(canvas);
        canvasBox.setId("ladder");
        canvasBox.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        canvas.prefHeightProperty().bind(canvasBox.heightProperty());
        canvas.use(model.themeProperty().get().palette());
        model.showing().watch(model.themeProperty(), (theme, before, now) -> canvas.use(now.palette()));
        model.showing().watch(model.experimentProperty(), (value, before, now) -> {
            if (before == null || now == null || !Experiment.sameScenario(before, now)) {
                renew();
            }
            layAgain();
        });
        List.of(
                        model.filter().shownProperty(),
                        model.timeScaleProperty(),
                        model.selectedProperty(),
                        model.hoveredProperty(),
                        model.showing().demoProperty(),
                        model.showing().presentingProperty(),
                        model.lessons().stepProperty())
                .forEach(value -> model.showing().watch(value, (shown, before, now) -> layAgain()));
        model.showing().watch(model.playhead().timeProperty(), (value, before, now) -> {
            glide.follow(true);
            dirty = true;
        });
        model.showing().watch(model.runs().workingProperty(), (working, before, now) -> sayWhyEmpty());
        sayWhyEmpty();
        canvasBox.widthProperty().addListener((width, before, now) -> layAgain());
        canvas.heightProperty().addListener((height, before, now) -> dirty = true);
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        canvas.addEventHandler(
                MouseEvent.MOUSE_EXITED, event -> model.hoveredProperty().set(0));
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> drag.release());
        canvas.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        canvasBox.setOnContextMenuRequested(event -> {
            if (event.isKeyboardTrigger()) {
                menu.showForSelected(canvasBox);
            }
            event.consume();
        });
        canvasBox.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        canvasBox.addEventHandler(KeyEvent.KEY_PRESSED, this::keyed);
        tip = Optional.of(new LadderTip(canvasBox, model.showing()));
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
        layout.ifPresent(this::move);
        if (dirty) {
            dirty = false;
            layout.ifPresentOrElse(this::paint, () -> canvas.showBody(0, (from, to) -> List.of()));
        }
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
        glide.pan(by, false);
        dirty = true;
    }

    /** Moves the part in sight sideways, where the ladder is wider than its view. */
    void slide(double by) {
        canvas.slide(by);
    }

    /** What is in the upper part of the view stays there. */
    private void zoomTo(double to) {
        glide.keep(layout, canvasBox.getHeight());
        ladder.zoomTo(to);
        layAgain();
    }

    private void renew() {
        ladder.renew();
        glide.renew();
        empty.setVisible(model.getExperiment().isEmpty());
        sayWhyEmpty();
        layAgain();
    }

    private void sayWhyEmpty() {
        empty.setText(model.runs().insteadOfARun());
    }

    private void layAgain() {
        stale = true;
        dirty = true;
    }

    private void lay() {
        stale = false;
        double view = Math.floor(canvasBox.getWidth());
        layout = ladder.layout(view - SCROLL_BAR);
        canvas.setWidths(layout.map(laid -> laid.width() + SCROLL_BAR).orElse(view), view);
        String title = model.getExperiment().map(Experiment::title).orElse("");
        canvasBox.setAccessibleText(Texts.say("ladder.name", title));
        glide.laid(layout, canvasBox.getHeight());
    }

    private void move(LadderLayout shown) {
        double height = canvasBox.getHeight();
        double most = Glide.most(shown, height);
        Optional<Double> held = drag.scrolled(shown);
        boolean flies = !model.reducedMotionProperty().get();
        held.ifPresent(at -> glide.hold(shown, height, at));
        dirty |= held.isPresent() || glide.step(shown, height, model.playhead().getTime(), flies);
        scroll.setMax(most);
        scroll.setVisibleAmount(most == 0 ? 0 : most * height / shown.height());
        scroll.setVisible(most > 0);
        if (!scroll.isPressed()) {
            scroll.setValue(glide.offset());
        }
    }

    private void jumpTo(double value) {
        if (Math.abs(value - glide.offset()) > 1 && scroll.isPressed()) {
            glide.jump(value);
            dirty = true;
        }
    }

    private void paint(LadderLayout laid) {
        double height = canvasBox.getHeight();
        double[] body = canvas.aim(glide.offset());
        if (!laid.covers(body[0], body[1])) {
            layout = Optional.of(laid.part(body[0] - height, body[1] + height, height));
        }
        LadderLayout shown = layout.orElse(laid).at(model.playhead().getTime());
        canvas.showBody(glide.offset(), (from, to) -> scene(shown, from, to));
        canvas.showHead(shown.head(), shown.headHeight());
        double[] sight = {Math.round(glide.offset()), canvasBox.getHeight()};
        canvas.showVeil(model.lessons().isHiding(), pen -> LessonVeil.draw(model.lessons(), shown, pen, sight));
        dirty |= signs.isMoving(shown);
    }

    private List<Mark> scene(LadderLayout shown, double from, double to) {
        List<Mark> marks = new ArrayList<>();
        double future = Math.max(from, shown.y(model.playhead().getTime()));
        marks.add(Mark.fill(new Box(shown.width(), future, SCROLL_BAR, Math.max(0, to - future), 0), Ink.FUTURE));
        marks.addAll(shown.marks(from, to, signs.flights(shown)));
        marks.addAll(signs.marks(shown, from, to));
        if (!drag.isHeld()) {
            marks.addAll(signs.measure(shown));
        }
        marks.addAll(drag.marks(shown, glide.offset()));
        return marks;
    }

    private Optional<LadderLayout.Hit> hit(double x, double y) {
        return layout.map(shown -> shown.at(model.playhead().getTime())).flatMap(shown -> {
            boolean inHead = y < shown.headHeight();
            boolean veiled = model.lessons().isHiding()
                    && y + glide.offset() > shown.y(model.playhead().getTime());
            if (veiled && !inHead) {
                return Optional.empty();
            }
            return shown.hitAt(x, inHead ? y : y + glide.offset());
        });
    }

    private void pressed(MouseEvent event) {
        if (event.isPrimaryButtonDown()) {
            layout.ifPresent(shown -> drag.press(shown, event.getX(), event.getY() + glide.offset()));
        }
    }

    /** The ladder stays under the hand: what is held is where the pointer is. */
    private void dragged(MouseEvent event) {
        if (drag.isHeld()) {
            glide.follow(false);
            drag.move(event.getX(), event.getY(), this::layAgain);
            dirty = true;
        }
    }

    /** Gives up what is being dragged; answers whether anything was. */
    boolean giveUpDrag() {
        boolean held = drag.isHeld();
        drag.giveUp();
        layAgain();
        return held;
    }

    private void moved(MouseEvent event) {
        Optional<LadderLayout.Hit> hit = hit(event.getX(), event.getY());
        int journey = hit.map(ladder::journeyOf).orElse(0);
        boolean grips = layout.filter(shown -> drag.hover(shown, journey, event.getX(), event.getY() + glide.offset()))
                .isPresent();
        dirty = true;
        model.hoveredProperty().set(journey);
        boolean useful = hit.filter(found -> found.kind() != LadderLayout.Hit.Kind.PARTY || ladder.isNat(found))
                .isPresent();
        tip.ifPresent(shown -> shown.say(hit.map(ladder::describe).orElse("")));
        canvasBox.setCursor(grips ? Cursor.V_RESIZE : useful ? Cursor.HAND : Cursor.DEFAULT);
    }

    /** Up and down walk from segment to segment. Not every system says by itself that a key asks for a menu. */
    private void keyed(KeyEvent event) {
        boolean asks = event.getCode() == KeyCode.F10 && event.isShiftDown();
        if (asks || event.getCode() == KeyCode.CONTEXT_MENU) {
            menu.showForSelected(canvasBox);
            event.consume();
        }
        if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
            model.stepSegment(event.getCode() == KeyCode.UP ? -1 : 1);
            event.consume();
        }
    }

    private void clicked(MouseEvent event) {
        canvasBox.requestFocus();
        if (event.getButton() == MouseButton.SECONDARY) {
            openMenu(event);
        }
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
            return;
        }
        Optional<LadderLayout.Hit> hit = hit(event.getX(), event.getY());
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
                layout.flatMap(shown -> shown.boundsOf(journey))
                        .ifPresent(box -> glide.centre((box.y() + box.bottom()) / 2, canvasBox.getHeight()));
            } else {
                model.select(journey);
            }
        } else if (event.getX() < 52) {
            layout.ifPresent(shown -> model.seek(shown.timeAt(event.getY() + glide.offset())));
        }
    }

    private void openMenu(MouseEvent event) {
        Optional<LadderLayout.Hit> hit = hit(event.getX(), event.getY());
        int journey = hit.map(ladder::journeyOf).orElse(0);
        if (journey != 0) {
            menu.show(canvasBox, hit.get(), journey, event);
        } else {
            layout.filter(shown -> event.getY() > shown.headHeight()
                            && !model.lessons().isHiding())
                    .map(shown -> Place.of(shown, model.index(), event.getX(), event.getY() + glide.offset()))
                    .ifPresent(place -> menu.show(canvasBox, place, event));
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.isControlDown()) {
            zoomTo(event.getDeltaY() > 0 ? ladder.zoom() * STEP : ladder.zoom() / STEP);
        } else {
            glide.pan(-event.getDeltaY(), true);
            slide(-event.getDeltaX());
            dirty = true;
        }
        event.consume();
    }

    /** Where a journey arrives in this view, or where it leaves; a robot takes it there. */
    Optional<double[]> endOf(int journey, boolean arrival) {
        return layout.flatMap(shown -> shown.lineOf(journey))
                .map(line -> line.end(arrival))
                .map(end -> inView(end[0], end[1]));
    }

    /** Where the middle of a journey is in this view; a robot points there. */
    Optional<double[]> placeOf(int journey) {
        return layout.flatMap(shown -> ladder.boundsOf(shown, journey))
                .map(box -> inView(box.x() + box.width() / 2, box.y() + box.height() / 2));
    }

    private double[] inView(double x, double y) {
        return new double[] {x + canvas.getTranslateX(), y - glide.offset()};
    }
}
