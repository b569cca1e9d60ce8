package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.draw.DragMarks;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Words;
import timewaitlab.viewmodel.DragModel;
import timewaitlab.viewmodel.DragModel.Grip;
import timewaitlab.viewmodel.MainViewModel;

/** The hand on the ladder: shows what can be taken, and moves what is held. */
final class LadderDrag {
    private final MainViewModel model;
    private final DragModel drag;
    private Optional<Grip> grip = Optional.empty();
    /** The pointer in the view, and where the end was taken: heights of the layout it was taken in. */
    private double pointerX;

    private double pointerY;
    private double grabbedAt;
    private double pressedAt;
    private boolean begun;

    LadderDrag(MainViewModel model) {
        this.model = model;
        drag = new DragModel(model);
    }

    /** The pointer is over this journey; answers whether it is over an end that can be taken. */
    boolean hover(LadderLayout shown, int journey, double x, double y) {
        int candidate = journey != 0 ? journey : model.selectedProperty().get();
        grip = drag.gripAt(shown, candidate, x, y);
        return grip.isPresent();
    }

    void press(LadderLayout shown, double x, double y) {
        hover(shown, model.hoveredProperty().get(), x, y);
        grip.ifPresent(end -> {
            drag.take(shown, end);
            grabbedAt = end.y();
            begun = false;
        });
    }

    boolean isHeld() {
        return drag.isHeld();
    }

    /** The pointer moved to this place of the view; {@code shown} whenever the run has followed. */
    void move(double x, double y, Runnable shown) {
        if (!begun) {
            pressedAt = y;
            begun = true;
        }
        pointerX = x;
        pointerY = y;
        drag.to(grabbedAt + y - pressedAt, shown);
    }

    /** How far the view has to be scrolled so that what is held stays under the pointer; empty when nothing is held. */
    Optional<Double> scrolled(LadderLayout shown) {
        return begun && drag.isHeld()
                ? shown.lineOf(drag.journey()).map(line -> line.end(drag.isArrival())[1] - pointerY)
                : Optional.empty();
    }

    void release() {
        if (drag.isHeld()) {
            drag.letGo();
            grip = Optional.empty();
        }
    }

    void giveUp() {
        drag.giveUp();
        grip = Optional.empty();
    }

    /** What is drawn over the ladder. */
    List<Mark> marks(LadderLayout shown, double offset) {
        List<Mark> marks = new ArrayList<>();
        if (!drag.isHeld()) {
            grip.flatMap(end -> shown.lineOf(end.journey()).map(line -> {
                        double[] at = line.end(end.arrival());
                        return DragMarks.grip(at[0], at[1], line.ink(), false);
                    }))
                    .ifPresent(marks::addAll);
            return marks;
        }
        drag.ghost(shown).ifPresent(line -> marks.addAll(DragMarks.ghost(line)));
        shown.lineOf(drag.journey()).ifPresent(line -> {
            double[] at = line.end(drag.isArrival());
            marks.addAll(DragMarks.grip(at[0], at[1], line.ink(), true));
            if (begun) {
                double[] pointer = {pointerX, pointerY + offset};
                marks.addAll(DragMarks.told(pointer, shown.width(), drag.by(), drag.verdicts(), Words.inUse()));
            }
        });
        return marks;
    }
}
