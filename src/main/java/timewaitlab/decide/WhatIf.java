package timewaitlab.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

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
    private static <S extends Situation<S>> @org.jspecify.annotations.Nullable WhatIf turn(
            Verdict<S> verdict, Finding finding, Side side) {
        Check<S> check = (Check<S>) finding.check();
        Operand<? super S> operand = side == Side.LEFT ? check.left() : check.right();
        if (!operand.isSettable()) {
            return null;
        }
        long from = side == Side.LEFT ? finding.left() : finding.right();
        long to = finding.flipsAt(side);
        S supposed = verdict.situation();
        operand.write(supposed, to);
        Outcome outcome = verdict.chain().judge(supposed);
        boolean took = Objects.equals(operand.read(supposed), to);
        return !took || outcome.sameAs(verdict.outcome())
                ? null
                : new WhatIf(operand.name(), operand.unit(), from, to, outcome, operand.party());
    }
}
