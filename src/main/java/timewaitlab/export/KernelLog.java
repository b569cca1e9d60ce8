package timewaitlab.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import timewaitlab.base.SimTime;
import timewaitlab.nat.ConntrackCounter;
import timewaitlab.nat.ConntrackReason;
import timewaitlab.nat.Passage;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.Tracked;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * What {@code dmesg} shows of connection tracking: that the table is full, no more than ten lines in five seconds
 * ({@code net_ratelimit()}), and what is invalid where nf_conntrack_log_invalid asks for it.
 */
public final class KernelLog {
    /** {@code net_ratelimit_state}: so many lines in so many nanoseconds. */
    private static final int BURST = 10;

    private static final long INTERVAL = 5 * SimTime.SECOND;

    private final List<String> lines = new ArrayList<>();
    private long since = Long.MIN_VALUE;
    private int said;
    private int missed;

    private KernelLog() {}

    /** The log of this party up to a moment, as far as the run was recorded; lines end with a line feed. */
    public static String of(Trace trace, String party, long time) {
        KernelLog log = new KernelLog();
        for (Tracked tracked : trace.tracked()) {
            if (tracked.at().equals(party) && tracked.time() <= time) {
                log.hear(trace, tracked);
            }
        }
        return String.join("", log.lines);
    }

    private void hear(Trace trace, Tracked tracked) {
        if (tracked.verdict().outcome().code() == ConntrackReason.TABLE_FULL) {
            full(tracked.time());
        } else if (isLogged(tracked)) {
            ConntrackReason reason =
                    (ConntrackReason) tracked.verdict().outcome().code();
            say(tracked.time(), "nf_ct_tcp: " + reason.label() + header(trace, tracked));
        }
    }

    private static boolean isLogged(Tracked tracked) {
        boolean counted = (tracked.verdict().outcome().counts() & ConntrackCounter.invalid.bit()) != 0;
        return counted
                && tracked.verdict().situation() instanceof Passage<?> passage
                && passage.settings().logsInvalidTcp();
    }

    /** {@code net_warn_ratelimited()} of {@code __nf_conntrack_alloc()}. */
    private void full(long time) {
        if (since == Long.MIN_VALUE || time - since > INTERVAL) {
            if (missed > 0) {
                say(time, "net_ratelimit: " + missed + " callbacks suppressed");
            }
            since = time;
            said = 0;
            missed = 0;
        }
        if (said < BURST) {
            said++;
            say(time, ConntrackReason.TABLE_FULL.label());
        } else {
            missed++;
        }
    }

    private void say(long time, String text) {
        lines.add(String.format(
                Locale.ROOT,
                "[%5d.%06d] %s\n",
                time / SimTime.SECOND,
                time % SimTime.SECOND / SimTime.MICROSECOND,
                text));
    }

    /** What nf_log_dump_tcp_header() writes of the segment. */
    private static String header(Trace trace, Tracked tracked) {
        return trace.leg(tracked.cause())
                .map(Leg::segment)
                .map(segment -> " SRC=" + segment.src() + " DST=" + segment.dst() + " PROTO=TCP SPT="
                        + segment.srcPort() + " DPT=" + segment.dstPort() + " SEQ=" + SeqNum.unsigned(segment.seq())
                        + " ACK=" + SeqNum.unsigned(segment.ack()) + " WINDOW=" + segment.window()
                        + flags(segment.flags()))
                .orElse("");
    }

    private static String flags(int flags) {
        StringBuilder words = new StringBuilder();
        words.append((flags & TcpFlags.ACK) != 0 ? " ACK" : "");
        words.append((flags & TcpFlags.PSH) != 0 ? " PSH" : "");
        words.append((flags & TcpFlags.RST) != 0 ? " RST" : "");
        words.append((flags & TcpFlags.SYN) != 0 ? " SYN" : "");
        words.append((flags & TcpFlags.FIN) != 0 ? " FIN" : "");
        return words.toString();
    }
}
