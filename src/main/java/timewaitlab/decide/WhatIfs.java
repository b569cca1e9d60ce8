package timewaitlab.decide;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for the changes of values that change a verdict, by asking its chain again. */
final class WhatIfs<S extends Situation<S>> {
    private final Verdict<S> verdict;
    private final S judged;
    private final List<WhatIf> found = new ArrayList<>();

    private WhatIfs(Verdict<S> verdict) {
        this.verdict = verdict;
        judged = verdict.situation();
    }

    /** Every change of one value; changes of two where no single one changes the answer. */
    static <S extends Situation<S>> List<WhatIf> of(Verdict<S> verdict) {
        WhatIfs<S> search = new WhatIfs<>(verdict);
        for (Operand<? super S> operand : WhatIfs.<S>roots(verdict.findings())) {
            search.single(operand);
        }
        if (search.found.stream().noneMatch(WhatIfs::isWithinReach)) {
            search.found.addAll(WhatIfPairs.of(verdict));
        }
        search.found.sort(WhatIf.ORDER);
        return List.copyOf(search.found);
    }

    /** What is past cannot be changed any more, and only whoever asks why cares what it would have done. */
    private static boolean isWithinReach(WhatIf whatIf) {
        return whatIf.changesAnswer() && whatIf.who() != Party.HISTORY;
    }

    /** The values that these findings can be changed by, in the order asked. */
    @SuppressWarnings("unchecked") // findings of a verdict are about its own situation
    static <S extends Situation<S>> Set<Operand<? super S>> roots(List<Finding> findings) {
        Set<Operand<? super S>> roots = new LinkedHashSet<>();
        for (Finding finding : findings) {
            Check<S> check = (Check<S>) finding.check();
            roots.addAll(WhatIfs.<S>rootsOf(check.left()));
            roots.addAll(WhatIfs.<S>rootsOf(check.right()));
            roots.addAll(WhatIfs.<S>rootsOf(check.margin()));
        }
        return roots;
    }

    @SuppressWarnings("unchecked") // whatever can be set in a part of the situation can be set in all of it
    private static <S extends Situation<S>> List<Operand<? super S>> rootsOf(Operand<? super S> operand) {
        return (List<Operand<? super S>>) (List<?>) operand.roots();
    }

    private void single(Operand<? super S> operand) {
        List<WhatIf> ofThis = new ArrayList<>();
        for (int way = 1; way >= -1; way -= 2) {
            Course<S> course = new Course<>(verdict, verdict.situation(), operand, way);
            course.run(verdict.findings());
            Course.Turn answer = null;
            Course.Turn trace = null;
            for (Course.Turn turn : course.turns()) {
                boolean differs = !turn.outcome().looksLike(verdict.outcome(), judged);
                trace = trace == null && differs ? turn : trace;
                answer = differs && !turn.outcome().answersAs(verdict.outcome()) ? turn : answer;
            }
            if (trace != null && trace != answer) {
                keepNearer(ofThis, whatIf(course, trace));
            }
            if (answer != null) {
                keepNearer(ofThis, whatIf(course, answer));
            }
        }
        found.addAll(ofThis);
    }

    /** A change that leads to the same in both directions is offered in the nearer one. */
    private void keepNearer(List<WhatIf> ofThis, @Nullable WhatIf candidate) {
        if (candidate == null) {
            return;
        }
        for (WhatIf known : ofThis) {
            if (known.outcome().looksLike(candidate.outcome(), judged) && known.distance() <= candidate.distance()) {
                return;
            }
        }
        ofThis.removeIf(known -> known.outcome().looksLike(candidate.outcome(), judged));
        ofThis.add(candidate);
    }

    private @Nullable WhatIf whatIf(Course<S> course, Course.Turn turn) {
        boolean answer = !turn.outcome().answersAs(verdict.outcome());
        long at = turn.at();
        Outcome outcome = turn.outcome();
        if (at > 1 && isOther(course.outcome(at - 1), answer)) {
            at = halved(course, at - 1, answer);
            outcome = course.outcome(at);
            if (!course.isAt(at)) {
                return null;
            }
        }
        return new WhatIf(List.of(move(course, at, turn.turned())), outcome, answer, turn.turned());
    }

    /** For a value that did not go on as it began: a turn that nobody foresaw is found by halving the way. */
    private long halved(Course<S> course, long far, boolean answer) {
        long same = 0;
        long other = far;
        while (other - same > 1) {
            long middle = same + (other - same) / 2;
            if (isOther(course.outcome(middle), answer)) {
                other = middle;
            } else {
                same = middle;
            }
        }
        return other;
    }

    private boolean isOther(Outcome outcome, boolean answer) {
        return answer ? !outcome.answersAs(verdict.outcome()) : !outcome.looksLike(verdict.outcome(), judged);
    }

    /** Time passing is known by the age that turned with it. */
    static <S extends Situation<S>> WhatIf.Move move(Course<S> course, long at, Finding turned) {
        Operand<? super S> operand = course.operand();
        long to = course.value(at);
        Operand<? super S> shown = operand.party() == Party.TIME ? WhatIfs.<S>age(operand, turned) : operand;
        if (shown == operand) {
            return new WhatIf.Move(operand, course.from(), to, operand, course.from(), to);
        }
        course.isAt(0);
        long before = shown.read(course.supposed());
        course.isAt(at);
        return new WhatIf.Move(operand, course.from(), to, shown, before, shown.read(course.supposed()));
    }

    @SuppressWarnings("unchecked") // findings of a verdict are about its own situation
    private static <S extends Situation<S>> Operand<? super S> age(Operand<? super S> time, Finding turned) {
        Check<S> check = (Check<S>) turned.check();
        if (check.left().roots().contains(time)) {
            return check.left();
        }
        return check.right().roots().contains(time) ? check.right() : time;
    }
}
