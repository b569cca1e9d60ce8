package timewaitlab.viewmodel;

import java.util.Optional;
import timewaitlab.trace.Divergence;
import timewaitlab.trace.Trace;

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
        return Divergence.ofAnswers(before, after.trace())
                .map(found -> new WhatChanged(
                        found.time(),
                        found.at(),
                        found.left().map(VerdictChip::of),
                        found.right().map(VerdictChip::of),
                        found.right().map(after::journeyOf).orElse(0)));
    }
}
