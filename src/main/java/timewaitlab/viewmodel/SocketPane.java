package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Unit;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.TimerSpan;
import timewaitlab.wire.FourTuple;

/** The socket pane: what is known of a socket at a moment, from what its host was seen to compare. */
public final class SocketPane {
    private SocketPane() {}

    /** A field, and whether the event at this very moment changed or read it. */
    public record Field(String name, String value, boolean changed) {}

    /** A socket of a host with its fields. */
    public record Card(String host, String title, String state, List<Field> fields) {}

    /** The followed sockets of every host that has one. */
    public static List<Card> cards(TraceIndex index, int journey, long time) {
        List<Card> cards = new ArrayList<>();
        Sockets sockets = new Sockets(index);
        index.trace()
                .parties()
                .forEach(party -> sockets.followed(party.name(), journey, time)
                        .ifPresent(socket -> cards.add(card(index, sockets, party.name(), socket, time))));
        return cards;
    }

    private static Card card(TraceIndex index, Sockets sockets, String host, FourTuple socket, long time) {
        Optional<Sockets.Snapshot> now = sockets.at(host, time).stream()
                .filter(snapshot -> snapshot.socket().equals(socket))
                .findFirst();
        String state = now.map(snapshot -> snapshot.state().label()).orElse("CLOSED");
        List<Field> fields = new ArrayList<>();
        now.ifPresent(snapshot -> fields.add(new Field(
                Texts.say("socket.since"), Numbers.clock(snapshot.since()) + " s", snapshot.since() == time)));
        sockets.timer(host, socket.toString(), time).ifPresent(span -> fields.add(timer(span, time)));
        boolean listens = now.map(Sockets.Snapshot::isListener).orElse(false);
        fields.addAll(operands(index, host, listens ? "" : socket.toString(), time));
        return new Card(host, listens ? listener(socket) : socket.remote().toString(), state, fields);
    }

    private static String listener(FourTuple socket) {
        return Texts.say("socket.listener", socket.local().port());
    }

    private static Field timer(TimerSpan span, long time) {
        double left = (Sockets.due(span, time) - time) / 1e9;
        return new Field(Texts.say("timer." + span.kind().name()), Texts.say("socket.left", Numbers.span(left)), false);
    }

    /** Values the host read from this socket, the latest of each; an empty subject stands for the listener. */
    private static List<Field> operands(TraceIndex index, String host, String subject, long time) {
        Map<String, Field> latest = new LinkedHashMap<>();
        for (Judged judged : index.trace().verdicts()) {
            if (judged.time() > time) {
                break;
            }
            boolean about = subject.isEmpty()
                    ? judged.stateBefore() == TcpState.LISTEN
                    : judged.socket().equals(subject) && judged.stateBefore() != TcpState.LISTEN;
            if (judged.at().equals(host) && about) {
                judged.verdict().findings().forEach(finding -> read(finding, judged.time() == time, latest));
            }
        }
        return List.copyOf(latest.values());
    }

    private static void read(Finding finding, boolean now, Map<String, Field> latest) {
        keep(finding.check().left(), finding.left(), now, latest);
        keep(finding.check().right(), finding.right(), now, latest);
    }

    private static void keep(Operand<?> operand, long value, boolean now, Map<String, Field> latest) {
        String name = operand.name();
        boolean ofSegment = name.startsWith("SEG.") || Character.isDigit(name.charAt(0));
        boolean constant = name.equals(name.toUpperCase(Locale.ROOT));
        if (!ofSegment && !constant) {
            latest.put(name, new Field(name, text(operand.unit(), value), now));
        }
    }

    private static String text(Unit unit, long value) {
        return unit == Unit.FLAG ? Texts.say(value == 0 ? "why.no" : "why.yes") : FindingText.value(unit, value);
    }
}
