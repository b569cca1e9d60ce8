package timewaitlab.view;

import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import timewaitlab.draw.Face;
import timewaitlab.draw.Ink;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.Mark;
import timewaitlab.viewmodel.Experiment;
import timewaitlab.viewmodel.LadderViewModel;
import timewaitlab.viewmodel.MainViewModel;

/** What moves over the ladder or is stuck to it: flying heads, the blow of a refusal, how a recording compares. */
final class LadderSigns {
    private static final double HALO = 0.22;
    private static final double STAMP = 240;
    private static final double X_ARM = 6.5;
    private static final double AROUND = 20;

    private final MainViewModel model;
    private final LadderViewModel ladder;

    LadderSigns(MainViewModel model, LadderViewModel ladder) {
        this.model = model;
        this.ladder = ladder;
    }

    /** Paints them between two heights; answers whether the next frame differs by itself. */
    boolean paint(LadderLayout shown, GraphicsContext gc, FxPen pen, double from, double height) {
        flights(shown, gc, pen);
        boolean moves = stamp(shown, gc, pen);
        model.getExperiment()
                .map(experiment -> ladder.agreements(shown, experiment, from - AROUND, from + height + AROUND))
                .ifPresent(marks -> agreements(marks, gc, pen));
        return moves;
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
    private boolean stamp(LadderLayout shown, GraphicsContext gc, FxPen pen) {
        if (model.reducedMotionProperty().get() || !model.playhead().isPlaying()) {
            return false;
        }
        Optional<LadderViewModel.Strike> struck = ladder.strike(shown, STAMP);
        struck.ifPresent(strike -> {
            double arm = X_ARM * (1 + 0.9 * (1 - strike.part()));
            gc.setGlobalAlpha(0.85 * (1 - strike.part()));
            gc.setStroke(pen.colour(Ink.DROP));
            gc.setLineWidth(arm / 2);
            gc.setLineCap(StrokeLineCap.ROUND);
            gc.strokeLine(strike.x() - arm, strike.y() - arm, strike.x() + arm, strike.y() + arm);
            gc.strokeLine(strike.x() - arm, strike.y() + arm, strike.x() + arm, strike.y() - arm);
            gc.setGlobalAlpha(1);
        });
        return struck.isPresent();
    }

    /** How the recording compares: a sign in a disc where each segment was judged. */
    private static void agreements(List<LadderViewModel.Sign> marks, GraphicsContext gc, FxPen pen) {
        marks.forEach(mark -> {
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
}
