package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timewaitlab.trace.Party;
import timewaitlab.trace.StalePayload;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * The segment pane: the selected segment leg by leg, as a tree of fields by Wireshark's names; what a NAT rewrote is
 * marked with what it was before.
 */
public final class SegmentPane {
    private final TraceIndex index;
    private final Experiment experiment;
    private final Map<String, Integer> beginnings = new HashMap<>();

    private SegmentPane(TraceIndex index, Experiment experiment) {
        this.index = index;
        this.experiment = experiment;
    }

    /** A branch of the tree: a protocol with its fields. */
    public record Branch(String name, List<PaneRow> rows) {
        public Branch {
            rows = List.copyOf(rows);
        }
    }

    /** A leg of the way: who to whom, what it is called, and its branches. */
    public record Card(String title, String word, List<Branch> branches) {
        public Card {
            branches = List.copyOf(branches);
        }
    }

    /** A journey one can go to from here. */
    public record Link(String text, int journey) {}

    /** The legs of this journey in order. */
    public static List<Card> cards(TraceIndex index, Experiment experiment, int journey) {
        SegmentPane pane = new SegmentPane(index, experiment);
        List<Card> cards = new ArrayList<>();
        Segment before = null;
        Optional<Leg> leg = index.leg(journey);
        while (leg.isPresent()) {
            Leg shown = leg.get();
            pane.beginnings.clear();
            pane.listenUntil(shown);
            cards.add(pane.card(shown, before == null ? shown.segment() : before));
            before = shown.segment();
            leg = index.trace().legs().stream()
                    .filter(next -> next.rewrites() == shown.id())
                    .findFirst();
        }
        return cards;
    }

    /** What led to this segment, and what followed from it. */
    public static List<Link> links(TraceIndex index, int journey) {
        List<Link> links = new ArrayList<>();
        index.causeOf(journey)
                .flatMap(index::leg)
                .ifPresent(leg ->
                        links.add(new Link(Texts.say("segment.cause", leg.at(), SegmentText.label(leg)), leg.id())));
        for (int effect : index.effectsOf(journey)) {
            index.leg(effect)
                    .ifPresent(leg -> links.add(
                            new Link(Texts.say("segment.effect", leg.at(), SegmentText.label(leg)), leg.id())));
        }
        return links;
    }

    /** Where the numbers of each direction began, as an observer on this link knows it. */
    private void listenUntil(Leg shown) {
        for (Leg leg : index.trace().legs()) {
            Segment segment = leg.segment();
            boolean same = leg.at().equals(shown.at()) && leg.to().equals(shown.to())
                    || leg.at().equals(shown.to()) && leg.to().equals(shown.at());
            if (same && leg.id() <= shown.id()) {
                if (segment.has(TcpFlags.SYN)) {
                    beginnings.put(way(segment), segment.seq());
                } else {
                    beginnings.putIfAbsent(way(segment), segment.seq());
                }
                if (segment.has(TcpFlags.ACK)) {
                    beginnings.putIfAbsent(back(segment), segment.ack() - 1);
                }
            }
        }
    }

    private static String way(Segment segment) {
        return from(segment) + ">" + to(segment);
    }

    private static String back(Segment segment) {
        return to(segment) + ">" + from(segment);
    }

    private static String from(Segment segment) {
        return new Endpoint(segment.src(), segment.srcPort()).toString();
    }

    private static String to(Segment segment) {
        return new Endpoint(segment.dst(), segment.dstPort()).toString();
    }

    private Card card(Leg leg, Segment before) {
        Segment segment = leg.segment();
        List<Branch> branches = new ArrayList<>();
        branches.add(new Branch(Texts.say("segment.frame"), frame(leg)));
        branches.add(new Branch(
                "ip",
                List.of(
                        rewritten("ip.src", segment.src().text(), before.src().text()),
                        rewritten("ip.dst", segment.dst().text(), before.dst().text()))));
        branches.add(new Branch("tcp", tcp(segment, before)));
        List<PaneRow> options = options(leg);
        if (!options.isEmpty()) {
            branches.add(new Branch("tcp.options", options));
        }
        return new Card(leg.at() + " → " + leg.to(), SegmentText.kind(segment), branches);
    }

    private List<PaneRow> frame(Leg leg) {
        List<PaneRow> rows = new ArrayList<>();
        rows.add(PaneRow.of(Texts.say("segment.sent"), Numbers.clock(leg.time()) + " s"));
        rows.add(PaneRow.of(Texts.say("segment.arrived"), Numbers.clock(leg.arrived()) + " s"));
        Trace trace = index.trace();
        StalePayload.writtenBy(trace, leg)
                .ifPresent(write -> rows.add(PaneRow.of(
                        Texts.say("segment.written"),
                        Texts.say("segment.written.at", write.at(), Numbers.clock(write.time())))));
        index.verdictOf(index.journeyOf(leg.id()))
                .flatMap(judged -> StalePayload.in(trace, judged))
                .ifPresent(write -> rows.add(new PaneRow(
                        Texts.say("segment.stale"), Texts.say("segment.stale.yes"), "", true, Optional.empty())));
        Optional.ofNullable(experiment.marks().get(leg.id()))
                .ifPresent(mark ->
                        rows.add(PaneRow.of(Texts.say("segment.agreement"), Texts.say("agreement." + mark.name()))));
        return rows;
    }

    private List<PaneRow> tcp(Segment segment, Segment before) {
        List<PaneRow> rows = new ArrayList<>();
        rows.add(rewritten("tcp.srcport", "" + segment.srcPort(), "" + before.srcPort()));
        rows.add(rewritten("tcp.dstport", "" + segment.dstPort(), "" + before.dstPort()));
        rows.add(PaneRow.of(
                "tcp.flags",
                String.format(Locale.ROOT, "0x%03x [%s]", segment.flags(), TcpFlags.text(segment.flags()))));
        rows.add(PaneRow.of("tcp.seq_raw", "" + SeqNum.unsigned(segment.seq())));
        rows.add(PaneRow.of("tcp.seq", relative(segment.seq(), beginnings.get(way(segment)))));
        if (segment.has(TcpFlags.ACK)) {
            rows.add(PaneRow.of("tcp.ack_raw", "" + SeqNum.unsigned(segment.ack())));
            rows.add(PaneRow.of("tcp.ack", relative(segment.ack(), beginnings.get(back(segment)))));
        }
        rows.add(PaneRow.of("tcp.window_size_value", "" + segment.window()));
        rows.add(PaneRow.of("tcp.len", "" + segment.length()));
        return rows;
    }

    private static String relative(int value, @Nullable Integer beginning) {
        return beginning == null ? Texts.say("segment.unknown") : "" + SeqNum.unsigned(value - beginning);
    }

    private List<PaneRow> options(Leg leg) {
        Segment segment = leg.segment();
        List<PaneRow> rows = new ArrayList<>();
        if (segment.mss() > 0) {
            rows.add(PaneRow.of("tcp.options.mss_val", "" + segment.mss()));
        }
        if (segment.isSackPermitted()) {
            rows.add(PaneRow.of("tcp.options.sack_perm", Texts.say("why.yes")));
        }
        if (segment.windowScale() != Segment.NO_SCALE) {
            rows.add(PaneRow.of("tcp.options.wscale.shift", "" + segment.windowScale()));
        }
        if (segment.isTimestamped()) {
            int hz = index.leg(index.journeyOf(leg.id()))
                    .flatMap(first -> index.party(first.at()))
                    .map(Party::hz)
                    .orElse(1000);
            rows.add(stamp("tcp.options.timestamp.tsval", segment.tsVal(), hz));
            rows.add(PaneRow.of("tcp.options.timestamp.tsecr", "" + SeqNum.unsigned(segment.tsEcr())));
        }
        return rows;
    }

    private static PaneRow stamp(String name, int ticks, int hz) {
        long value = SeqNum.unsigned(ticks);
        return PaneRow.of(name, Texts.say("segment.ticks", value, Numbers.span((double) value / hz), hz));
    }

    private static PaneRow rewritten(String name, String value, String before) {
        boolean changed = !value.equals(before);
        return new PaneRow(name, value, changed ? before : "", changed, Optional.empty());
    }
}
