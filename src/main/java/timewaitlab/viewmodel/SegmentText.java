package timewaitlab.viewmodel;

import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Segments in a few words. */
public final class SegmentText {
    private SegmentText() {}

    /** {@code SYN}, {@code SYN+ACK}, {@code FIN}, {@code RST}, {@code data}, {@code ACK}. */
    public static String kind(Segment segment) {
        boolean acks = segment.has(TcpFlags.ACK);
        if (segment.has(TcpFlags.RST)) {
            return "RST";
        }
        if (segment.has(TcpFlags.SYN)) {
            return acks ? "SYN+ACK" : "SYN";
        }
        if (segment.has(TcpFlags.FIN)) {
            return segment.length() > 0 ? Texts.say("segment.dataFin") : "FIN";
        }
        return segment.length() > 0 ? Texts.say("segment.data") : "ACK";
    }

    /** {@code SYN TSval 260487}, with {@code R} before a retransmission. */
    public static String label(Leg leg) {
        String stamp = leg.segment().isTimestamped()
                ? " TSval " + SeqNum.unsigned(leg.segment().tsVal())
                : "";
        return (leg.retransmission() ? "R " : "") + kind(leg.segment()) + stamp;
    }
}
