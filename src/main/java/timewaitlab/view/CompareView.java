package timewaitlab.view;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import timewaitlab.draw.CompareMarks;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.Words;
import timewaitlab.viewmodel.CompareLadders;
import timewaitlab.viewmodel.CompareModel.Fact;
import timewaitlab.viewmodel.CompareModel.Pair;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Texts;
import timewaitlab.viewmodel.VerdictChip;

/** Two ladders locked to one clock, where they part, both verdicts, and what differs. */
public final class CompareView {
    private static final PseudoClass ALIKE = PseudoClass.getPseudoClass("alike");
    private static final double SCROLL_BAR = 8;
    private static final double CHIP = 13;
    private static final double LOWEST = 0.72;

    private final MainViewModel model;
    private final MarkCanvas canvas = new MarkCanvas().opaque();
    private final Set<Long> openFolds = new HashSet<>();
    private Optional<CompareLadders> ladders = Optional.empty();
    private double offset;
    private boolean stale = true;
    private boolean dirty = true;

    @FXML
    private VBox pane;

    @FXML
    private Pane canvasBox;

    @FXML
    private ScrollBar scroll;

    @FXML
    private Label leftName;

    @FXML
    private Label leftWhat;

    @FXML
    private HBox leftChip;

    @FXML
    private Label rightName;

    @FXML
    private Label rightWhat;

    @FXML
    private HBox rightChip;

    @FXML
    private ScrollPane told;

    @FXML
    private Label alike;

    @FXML
    private GridPane facts;

    CompareView(MainViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        canvasBox.getChildren().add(canvas);
        canvasBox.setId("compare-ladders");
        canvasBox.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        canvas.prefWidthProperty().bind(canvasBox.widthProperty());
        canvas.prefHeightProperty().bind(canvasBox.heightProperty());
        canvas.paintedBy(this::paint);
        canvas.use(model.themeProperty().get().palette());
        model.showing().watch(model.themeProperty(), (theme, before, now) -> canvas.use(now.palette()));
        model.showing().watch(model.compare().activeProperty(), (active, before, now) -> show(now));
        model.showing().watch(model.compare().pairProperty(), (pair, before, now) -> show(before, now));
        model.showing().watch(model.playhead().timeProperty(), (time, before, now) -> follow());
        canvasBox.widthProperty().addListener((width, before, now) -> layAgain());
        canvasBox.heightProperty().addListener((height, before, now) -> dirty = true);
        canvasBox.addEventHandler(ScrollEvent.SCROLL, event -> {
            scrollTo(offset - event.getDeltaY());
            event.consume();
        });
        canvasBox.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        scroll.valueProperty().addListener((value, before, now) -> {
            if (scroll.isPressed()) {
                scrollTo(now.doubleValue());
            }
        });
        ColumnConstraints side = new ColumnConstraints();
        side.setPercentWidth(38);
        side.setHalignment(HPos.RIGHT);
        ColumnConstraints middle = new ColumnConstraints();
        middle.setPercentWidth(24);
        middle.setHalignment(HPos.CENTER);
        middle.setHgrow(Priority.ALWAYS);
        ColumnConstraints other = new ColumnConstraints();
        other.setPercentWidth(38);
        facts.getColumnConstraints().setAll(side, middle, other);
        show(null, model.compare().pairProperty().get());
        show(model.compare().activeProperty().get());
    }

    void dispose() {
        canvasBox.getChildren().clear();
    }

    /** Called once a frame. */
    void frame() {
        if (!pane.isVisible()) {
            return;
        }
        if (stale) {
            lay();
        }
        if (dirty) {
            dirty = false;
            canvas.repaint();
        }
    }

    private void show(boolean active) {
        pane.setVisible(active);
        pane.setManaged(active);
        layAgain();
    }

    /** Takes the keys. */
    void focus() {
        canvasBox.requestFocus();
    }

    private void show(@Nullable Pair before, @Nullable Pair pair) {
        openFolds.clear();
        layAgain();
        boolean same = pair != null && pair.partsAt().isEmpty();
        alike.setVisible(same);
        alike.setManaged(same);
        told.pseudoClassStateChanged(ALIKE, same);
        facts.getChildren().clear();
        if (pair == null) {
            return;
        }
        leftName.setText(pair.left().name());
        leftWhat.setText(pair.left().told());
        rightName.setText(pair.right().name());
        rightWhat.setText(pair.right().told());
        chip(leftChip, pair, true);
        chip(rightChip, pair, false);
        List<Fact> all = pair.facts();
        for (int i = 0; i < all.size(); i++) {
            Fact fact = all.get(i);
            facts.addRow(i, styled(fact.left(), true), styled(fact.name(), false), styled(fact.right(), true));
        }
        canvasBox.setAccessibleText(
                Texts.say("compare.name", pair.left().name(), pair.right().name()));
        // Whoever only hides segments stays where they are.
        if (before == null || !before.isOfSameRuns(pair)) {
            pair.partsAt().ifPresent(model::seek);
        }
    }

    /** Where the filter of segments stands while two futures are shown. */
    Pane filterPlace() {
        return pane;
    }

    private void chip(HBox box, Pair pair, boolean left) {
        List<Node> chips = pair.verdict(left).stream()
                .<Node>map(judged -> new ChipView(VerdictChip.of(judged), CHIP, model.themeProperty()))
                .toList();
        box.getChildren().setAll(chips);
        if (chips.isEmpty() && pair.partsAt().isPresent()) {
            box.getChildren().setAll(styled(Texts.say("changed.none"), false));
        }
    }

    private static Label styled(String text, boolean value) {
        Label label = new Label(text);
        label.getStyleClass().add(value ? "lab-compare-value" : "lab-compare-fact");
        return label;
    }

    private void layAgain() {
        stale = true;
        dirty = true;
    }

    private void lay() {
        stale = false;
        ladders = CompareLadders.of(model, Math.floor(canvasBox.getWidth()) - SCROLL_BAR, openFolds);
        follow();
    }

    /** The moment that is shown stays in sight. */
    private void follow() {
        dirty = true;
        ladders.ifPresent(shown -> {
            double height = canvasBox.getHeight();
            double now = shown.left().y(model.playhead().getTime());
            if (now < offset + shown.left().headHeight() + 40 || now > offset + height * LOWEST) {
                scrollTo(now - height / 2);
            } else {
                scrollTo(offset);
            }
        });
    }

    private void scrollTo(double wanted) {
        ladders.ifPresent(shown -> {
            double most = Math.max(0, shown.height() - canvasBox.getHeight());
            offset = Math.max(0, Math.min(most, wanted));
            scroll.setMax(most);
            scroll.setVisibleAmount(most == 0 ? 0 : most * canvasBox.getHeight() / shown.height());
            scroll.setVisible(most > 0);
            scroll.setValue(offset);
            dirty = true;
        });
    }

    private void clicked(MouseEvent event) {
        canvasBox.requestFocus();
        ladders.ifPresent(shown -> {
            boolean onRight = event.getX() >= shown.rightX();
            LadderLayout ladder = onRight ? shown.right() : shown.left();
            double x = onRight ? event.getX() - shown.rightX() : event.getX();
            Optional<LadderLayout.Hit> hit = ladder.hitAt(x, event.getY() + offset);
            boolean between = event.getX() >= shown.clockX() && !onRight;
            if (hit.isPresent() && hit.get().kind() == LadderLayout.Hit.Kind.FOLD && !between) {
                shown.foldAt(hit.get().id()).ifPresent(openFolds::add);
                layAgain();
            } else if (event.getY() > ladder.headHeight()) {
                model.seek(ladder.timeAt(event.getY() + offset));
            }
        });
    }

    private void paint(FxPen pen) {
        double sight = canvasBox.getHeight();
        ladders = ladders.map(shown -> shown.showing(offset, offset + sight));
        ladders.map(shown -> shown.at(model.playhead().getTime())).ifPresent(shown -> {
            GraphicsContext gc = canvas.context();
            double top = Math.round(offset);
            double bottom = top + canvasBox.getHeight();
            gc.save();
            gc.translate(0, -top);
            double width = shown.rightX() + shown.right().width();
            pen.draw(CompareMarks.line(width, shown.divergence()));
            pen.draw(shown.left().marks(top, bottom, List.of()));
            gc.translate(shown.rightX(), 0);
            pen.draw(shown.right().marks(top, bottom, List.of()));
            gc.translate(-shown.rightX(), 0);
            pen.draw(CompareMarks.clock(shown.left(), shown.clockX(), shown.time(), Words.inUse()));
            gc.restore();
            pen.draw(shown.left().head());
            gc.save();
            gc.translate(shown.rightX(), 0);
            pen.draw(shown.right().head());
            gc.restore();
        });
    }

    @FXML
    void close() {
        model.compare().activeProperty().set(false);
    }
}
