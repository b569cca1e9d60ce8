package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Finding;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** What may be written on a segment, from the longest text to the shortest. */
final class LabelText {
    private LabelText() {}

    /** Texts for a way whose longest leg has this width; the last one is the least that says something. */
    static List<String> of(Way way, LadderOptions options, boolean marked, double room) {
        boolean explore = options.emphasis() == Emphasis.EXPLORE;
        List<String> texts = new ArrayList<>(4);
        Segment segment = way.first().segment();
        String name = name(way);
        String stamp = segment.isTimestamped() ? "TSval " + SeqNum.unsigned(segment.tsVal()) : "";
        boolean telling = marked || isRefusedByTimestamp(way.judged());
        boolean opensOrEnds = segment.has(TcpFlags.FIN) || segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK);
        if (explore && options.detail() == LadderOptions.Detail.FULL) {
            String seq = " seq " + SeqNum.unsigned(segment.seq());
            addIfShort(texts, again(way) + full(segment), 0.6 * room);
            addIfShort(texts, name + " " + seq + "  " + stamp, 0.6 * room);
        }
        String place = place(way);
        if (!stamp.isEmpty() && (telling || explore && opensOrEnds && segment.length() == 0)) {
            texts.add(name + " " + stamp);
        } else if (!place.isEmpty() && explore) {
            texts.add(name + place);
        }
        // A timestamp that decided stays; the name goes first, since the line already tells the kind.
        texts.add(telling && !stamp.isEmpty() ? again(way) + stamp : name);
        return texts;
    }

    /** The least that says something: {@code R SYN}. */
    static String name(Way way) {
        return again(way) + name(way.first().segment(), way.kind());
    }

    private static String again(Way way) {
        return way.first().retransmission() ? "R " : "";
    }

    /** Whether the verdict at the end of this segment read its timestamp and refused it. */
    private static boolean isRefusedByTimestamp(@Nullable Judged judged) {
        if (judged == null) {
            return false;
        }
        Disposition disposition = judged.verdict().outcome().disposition();
        if (disposition != Disposition.DROP && disposition != Disposition.REPLY) {
            return false;
        }
        for (Finding finding : judged.verdict().findings()) {
            if (finding.check().left().name().equals("SEG.TSval")
                    || finding.check().right().name().equals("SEG.TSval")) {
                return true;
            }
        }
        return false;
    }

    private static void addIfShort(List<String> texts, String text, double room) {
        if (TextMeasure.width(Face.MONO_MEDIUM, Emphasis.EXPLORE.label(), text) + 10 <= room) {
            texts.add(text);
        }
    }

    private static String name(Segment segment, SegmentKind kind) {
        boolean ack = segment.has(TcpFlags.ACK);
        return switch (kind) {
            case SYN -> ack ? "SYN+ACK" : "SYN";
            case FIN -> segment.length() > 0 ? "DATA+FIN" : "FIN";
            case RST -> "RST";
            case ACK -> "ACK";
            case KEEPALIVE -> "KEEPALIVE";
            case DATA -> "DATA";
        };
    }

    /** {@code 1:101}: which bytes, counted from the start of the connection. */
    private static String place(Way way) {
        int length = way.first().segment().length();
        return way.relative() < 0 || length == 0 ? "" : " " + way.relative() + ":" + (way.relative() + length);
    }

    private static String full(Segment segment) {
        StringBuilder text = new StringBuilder("[");
        text.append(TcpFlags.text(segment.flags())).append("], seq ").append(SeqNum.unsigned(segment.seq()));
        if (segment.has(TcpFlags.ACK)) {
            text.append(", ack ").append(SeqNum.unsigned(segment.ack()));
        }
        text.append(", win ").append(segment.window());
        if (segment.isTimestamped()) {
            text.append(", TS val ").append(SeqNum.unsigned(segment.tsVal()));
            text.append(" ecr ").append(SeqNum.unsigned(segment.tsEcr()));
        }
        return text.toString();
    }
}
