package timewaitlab.draw;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.SimTime;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/** What a timer's span says about one instant. */
final class Timers {
    /** TCP_RTO_MIN: a retransmission timer that was stopped sooner cannot have been about to ring. */
    private static final long RTO_MIN = 200 * SimTime.MILLISECOND;

    private static final Pattern SECONDS = Pattern.compile("(\\d+(?:\\.\\d+)?) s");

    /** From the last restart to when it would ring, with the value it then held. */
    record Running(long from, long due, String value) {}

    private Timers() {}

    /** Whether a timer is worth a band. */
    static boolean isShown(TimerSpan span) {
        boolean stoppedSoon = span.ended() >= 0 && span.ended() - span.time() < RTO_MIN;
        return span.kind() != TimerKind.RETRANSMIT
                || !stoppedSoon
                || !span.restarts().isEmpty();
    }

    static boolean isRunning(TimerSpan span, long now) {
        return span.time() <= now && (span.ended() < 0 || span.ended() > now);
    }

    /** How the timer stood at an instant at which it was running. */
    static Running at(TimerSpan span, long now) {
        Running running = new Running(span.time(), firstDue(span), span.value());
        for (TimerSpan.Restart restart : span.restarts()) {
            if (restart.time() <= now) {
                running = new Running(restart.time(), restart.due(), restart.value());
            }
        }
        return running;
    }

    /** A span keeps its last due only; the first follows from its length, or from that of the first restart. */
    private static long firstDue(TimerSpan span) {
        if (span.restarts().isEmpty()) {
            return span.due();
        }
        Matcher seconds = SECONDS.matcher(span.value());
        if (seconds.matches()) {
            return span.time() + SimTime.ofSeconds(new BigDecimal(seconds.group(1)));
        }
        TimerSpan.Restart first = span.restarts().get(0);
        boolean wholeSeconds = span.kind() == TimerKind.PEER_MEMORY;
        long length = first.due() - (wholeSeconds ? second(first.time(), first.due()) : first.time());
        return length + (wholeSeconds ? second(span.time(), first.due()) : span.time());
    }

    /** The last whole second up to {@code time} of the clock on which {@code tick} is one; memories count in those. */
    private static long second(long time, long tick) {
        return time - Math.floorMod(time - tick, SimTime.SECOND);
    }

    /** {@code 60 s} for {@code 60.000 s}; other values as they are. */
    static String tidy(String value) {
        Matcher length = SECONDS.matcher(value);
        return length.matches()
                ? new BigDecimal(length.group(1)).stripTrailingZeros().toPlainString() + " s"
                : value;
    }
}
