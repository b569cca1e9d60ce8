package timewaitlab.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Where the answers of a proof turn while one value goes once round the ring and everything else stays. */
final class Turns {
    private static final long RING = 1L << 32;

    /** Offsets at which a check is looked at to see how it depends on the value; far apart and close together. */
    private static final List<Long> PROBES = probes();

    private Turns() {}

    /** First offsets of the stretches of one answer each; a situation that belongs to the caller is moved about. */
    static <S extends Situation<S>> NavigableSet<Long> along(Plane.Axis<S> axis, S supposed, List<Finding> proof) {
        NavigableSet<Long> turns = new TreeSet<>();
        for (Finding finding : proof) {
            addTurns(axis, supposed, check(finding), turns);
        }
        turns.remove(Plane.FIRST);
        return turns;
    }

    @SuppressWarnings("unchecked") // findings of a verdict are about its own situation
    private static <S> Check<S> check(Finding finding) {
        return (Check<S>) finding.check();
    }

    private static <S extends Situation<S>> void addTurns(
            Plane.Axis<S> axis, S supposed, Check<S> check, NavigableSet<Long> turns) {
        Comparison comparison = check.comparison();
        axis.move(supposed, Plane.FIRST);
        long margin = check.margin().read(supposed);
        long first = score(check, supposed);
        axis.move(supposed, Plane.FIRST + 1);
        long slope = comparison.isSerial() ? (int) (score(check, supposed) - first) : score(check, supposed) - first;
        if (comparison.isSerial() && Math.abs(slope) <= 1 && isEven(axis, supposed, check, first, slope)) {
            if (slope != 0) {
                addArc(comparison, first, slope, margin, turns);
            }
        } else {
            addByHalving(axis, supposed, check, turns);
        }
    }

    /** Whether the difference goes on as it begins: one ring of values, compared with one that stays. */
    private static <S extends Situation<S>> boolean isEven(
            Plane.Axis<S> axis, S supposed, Check<S> check, long first, long slope) {
        long margin = 0;
        for (int i = 0; i < PROBES.size(); i++) {
            long offset = PROBES.get(i);
            axis.move(supposed, offset);
            long expected = first + slope * (offset - Plane.FIRST) & RING - 1;
            long there = check.margin().read(supposed);
            if (score(check, supposed) != expected || i > 0 && there != margin) {
                return false;
            }
            margin = there;
        }
        return true;
    }

    /** The differences that hold are one arc; its two ends are the turns. */
    private static void addArc(Comparison comparison, long first, long slope, long margin, NavigableSet<Long> turns) {
        long low = comparison.firstHeld(margin);
        long beyond = low + comparison.heldCount(margin);
        if (beyond <= low || beyond - low >= RING) {
            return;
        }
        for (long end : slope > 0 ? new long[] {low, beyond} : new long[] {low - 1, beyond - 1}) {
            turns.add(Plane.FIRST + (slope * (end - first) & RING - 1));
        }
    }

    /** Any other dependence: wherever two probes beside each other are answered differently, the turn lies between. */
    private static <S extends Situation<S>> void addByHalving(
            Plane.Axis<S> axis, S supposed, Check<S> check, NavigableSet<Long> turns) {
        for (int i = 0; i + 1 < PROBES.size(); i++) {
            long low = PROBES.get(i);
            long high = PROBES.get(i + 1);
            boolean held = holds(axis, supposed, check, low);
            if (held == holds(axis, supposed, check, high)) {
                continue;
            }
            while (high - low > 1) {
                long middle = low + (high - low) / 2;
                if (holds(axis, supposed, check, middle) == held) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            turns.add(high);
        }
    }

    private static <S extends Situation<S>> boolean holds(Plane.Axis<S> axis, S supposed, Check<S> check, long offset) {
        axis.move(supposed, offset);
        return check.holds(supposed);
    }

    private static <S> long score(Check<S> check, S supposed) {
        return check.comparison()
                .score(
                        check.left().read(supposed),
                        check.right().read(supposed),
                        check.margin().read(supposed));
    }

    private static List<Long> probes() {
        NavigableSet<Long> probes = new TreeSet<>(List.of(Plane.FIRST, Plane.FIRST + 1, 0L, Plane.LAST));
        for (int bit = 0; bit < 31; bit++) {
            for (long beside = -1; beside <= 1; beside++) {
                probes.add((1L << bit) + beside);
                probes.add(beside - (1L << bit));
            }
        }
        return new ArrayList<>(probes);
    }
}
