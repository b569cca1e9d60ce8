package timewaitlab.viewmodel;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * Where a re-run first decided differently.
 *
 * @param time when
 * @param host who decided
 * @param before the chip of the earlier run; empty when it judged nothing here
 * @param after the chip of the new run; empty when it judges nothing here
 * @param journey the segment in the new run, 0 for none
 */
public record WhatChanged(
        long time, String host, Optional<VerdictChip> before, Optional<VerdictChip> after, int journey) {

    /** The first difference; empty when both runs decided alike throughout. */
    public static Optional<WhatChanged> between(Trace before, TraceIndex after) {
        List<Judged> earlier = before.verdicts();
        List<Judged> later = after.trace().verdicts();
        for (int i = 0; i < Math.max(earlier.size(), later.size()); i++) {
            Optional<Judged> one = i < earlier.size() ? Optional.of(earlier.get(i)) : Optional.empty();
            Optional<Judged> other = i < later.size() ? Optional.of(later.get(i)) : Optional.empty();
            if (!same(one, other)) {
                return Optional.of(of(one, other, after));
            }
        }
        return Optional.empty();
    }

    private static WhatChanged of(Optional<Judged> one, Optional<Judged> other, TraceIndex after) {
        Judged first = one.isPresent()
                        && (other.isEmpty() || one.get().time() < other.get().time())
                ? one.get()
                : other.orElseThrow();
        Optional<VerdictChip> before = one.filter(j -> j.time() == first.time()).map(VerdictChip::of);
        Optional<Judged> now = other.filter(j -> j.time() == first.time());
        return new WhatChanged(
                first.time(),
                first.at(),
                before,
                now.map(VerdictChip::of),
                now.map(after::journeyOf).orElse(0));
    }

    private static boolean same(Optional<Judged> one, Optional<Judged> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        Judged left = one.get();
        Judged right = other.get();
        return left.time() == right.time()
                && left.at().equals(right.at())
                && left.stateBefore() == right.stateBefore()
                && left.verdict().outcome().disposition()
                        == right.verdict().outcome().disposition()
                && Objects.equals(
                        left.verdict().outcome().code().name(),
                        right.verdict().outcome().code().name());
    }
}
