package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import timewaitlab.decide.Arc;
import timewaitlab.decide.Comparison;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Unit;
import timewaitlab.draw.Clocks;
import timewaitlab.draw.SerialPair;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Field;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.Memory;
import timewaitlab.trace.Party;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.SeqNum;

/** What the pictures of the Why pane need of a verdict whose deciding question compared serial numbers. */
final class ValuePictures {
    /** Of a long run only what was decided about then is drawn: so many verdicts before it and after it. */
    private static final int NEIGHBOURS = 1000;

    private static final String SEGMENT = "SEG.";
    private static final double RING = 1L << 32;

    private final TraceIndex index;
    private final Judged judged;
    private final Finding finding;
    private final boolean segmentIsLeft;

    private ValuePictures(TraceIndex index, Judged judged, Finding finding) {
        this.index = index;
        this.judged = judged;
        this.finding = finding;
        segmentIsLeft = isOfSegment(finding.check().left());
    }

    /** Of this verdict and its deciding finding; empty where that one did not put a segment's value in an order. */
    static Optional<ValuePictures> of(TraceIndex index, Judged judged, Finding finding) {
        Comparison comparison = finding.check().comparison();
        boolean ordered = comparison.isSerial() && comparison != Comparison.SAME_AS;
        boolean ofSegment = isOfSegment(finding.check().left())
                != isOfSegment(finding.check().right());
        return ordered && ofSegment && finding.check().left().unit().wraps()
                ? Optional.of(new ValuePictures(index, judged, finding))
                : Optional.empty();
    }

    private static boolean isOfSegment(Operand<?> operand) {
        return operand.name().startsWith(SEGMENT);
    }

    private Operand<?> theirs() {
        return segmentIsLeft ? finding.check().left() : finding.check().right();
    }

    private Operand<?> ours() {
        return segmentIsLeft ? finding.check().right() : finding.check().left();
    }

    private static long remembered(Finding asked) {
        return isOfSegment(asked.check().left()) ? asked.right() : asked.left();
    }

    /** The two values. */
    SerialPair pair() {
        boolean ticks = theirs().unit() == Unit.TICK;
        long segment = segmentIsLeft ? finding.left() : finding.right();
        VerdictChip.Kind kind = VerdictChip.of(judged).kind();
        return new SerialPair(
                ticks ? SerialPair.Kind.TIMESTAMP : SerialPair.Kind.SEQUENCE,
                segment,
                remembered(finding),
                refused(kind, ticks),
                kind != VerdictChip.Kind.ACCEPT && kind != VerdictChip.Kind.DROP,
                labels(kind, ticks, segment));
    }

    /** A timestamp is refused for being older; whether a sequence number was, the verdict says. */
    private Arc refused(VerdictChip.Kind kind, boolean ticks) {
        Arc held = finding.check().comparison().heldArc(finding.margin());
        Arc ofSegment = segmentIsLeft ? held : held.mirrored();
        boolean refuses = ticks ? ofSegment.has(-(long) RING / 4) : finding.held() == (kind != VerdictChip.Kind.ACCEPT);
        return refuses ? ofSegment : ofSegment.complement();
    }

    private SerialPair.Labels labels(VerdictChip.Kind kind, boolean ticks, long segment) {
        long away = Math.abs((long) (int) (segment - remembered(finding)));
        boolean accepts = kind == VerdictChip.Kind.ACCEPT;
        String end = Texts.say("why.end." + (accepts && ticks ? VerdictChip.Kind.DROP : kind));
        String other = Texts.say(ticks ? "why.accepted" : "why.otherwise");
        int hz = index.party(sender()).map(Party::tickHz).orElse(1000);
        return new SerialPair.Labels(
                ticks && theirs().name().equals("SEG.TSval")
                        ? Texts.say("why.sent", sender())
                        : FindingText.name(theirs()),
                field().isPresent() ? Texts.say("why.remembers", judged.at()) : FindingText.name(ours()),
                ticks
                        ? Texts.say("why.distance", away, Numbers.span((double) away / hz))
                        : Texts.say("why.bytes", away),
                ticks ? Texts.say("why.ring.ticks", Numbers.span(RING / hz), hz) : Texts.say("why.ring.bytes"),
                accepts && !ticks ? other : end,
                accepts && !ticks ? end : other);
    }

    private String sender() {
        return index.leg(index.journeyOf(judged)).map(Leg::at).orElse(judged.at());
    }

    /** Where the timestamp that was compared with is kept; empty for values that are not kept. */
    private Optional<Field> field() {
        return switch (ours().name()) {
            case "peer.ts" -> Optional.of(Field.PEER_TS);
            case "ts_recent" -> Optional.of(Field.TS_RECENT);
            default -> Optional.empty();
        };
    }

    /** The clocks that met there; empty where no memory is known to have held the value. */
    Optional<Supplier<Clocks>> clocks() {
        return field().flatMap(this::subject).map(subject -> () -> clocks(subject));
    }

    private record Subject(List<Kept> history, Field field) {}

    /** The memory that held the value just before. */
    private Optional<Subject> subject(Field field) {
        String address = arrival(judged).map(leg -> leg.segment().src().text()).orElse("");
        String subject = field == Field.PEER_TS ? address : judged.socket();
        boolean held = remembered(finding) != 0
                && index.memories()
                        .at(judged.at(), subject, judged.time() - 1)
                        .filter(kept ->
                                kept.memory().has(field) && kept.memory().get(field) == remembered(finding))
                        .isPresent();
        return held
                ? Optional.of(new Subject(index.memories().history(judged.at(), subject), field))
                : Optional.empty();
    }

    private Clocks clocks(Subject subject) {
        List<Clocks.Held> held = held(subject);
        List<Judged> near = near();
        List<Clocks.Trial> trials = new ArrayList<>();
        Map<String, List<Clocks.At>> seen = new LinkedHashMap<>();
        int chosen = 0;
        for (Judged other : near) {
            Optional<Leg> leg =
                    arrival(other).filter(arrived -> arrived.segment().isTimestamped());
            if (leg.isEmpty() || !isFromThere(leg.get())) {
                continue;
            }
            Clocks.At at = new Clocks.At(
                    other.time(), SeqNum.unsigned(leg.get().segment().tsVal()));
            String sender = index.leg(index.journeyOf(other)).map(Leg::at).orElse("");
            seen.computeIfAbsent(sender, any -> new ArrayList<>()).add(at);
            Optional<Finding> asked = asked(other, held);
            if (asked.isEmpty() && isTaken(other)) {
                trials.add(new Clocks.Trial(at, false));
            } else if (asked.isPresent()) {
                chosen = other.id() == judged.id() ? trials.size() : chosen;
                trials.add(new Clocks.Trial(at, asked.get().held() == (finding.held() == pair().isHeld())));
            }
        }
        List<Clocks.Sender> senders = new ArrayList<>();
        seen.forEach((name, values) -> senders.add(new Clocks.Sender(name, name.equals(sender()), values)));
        return new Clocks(senders, held, trials, chosen, pair());
    }

    private List<Judged> near() {
        List<Judged> all = index.decisions();
        int place = Math.max(0, all.indexOf(judged));
        return all.subList(Math.max(0, place - NEIGHBOURS), Math.min(all.size(), place + NEIGHBOURS));
    }

    private Optional<Leg> arrival(Judged other) {
        return other.at().equals(judged.at()) && other.cause() instanceof Cause.BySegment by
                ? index.leg(by.leg())
                : Optional.empty();
    }

    private boolean isFromThere(Leg leg) {
        return arrival(judged)
                .filter(own -> own.segment().src().equals(leg.segment().src()))
                .isPresent();
    }

    /** Whether it got in where the explained one wanted to, without the question being asked. */
    private boolean isTaken(Judged other) {
        return other.stateBefore() == judged.stateBefore()
                && VerdictChip.of(other).kind() == VerdictChip.Kind.ACCEPT;
    }

    /** The same question about another segment, put to the same memory. */
    private Optional<Finding> asked(Judged other, List<Clocks.Held> held) {
        return other.verdict().findings().stream()
                .filter(asked -> asked.check().id().equals(finding.check().id())
                        && held.stream().anyMatch(step -> step.at().value() == remembered(asked)))
                .findFirst();
    }

    private static List<Clocks.Held> held(Subject subject) {
        List<Clocks.Held> steps = new ArrayList<>();
        List<Kept> history = subject.history();
        for (int i = 0; i < history.size(); i++) {
            Memory memory = history.get(i).memory();
            long next = i + 1 < history.size() ? history.get(i + 1).time() : Long.MAX_VALUE;
            if (!memory.has(subject.field()) || memory.get(subject.field()) == 0) {
                continue;
            }
            long until = Math.min(next, end(memory));
            long value = memory.get(subject.field());
            int last = steps.size() - 1;
            if (last >= 0
                    && steps.get(last).at().value() == value
                    && steps.get(last).until() >= history.get(i).time()) {
                steps.set(last, new Clocks.Held(steps.get(last).at(), until));
            } else {
                steps.add(new Clocks.Held(new Clocks.At(history.get(i).time(), value), until));
            }
        }
        return steps;
    }

    private static long end(Memory memory) {
        return memory.has(Field.PEER_DUE)
                ? memory.get(Field.PEER_DUE)
                : memory.has(Field.TIME_WAIT_DUE) ? memory.get(Field.TIME_WAIT_DUE) : Long.MAX_VALUE;
    }
}
