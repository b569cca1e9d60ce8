package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.scenario.Change;
import timewaitlab.scenario.Durations;
import timewaitlab.sim.Meddling;
import timewaitlab.sim.SegmentName;
import timewaitlab.trace.Cause;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** What can be done to a segment of a run, as changes of the scenario it came from. */
public final class SegmentEdits {
    /** How much later a segment arrives, or its copy, when nobody said: enough to be seen. */
    public static final long USUAL = 100 * SimTime.MILLISECOND;

    private final TraceIndex index;
    private final Experiment experiment;

    public SegmentEdits(TraceIndex index, Experiment experiment) {
        this.index = index;
        this.experiment = experiment;
    }

    /** What a segment is called across runs. */
    public Optional<SegmentName> name(int leg) {
        return SegmentName.of(index.trace(), leg);
    }

    /** Something done to the last leg of a journey, where it would have been judged. */
    public Optional<Change> onLast(int journey, Meddling.Kind kind, long by) {
        return index.lastLeg(journey).flatMap(leg -> onLeg(leg.id(), kind, by));
    }

    /** Something done to one leg. */
    public Optional<Change> onLeg(int leg, Meddling.Kind kind, long by) {
        return name(leg).map(name -> new Change.OnSegment(kind, name, by));
    }

    /**
     * Its arrival moved by this much, or its sending. What a step of the host sends moves with the step, and so with
     * the clocks; anything else leaves later as it is, and cannot leave before its cause.
     */
    public Optional<Change> moved(int journey, boolean arrival, long by, ScenarioChoice before) {
        if (arrival) {
            return index.lastLeg(journey)
                    .flatMap(leg -> name(leg.id()))
                    .map(name -> new Change.OnSegment(
                            Meddling.Kind.DELAY, name, by + already(before, name, Meddling.Kind.DELAY)));
        }
        Optional<Change> start = index.leg(journey).flatMap(leg -> started(leg, by, before));
        return start.isPresent()
                ? start
                : index.leg(journey)
                        .flatMap(leg -> name(leg.id()))
                        .map(name -> new Change.OnSegment(
                                Meddling.Kind.HOLD, name, Math.max(0, by + already(before, name, Meddling.Kind.HOLD))));
    }

    private static long already(ScenarioChoice before, SegmentName name, Meddling.Kind kind) {
        long already = 0;
        for (var each : before.interventions()) {
            if (each.isOn()
                    && each.change() instanceof Change.OnSegment on
                    && on.kind() == kind
                    && on.segment().equals(name)) {
                already += on.by();
            }
        }
        return already;
    }

    private Optional<Change> started(Leg leg, long by, ScenarioChoice before) {
        if (!(leg.cause() instanceof Cause.ByCall)
                || !TcpFlags.text(leg.segment().flags()).equals("S")) {
            return Optional.empty();
        }
        List<Long> steps = experiment.hosts().stream()
                .filter(setup -> setup.party().name().equals(leg.at()))
                .findFirst()
                .map(HostSetup::steps)
                .orElse(List.of());
        int number = steps.indexOf(leg.time()) + 1;
        if (number == 0) {
            return Optional.empty();
        }
        long already = 0;
        for (var each : before.interventions()) {
            if (each.isOn()
                    && each.change() instanceof Change.Start start
                    && start.host().equals(leg.at())
                    && start.number() == number) {
                already = start.by();
            }
        }
        return Optional.of(new Change.Start(leg.at(), number, Math.max(by, -leg.time()) + already));
    }

    /** The journey this host began last by this moment, else the first it begins after it; 0 where it begins none. */
    public int lastFrom(String host, long by) {
        int like = 0;
        for (Leg leg : index.journeys()) {
            boolean known = like != 0;
            if (known && leg.time() > by) {
                break;
            }
            like = leg.at().equals(host) ? leg.id() : like;
        }
        return like;
    }

    /** A line to begin with when a crafted segment is to be put on the way of this journey: a copy of it, now. */
    public Optional<String> injectable(int journey, long at) {
        return index.leg(journey).map(leg -> {
            Segment segment = leg.segment();
            String seq = Integer.toUnsignedString(segment.seq());
            long end = SeqNum.unsigned(segment.seq() + segment.length());
            String stamp = segment.isTimestamped()
                    ? " <TS val " + SeqNum.unsigned(segment.tsVal()) + " ecr " + SeqNum.unsigned(segment.tsEcr()) + ">"
                    : "";
            return "inject at " + Durations.text(at) + " from " + leg.at() + ' '
                    + SegmentName.endpoint(segment.src().text(), segment.srcPort()) + " > "
                    + SegmentName.endpoint(segment.dst().text(), segment.dstPort()) + ' '
                    + TcpFlags.text(segment.flags()) + ' ' + seq + ':' + end + '(' + segment.length() + ')'
                    + (segment.has(TcpFlags.ACK) ? " ack " + Integer.toUnsignedString(segment.ack()) : "") + " win "
                    + segment.window() + stamp;
        });
    }
}
