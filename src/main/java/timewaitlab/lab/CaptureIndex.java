package timewaitlab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.capture.Capture;
import timewaitlab.capture.TimedSegment;
import timewaitlab.scenario.CaptureContext.ClockSet;
import timewaitlab.wire.Address;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** A capture as one host sees it: what came in, what went out, and where to look hidden values up. */
final class CaptureIndex {
    private static final long LONGEST_STALL = 150 * SimTime.MILLISECOND;

    private final List<Frame> frames = new ArrayList<>();
    private final List<Frame> beginnings = new ArrayList<>();
    private final Map<Long, List<Frame>> byKey = new HashMap<>();
    private final Set<Address> answered = new HashSet<>();
    /** Positions of SYN-ACKs that left a local port, and of the RSTs that answered its SYNs. */
    private final Map<Integer, List<Integer>> opened = new HashMap<>();

    private final Map<Integer, List<Integer>> refused = new HashMap<>();
    private final long startEpochNanos;

    /**
     * A captured segment of the host.
     *
     * @param at position in {@link #frames()}
     * @param order position among the frames of its quadruplet
     * @param time nanoseconds since the first frame, never running backwards
     */
    record Frame(int at, int order, long time, long key, boolean inbound, TimedSegment captured) {
        Segment segment() {
            return captured.segment();
        }

        boolean has(int flag) {
            return captured.segment().has(flag);
        }

        /** A SYN that asks for a connection. */
        boolean isRequest() {
            return (segment().flags() & (TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST)) == TcpFlags.SYN;
        }
    }

    /** {@code sets}: when the clock that stamped the frames was set, in order. */
    CaptureIndex(Capture capture, Set<Address> hosts, List<ClockSet> sets) {
        startEpochNanos = capture.startEpochNanos();
        SteadyTime steady = new SteadyTime(sets);
        for (TimedSegment captured : capture.segments()) {
            Segment segment = captured.segment();
            boolean inbound = hosts.contains(segment.dst());
            if (!inbound && !hosts.contains(segment.src())) {
                continue;
            }
            long time = steady.of(captured.time());
            long key = inbound
                    ? FourTuple.keyOfArrival(segment)
                    : FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
            List<Frame> same = byKey.computeIfAbsent(key, k -> new ArrayList<>());
            Frame frame = new Frame(frames.size(), same.size(), time, key, inbound, captured);
            frames.add(frame);
            if (same.isEmpty()) {
                beginnings.add(frame);
            }
            note(frame, same);
            same.add(frame);
        }
    }

    private void note(Frame frame, List<Frame> before) {
        if (frame.inbound()) {
            return;
        }
        answered.add(frame.segment().dst());
        int port = frame.segment().srcPort();
        if (frame.has(TcpFlags.SYN) && frame.has(TcpFlags.ACK)) {
            opened.computeIfAbsent(port, p -> new ArrayList<>()).add(frame.at());
        } else if (frame.has(TcpFlags.RST) && frame.segment().seq() == 0) {
            boolean answersSyn =
                    !before.isEmpty() && before.get(before.size() - 1).isRequest();
            if (answersSyn) {
                refused.computeIfAbsent(port, p -> new ArrayList<>()).add(frame.at());
            }
        }
    }

    List<Frame> frames() {
        return frames;
    }

    /** The first frame of each quadruplet. */
    List<Frame> beginnings() {
        return beginnings;
    }

    /** The other end of a frame's connection. */
    Address peerOf(Frame frame) {
        return frame.inbound() ? frame.segment().src() : frame.segment().dst();
    }

    long startEpochNanos() {
        return startEpochNanos;
    }

    /** When the recording ends. */
    long end() {
        return frames.isEmpty() ? 0 : frames.get(frames.size() - 1).time();
    }

    /** Whether the host ever sent anything to this address. */
    boolean isAnswered(Address peer) {
        return answered.contains(peer);
    }

    List<Frame> of(long key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** The next thing the host sent on the quadruplet of {@code frame} no later than {@code within} nanoseconds. */
    @Nullable
    Frame answerTo(Frame frame, long within) {
        List<Frame> same = of(frame.key());
        for (int i = frame.order() + 1; i < same.size(); i++) {
            Frame next = same.get(i);
            if (next.time() - frame.time() > within || next.isRequest() && next.inbound()) {
                return null;
            }
            if (!next.inbound()) {
                return next;
            }
        }
        return null;
    }

    /** What the host sent on the quadruplet of {@code frame} no later than {@code within} nanoseconds. */
    List<Frame> departuresAfter(Frame frame, long within) {
        List<Frame> same = of(frame.key());
        List<Frame> found = new ArrayList<>();
        for (int i = frame.order() + 1; i < same.size() && same.get(i).time() - frame.time() <= within; i++) {
            if (!same.get(i).inbound()) {
                found.add(same.get(i));
            }
        }
        return found;
    }

    /** The third longest time from a SYN to its SYN-ACK: for so long the machine lets things lie. */
    long usualStall() {
        long[] longest = new long[3];
        for (Frame frame : frames) {
            Frame answer = frame.inbound() && frame.isRequest() ? answerTo(frame, LONGEST_STALL) : null;
            if (answer != null && answer.has(TcpFlags.SYN)) {
                long took = answer.time() - frame.time();
                for (int i = 0; i < longest.length; i++) {
                    long less = longest[i];
                    longest[i] = Math.max(less, took);
                    took = Math.min(less, took);
                }
            }
        }
        return longest[2];
    }

    /** The first SYN the host sends on this quadruplet from position {@code from} on: it reveals the ISN. */
    @Nullable
    Frame synFrom(long key, int from) {
        for (Frame frame : of(key)) {
            if (frame.at() >= from && !frame.inbound() && frame.has(TcpFlags.SYN)) {
                return frame;
            }
        }
        return null;
    }

    /** Whether a SYN-ACK with this ISN left the quadruplet before position {@code until}. */
    boolean isSynAckSentBefore(long key, int isn, int until) {
        return of(key).stream()
                .anyMatch(frame -> frame.at() < until
                        && !frame.inbound()
                        && frame.has(TcpFlags.SYN)
                        && frame.segment().seq() == isn);
    }

    /** Whether a SYN with this ISN leaves the quadruplet after {@code time}. */
    boolean isSynSentAfter(long key, int isn, long time) {
        return of(key).stream()
                .anyMatch(frame ->
                        !frame.inbound() && frame.isRequest() && frame.segment().seq() == isn && frame.time() > time);
    }

    /** Whether this quadruplet sends a RST of its own about then. */
    boolean isAbortedNear(long key, long time, long near) {
        return of(key).stream()
                .anyMatch(frame -> !frame.inbound()
                        && frame.segment().has(TcpFlags.RST)
                        && frame.segment().has(TcpFlags.ACK)
                        && Math.abs(frame.time() - time) <= near);
    }

    /** Whether a SYN-ACK leaves this port at or after position {@code from}. */
    boolean opensFrom(int port, int from) {
        List<Integer> at = opened.getOrDefault(port, List.of());
        return !at.isEmpty() && at.get(at.size() - 1) >= from;
    }

    /** Whether a SYN-ACK leaves this port before position {@code until}. */
    boolean openedBefore(int port, int until) {
        List<Integer> at = opened.getOrDefault(port, List.of());
        return !at.isEmpty() && at.get(0) < until;
    }

    /** Whether this port only ever refuses. */
    boolean isClosed(int port) {
        return !opened.containsKey(port) && refused.containsKey(port);
    }

    /** Whether nothing tells if somebody listens on this port. */
    boolean isUnknown(int port) {
        return !opened.containsKey(port) && !refused.containsKey(port);
    }

    /** Every port somebody may listen on. */
    Set<Integer> openPorts() {
        return opened.keySet();
    }
}
