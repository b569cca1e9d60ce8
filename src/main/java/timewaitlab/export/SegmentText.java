package timewaitlab.export;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Segments in a line of text. */
final class SegmentText {
    private static final int TELLING = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST;

    private SegmentText() {}

    /** {@code R SYN}, {@code FIN+ACK}, {@code DATA 100}: what somebody calls it. */
    static String name(Leg leg) {
        String name = name(leg.segment());
        return leg.retransmission() ? "R " + name : name;
    }

    /** The same of a segment nobody sent. */
    static String name(Segment segment) {
        List<String> parts = new ArrayList<>();
        if (segment.length() > 0) {
            parts.add("DATA " + segment.length());
        }
        add(parts, segment, TcpFlags.SYN, "SYN");
        add(parts, segment, TcpFlags.FIN, "FIN");
        add(parts, segment, TcpFlags.RST, "RST");
        if (segment.length() == 0) {
            add(parts, segment, TcpFlags.ACK, "ACK");
        }
        return parts.isEmpty() ? "no flags" : String.join("+", parts);
    }

    private static void add(List<String> parts, Segment segment, int flag, String name) {
        if (segment.has(flag)) {
            parts.add(name);
        }
    }

    /** The line tcpdump prints after the time. */
    static String tcpdump(Segment segment) {
        StringBuilder text = new StringBuilder(120);
        text.append(segment.src()).append('.').append(segment.srcPort()).append(" > ");
        text.append(segment.dst()).append('.').append(segment.dstPort());
        text.append(": Flags [").append(TcpFlags.text(segment.flags())).append("]");
        if (segment.length() > 0 || (segment.flags() & TELLING) != 0) {
            text.append(", seq ").append(SeqNum.unsigned(segment.seq()));
            if (segment.length() > 0) {
                text.append(':').append(SeqNum.unsigned(segment.seq() + segment.length()));
            }
        }
        if (segment.has(TcpFlags.ACK)) {
            text.append(", ack ").append(SeqNum.unsigned(segment.ack()));
        }
        text.append(", win ").append(segment.window());
        List<String> options = new ArrayList<>();
        if (segment.mss() > 0) {
            options.add("mss " + segment.mss());
        }
        if (segment.isSackPermitted()) {
            options.add("sackOK");
        }
        if (segment.isTimestamped()) {
            options.add("TS val " + SeqNum.unsigned(segment.tsVal()) + " ecr " + SeqNum.unsigned(segment.tsEcr()));
        }
        if (segment.windowScale() >= 0) {
            options.add("nop,wscale " + segment.windowScale());
        }
        if (!options.isEmpty()) {
            text.append(", options [").append(String.join(",", options)).append("]");
        }
        return text.append(", length ").append(segment.length()).toString();
    }
}
