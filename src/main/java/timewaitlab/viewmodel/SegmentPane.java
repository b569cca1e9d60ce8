package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** The segment pane: the fields of the selected segment, leg by leg; what a NAT rewrote is marked. */
public final class SegmentPane {
    private SegmentPane() {}

    /** A leg with its fields. */
    public record Card(String title, String word, List<SocketPane.Field> fields) {}

    /** The legs of this journey in order. */
    public static List<Card> cards(TraceIndex index, Experiment experiment, int journey) {
        List<Card> cards = new ArrayList<>();
        Segment before = null;
        Optional<Leg> leg = index.leg(journey);
        while (leg.isPresent()) {
            Leg shown = leg.get();
            cards.add(new Card(
                    shown.at() + " → " + shown.to(),
                    SegmentText.kind(shown.segment()),
                    fields(shown, experiment, before == null ? shown.segment() : before)));
            before = shown.segment();
            leg = index.trace().legs().stream()
                    .filter(next -> next.rewrites() == shown.id())
                    .findFirst();
        }
        return cards;
    }

    private static List<SocketPane.Field> fields(Leg leg, Experiment experiment, Segment before) {
        Segment segment = leg.segment();
        List<SocketPane.Field> fields = new ArrayList<>();
        String from = new Endpoint(segment.src(), segment.srcPort()).toString();
        String to = new Endpoint(segment.dst(), segment.dstPort()).toString();
        fields.add(field("sent", Numbers.clock(leg.time()) + " s"));
        fields.add(field("arrived", Numbers.clock(leg.arrived()) + " s"));
        fields.add(new SocketPane.Field(
                Texts.say("segment.from"),
                from,
                !from.equals(new Endpoint(before.src(), before.srcPort()).toString())));
        fields.add(new SocketPane.Field(
                Texts.say("segment.to"), to, !to.equals(new Endpoint(before.dst(), before.dstPort()).toString())));
        fields.add(field("flags", "[" + TcpFlags.text(segment.flags()) + "]"));
        fields.add(field("seq", Long.toString(SeqNum.unsigned(segment.seq()))));
        if (segment.has(TcpFlags.ACK)) {
            fields.add(field("ack", Long.toString(SeqNum.unsigned(segment.ack()))));
        }
        fields.add(field("win", Integer.toString(segment.window())));
        fields.add(field("len", Integer.toString(segment.length())));
        if (segment.isTimestamped()) {
            fields.add(field("tsval", Long.toString(SeqNum.unsigned(segment.tsVal()))));
            fields.add(field("tsecr", Long.toString(SeqNum.unsigned(segment.tsEcr()))));
        }
        Optional.ofNullable(experiment.marks().get(leg.id()))
                .ifPresent(mark -> fields.add(field("agreement", Texts.say("agreement." + mark.name()))));
        return fields;
    }

    private static SocketPane.Field field(String key, String value) {
        return new SocketPane.Field(Texts.say("segment." + key), value, false);
    }
}
