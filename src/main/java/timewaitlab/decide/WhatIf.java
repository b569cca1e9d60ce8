package timewaitlab.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one value that changes the outcome, found by asking the same chain again.
 *
 * @param change name of the operand
 * @param unit its unit
 * @param from its value
 * @param to the nearest value with another outcome
 * @param outcome what would then have been decided
 * @param who could make it so
 */
public record WhatIf(String change, Unit unit, long from, long to, Outcome outcome, Party who) {
    /** How far the value has to move; serial values along the shorter arc. */
    public long distance() {
        return unit.wraps() ? Math.abs((long) (int) (to - from)) : Math.abs(to - from);
    }

    static <S extends Situation<S>> List<WhatIf> of(Verdict<S> verdict) {
        List<WhatIf> found = new ArrayList<>();
        for (Finding finding : verdict.findings()) {
            for (Side side : Side.values()) {
                WhatIf candidate = turn(verdict, finding, side);
                if (candidate != null && found.stream().noneMatch(known -> known.isSameChangeAs(candidate))) {
                    found.add(candidate);
                }
            }
        }
        found.sort(Comparator.comparing(WhatIf::who).thenComparingLong(WhatIf::distance));
        return found;
    }

    private boolean isSameChangeAs(WhatIf other) {
        return change.equals(other.change) && to == other.to;
    }

    @SuppressWarnings("unchecked")
    private static <S extends Situation<S>> @Nullable WhatIf turn(Verdict<S> verdict, Finding finding, Side side) {
        Check<S> check = (Check<S>) finding.check();
        Operand<? super S> operand = side == Side.LEFT ? check.left() : check.right();
        if (!operand.isSettable()) {
            return null;
        }
        long from = side == Side.LEFT ? finding.left() : finding.right();
        long to = finding.flipsAt(side);
        Supposition<S> supposition = new Supposition<>(verdict, verdict.situation(), operand);
        if (supposition.outcomeWith(to) == null) {
            return null;
        }
        long nearest = supposition.nearest(from, to);
        Outcome outcome = supposition.outcomeWith(nearest);
        return outcome == null
                ? null
                : new WhatIf(operand.name(), operand.unit(), from, nearest, outcome, operand.party());
    }

    /** One copy of the situation, in which one value is made different again and again. */
    private record Supposition<S extends Situation<S>>(Verdict<S> verdict, S supposed, Operand<? super S> operand) {
        /**
         * The value at which the outcome turns. A value may settle several checks, some through values that follow from
         * it, and the flip of one lies beyond that of another: so the way to the flip is halved until both sides of the
         * turn are known.
         */
        long nearest(long from, long to) {
            boolean wraps = operand.unit().wraps();
            long same = 0;
            long other = wraps ? (int) (to - from) : to - from;
            while (Math.abs(other - same) > 1) {
                long middle = same + (other - same) / 2;
                if (outcomeWith(moved(from, middle)) == null) {
                    same = middle;
                } else {
                    other = middle;
                }
            }
            return moved(from, other);
        }

        private long moved(long from, long by) {
            return operand.unit().wraps() ? from + by & 0xffff_ffffL : from + by;
        }

        /** What would be decided with this value, or null if that is the same or the value cannot be. */
        @Nullable
        Outcome outcomeWith(long value) {
            operand.write(supposed, value);
            Outcome outcome = verdict.chain().judge(supposed);
            return operand.read(supposed) == value && !outcome.sameAs(verdict.outcome()) ? outcome : null;
        }
    }
}
