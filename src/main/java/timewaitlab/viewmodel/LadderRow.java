package timewaitlab.viewmodel;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;

/** A segment as a row of the ladder's table. */
public record LadderRow(int journey, String time, String way, String segment, String verdict) {
    /** These segments in order of sending; a row is made when it is asked for, since few of many are ever seen. */
    public static List<LadderRow> all(Course course, TraceIndex index, Experiment experiment) {
        return new Rows(course.journeys(), index, experiment);
    }

    private static final class Rows extends AbstractList<LadderRow> implements RandomAccess {
        private final List<Leg> journeys;
        private final TraceIndex index;
        private final Experiment experiment;

        private Rows(List<Leg> journeys, TraceIndex index, Experiment experiment) {
            this.journeys = journeys;
            this.index = index;
            this.experiment = experiment;
        }

        @Override
        public LadderRow get(int place) {
            return row(index, experiment, journeys.get(place));
        }

        @Override
        public int size() {
            return journeys.size();
        }
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
