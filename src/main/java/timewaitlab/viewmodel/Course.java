package timewaitlab.viewmodel;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;

/** What somebody walks along who goes through a run: its segments, verdicts and moments, in order. Immutable. */
public final class Course {
    private final List<Leg> journeys;
    private final List<Judged> decisions;
    private final List<Judged> refusals;
    private final long[] moments;

    /** Along what is recorded in a trace, and these moments beside. */
    Course(Trace trace, Collection<Long> more) {
        journeys = trace.legs().stream().filter(leg -> leg.rewrites() == 0).toList();
        decisions = trace.decisions();
        refusals = decisions.stream().filter(TraceIndex::isRefusal).toList();
        TreeSet<Long> times = new TreeSet<>(more);
        journeys.forEach(leg -> times.add(leg.time()));
        decisions.forEach(judged -> times.add(judged.time()));
        moments = times.stream().mapToLong(Long::longValue).toArray();
    }

    /** First legs, in order of sending. */
    public List<Leg> journeys() {
        return journeys;
    }

    /** The place of a journey among them. */
    public Optional<Integer> placeOf(int journey) {
        // Legs are numbered in order of sending.
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

    /** Every verdict, those of NATs on segments that went no further among them, in order of time. */
    public List<Judged> decisions() {
        return decisions;
    }

    public List<Judged> refusals() {
        return refusals;
    }

    /** The last verdict at or before this moment. */
    public Optional<Judged> lastVerdict(long time) {
        int low = 0;
        int high = decisions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (decisions.get(middle).time() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? Optional.empty() : Optional.of(decisions.get(low - 1));
    }

    /** The first moment after this one at which something happens. */
    public Optional<Long> next(long time) {
        int at = Arrays.binarySearch(moments, time);
        int after = at >= 0 ? at + 1 : -at - 1;
        return after < moments.length ? Optional.of(moments[after]) : Optional.empty();
    }

    /** The last moment before this one at which something happened. */
    public Optional<Long> previous(long time) {
        int at = Arrays.binarySearch(moments, time);
        int before = (at >= 0 ? at : -at - 1) - 1;
        return before >= 0 ? Optional.of(moments[before]) : Optional.empty();
    }
}
