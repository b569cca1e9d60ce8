package timewaitlab.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of two values at once, for verdicts that no single one changes: where one flip reveals the next rule that
 * refuses. A pair is offered only if neither half does without the other, nor with one unit less.
 */
final class WhatIfPairs<S extends Situation<S>> {
    /** Pairs offered; more would not be read. */
    private static final int OFFERED = 4;
    /** First halves tried a value and way, nearest first. */
    private static final int FIRST_HALVES = 4;

    private final Verdict<S> verdict;
    private final List<WhatIf> found = new ArrayList<>();

    private WhatIfPairs(Verdict<S> verdict) {
        this.verdict = verdict;
    }

    /** The nearest pairs of values that somebody can still change. */
    static <S extends Situation<S>> List<WhatIf> of(Verdict<S> verdict) {
        WhatIfPairs<S> search = new WhatIfPairs<>(verdict);
        for (Operand<? super S> first : WhatIfs.<S>roots(verdict.findings())) {
            if (first.party() != Party.HISTORY) {
                search.firstHalf(first, 1);
                search.firstHalf(first, -1);
            }
        }
        return search.found.stream()
                .sorted(Comparator.comparingLong(WhatIf::distance))
                .limit(OFFERED)
                .toList();
    }

    private void firstHalf(Operand<? super S> first, int way) {
        Course<S> course = new Course<>(verdict, verdict.situation(), first, way);
        course.run(verdict.findings());
        int tried = 0;
        for (Course.Turn turn : course.turns()) {
            if (tried++ == FIRST_HALVES || !turn.outcome().answersAs(verdict.outcome())) {
                return;
            }
            for (Operand<? super S> second : WhatIfs.<S>roots(turn.proof())) {
                if (second != first && second.party() != Party.HISTORY) {
                    secondHalf(course, turn, second, 1);
                    secondHalf(course, turn, second, -1);
                }
            }
        }
    }

    private void secondHalf(Course<S> first, Course.Turn turn, Operand<? super S> second, int way) {
        S supposed = verdict.situation();
        first.operand().write(supposed, first.value(turn.at()));
        Course<S> course = new Course<>(verdict, supposed, second, way);
        course.run(turn.proof());
        Course.Turn end = answerOf(course);
        if (end == null) {
            return;
        }
        Course<S> again = nearestFirst(first, course, end.at());
        Course.Turn start = answerOf(again);
        if (start == null || !isMinimal(again, start.at(), course, end.at())) {
            return;
        }
        List<WhatIf.Move> moves = new ArrayList<>();
        moves.add(WhatIfs.move(again, start.at(), turn.turned()));
        moves.add(WhatIfs.move(course, end.at(), end.turned()));
        moves.sort(Comparator.comparing(WhatIf.Move::who));
        keep(new WhatIf(moves, start.outcome(), true, end.turned()));
    }

    /** With the second value as it has to be, the first one goes its way again: it may have to go less far. */
    private Course<S> nearestFirst(Course<S> first, Course<S> second, long end) {
        S supposed = verdict.situation();
        second.operand().write(supposed, second.value(end));
        Inquiry.Recorded ask = verdict.chain().recorded();
        verdict.chain().judge(supposed, ask);
        Course<S> again = new Course<>(verdict, supposed, first.operand(), first.way());
        again.run(ask.proof().findings(supposed));
        return again;
    }

    /** The end of a course, if the cause meets another end there. */
    private Course.@Nullable Turn answerOf(Course<S> course) {
        List<Course.Turn> turns = course.turns();
        Course.Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        return last == null || last.outcome().answersAs(verdict.outcome()) ? null : last;
    }

    private boolean isMinimal(Course<S> first, long firstAt, Course<S> second, long secondAt) {
        return isAsJudged(first, firstAt - 1, second, secondAt)
                && isAsJudged(first, firstAt, second, secondAt - 1)
                && isAsJudged(first, firstAt, second, 0)
                && isAsJudged(first, 0, second, secondAt);
    }

    private boolean isAsJudged(Course<S> first, long firstAt, Course<S> second, long secondAt) {
        S supposed = verdict.situation();
        first.operand().write(supposed, first.value(firstAt));
        second.operand().write(supposed, second.value(secondAt));
        return verdict.chain().judge(supposed).answersAs(verdict.outcome());
    }

    private void keep(WhatIf pair) {
        found.removeIf(known -> known.concerns(pair) && known.distance() > pair.distance());
        if (found.stream().noneMatch(known -> known.concerns(pair))) {
            found.add(pair);
        }
    }
}
