package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;

/** A segment as a row of the ladder's table. */
public record LadderRow(int journey, String time, String way, String segment, String verdict) {
    /** All segments in order of sending. */
    public static List<LadderRow> all(TraceIndex index, Experiment experiment) {
        return index.journeys().stream().map(leg -> row(index, experiment, leg)).toList();
    }

    private static LadderRow row(TraceIndex index, Experiment experiment, Leg first) {
        Leg last = index.lastLeg(first.id()).orElse(first);
        String verdict = index.verdictOf(first.id())
                .map(judged -> VerdictChip.of(judged).text())
                .orElse(
                        last.fate() == Fate.JUDGED
                                ? ""
                                : Texts.say("fate." + last.fate().name()));
        String mark = Optional.ofNullable(experiment.marks().get(last.id()))
                .map(agreement -> Texts.say("agreement." + agreement.name()) + " ")
                .orElse("");
        return new LadderRow(
                first.id(),
                Numbers.clock(first.time()),
                first.at() + " → " + last.to(),
                SegmentText.label(first),
                mark + verdict);
    }
}
