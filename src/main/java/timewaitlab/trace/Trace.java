package timewaitlab.trace;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Counted;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.trace.TraceEvent.Tracked;

/**
 * Everything a run left behind. Each list is in order of time; equal times keep the order in which things happened.
 *
 * @param scenario id of what was run
 * @param until nanoseconds simulated
 * @param parties lifelines from left to right
 * @param legs with ascending ids
 * @param counters party name to nstat name to value at the end; zero counters are absent
 * @param digest the same for the same scenario and seed, whatever was recorded
 * @param tracked what NATs decided
 * @param kept what parties remembered, whenever it changed
 * @param counted every move of every counter of a host
 * @param census what there was over time, whatever was recorded
 * @param plan what of the run was recorded
 */
public record Trace(
        String scenario,
        long seed,
        long until,
        List<Party> parties,
        List<Leg> legs,
        List<Judged> verdicts,
        List<StateChange> states,
        List<AppCall> calls,
        List<TimerSpan> timers,
        Map<String, Map<String, Long>> counters,
        String digest,
        List<Tracked> tracked,
        List<Kept> kept,
        List<Counted> counted,
        Census census,
        RecordingPlan plan) {
    /** A run in which no NAT decided anything and nobody kept book of what was remembered. */
    public Trace(
            String scenario,
            long seed,
            long until,
            List<Party> parties,
            List<Leg> legs,
            List<Judged> verdicts,
            List<StateChange> states,
            List<AppCall> calls,
            List<TimerSpan> timers,
            Map<String, Map<String, Long>> counters,
            String digest) {
        this(
                scenario,
                seed,
                until,
                parties,
                legs,
                verdicts,
                states,
                calls,
                timers,
                counters,
                digest,
                List.of(),
                List.of(),
                List.of(),
                Census.NONE,
                RecordingPlan.ALL);
    }

    public Trace {
        parties = List.copyOf(parties);
        legs = List.copyOf(legs);
        verdicts = List.copyOf(verdicts);
        tracked = List.copyOf(tracked);
        states = List.copyOf(states);
        calls = List.copyOf(calls);
        timers = List.copyOf(timers);
        counters = Map.copyOf(counters);
        kept = List.copyOf(kept);
        counted = List.copyOf(counted);
    }

    /**
     * The leg with this id, sought by halving: ids ascend in every trace, also where legs between are left out. Seeking
     * in a trace of a million legs asks this for each transition it draws.
     */
    public Optional<Leg> leg(int id) {
        int low = 0;
        int high = legs.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = legs.get(middle).id();
            if (found == id) {
                return Optional.of(legs.get(middle));
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** The leg that caused something; empty where a timer or a call did, or where it was left out. */
    public Optional<Leg> leg(Cause cause) {
        return cause instanceof Cause.BySegment by ? leg(by.leg()) : Optional.empty();
    }

    /** The host one looks at first: the first server that runs a kernel of ours, else the first host that does. */
    public Optional<Party> principal() {
        Comparator<Party> serversFirst = Comparator.comparing(party -> party.kind() != Party.Kind.SERVER);
        return parties.stream().filter(party -> !party.kernel().isEmpty()).min(serversFirst);
    }

    /** All verdicts, and what NATs decided about the segments that went no further, as verdicts on them. */
    public List<Judged> decisions() {
        Set<Cause> ended = new HashSet<>();
        for (Leg leg : legs) {
            if (leg.fate() == TraceEvent.Fate.FILTERED) {
                ended.add(new Cause.BySegment(leg.id()));
            }
        }
        List<Judged> ofNats = ended.isEmpty()
                ? List.of()
                : tracked.stream()
                        .filter(decision -> ended.contains(decision.cause()))
                        .map(Tracked::asVerdict)
                        .toList();
        if (ofNats.isEmpty()) {
            return verdicts;
        }
        return Stream.concat(verdicts.stream(), ofNats.stream())
                .sorted(Comparator.comparingLong(Judged::time))
                .toList();
    }

    /** What was decided at a NAT, as this verdict says; empty for a host's. */
    public Optional<Tracked> atNat(Judged verdict) {
        return verdict.id() <= verdicts.size()
                ? Optional.empty()
                : tracked.stream()
                        .filter(decision -> decision.id() == verdict.id())
                        .findFirst();
    }

    /** The same without these timers. */
    public Trace withTimers(List<TimerSpan> left) {
        return new Trace(
                scenario, seed, until, parties, legs, verdicts, states, calls, left, counters, digest, tracked, kept,
                counted, census, plan);
    }

    /** The same run with these segments only, and what belongs to them. */
    public Trace narrowedTo(
            List<Leg> some, List<Judged> judged, List<Tracked> decided, List<AppCall> called, List<TimerSpan> ran) {
        return new Trace(
                scenario, seed, until, parties, some, judged, states, called, ran, counters, digest, decided, kept,
                counted, census, plan);
    }

    /** The same with these changes of state. */
    public Trace withStates(List<StateChange> changed) {
        return new Trace(
                scenario, seed, until, parties, legs, verdicts, changed, calls, timers, counters, digest, tracked, kept,
                counted, census, plan);
    }
}
