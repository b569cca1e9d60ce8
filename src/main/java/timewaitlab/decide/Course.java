package timewaitlab.decide;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value moving away from where it was, one way, while everything else stays. Between two points at which a finding
 * turns, all answers are the same and so is the outcome: it is enough to judge again at those points, one after the
 * other, and the first one with another outcome is the nearest value that has it.
 */
final class Course<S extends Situation<S>> {
    /** Turns looked at before a way is given up; proofs are shorter. */
    private static final int TURNS = 24;

    private static final long RING = 1L << 32;
    /** Milliseconds that anybody would wait: 400 days. */
    private static final long LONGEST_WAIT = 400L * 86_400_000;

    private final Verdict<S> verdict;
    private final boolean possible;
    private final S supposed;
    private final Operand<? super S> operand;
    private final long from;
    private final int way;
    private final List<Turn> turns = new ArrayList<>();

    /** @param supposed a situation that belongs to this course, with the operand's value as it was */
    Course(Verdict<S> verdict, S supposed, Operand<? super S> operand, int way) {
        this.verdict = verdict;
        this.supposed = supposed;
        this.operand = operand;
        this.way = way;
        possible = supposed.isPossible();
        from = operand.read(supposed);
    }

    /** A point at which a finding turned: how far away, what was decided there and why. */
    record Turn(long at, Outcome outcome, List<Finding> proof, Finding turned) {}

    Operand<? super S> operand() {
        return operand;
    }

    long from() {
        return from;
    }

    int way() {
        return way;
    }

    /** The situation as it stands wherever the value is now. */
    S supposed() {
        return supposed;
    }

    /** The turns so far, nearest first. */
    List<Turn> turns() {
        return turns;
    }

    /** Goes on until the cause meets another end, and keeps the turns on the way. */
    void run(List<Finding> proof) {
        long at = 0;
        List<Finding> known = proof;
        for (int i = 0; i < TURNS; i++) {
            long next = nextTurn(known, at);
            if (next == Long.MAX_VALUE || !isAt(next)) {
                return;
            }
            Finding turned = turned(known);
            Inquiry.Recorded ask = verdict.chain().recorded();
            Outcome outcome = verdict.chain().judge(supposed, ask);
            known = ask.proof().findings(supposed);
            at = next;
            turns.add(new Turn(at, outcome, known, turned == null ? known.get(known.size() - 1) : turned));
            if (!outcome.answersAs(verdict.outcome())) {
                return;
            }
        }
    }

    /** The value this far away. */
    long value(long steps) {
        long moved = from + way * steps;
        return operand.unit().wraps() ? moved & RING - 1 : moved;
    }

    /** Moves the value; whether it can be there. */
    boolean isAt(long steps) {
        if (operand.unit().wraps() && steps > (way > 0 ? RING / 2 - 1 : RING / 2)) {
            return false;
        }
        long value = value(steps);
        operand.write(supposed, value);
        return operand.read(supposed) == value && (!possible || supposed.isPossible());
    }

    /** What would be decided this far away. */
    Outcome outcome(long steps) {
        operand.write(supposed, value(steps));
        return verdict.chain().judge(supposed);
    }

    /** The first finding of this proof that is answered otherwise where the value is now. */
    private @Nullable Finding turned(List<Finding> proof) {
        for (int i = 0; i < proof.size(); i++) {
            if (holds(proof.get(i)) != proof.get(i).held()) {
                return proof.get(i);
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked") // findings of a verdict are about its own situation
    private Check<S> check(Finding finding) {
        return (Check<S>) finding.check();
    }

    private boolean holds(Finding finding) {
        return check(finding).holds(supposed);
    }

    /** How far the next point is at which one of these answers turns. */
    private long nextTurn(List<Finding> proof, long at) {
        if (operand.party() == Party.TIME) {
            return nextTurnInTime(proof, at);
        }
        if (!isAt(at + 1)) {
            return Long.MAX_VALUE;
        }
        long nearest = Long.MAX_VALUE;
        for (int i = 0; i < proof.size(); i++) {
            nearest = Math.min(nearest, stepsToTurn(proof.get(i)));
        }
        return nearest == Long.MAX_VALUE ? nearest : at + nearest;
    }

    /** Steps until this answer turns, if it goes on as it does with the step just made. */
    private long stepsToTurn(Finding before) {
        Check<S> check = check(before);
        Comparison comparison = check.comparison();
        long margin = check.margin().read(supposed);
        long score = comparison.score(before.left(), before.right(), before.margin());
        long next = comparison.score(check.left().read(supposed), check.right().read(supposed), margin);
        return margin != before.margin() && comparison.isSerial()
                ? Long.MAX_VALUE
                : comparison.stepsToTurn(score, next - score, margin);
    }

    /**
     * Ages grow in units of their own, so a step says nothing about the next one; but they only grow. The way is
     * doubled until something turned, then halved.
     */
    private long nextTurnInTime(List<Finding> proof, long at) {
        long same = at;
        long other = at + 1;
        while (isAt(other) && turned(proof) == null) {
            same = other;
            other = at + 2 * (other - at);
            if (other > LONGEST_WAIT) {
                return Long.MAX_VALUE;
            }
        }
        while (other - same > 1) {
            long middle = same + (other - same) / 2;
            if (isAt(middle) && turned(proof) == null) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return other;
    }
}
