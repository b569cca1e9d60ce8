package timewaitlab.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import timewaitlab.capture.Capture;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.Agreement;
import timewaitlab.lab.Explanation.Explained;
import timewaitlab.lab.Explanation.Inferred;
import timewaitlab.tcp.Constant;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Census;
import timewaitlab.trace.Origin;
import timewaitlab.trace.Party;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Counted;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Address;

/** What a pass through a capture found, as an explanation and as a trace whose legs are what was captured. */
final class ExplainedTrace {
    private final Capture capture;
    private final ExplainRequest request;
    private final CaptureIndex index;
    private final CapturePass pass;
    private final String host;
    private final Inferred inferred;
    /** Numbers of the pass's legs in the trace. */
    private final Map<Integer, Integer> renumbered = new HashMap<>();

    ExplainedTrace(Capture capture, ExplainRequest request, CaptureIndex index, CapturePass pass) {
        this.capture = capture;
        this.request = request;
        this.index = index;
        this.pass = pass;
        host = request.hosts().get(0).text();
        inferred = InferredClocks.of(index, request);
    }

    Explanation explanation() {
        Trace trace = trace();
        Map<Integer, Judged> verdicts = new HashMap<>();
        for (Judged judged : trace.verdicts()) {
            if (judged.cause() instanceof Cause.BySegment segment) {
                verdicts.putIfAbsent(segment.leg(), judged);
            }
        }
        List<Explained> segments = new ArrayList<>();
        Map<Integer, Agreement> agreements = new HashMap<>();
        for (Heard heard : pass.heard()) {
            int leg = renumbered.getOrDefault(heard.leg, 0);
            segments.add(explained(heard, leg, verdicts));
            if (heard.frame.inbound()) {
                agreements.put(leg, heard.agreement);
            }
        }
        return new Explanation(
                capture.name(), request.hosts(), request.profile(), segments, summary(), inferred, trace, agreements);
    }

    private static Explained explained(Heard heard, int leg, Map<Integer, Judged> verdicts) {
        Frame frame = heard.frame;
        return new Explained(
                frame.captured().frame(),
                frame.time(),
                frame.inbound(),
                frame.segment(),
                leg,
                frame.inbound() ? verdicts.get(leg) : null,
                heard.observed,
                frame.inbound() ? heard.agreement : null,
                heard.doubt,
                heard.note,
                heard.by);
    }

    private Explanation.Summary summary() {
        int[] counts = new int[Agreement.values().length];
        int inbound = 0;
        int unattributed = pass.departures().missingTimers();
        for (Heard heard : pass.heard()) {
            if (heard.frame.inbound()) {
                inbound++;
                counts[heard.agreement.ordinal()]++;
            } else if (!heard.attributed) {
                unattributed++;
            }
        }
        return new Explanation.Summary(
                inbound,
                pass.heard().size() - inbound,
                counts[Agreement.AGREES.ordinal()],
                counts[Agreement.FREE.ordinal()],
                counts[Agreement.CONTRADICTS.ordinal()],
                counts[Agreement.CANNOT_TELL.ordinal()],
                unattributed);
    }

    /** The pass's own trace, with captured segments in place of the model's, in the order of the capture. */
    private Trace trace() {
        Map<Integer, Heard> byLeg = new HashMap<>();
        pass.heard().forEach(heard -> byLeg.put(heard.leg, heard));
        Recorder.RunFacts facts = new Recorder.RunFacts(
                capture.name(),
                0,
                index.end(),
                parties(),
                Map.of(host, pass.judge().host().counters()),
                "",
                Census.NONE);
        Trace raw = pass.judge().recorder().finish(facts);
        Set<Integer> joined = pass.departures().joinedLegs();
        List<Leg> legs = raw.legs().stream()
                .filter(leg -> !joined.contains(leg.id()))
                .map(leg -> captured(leg, byLeg.get(leg.id())))
                .sorted(Comparator.comparingLong(Leg::time))
                .toList();
        legs.forEach(leg -> renumbered.put(leg.id(), renumbered.size() + 1));
        return new Trace(
                raw.scenario(),
                raw.seed(),
                raw.until(),
                raw.parties(),
                legs.stream().map(this::renumber).toList(),
                raw.verdicts().stream().map(this::renumber).toList(),
                raw.states(),
                raw.calls(),
                raw.timers(),
                raw.counters(),
                raw.digest(),
                raw.tracked(),
                raw.kept().stream().map(this::renumber).toList(),
                raw.counted().stream().map(this::renumber).toList(),
                raw.census(),
                raw.plan());
    }

    /** A leg as it was captured; one that never was is lost. */
    private static Leg captured(Leg leg, @org.jspecify.annotations.Nullable Heard heard) {
        if (heard == null) {
            return new Leg(
                    leg.id(),
                    0,
                    leg.time(),
                    leg.at(),
                    leg.time(),
                    leg.segment().dst().text(),
                    Fate.LOST,
                    leg.segment(),
                    leg.retransmission(),
                    leg.cause());
        }
        Frame frame = heard.frame;
        String to = frame.inbound() ? leg.to() : frame.segment().dst().text();
        Fate fate = frame.inbound() ? leg.fate() : Fate.FORWARDED;
        return new Leg(
                leg.id(),
                0,
                frame.time(),
                leg.at(),
                frame.time(),
                to,
                fate,
                frame.segment(),
                leg.retransmission(),
                leg.cause());
    }

    private Leg renumber(Leg leg) {
        int id = renumbered.getOrDefault(leg.id(), 0);
        return new Leg(
                id,
                0,
                leg.time(),
                leg.at(),
                leg.arrived(),
                leg.to(),
                leg.fate(),
                leg.segment().copy().id(id),
                leg.retransmission(),
                renumber(leg.cause()));
    }

    private Kept renumber(Kept kept) {
        return new Kept(kept.time(), kept.at(), kept.subject(), kept.tuples(), kept.memory(), renumber(kept.cause()));
    }

    private Counted renumber(Counted counted) {
        return new Counted(counted.time(), counted.at(), counted.name(), counted.value(), renumber(counted.cause()));
    }

    private Origin renumber(Origin origin) {
        return new Origin(origin.kind(), origin.cause().map(this::renumber));
    }

    private Judged renumber(Judged judged) {
        return new Judged(
                judged.id(),
                judged.time(),
                judged.at(),
                renumber(judged.cause()),
                judged.socket(),
                judged.stateBefore(),
                judged.orphan(),
                judged.verdict(),
                judged.replies().stream()
                        .filter(renumbered::containsKey)
                        .map(reply -> renumbered.getOrDefault(reply, 0))
                        .toList(),
                judged.counters(),
                judged.stateAfter(),
                judged.timer(),
                judged.origins().stream().map(this::renumber).toList());
    }

    private Cause renumber(Cause cause) {
        return cause instanceof Cause.BySegment segment
                ? new Cause.BySegment(renumbered.getOrDefault(segment.leg(), 0))
                : cause;
    }

    /** From left to right: who connects to the host, the host, and whom it connects to. */
    private List<Party> parties() {
        Set<Address> peers = new LinkedHashSet<>();
        for (Frame frame : index.frames()) {
            peers.add(frame.inbound() ? frame.segment().src() : frame.segment().dst());
        }
        int hz = (int) request.settings().get(Constant.HZ);
        int tickHz = (int) request.settings().stampHz();
        CaptureRoles roles = new CaptureRoles(index);
        List<Party> parties = new ArrayList<>();
        for (Address peer : peers) {
            int inferredHz = inferred.hz(peer).orElse(tickHz);
            parties.add(new Party(peer.text(), roles.peer(peer), peer.text(), "", hz, inferredHz, false));
        }
        parties.sort(Comparator.comparing(Party::kind));
        int place = (int) parties.stream()
                .filter(party -> party.kind() == Party.Kind.CLIENT)
                .count();
        String kernel = request.profile().name();
        parties.add(place, new Party(host, roles.host(), host, kernel, hz, tickHz, false));
        return parties;
    }
}
