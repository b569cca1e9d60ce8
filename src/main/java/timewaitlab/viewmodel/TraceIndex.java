package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Unit;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Keyframes;
import timewaitlab.trace.Listeners;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Party;
import timewaitlab.trace.ShortNames;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.wire.Address;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.SeqNum;

/**
 * A trace by the questions the window asks: which legs are one segment's journey, what was said to it, what came before
 * and after. A journey goes by the id of its first leg. Immutable.
 */
public final class TraceIndex {
    private final Trace trace;
    private final Map<Integer, Integer> continuedBy = new HashMap<>();
    private final Map<Integer, Judged> verdictOnLeg = new HashMap<>();
    private final Map<String, Party> parties = new HashMap<>();
    private final ShortNames names;
    private final Map<Integer, AppCall> calls = new HashMap<>();
    private final Map<Long, List<Leg>> flows = new HashMap<>();
    private final Map<Integer, List<Leg>> sentBecauseOf = new HashMap<>();
    private final Memories memories;
    private final Keyframes keyframes;
    private final Course course;

    public TraceIndex(Trace recorded) {
        trace = Listeners.in(recorded);
        memories = Memories.of(trace);
        keyframes = Keyframes.of(trace);
        trace.calls().forEach(call -> calls.put(call.id(), call));
        trace.parties().forEach(party -> parties.put(party.name(), party));
        names = ShortNames.of(trace.parties());
        for (Leg leg : trace.legs()) {
            flows.computeIfAbsent(flow(leg), any -> new ArrayList<>()).add(leg);
            if (leg.rewrites() != 0) {
                continuedBy.put(leg.rewrites(), leg.id());
            } else if (leg.cause() instanceof Cause.BySegment by) {
                sentBecauseOf
                        .computeIfAbsent(by.leg(), any -> new ArrayList<>(1))
                        .add(leg);
            }
        }
        course =
                new Course(trace, trace.states().stream().map(StateChange::time).toList());
        for (Judged judged : course.decisions()) {
            if (judged.cause() instanceof Cause.BySegment segment) {
                verdictOnLeg.putIfAbsent(segment.leg(), judged);
            }
        }
    }

    /** Whether it was thrown away in silence. */
    public static boolean isRefusal(Judged judged) {
        return isDrop(judged.verdict());
    }

    /** Whether what it is about went no further. */
    static boolean isDrop(Verdict<?> verdict) {
        return verdict.outcome().disposition() == Disposition.DROP;
    }

    /** Whether it refused, or answered otherwise than a handshake does. */
    public static boolean isNotable(Judged judged) {
        Outcome outcome = judged.verdict().outcome();
        boolean handshake = outcome.code() == ReplyKind.SYN_ACK || outcome.code() == ReplyKind.ACK;
        return isRefusal(judged) || outcome.disposition() == Disposition.REPLY && !handshake;
    }

    public Trace trace() {
        return trace;
    }

    /** What parties remembered at any moment. */
    public Memories memories() {
        return memories;
    }

    /** The sockets of hosts at any moment. */
    public Keyframes keyframes() {
        return keyframes;
    }

    /** The application's call with this number. */
    public Optional<AppCall> call(int id) {
        return Optional.ofNullable(calls.get(id));
    }

    public Optional<Party> party(String name) {
        return Optional.ofNullable(parties.get(name));
    }

    /** What this party is called where there is little room: of an address the end that no other party's has. */
    public String shortName(String name) {
        return names.of(name);
    }

    /** Who has this address at the start of the run. */
    public Optional<Party> partyAt(Address address) {
        String text = address.toString();
        return trace.parties().stream()
                .filter(party -> party.address().equals(text))
                .findFirst();
    }

    /** All of it, to walk along. */
    public Course course() {
        return course;
    }

    /** First legs, in order of sending. */
    public List<Leg> journeys() {
        return course.journeys();
    }

    /** Every verdict, those of NATs on segments that went no further among them, in order of time. */
    public List<Judged> decisions() {
        return course.decisions();
    }

    public List<Judged> refusals() {
        return course.refusals();
    }

    /** The last verdict at or before this moment. */
    public Optional<Judged> lastVerdict(long time) {
        return course.lastVerdict(time);
    }

    public Optional<Leg> leg(int id) {
        return trace.leg(id);
    }

    /** First leg of the journey this leg belongs to. */
    public int journeyOf(int leg) {
        int first = 0;
        for (Optional<Leg> at = leg(leg); at.isPresent(); at = leg(at.get().rewrites())) {
            first = at.get().id();
        }
        return first;
    }

    /** The leg that continues this one behind a NAT. */
    public Optional<Leg> after(int leg) {
        return Optional.ofNullable(continuedBy.get(leg)).flatMap(this::leg);
    }

    /** Last leg of this journey. */
    public Optional<Leg> lastLeg(int journey) {
        Integer id = journey;
        while (continuedBy.containsKey(id)) {
            id = continuedBy.get(id);
        }
        return leg(id);
    }

    /** What was said to the segment of this journey. */
    public Optional<Judged> verdictOf(int journey) {
        return lastLeg(journey).map(last -> verdictOnLeg.get(last.id()));
    }

    /** The journey a verdict is about; 0 when a timer or a call was judged. */
    public int journeyOf(Judged judged) {
        return judged.cause() instanceof Cause.BySegment segment ? journeyOf(segment.leg()) : 0;
    }

    /** The verdict of this number. */
    public Optional<Judged> verdict(int id) {
        // They are numbered from 1 in order.
        List<Judged> verdicts = trace.verdicts();
        return id >= 1 && id <= verdicts.size() && verdicts.get(id - 1).id() == id
                ? Optional.of(verdicts.get(id - 1))
                : decisions().stream().filter(judged -> judged.id() == id).findFirst();
    }

    /**
     * The leg that brought the remembered value a finding compares with: the last one before it that carried this value
     * to this host as its timestamp.
     */
    public Optional<Leg> sourceOf(Judged judged, Finding finding) {
        if (finding.check().left().unit() != Unit.TICK) {
            return Optional.empty();
        }
        boolean segmentIsLeft = finding.check().left().name().startsWith("SEG.");
        long remembered = segmentIsLeft ? finding.right() : finding.left();
        Leg source = null;
        for (Leg leg : trace.legs()) {
            boolean brought = leg.arrived() < judged.time()
                    && leg.to().equals(judged.at())
                    && leg.segment().isTimestamped()
                    && SeqNum.unsigned(leg.segment().tsVal()) == remembered;
            source = brought ? leg : source;
        }
        return Optional.ofNullable(source);
    }

    /** The journey because of which this one was sent; empty when a call or a timer sent it. */
    public Optional<Integer> causeOf(int journey) {
        return leg(journey)
                .filter(leg -> leg.cause() instanceof Cause.BySegment)
                .map(leg -> journeyOf(((Cause.BySegment) leg.cause()).leg()))
                .filter(cause -> cause != 0);
    }

    /** Journeys sent because of this one: answers, and the next try of the same segment. */
    public List<Integer> effectsOf(int journey) {
        List<Integer> effects = new ArrayList<>();
        int last = lastLeg(journey).map(Leg::id).orElse(0);
        sentBecauseOf.getOrDefault(last, List.of()).forEach(leg -> effects.add(leg.id()));
        nextTry(journey).ifPresent(leg -> effects.add(leg.id()));
        return effects;
    }

    /** The first retransmission of this journey's segment after it. */
    public Optional<Leg> nextTry(int journey) {
        return leg(journey)
                .flatMap(sent -> flows.getOrDefault(flow(sent), List.of()).stream()
                        .filter(leg -> leg.rewrites() == 0
                                && leg.time() > sent.time()
                                && leg.retransmission()
                                && leg.at().equals(sent.at())
                                && leg.segment().seq() == sent.segment().seq()
                                && leg.segment().srcPort() == sent.segment().srcPort())
                        .findFirst());
    }

    private static long flow(Leg leg) {
        return FourTuple.keyOfArrival(leg.segment());
    }

    /** The quadruplet of a leg as the host that sends or receives it sees it. */
    public static FourTuple tuple(Leg leg, boolean asReceiver) {
        Endpoint source = new Endpoint(leg.segment().src(), leg.segment().srcPort());
        Endpoint target = new Endpoint(leg.segment().dst(), leg.segment().dstPort());
        return asReceiver ? new FourTuple(target, source) : new FourTuple(source, target);
    }
}
