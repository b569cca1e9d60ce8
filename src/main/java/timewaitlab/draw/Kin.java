package timewaitlab.draw;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import timewaitlab.decide.Finding;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.wire.Segment;

/** What led to a segment or its verdict, and what followed: ids of legs. */
public record Kin(Set<Integer> causes, Set<Integer> effects) {
    /** No kin. */
    public static final Kin NONE = new Kin(Set.of(), Set.of());

    public Kin {
        causes = Set.copyOf(causes);
        effects = Set.copyOf(effects);
    }

    /** Kin of this leg, the whole way of it through NATs. */
    public static Kin of(Trace trace, int legId) {
        return of(new LadderTrace(trace), legId);
    }

    /** The same of a trace that was made ready before: only the connection's own segments are looked at. */
    public static Kin of(LadderTrace trace, int legId) {
        return trace.journeys().of(legId).map(way -> of(trace, way)).orElse(NONE);
    }

    private static Kin of(LadderTrace trace, Journey way) {
        Leg start = way.legs().get(0);
        Set<Integer> causes = new HashSet<>();
        Set<Integer> effects = new HashSet<>();
        if (start.cause() instanceof Cause.BySegment by) {
            causes.add(by.leg());
        }
        for (Leg leg : way.legs()) {
            for (Judged judged : trace.verdictsOn(leg.id())) {
                effects.addAll(judged.replies());
                if (reads(judged, "peer.ts")) {
                    causes.addAll(setters(trace, judged));
                } else if (reads(judged, "ts_recent")) {
                    causes.addAll(carriers(trace, judged, leg));
                }
            }
        }
        again(trace, start, effects);
        return new Kin(causes, effects);
    }

    /** Whether the check that settled the verdict compared this value. */
    private static boolean reads(Judged judged, String operand) {
        return deciding(judged)
                .filter(finding -> finding.check().left().name().equals(operand)
                        || finding.check().right().name().equals(operand))
                .isPresent();
    }

    private static Optional<Finding> deciding(Judged judged) {
        List<Finding> findings = judged.verdict().findings();
        return findings.isEmpty() ? Optional.empty() : Optional.of(findings.get(findings.size() - 1));
    }

    /** The last arrival on the same quadruplet that carried the timestamp the socket remembered. */
    private static Set<Integer> carriers(LadderTrace trace, Judged judged, Leg arrival) {
        Finding finding = deciding(judged).orElseThrow();
        boolean left = finding.check().left().name().equals("ts_recent");
        int remembered = (int) (left ? finding.left() : finding.right());
        Set<Integer> carriers = new HashSet<>();
        for (Leg leg : trace.alike(arrival)) {
            Segment other = leg.segment();
            boolean before = leg.to().equals(judged.at()) && leg.arrived() < judged.time();
            if (before && other.isTimestamped() && other.tsVal() == remembered) {
                carriers.clear();
                carriers.add(leg.id());
            }
        }
        return carriers;
    }

    /** The arrivals at which this host last wrote the memory that the verdict read. */
    private static Set<Integer> setters(LadderTrace trace, Judged judged) {
        long written = -1;
        for (TimerSpan span : trace.bandsAt(judged.at())) {
            if (span.kind() == TimerKind.PEER_MEMORY) {
                written = span.time() < judged.time() ? Math.max(written, span.time()) : written;
                for (TimerSpan.Restart restart : span.restarts()) {
                    written = restart.time() < judged.time() ? Math.max(written, restart.time()) : written;
                }
            }
        }
        Set<Integer> setters = new HashSet<>();
        for (Journey journey : trace.journeys().between(written, written)) {
            if (journey.last().arrived() == written && journey.last().to().equals(judged.at())) {
                setters.add(journey.last().id());
            }
        }
        return setters;
    }

    /** The next time the same host sends the same again. */
    private static void again(LadderTrace trace, Leg start, Set<Integer> effects) {
        for (Leg leg : trace.alike(start)) {
            boolean same = leg.at().equals(start.at())
                    && leg.segment().seq() == start.segment().seq();
            if (leg.time() > start.time() && leg.retransmission() && same) {
                effects.add(leg.id());
                return;
            }
        }
    }
}
