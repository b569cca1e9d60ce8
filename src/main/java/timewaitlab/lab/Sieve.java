package timewaitlab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import timewaitlab.base.Watch;
import timewaitlab.lab.Happening.Kind;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.trace.TraceEvent.Tracked;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/**
 * Those segments of a trace of which a test holds, with what belongs to them: verdicts, calls, and the timers of their
 * connections. A segment passes whole, through all NATs, where the test holds of any of its legs; of a verdict, where
 * it holds of the one it met; of a change of state, where it caused such a one.
 */
public final class Sieve {
    /** Segments between two looks at whoever waits. */
    private static final int BETWEEN_LOOKS = 1024;

    private final Trace whole;
    private final FieldExpression test;
    private final Map<Integer, Integer> first = new HashMap<>();
    private final Map<Integer, List<Judged>> verdicts = new HashMap<>();
    private final Map<Integer, List<StateChange>> changes = new HashMap<>();
    private final Set<Integer> passed = new HashSet<>();

    private Sieve(Trace whole, FieldExpression test, Watch watch) {
        this.whole = whole;
        this.test = test;
        for (Leg leg : whole.legs()) {
            first.put(leg.id(), first.getOrDefault(leg.rewrites(), leg.id()));
        }
        for (Judged judged : whole.decisions()) {
            journeyOf(judged.cause())
                    .ifPresent(journey -> verdicts.computeIfAbsent(journey, any -> new ArrayList<>(1))
                            .add(judged));
        }
        for (StateChange change : test.kind() == Kind.STATE ? whole.states() : List.<StateChange>of()) {
            journeyOf(change.cause())
                    .ifPresent(journey -> changes.computeIfAbsent(journey, any -> new ArrayList<>(1))
                            .add(change));
        }
        int asked = 0;
        for (Leg leg : whole.legs()) {
            if (asked++ % BETWEEN_LOOKS == 0) {
                watch.reached(asked, whole.legs().size());
                watch.orGiveUp();
            }
            if (passes(leg)) {
                passed.add(journeyOf(leg));
            }
        }
    }

    /** What of this trace passes. Changes of state, memories, counters and the census stay as they are. */
    public static Trace passed(Trace whole, FieldExpression test) {
        return passed(whole, test, Watch.NONE);
    }

    /** The same while somebody waits, who may give it up. */
    public static Trace passed(Trace whole, FieldExpression test, Watch watch) {
        return new Sieve(whole, test, watch).narrowed();
    }

    private int journeyOf(Leg leg) {
        return first.getOrDefault(leg.id(), leg.id());
    }

    private Optional<Integer> journeyOf(Cause cause) {
        return cause instanceof Cause.BySegment by ? Optional.ofNullable(first.get(by.leg())) : Optional.empty();
    }

    private boolean passes(Leg leg) {
        int journey = journeyOf(leg);
        return switch (test.kind()) {
            case SENT -> test.holds(happening(leg, Optional.empty()));
            case JUDGED -> {
                List<Judged> met = verdicts.getOrDefault(journey, List.of());
                yield met.isEmpty()
                        ? test.holds(happening(leg, Optional.empty()))
                        : met.stream().anyMatch(judged -> test.holds(happening(leg, Optional.of(judged))));
            }
            case STATE ->
                changes.getOrDefault(journey, List.of()).stream()
                        .anyMatch(change -> test.holds(new Happening(
                                Kind.STATE, change.time(), Optional.of(leg), Optional.empty(), Optional.of(change))));
        };
    }

    private Happening happening(Leg leg, Optional<Judged> judged) {
        long time = judged.map(Judged::time).orElse(leg.time());
        return new Happening(test.kind(), time, Optional.of(leg), judged, Optional.empty());
    }

    private Trace narrowed() {
        List<Leg> legs = whole.legs().stream()
                .filter(leg -> passed.contains(journeyOf(leg)))
                .toList();
        List<Judged> judged = whole.verdicts().stream().filter(this::belongs).toList();
        List<Tracked> tracked = whole.tracked().stream()
                .filter(decision ->
                        journeyOf(decision.cause()).filter(passed::contains).isPresent())
                .toList();
        Set<Integer> calls = new HashSet<>();
        legs.forEach(leg -> addCall(leg.cause(), calls));
        judged.forEach(each -> addCall(each.cause(), calls));
        List<AppCall> called =
                whole.calls().stream().filter(call -> calls.contains(call.id())).toList();
        return whole.narrowedTo(legs, judged, tracked, called, timers(legs));
    }

    private static void addCall(Cause cause, Set<Integer> calls) {
        if (cause instanceof Cause.ByCall by) {
            calls.add(by.call());
        }
    }

    /** What was decided about a timer or a call is asked for itself: it has no segment. */
    private boolean belongs(Judged judged) {
        return judged.cause() instanceof Cause.BySegment
                ? journeyOf(judged.cause()).filter(passed::contains).isPresent()
                : test.kind() == Kind.JUDGED
                        && test.holds(new Happening(
                                Kind.JUDGED, judged.time(), Optional.empty(), Optional.of(judged), Optional.empty()));
    }

    /** The timers of the quadruplets, ends and addresses of what passed, as each party sees them. */
    private List<TimerSpan> timers(List<Leg> legs) {
        Set<String> subjects = new HashSet<>();
        for (Leg leg : legs) {
            Segment segment = leg.segment();
            Endpoint source = new Endpoint(segment.src(), segment.srcPort());
            Endpoint target = new Endpoint(segment.dst(), segment.dstPort());
            add(subjects, leg.at(), new FourTuple(source, target));
            add(subjects, leg.to(), new FourTuple(target, source));
        }
        return whole.timers().stream()
                .filter(span -> Stream.of(span.subject().split(" -> "))
                        .allMatch(subject -> subjects.contains(span.at() + ' ' + subject)))
                .toList();
    }

    private static void add(Set<String> subjects, String party, FourTuple tuple) {
        if (subjects.add(party + ' ' + tuple)) {
            subjects.add(party + ' ' + tuple.local());
            subjects.add(party + ' ' + tuple.remote());
            subjects.add(party + ' ' + tuple.remote().address().text());
        }
    }
}
