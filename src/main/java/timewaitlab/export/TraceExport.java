package timewaitlab.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.base.Problem;
import timewaitlab.base.SimTime;
import timewaitlab.capture.CaptureWriter;
import timewaitlab.capture.TimedSegment;
import timewaitlab.capture.WholeFile;
import timewaitlab.draw.TextLadder;
import timewaitlab.draw.Words;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;

/** Runs as text and as captures, for tools other than this one. Lines end with a line feed on every machine. */
public final class TraceExport {
    private TraceExport() {}

    /** The run as it stood at this moment: what was sent later never was, what was under way still is. */
    public static Trace until(Trace trace, long time) {
        if (time >= trace.until()) {
            return trace;
        }
        List<Leg> legs = trace.legs().stream()
                .filter(leg -> leg.time() <= time)
                .map(leg -> leg.arrived() <= time ? leg : underWay(leg))
                .toList();
        return new Trace(
                trace.scenario(),
                trace.seed(),
                time,
                trace.parties(),
                legs,
                trace.verdicts().stream()
                        .filter(judged -> judged.time() <= time)
                        .toList(),
                trace.states().stream().filter(change -> change.time() <= time).toList(),
                trace.calls().stream().filter(call -> call.time() <= time).toList(),
                trace.timers().stream().filter(span -> span.time() <= time).toList(),
                Map.of(),
                trace.digest(),
                trace.tracked().stream().filter(each -> each.time() <= time).toList(),
                trace.kept().stream().filter(each -> each.time() <= time).toList(),
                trace.counted().stream().filter(each -> each.time() <= time).toList(),
                trace.census(),
                trace.plan());
    }

    /** The ladder in plain characters under its title. */
    public static String ladder(Trace trace, String title) {
        StringBuilder text = new StringBuilder(title).append("\n\n");
        text.append(TextLadder.of(trace, Words.inUse())).append('\n');
        Caption.lines(trace, trace.until()).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** A Mermaid sequence diagram. */
    public static String mermaid(Trace trace, String title) {
        return new Sequence(trace, new MermaidWords()).text(title);
    }

    /** A PlantUML sequence diagram. */
    public static String plantUml(Trace trace, String title) {
        return new Sequence(trace, new PlantUmlWords()).text(title);
    }

    /** Every leg as tcpdump -tt would print it, in order of sending. */
    public static String tcpdump(Trace trace) {
        StringBuilder text = new StringBuilder();
        for (Leg leg : trace.legs()) {
            text.append(SimTime.text(leg.time())).append(' ').append(leg.at());
            text.append(leg.segment().src().isIpv6() ? " IP6 " : " IP ");
            text.append(SegmentText.tcpdump(leg.segment())).append('\n');
        }
        return text.toString();
    }

    /**
     * What a capture on this party's network cards would hold, in order of time: what it sent, and what reached it. At
     * a NAT every segment is there twice.
     */
    public static List<TimedSegment> capture(Trace trace, String party) {
        List<TimedSegment> frames = new ArrayList<>();
        for (Seen seen : seen(trace, party)) {
            frames.add(
                    TimedSegment.made(frames.size() + 1, seen.time(), seen.leg().segment()));
        }
        return frames;
    }

    /** Writes that capture as pcapng with simulated time as its clock; a judged segment says what was said to it. */
    public static Optional<Problem> pcapng(Trace trace, String party, Path file) {
        return pcapng(trace, party, trace.scenario(), 0, file);
    }

    /**
     * The same under a title, which with whatever else tells how to get it again is the comment of its section.
     *
     * @param startEpochNanos when the run began, nanoseconds since 1970
     */
    public static Optional<Problem> pcapng(Trace trace, String party, String title, long startEpochNanos, Path file) {
        Map<Integer, Judged> verdicts = new HashMap<>();
        for (Judged judged : trace.verdicts()) {
            if (judged.at().equals(party) && judged.cause() instanceof Cause.BySegment by) {
                verdicts.putIfAbsent(by.leg(), judged);
            }
        }
        List<Seen> seen = seen(trace, party);
        String about = title + '\n' + String.join("\n", Caption.lines(trace, trace.until()));
        return CaptureWriter.writePcapng(file, startEpochNanos, capture(trace, party), about, frame -> {
            Seen frames = seen.get(frame.frame() - 1);
            Judged judged = frames.sent() ? null : verdicts.get(frames.leg().id());
            return judged == null ? "" : Caption.verdict(judged);
        });
    }

    /** Writes a text, whole or not at all. */
    public static Optional<Problem> write(String text, Path file) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return WholeFile.write(file, out -> out.write(bytes));
    }

    private record Seen(long time, Leg leg, boolean sent) {}

    private static List<Seen> seen(Trace trace, String party) {
        List<Seen> seen = new ArrayList<>();
        for (Leg leg : trace.legs()) {
            if (leg.at().equals(party)) {
                seen.add(new Seen(leg.time(), leg, true));
            }
            if (leg.to().equals(party) && leg.fate() != Fate.LOST && leg.fate() != Fate.IN_FLIGHT) {
                seen.add(new Seen(leg.arrived(), leg, false));
            }
        }
        seen.sort(Comparator.comparingLong(Seen::time)
                .thenComparing(each -> each.leg().id()));
        return seen;
    }

    private static Leg underWay(Leg leg) {
        Segment segment = leg.segment();
        // A lost one is lost already when it is sent.
        Fate fate = leg.fate() == Fate.LOST ? Fate.LOST : Fate.IN_FLIGHT;
        return new Leg(
                leg.id(),
                leg.rewrites(),
                leg.time(),
                leg.at(),
                leg.arrived(),
                leg.to(),
                fate,
                segment,
                leg.retransmission(),
                leg.cause());
    }
}
