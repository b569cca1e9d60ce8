package timewaitlab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.draw.Ink;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.Mark;
import timewaitlab.draw.MeasureMarks;
import timewaitlab.draw.MovingMarks;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.LadderViewModel;
import timewaitlab.viewmodel.MainViewModel;

/** What moves over the ladder or is stuck to it: flying heads, the blow of a refusal, how a recording compares. */
final class LadderSigns {
    private static final double STAMP = 240;
    private static final double AROUND = 20;

    private final MainViewModel model;
    private final LadderViewModel ladder;

    LadderSigns(MainViewModel model, LadderViewModel ladder) {
        this.model = model;
        this.ladder = ladder;
    }

    /** The heads of what is under way. */
    List<Mark> flights(LadderLayout shown) {
        return model.reducedMotionProperty().get() ? List.of() : MovingMarks.flights(shown.flights());
    }

    /** What is stuck to the ladder between two heights. */
    List<Mark> marks(LadderLayout shown, double from, double to) {
        List<Mark> marks = new ArrayList<>();
        strike(shown).ifPresent(strike -> marks.add(MovingMarks.stamp(strike.x(), strike.y(), strike.part())));
        model.getExperiment()
                .filter(Experiment::isCapture)
                .map(experiment -> ladder.agreements(shown, experiment, from - AROUND, to + AROUND))
                .ifPresent(signs -> signs.forEach(sign -> marks.addAll(agreement(sign))));
        return marks;
    }

    /** How long it is from what is selected to what is pointed at. */
    List<Mark> measure(LadderLayout shown) {
        int selected = model.selectedProperty().get();
        int hovered = model.hoveredProperty().get();
        return ladder.measure()
                .map(measure -> MeasureMarks.of(shown, selected, hovered, measure.time()))
                .orElse(List.of());
    }

    /** Whether the next frame differs though no time passes. */
    boolean isMoving(LadderLayout shown) {
        return strike(shown).isPresent();
    }

    private Optional<LadderViewModel.Strike> strike(LadderLayout shown) {
        boolean still = model.reducedMotionProperty().get() || !model.playhead().isPlaying();
        return still ? Optional.empty() : ladder.strike(shown, STAMP);
    }

    private static List<Mark> agreement(LadderViewModel.Sign mark) {
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
        boolean full = mark.agreement() == Experiment.Agreement.CONTRADICTS;
        return MovingMarks.sign(mark.x(), mark.y(), ink, full, sign);
    }
}
