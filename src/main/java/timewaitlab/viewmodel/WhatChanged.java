package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import timewaitlab.trace.Divergence;
import timewaitlab.trace.Party;
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

    /** The first difference; empty when both runs decided alike throughout, or one was judged by another host. */
    public static Optional<WhatChanged> between(Trace before, TraceIndex after) {
        if (!judges(before).equals(judges(after.trace()))) {
            return Optional.empty();
        }
        return Divergence.ofAnswers(before, after.trace())
                .map(found -> new WhatChanged(
                        found.time(),
                        found.at(),
                        found.left().map(VerdictChip::of),
                        found.right().map(VerdictChip::of),
                        found.right().map(after::journeyOf).orElse(0)));
    }

    /** What is said where there is no first difference. */
    static Notice nothing(Trace before, Trace after) {
        String said = judges(before).equals(judges(after))
                ? Texts.say("changed.nothing")
                : Texts.say("changed.judge", String.join(", ", judges(after)));
        return new Notice(said, List.of(), false);
    }

    private static List<String> judges(Trace trace) {
        return trace.parties().stream()
                .filter(party -> !party.kernel().isEmpty())
                .map(Party::name)
                .toList();
    }
}
