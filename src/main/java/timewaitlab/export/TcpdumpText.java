package timewaitlab.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import timewaitlab.capture.TimedSegment;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * What {@code tcpdump -n} of tcpdump 4.99 writes: sequence numbers of a conversation are absolute on the first segment
 * that acknowledges, and on everything that acknowledges nothing; from then on they are relative to it.
 */
public final class TcpdumpText {
    private static final int TELLING = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST;
    /** Ports whose text it takes for HTTP, whatever it is. */
    private static final List<Integer> HTTP = List.of(80, 8080);

    /** Where the numbers of a conversation begin: those of the side that sorts first, and of the other. */
    private record Base(int seq, int ack) {}

    private final Map<String, Base> conversations = new HashMap<>();

    private TcpdumpText() {}

    /** The lines of a capture. */
    public static String of(List<TimedSegment> frames) {
        TcpdumpText text = new TcpdumpText();
        StringBuilder out = new StringBuilder();
        for (TimedSegment frame : frames) {
            out.append(clock(frame.time())).append(text.line(frame.segment())).append('\n');
        }
        return out.toString();
    }

    /** {@code 00:00:05.022000}. */
    static String clock(long nanos) {
        long micros = Math.floorMod(nanos / 1000, 86_400_000_000L);
        long seconds = micros / 1_000_000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%06d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                micros % 1_000_000);
    }

    private String line(Segment segment) {
        Base base = base(segment);
        int seq = segment.seq() - base.seq;
        StringBuilder text = new StringBuilder(120);
        text.append(segment.src().isIpv6() ? " IP6 " : " IP ");
        text.append(segment.src()).append('.').append(segment.srcPort()).append(" > ");
        text.append(segment.dst()).append('.').append(segment.dstPort());
        text.append(": Flags [").append(TcpFlags.text(segment.flags())).append("]");
        if (segment.length() > 0 || (segment.flags() & TELLING) != 0) {
            text.append(", seq ").append(SeqNum.unsigned(seq));
            if (segment.length() > 0) {
                text.append(':').append(SeqNum.unsigned(seq + segment.length()));
            }
        }
        if (segment.has(TcpFlags.ACK)) {
            text.append(", ack ").append(SeqNum.unsigned(segment.ack() - base.ack));
        }
        text.append(", win ").append(segment.window()).append(options(segment));
        text.append(", length ").append(segment.length());
        boolean web = HTTP.contains(segment.srcPort()) || HTTP.contains(segment.dstPort());
        return text.append(web && segment.length() > 0 ? ": HTTP" : "").toString();
    }

    /** print-tcp.c: the numbers to take off this segment's. */
    private Base base(Segment segment) {
        if (!segment.has(TcpFlags.ACK)) {
            return new Base(0, 0);
        }
        String from = segment.src() + " " + segment.srcPort();
        String to = segment.dst() + " " + segment.dstPort();
        boolean reversed = from.compareTo(to) > 0;
        String key = reversed ? to + " " + from : from + " " + to;
        Base known = conversations.get(key);
        if (known == null || segment.has(TcpFlags.SYN)) {
            int seq = segment.seq();
            int ack = segment.ack() - 1;
            conversations.put(key, reversed ? new Base(ack, seq) : new Base(seq, ack));
            return new Base(0, 0);
        }
        return reversed ? new Base(known.ack, known.seq) : known;
    }

    /** In the order of tcp_options_write(), with the padding that goes with it. */
    private static String options(Segment segment) {
        List<String> options = new ArrayList<>();
        if (segment.mss() > 0) {
            options.add("mss " + segment.mss());
        }
        boolean sackFirst = segment.isSackPermitted() && segment.isTimestamped();
        if (sackFirst) {
            options.add("sackOK");
        }
        if (segment.isTimestamped()) {
            String stamp = "TS val " + SeqNum.unsigned(segment.tsVal()) + " ecr " + SeqNum.unsigned(segment.tsEcr());
            options.add(sackFirst ? stamp : "nop,nop," + stamp);
        }
        if (segment.windowScale() != Segment.NO_SCALE) {
            options.add("nop,wscale " + segment.windowScale());
        }
        if (segment.isSackPermitted() && !sackFirst) {
            options.add("nop,nop,sackOK");
        }
        return options.isEmpty() ? "" : ", options [" + String.join(",", options) + "]";
    }
}
