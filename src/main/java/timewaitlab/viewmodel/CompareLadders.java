package timewaitlab.viewmodel;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import timewaitlab.base.SimTime;
import timewaitlab.draw.CompareMarks;
import timewaitlab.draw.Emphasis;
import timewaitlab.draw.Kin;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.LadderOptions;
import timewaitlab.draw.LadderTrace;
import timewaitlab.draw.TimeScale;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Divergence;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * Two ladders laid out on one clock.
 *
 * @param clockX where the clock between them begins
 * @param rightX where the right ladder begins
 * @param divergence the height at which the two part; empty if they never do
 */
public record CompareLadders(
        LadderLayout left, LadderLayout right, double clockX, double rightX, Optional<Double> divergence, long time) {
    private static final double LEAST_SIDE = 260;

    /**
     * As wide as this, with nothing laid out yet but heights and lifelines; empty when there is nothing to compare, or
     * no room.
     */
    public static Optional<CompareLadders> of(MainViewModel model, double width, Set<Long> openFolds) {
        CompareModel.Pair pair = model.compare().pairProperty().get();
        double side = Math.floor((width - CompareMarks.CLOCK) / 2);
        if (pair == null || side < LEAST_SIDE) {
            return Optional.empty();
        }
        LadderTrace one = pair.left().ladder();
        LadderTrace other = pair.right().ladder();
        List<TimeScale> scales = TimeScale.compressed(one, other, Emphasis.EXPLORE.pitch(), new HashSet<>(openFolds));
        long now = model.playhead().getTime();
        LadderLayout left = LadderLayout.of(one, scales.get(0), options(one, side, pair.verdict(true), now));
        LadderLayout right = LadderLayout.of(other, scales.get(1), options(other, side, pair.verdict(false), now));
        long at = pair.divergence().map(Divergence::time).orElse(SimTime.NEVER);
        Optional<Double> y = pair.divergence().map(found -> left.y(found.time()));
        return Optional.of(new CompareLadders(left, right, side, side + CompareMarks.CLOCK, y, at));
    }

    private static LadderOptions options(LadderTrace trace, double width, Optional<Judged> judged, long now) {
        LadderOptions options = LadderOptions.of(width).withPlayhead(now);
        int leg = judged.map(Judged::cause)
                .filter(Cause.BySegment.class::isInstance)
                .map(cause -> ((Cause.BySegment) cause).leg())
                .orElse(0);
        return leg == 0 ? options : options.withSelected(leg, Kin.of(trace, leg));
    }

    /** The same at another instant. */
    public CompareLadders at(long now) {
        return new CompareLadders(left.at(now), right.at(now), clockX, rightX, divergence, time);
    }

    /** The same with what lies between two heights laid out, and as much around it. */
    public CompareLadders showing(double from, double to) {
        if (left.covers(from, to) && right.covers(from, to)) {
            return this;
        }
        double sight = to - from;
        return new CompareLadders(
                left.part(from - sight, to + sight, sight),
                right.part(from - sight, to + sight, sight),
                clockX,
                rightX,
                divergence,
                time);
    }

    /** When the fold of this number begins. */
    public Optional<Long> foldAt(int number) {
        return left.foldStart(number);
    }

    /** Height of the taller one. */
    public double height() {
        return Math.max(left.height(), right.height());
    }
}
