package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import timewaitlab.draw.Fill;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.draw.StateLayout;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.StatesPane;
import timewaitlab.viewmodel.Texts;

/** The diagram of one host's states, narrow or wide as there is room. */
final class StateDiagram extends Region {
    private static final double LEAST = 100;
    private static final double TRAVEL = 280;
    private static final double[] RADII = {8, 6, 4};
    private static final double[] FADING = {0.9, 0.46, 0.25};

    private final MainViewModel model;
    private final MarkCanvas canvas = new MarkCanvas();
    private final StateWalk walk;
    private Optional<StatesPane> shown = Optional.empty();
    private boolean dirty = true;

    StateDiagram(MainViewModel model) {
        this.model = model;
        getChildren().add(canvas);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getStyleClass().add("lab-state-diagram");
        canvas.use(model.themeProperty().get().palette());
        model.showing().watch(model.themeProperty(), (theme, before, now) -> canvas.use(now.palette()));
        walk = new StateWalk(model, this);
        widthProperty().addListener((width, before, now) -> dirty = true);
        heightProperty().addListener((height, before, now) -> dirty = true);
    }

    void show(StatesPane pane) {
        shown = Optional.of(pane);
        retell();
    }

    /** Says in words what is shown, and where keys have walked to, and draws it again. */
    void retell() {
        shown.ifPresent(pane -> {
            String here = Texts.say("states.here", pane.host(), pane.state()).strip();
            setAccessibleText(walk.text(pane).map(there -> here + ". " + there).orElse(here));
        });
        dirty = true;
    }

    Optional<StatesPane> shown() {
        return shown;
    }

    void frame() {
        if (dirty) {
            dirty = false;
            canvas.show(marks(), 0);
        }
    }

    /** What is shown; a robot points at it. */
    Optional<StateLayout> states() {
        return shown.filter(pane -> !pane.host().isEmpty() && getWidth() > LEAST)
                .map(pane -> pane.layout(model.index(), getWidth(), getHeight()));
    }

    private List<Mark> marks() {
        return states().map(layout -> {
                    List<Mark> marks = new ArrayList<>(layout.marks());
                    walk.mark(layout).ifPresent(marks::add);
                    if (!model.reducedMotionProperty().get()) {
                        shown.flatMap(pane -> pane.travel(model, layout, TRAVEL))
                                .ifPresent(way -> travel(marks, way));
                    }
                    return marks;
                })
                .orElse(new ArrayList<>());
    }

    /** The token on its edge, with a fading trail. */
    private void travel(List<Mark> marks, double[] way) {
        for (int i = RADII.length - 1; i >= 0; i--) {
            Disc disc = new Disc(way[2 * i], way[2 * i + 1], RADII[i]);
            marks.add(Mark.fill(disc, Fill.of(Ink.INK, FADING[i])));
        }
        dirty = true;
    }

    @Override
    protected void layoutChildren() {
        canvas.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
