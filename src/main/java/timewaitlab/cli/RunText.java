package timewaitlab.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Code;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.nat.ConntrackReason;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Party;
import timewaitlab.trace.StalePayload;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.Tracked;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** A run on a terminal: one line a segment, its verdict below, the proof of every refusal. */
final class RunText {
    private static final int COLUMN = 16;
    private static final Set<Code> ORDINARY =
            Set.of(ConntrackReason.TRACKED, ConntrackReason.PORT_KEPT, ConntrackReason.BEGUN);

    private RunText() {}

    static void ladder(Scenario scenario, Trace trace, PrintWriter out) {
        out.println(scenario.title());
        out.println(parties(trace));
        if (!trace.plan().isComplete()) {
            out.println("written down from " + SimTime.text(trace.plan().from()) + " s to "
                    + SimTime.text(trace.plan().until()) + " s; counters are of all "
                    + SimTime.text(trace.until()) + " s");
        }
        out.println();
        Map<Integer, Judged> byLeg = new HashMap<>();
        trace.verdicts().forEach(judged -> legOf(judged).ifPresent(leg -> byLeg.putIfAbsent(leg, judged)));
        for (Leg leg : trace.legs()) {
            if (leg.rewrites() == 0) {
                segment(leg, trace, byLeg, out);
            }
        }
        out.println();
        trace.calls().stream().filter(call -> call.call().equals("connect")).forEach(call -> out.println(words(call)));
        trace.counters().forEach((host, counters) -> out.println(host + " " + counters));
        out.println("digest " + trace.digest() + "  seed " + trace.seed());
    }

    private static String parties(Trace trace) {
        List<String> words = new ArrayList<>();
        for (Party party : trace.parties()) {
            String kernel = party.kernel().isEmpty() ? "" : " " + label(party.kernel()) + " HZ " + party.hz();
            words.add((party.name() + " " + party.address()).strip() + kernel);
        }
        return String.join("   ", words);
    }

    private static Optional<Integer> legOf(Judged judged) {
        return judged.cause() instanceof Cause.BySegment segment ? Optional.of(segment.leg()) : Optional.empty();
    }

    private static void segment(Leg first, Trace trace, Map<Integer, Judged> byLeg, PrintWriter out) {
        Leg last = first;
        StringBuilder way = new StringBuilder(first.at());
        Set<Cause> causes = new HashSet<>();
        for (Optional<Leg> next = Optional.of(first); next.isPresent(); next = continuation(trace, last)) {
            last = next.get();
            way.append(" > ").append(last.to());
            causes.add(new Cause.BySegment(last.id()));
        }
        List<Tracked> atNats = decisions(trace, causes);
        String again = first.retransmission() ? "R " : "";
        out.println(String.format(
                "%10s  %-" + COLUMN + "s %s%s", SimTime.text(first.time()), way, again, brief(last.segment())));
        atNats.forEach(tracked -> out.println(words(tracked)));
        Judged judged = byLeg.get(last.id());
        if (last.fate() == Fate.LOST || last.fate() == Fate.FILTERED) {
            String end = last.to().isEmpty() ? "no route" : last.fate() + " on the way to " + last.to();
            out.println(" ".repeat(12) + "X " + end);
        } else if (judged != null) {
            verdict(judged, out);
            StalePayload.in(trace, judged)
                    .ifPresent(write -> out.println(" ".repeat(12) + "! data of an earlier connection: " + write.at()
                            + " wrote it at " + SimTime.text(write.time()) + " s"));
        }
    }

    /** What connection tracking decided on the way of a segment, where it is out of the ordinary. */
    private static List<Tracked> decisions(Trace trace, Set<Cause> causes) {
        return trace.tracked().stream()
                .filter(tracked ->
                        !ORDINARY.contains(tracked.verdict().outcome().code()))
                .filter(tracked -> causes.contains(tracked.cause()))
                .toList();
    }

    private static String words(Tracked tracked) {
        String state = tracked.before() == tracked.after()
                ? tracked.before().name()
                : tracked.before() + " -> " + tracked.after();
        Code code = tracked.verdict().outcome().code();
        String why = code instanceof ConntrackReason reason ? reason.label() : code.name();
        return String.format(
                "%10s  %s %s: %s  %s  [%s]",
                SimTime.text(tracked.time()),
                tracked.at(),
                tracked.verdict().outcome().disposition(),
                why,
                state,
                tracked.verdict().ruleId());
    }

    private static Optional<Leg> continuation(Trace trace, Leg leg) {
        return trace.legs().stream().filter(next -> next.rewrites() == leg.id()).findFirst();
    }

    private static void verdict(Judged judged, PrintWriter out) {
        String state = judged.stateBefore() == judged.stateAfter()
                ? judged.stateBefore().label()
                : judged.stateBefore().label() + " -> " + judged.stateAfter().label();
        String timer = judged.timer() == null ? "" : ", timer " + judged.timer();
        out.println(String.format(
                "%10s  %s %s  %s  [%s]%s",
                SimTime.text(judged.time()),
                judged.at(),
                VerdictText.headline(judged.verdict()),
                state,
                judged.verdict().ruleId(),
                timer));
        boolean refused = switch (judged.verdict().outcome().disposition()) {
            case DROP, REPLY -> judged.counters().keySet().stream().anyMatch(name -> name.contains("PAWS"));
            default -> false;
        };
        if (refused) {
            VerdictText.printProof(judged, out);
        }
    }

    private static String brief(Segment segment) {
        StringBuilder text =
                new StringBuilder("[").append(TcpFlags.text(segment.flags())).append("]");
        text.append(" seq ").append(SeqNum.unsigned(segment.seq()));
        if (segment.has(TcpFlags.ACK)) {
            text.append(" ack ").append(SeqNum.unsigned(segment.ack()));
        }
        if (segment.isTimestamped()) {
            text.append(" TS ").append(SeqNum.unsigned(segment.tsVal()));
            text.append(" ecr ").append(SeqNum.unsigned(segment.tsEcr()));
        }
        return segment.length() == 0 ? text.toString() : text + " len " + segment.length();
    }

    private static String words(AppCall call) {
        return call.at() + " " + call.call() + " at " + SimTime.text(call.time()) + " s: " + call.result() + " after "
                + SimTime.text(call.took()) + " s";
    }

    private static String label(String kernel) {
        return Profiles.named(kernel).map(KernelProfile::label).orElse(kernel);
    }
}
