package timewaitlab.draw;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
        Legs legs = new Legs(trace.legs());
        Leg selected = legs.at(legId);
        if (selected == null) {
            return NONE;
        }
        Leg start = legs.startOf(selected);
        Set<Integer> way = new HashSet<>();
        for (Leg leg : trace.legs()) {
            if (legs.startOf(leg).id() == start.id()) {
                way.add(leg.id());
            }
        }
        Set<Integer> causes = new HashSet<>();
        Set<Integer> effects = new HashSet<>();
        if (start.cause() instanceof Cause.BySegment by) {
            causes.add(by.leg());
        }
        for (Judged judged : trace.verdicts()) {
            if (judged.cause() instanceof Cause.BySegment by && way.contains(by.leg())) {
                effects.addAll(judged.replies());
                if (reads(judged, "peer.ts")) {
                    causes.addAll(setters(trace, judged));
                } else if (reads(judged, "ts_recent")) {
                    causes.addAll(carriers(trace, judged, Objects.requireNonNull(legs.at(by.leg()))));
                }
            }
        }
        again(trace.legs(), start, effects);
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
    private static Set<Integer> carriers(Trace trace, Judged judged, Leg arrival) {
        Segment segment = arrival.segment();
        Finding finding = deciding(judged).orElseThrow();
        boolean left = finding.check().left().name().equals("ts_recent");
        int remembered = (int) (left ? finding.left() : finding.right());
        Set<Integer> carriers = new HashSet<>();
        for (Leg leg : trace.legs()) {
            Segment other = leg.segment();
            boolean sameQuadruplet = other.src() == segment.src()
                    && other.srcPort() == segment.srcPort()
                    && other.dst() == segment.dst()
                    && other.dstPort() == segment.dstPort();
            boolean before = leg.to().equals(judged.at()) && leg.arrived() < judged.time();
            if (sameQuadruplet && before && other.isTimestamped() && other.tsVal() == remembered) {
                carriers.clear();
                carriers.add(leg.id());
            }
        }
        return carriers;
    }

    /** The arrivals at which this host last wrote the memory that the verdict read. */
    private static Set<Integer> setters(Trace trace, Judged judged) {
        long written = -1;
        for (TimerSpan span : trace.timers()) {
            if (span.kind() == TimerKind.PEER_MEMORY && span.at().equals(judged.at())) {
                written = span.time() < judged.time() ? Math.max(written, span.time()) : written;
                for (TimerSpan.Restart restart : span.restarts()) {
                    written = restart.time() < judged.time() ? Math.max(written, restart.time()) : written;
                }
            }
        }
        Set<Integer> setters = new HashSet<>();
        for (Leg leg : trace.legs()) {
            if (leg.arrived() == written && leg.to().equals(judged.at())) {
                setters.add(leg.id());
            }
        }
        return setters;
    }

    /** The next time the same host sends the same again. */
    private static void again(List<Leg> legs, Leg start, Set<Integer> effects) {
        Segment segment = start.segment();
        for (Leg leg : legs) {
            Segment other = leg.segment();
            boolean sameFlow = leg.at().equals(start.at())
                    && other.srcPort() == segment.srcPort()
                    && other.dstPort() == segment.dstPort()
                    && other.dst() == segment.dst();
            if (leg.time() > start.time() && leg.retransmission() && sameFlow && other.seq() == segment.seq()) {
                effects.add(leg.id());
                return;
            }
        }
    }
}
