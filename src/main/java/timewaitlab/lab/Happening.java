package timewaitlab.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;

/**
 * Something of a run that a breakpoint can be about.
 *
 * @param leg the segment it is about, if any
 * @param judged what was decided, if anything
 * @param change the change of state it is, if it is one
 */
public record Happening(
        Kind kind, long time, Optional<Leg> leg, Optional<Judged> judged, Optional<StateChange> change) {
    /** What kind of thing. */
    public enum Kind {
        SENT,
        JUDGED,
        STATE
    }

    /** Everything that happens in a trace, in order of time. */
    public static List<Happening> in(Trace trace) {
        List<Happening> all = new ArrayList<>();
        for (Leg leg : trace.legs()) {
            all.add(new Happening(Kind.SENT, leg.time(), Optional.of(leg), Optional.empty(), Optional.empty()));
        }
        for (Judged judged : trace.verdicts()) {
            Optional<Leg> about = trace.leg(judged.cause());
            all.add(new Happening(Kind.JUDGED, judged.time(), about, Optional.of(judged), Optional.empty()));
        }
        for (StateChange change : trace.states()) {
            all.add(new Happening(Kind.STATE, change.time(), Optional.empty(), Optional.empty(), Optional.of(change)));
        }
        all.sort(Comparator.comparingLong(Happening::time));
        return all;
    }
}
