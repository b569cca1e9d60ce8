package timewaitlab.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.node.Chance;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.SynCookie;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * The hidden values of a host as a recording reveals them: initial sequence numbers, timestamp offsets, and the phases
 * of its clocks. What is revealed once holds for the whole recording.
 */
final class CapturedClock implements Chance {
    private static final int PER_QUADRUPLET = 1;
    private static final long EVERYBODY = -1;
    /** Of tcp_syncookies. */
    private static final int ALWAYS = 2;
    /** Ports no quadruplet has, in a key of the slower clock. */
    private static final long PORTS = 0xffff_ffffL;

    private static final int UNSEEN_ISN = 0x5eed_0000;
    private static final int A_DAY = 86_400;

    private final CaptureIndex index;
    private final TimestampClock plain;
    private final TimestampClock clock;
    private final long hz;
    /** Ticks in what a machine's stamps are uneven by: microseconds are taken by the thousand. */
    private final int grain;

    private final boolean onlyCookies;
    /** Connections of a host with microseconds that stamp slower ticks: what was made of a cookie keeps no route. */
    private final Set<Long> slow = new HashSet<>();

    private final Map<Long, Integer> firstOffsets = new HashMap<>();
    private final boolean shared;
    private final Map<Long, Integer> offsets = new HashMap<>();
    private final StampRanges ranges;
    private int position;

    CapturedClock(CaptureIndex index, ExplainRequest request) {
        this.index = index;
        Settings settings = request.settings();
        hz = settings.stampHz();
        grain = (int) (hz / settings.timestampHz());
        onlyCookies = settings.get(Sysctl.TCP_SYNCOOKIES) == ALWAYS;
        // jiffies are counted by interrupts: late where those are late, and caught up afterwards
        boolean jiffies = settings.get(Constant.TIMESTAMP_HZ) == 0;
        ranges = jiffies ? new StampRanges(4, (int) ticks(TimerSlack.MACHINE)) : new StampRanges(2, 0);
        long mode = settings.get(Sysctl.TCP_TIMESTAMPS) == 1 ? settings.get(Constant.TIMESTAMP_OFFSET) : 0;
        shared = mode == 0;
        long epoch = index.startEpochNanos();
        long phase = request.context().secondPhase().orElse(epoch % SimTime.SECOND);
        plain = new TimestampClock(0, 0, second((int) (epoch / SimTime.SECOND)), phase);
        for (Frame frame : index.frames()) {
            if (!frame.inbound() && frame.segment().isTimestamped()) {
                reveal(frame, mode == PER_QUADRUPLET ? frame.key() : shared ? EVERYBODY : pair(frame.key()));
            }
        }
        ranges.measure(ticks(index.usualStall()));
        clock = shared ? revealed() : clock(0);
    }

    private void reveal(Frame frame, long kin) {
        if (isSlow(frame.key())) {
            int offset = frame.segment().tsVal() - plain.tick(frame.time(), hz / grain);
            reveal(frame.key(), offset);
            reveal(slow(pair(frame.key())), offset);
            reveal(slow(EVERYBODY), offset);
            ranges.add(frame.at(), offset, frame.key(), kin == frame.key() ? kin : slow(kin));
            return;
        }
        int offset = frame.segment().tsVal() - plain.tick(frame.time(), hz);
        reveal(frame.key(), offset);
        reveal(pair(frame.key()), offset);
        reveal(EVERYBODY, offset);
        int first = grain == 1 ? 0 : firstOffsets.computeIfAbsent(kin, any -> offset);
        ranges.add(frame.at(), (offset - first) / grain, frame.key(), kin);
    }

    /** Whether the stamps of this connection go on by the slower ticks, from its first departure to its last. */
    private boolean isSlow(long key) {
        if (grain == 1 || slow.contains(key)) {
            return grain != 1;
        }
        List<Frame> sent = index.of(key).stream()
                .filter(frame -> !frame.inbound() && frame.segment().isTimestamped())
                .toList();
        Frame first = sent.get(0);
        Frame last = sent.get(sent.size() - 1);
        long went = SeqNum.unsigned(last.segment().tsVal() - first.segment().tsVal());
        long fast = SeqNum.unsigned(plain.tick(last.time(), hz) - plain.tick(first.time(), hz));
        boolean isShort = fast <= 2L * grain;
        if (isShort ? onlyCookies && first.has(TcpFlags.SYN) && first.has(TcpFlags.ACK) : went < fast / 2) {
            slow.add(key);
        }
        return slow.contains(key);
    }

    /** Of a key without ports the key of the slower clock. */
    private static long slow(long key) {
        return key ^ PORTS;
    }

    /** The host's, where every connection shows it; a millisecond has more digits left than 32 bits of microseconds. */
    private TimestampClock revealed() {
        TimestampClock fast = clock(offsets.getOrDefault(EVERYBODY, 0));
        Integer ticks = offsets.get(slow(EVERYBODY));
        return ticks == null
                ? fast
                : new TimestampClock(ticks, fast.tickPhase(), plain.startSecond(), plain.secondPhase());
    }

    /** The host's, which shows this value of its stamps when the recording begins. */
    private TimestampClock clock(int stamp) {
        long stamps = SeqNum.unsigned(stamp);
        long phase = stamps % grain * (SimTime.SECOND / hz);
        return new TimestampClock((int) (stamps / grain), phase, plain.startSecond(), plain.secondPhase());
    }

    /** A capture whose times begin at 0 is taken for one of some day: a stamp of second 0 would mean "never". */
    private static int second(int epoch) {
        return epoch < A_DAY ? TimestampClock.SOME_DAY + epoch : epoch;
    }

    /** A stamp is written before it is captured: the clock is never behind what it wrote. */
    private void reveal(long key, int offset) {
        offsets.merge(key, offset, (known, seen) -> SeqNum.isAfter(seen, known) ? seen : known);
    }

    TimestampClock clock() {
        return clock;
    }

    /**
     * Whether the TSval of a departure fits what its neighbours show of the clock, if it was written up to
     * {@code nanos} before it was captured.
     */
    boolean allows(Frame frame, long nanos) {
        return ranges.allows(frame.at(), ticks(nanos));
    }

    /**
     * Whether the stamp of a SYN cookie is the one expected or its neighbour. Where it alone reveals the offset of its
     * quadruplet, nothing tells its low bits.
     */
    boolean allowsCookie(int seen, int expected) {
        return SynCookie.isStampBeside(seen, expected, shared);
    }

    /** How unevenly the machine stamps and sends, in nanoseconds. */
    long unevenness() {
        return ranges.uneven() * grain * SimTime.SECOND / hz;
    }

    private long ticks(long nanos) {
        long rate = hz / grain;
        return nanos / SimTime.SECOND * rate + nanos % SimTime.SECOND * rate / SimTime.SECOND;
    }

    /** Not before the last stamp that was written, nor after the next one, where all connections show one clock. */
    @Override
    public int exactTick(int tick) {
        Integer last = shared ? stampFrom(position, -1) : null;
        Integer next = shared ? stampFrom(position, 1) : null;
        if (last != null && SeqNum.isBefore(tick, last)) {
            return last;
        }
        return next != null && SeqNum.isAfter(tick, next) ? next : tick;
    }

    private @Nullable Integer stampFrom(int at, int step) {
        List<Frame> frames = index.frames();
        for (int i = at; i >= 0 && i < frames.size(); i += step) {
            Frame frame = frames.get(i);
            if (!frame.inbound() && frame.segment().isTimestamped()) {
                return frame.segment().tsVal();
            }
        }
        return null;
    }

    /** Everything asked from now on is asked at this frame. */
    void at(int newPosition) {
        position = newPosition;
    }

    @Override
    public int initialSequence(long key, long now, long rekey) {
        Frame syn = index.synFrom(key, position);
        return syn == null ? UNSEEN_ISN : syn.segment().seq();
    }

    /** A cookie is an ISN like any other: what was sent is what the hash gave. */
    @Override
    public int cookie(long key, int irs, long minute) {
        return initialSequence(key, 0, 0);
    }

    @Override
    public int cookieAge(long key, int irs, int cookie, long minute) {
        return index.isSynAckSentBefore(key, cookie, position) ? 0 : -1;
    }

    @Override
    public int cookieData(long key, int irs, int cookie, long minute) {
        return SynCookie.MSS_INDEX;
    }

    @Override
    public int timestampOffset(long key, long mode) {
        if (mode == PER_QUADRUPLET) {
            return offsets.getOrDefault(key, 0);
        }
        return offsets.getOrDefault(slow.contains(key) ? slow(pair(key)) : pair(key), 0);
    }

    /** A key no quadruplet has: ports are 0. */
    private static long pair(long key) {
        return FourTuple.localAddressOf(key) * (1L << 48) | (long) FourTuple.remoteAddressOf(key) << 32;
    }
}
