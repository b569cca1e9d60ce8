package timewaitlab.lab;

import java.util.HashMap;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.node.Chance;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.wire.FourTuple;

/**
 * The hidden values of a host as a recording reveals them: initial sequence numbers, timestamp offsets, and the phases
 * of its clocks. What is revealed once holds for the whole recording.
 */
final class CapturedClock implements Chance {
    private static final int PER_QUADRUPLET = 1;
    private static final long EVERYBODY = -1;
    private static final int UNSEEN_ISN = 0x5eed_0000;

    private final CaptureIndex index;
    private final TimestampClock clock;
    private final long hz;
    private final Map<Long, Integer> offsets = new HashMap<>();
    private int position;

    CapturedClock(CaptureIndex index, Settings settings) {
        this.index = index;
        long ticks = settings.get(Constant.TIMESTAMP_HZ);
        hz = ticks == 0 ? settings.get(Constant.HZ) : ticks;
        boolean shared = settings.get(Constant.TIMESTAMP_OFFSET) == 0 || settings.get(Sysctl.TCP_TIMESTAMPS) != 1;
        long epoch = index.startEpochNanos();
        TimestampClock plain = new TimestampClock(0, 0, (int) (epoch / SimTime.SECOND), epoch % SimTime.SECOND);
        for (Frame frame : index.frames()) {
            if (!frame.inbound() && frame.segment().isTimestamped()) {
                int offset = frame.segment().tsVal() - plain.tick(frame.time(), hz);
                reveal(frame.key(), offset);
                reveal(pair(frame.key()), offset);
                reveal(EVERYBODY, offset);
            }
        }
        int start = shared ? offsets.getOrDefault(EVERYBODY, 0) : 0;
        clock = new TimestampClock(start, 0, plain.startSecond(), plain.secondPhase());
    }

    /** The phase within a tick is hidden: the clock is taken to be never behind what it wrote. */
    private void reveal(long key, int offset) {
        offsets.merge(key, offset, (known, seen) -> seen - known == 1 ? seen : known);
    }

    TimestampClock clock() {
        return clock;
    }

    /** Ticks in so many nanoseconds. */
    long ticks(long nanos) {
        return nanos / SimTime.SECOND * hz + nanos % SimTime.SECOND * hz / SimTime.SECOND;
    }

    /** Ticks by which the clock of the machine may run ahead of that of the recording, or behind. */
    long drift() {
        return 0;
    }

    /** Everything asked from now on is asked at this frame. */
    void at(int newPosition) {
        position = newPosition;
    }

    @Override
    public int initialSequence(long key, long now) {
        Frame syn = index.synFrom(key, position);
        return syn == null ? UNSEEN_ISN : syn.segment().seq();
    }

    @Override
    public int timestampOffset(long key, long mode) {
        return offsets.getOrDefault(mode == PER_QUADRUPLET ? key : pair(key), 0);
    }

    /** A key no quadruplet has: ports are 0. */
    private static long pair(long key) {
        return FourTuple.localAddressOf(key) * (1L << 48) | (long) FourTuple.remoteAddressOf(key) << 32;
    }
}
