package timewaitlab.lab;

import org.jspecify.annotations.Nullable;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * Something the model sends: the recording must show it.
 *
 * @param time when the model sends it
 * @param deadline when it must have been seen
 * @param again whether it repeats sequence numbers
 * @param cookie whether it is a SYN-ACK whose timestamp carries options
 * @param leg its leg in the trace
 * @param cause the segment it answers; null for a timer's or a call's
 * @param by why it is sent
 */
record Expected(
        Segment segment,
        long time,
        long deadline,
        boolean again,
        boolean cookie,
        int leg,
        @Nullable Heard cause,
        Explanation.By by) {
    private static final int COMPARED = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.FIN | TcpFlags.RST;

    /** Whether this is what was captured, but for TSval. Window, push and congestion bits are not compared. */
    boolean is(Segment seen) {
        return sameKind(seen)
                && (again && seen.sequenceLength() > 0 && !seen.has(TcpFlags.SYN)
                        || seen.seq() == segment.seq() && seen.length() == segment.length())
                && seen.isTimestamped() == segment.isTimestamped()
                && (!seen.isTimestamped() || seen.tsEcr() == segment.tsEcr());
    }

    /** Whether kind, acknowledgement and flags are the same. */
    boolean sameKind(Segment seen) {
        boolean acknowledges = !seen.has(TcpFlags.ACK) || seen.ack() == segment.ack();
        return (seen.flags() & COMPARED) == (segment.flags() & COMPARED) && acknowledges;
    }

    /** Whether it has the same flags, whatever the numbers. */
    boolean looksLike(Segment seen) {
        return (seen.flags() & COMPARED) == (segment.flags() & COMPARED);
    }

    /** TSval may be that of any moment between the decision and the recording, and a little off. */
    boolean isStampedRightly(Frame frame, CapturedClock clock) {
        if (cookie) {
            return clock.allowsCookie(frame.segment().tsVal(), segment.tsVal());
        }
        return !frame.segment().isTimestamped() || clock.allows(frame, Math.max(0, frame.time() - time));
    }

    /** The same for another reason. */
    Expected because(Explanation.By reason) {
        return new Expected(segment, time, deadline, again, cookie, leg, cause, reason);
    }

    /** The same as one segment of this length, with these flags besides. */
    Expected joined(int length, int flags) {
        Segment whole = segment.copy();
        whole.length(length, segment.payload()).flags(segment.flags() | flags);
        return new Expected(whole, time, deadline, again, cookie, leg, cause, by);
    }
}
