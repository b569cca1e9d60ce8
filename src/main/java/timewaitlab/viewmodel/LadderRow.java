package timewaitlab.viewmodel;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;

/** A segment as a row of the ladder's table. */
public record LadderRow(int journey, String time, String way, String segment, String verdict) {
    /** All segments in order of sending; a row is made when it is asked for, since few of many are ever seen. */
    public static List<LadderRow> all(TraceIndex index, Experiment experiment) {
        return new Rows(index, experiment);
    }

    /** The place of a journey among them. */
    public static Optional<Integer> placeOf(TraceIndex index, int journey) {
        // Legs are numbered in order of sending.
        List<Leg> journeys = index.journeys();
        int low = 0;
        int high = journeys.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (journeys.get(middle).id() < journey) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < journeys.size() && journeys.get(low).id() == journey ? Optional.of(low) : Optional.empty();
    }

    private static final class Rows extends AbstractList<LadderRow> implements RandomAccess {
        private final TraceIndex index;
        private final Experiment experiment;

        private Rows(TraceIndex index, Experiment experiment) {
            this.index = index;
            this.experiment = experiment;
        }

        @Override
        public LadderRow get(int place) {
            return row(index, experiment, index.journeys().get(place));
        }

        @Override
        public int size() {
            return index.journeys().size();
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
