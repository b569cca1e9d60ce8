package timewaitlab.decide;

import java.util.Comparator;
import java.util.List;

/**
 * A change that changes the outcome, found by asking the same chain again. It is minimal: with one unit less of any of
 * its moves the outcome would be as it was; for one that {@link #changesAnswer}, the answer would.
 *
 * @param moves the values to be made different; more than one only where no single one would do
 * @param outcome what would then have been decided
 * @param changesAnswer whether the cause meets another end; else only its reason, its effects or its counters differ
 * @param turned the finding whose answer turned with the last step
 */
public record WhatIf(List<Move> moves, Outcome outcome, boolean changesAnswer, Finding turned) {
    /**
     * The order in which what-ifs are listed: by who could make the change, in the order of {@link Party}, then changes
     * of one value before those of two, then nearest first. Distances are counted in steps: one flag, option, number,
     * tick, byte or setting, one millisecond of time. What makes it another kind of segment, a flag or an option, comes
     * after what leaves it the kind it is. Of two as near the one that is accepted comes first.
     */
    public static final Comparator<WhatIf> ORDER = Comparator.comparing(WhatIf::who)
            .thenComparing(whatIf -> whatIf.moves.size())
            .thenComparing(WhatIf::makesAnotherKind)
            .thenComparingLong(WhatIf::distance)
            .thenComparing(whatIf -> whatIf.outcome.disposition())
            .thenComparing(WhatIf::change);

    /**
     * One value made different.
     *
     * @param operand the value that is set
     * @param from its value as judged
     * @param to the value nearest to it with another outcome
     * @param shown the value it is known by: of time passing, the age that time gives
     * @param shownFrom the known value as judged
     * @param shownTo the known value then
     */
    public record Move(Operand<?> operand, long from, long to, Operand<?> shown, long shownFrom, long shownTo) {
        /** How far the value moves, with its sign; serial values along the shorter arc. */
        public long steps() {
            return operand.unit().wraps() ? (int) (to - from) : to - from;
        }

        /** Whether the value grows. */
        public boolean isUp() {
            return steps() > 0;
        }

        /** The value one unit less far away. */
        public long oneUnitLess() {
            long less = to - Long.signum(steps());
            return operand.unit().wraps() ? less & 0xffff_ffffL : less;
        }

        /** Who could do it; what has to happen sooner is up to whoever makes it happen. */
        public Party who() {
            return operand.party() == Party.TIME && !isUp() ? Party.SENDER : operand.party();
        }
    }

    public WhatIf {
        moves = List.copyOf(moves);
    }

    private boolean makesAnotherKind() {
        return who() == Party.SENDER
                && moves.stream().anyMatch(move -> move.operand().unit() == Unit.FLAG);
    }

    /** Whether the same values are to be changed, to the same end. */
    boolean concerns(WhatIf other) {
        return outcome.answersAs(other.outcome)
                && moves.stream()
                        .map(Move::operand)
                        .toList()
                        .equals(other.moves.stream().map(Move::operand).toList());
    }

    /** Name of the first value. */
    public String change() {
        return moves.get(0).shown().name();
    }

    /** Its unit. */
    public Unit unit() {
        return moves.get(0).shown().unit();
    }

    /** Its value as judged. */
    public long from() {
        return moves.get(0).shownFrom();
    }

    /** Its nearest value with another outcome. */
    public long to() {
        return moves.get(0).shownTo();
    }

    /** Who could make the change. */
    public Party who() {
        return moves.get(0).who();
    }

    /** How far the values have to move, in steps. */
    public long distance() {
        return moves.stream().mapToLong(move -> Math.abs(move.steps())).sum();
    }
}
