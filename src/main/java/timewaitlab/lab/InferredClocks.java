package timewaitlab.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.BehindNat;
import timewaitlab.lab.Explanation.Clock;
import timewaitlab.lab.Explanation.Inferred;
import timewaitlab.wire.Address;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * What timestamps say about the clocks behind an address. A connection that lasted shows the rate; the values of the
 * SYNs of one host lie on one line, so several lines are several hosts, or one host that offsets each connection.
 */
final class InferredClocks {
    private static final int[] RATES = {100, 250, 300, 1000, 1_000_000};
    /** A rate is told only by a connection that lasts this long. */
    private static final long LONG_ENOUGH = 100 * SimTime.MILLISECOND;
    /** Values within a second and a half of a line are on it. */
    private static final double NEAR_SECONDS = 1.5;

    private static final int MOST_HOSTS = 8;
    private static final int FEWEST_SYNS = 2;

    private InferredClocks() {}

    static Inferred of(CaptureIndex index, ExplainRequest request) {
        Map<Address, List<Frame>> stamped = new LinkedHashMap<>();
        for (Frame frame : index.frames()) {
            if (frame.segment().isTimestamped()) {
                stamped.computeIfAbsent(frame.segment().src(), address -> new ArrayList<>())
                        .add(frame);
            }
        }
        List<Clock> clocks = new ArrayList<>();
        List<BehindNat> behind = new ArrayList<>();
        stamped.forEach((address, frames) -> {
            int hz = rate(frames);
            if (hz > 0) {
                long value = SeqNum.unsigned(
                        frames.get(0).segment().tsVal() - ticks(frames.get(0).time(), hz));
                clocks.add(new Clock(address, hz, value));
                int lines = request.hosts().contains(address) ? 1 : lines(frames, hz);
                if (lines > 1 && lines <= MOST_HOSTS) {
                    behind.add(new BehindNat(
                            address, lines, lines + " clocks of " + hz + " Hz in the timestamps of its SYNs"));
                }
            }
        });
        return new Inferred(clocks, behind);
    }

    private static int ticks(long time, int hz) {
        return (int) (time / SimTime.SECOND * hz + time % SimTime.SECOND * hz / SimTime.SECOND);
    }

    /** The usual rate nearest to what the longest connection shows; 0 when none lasts. */
    private static int rate(List<Frame> frames) {
        Map<Long, Frame> first = new LinkedHashMap<>();
        long longest = LONG_ENOUGH;
        double seen = 0;
        for (Frame frame : frames) {
            Frame begun = frame.isRequest() ? null : first.get(frame.key());
            if (begun == null) {
                first.put(frame.key(), frame);
            } else if (frame.time() - begun.time() >= longest) {
                longest = frame.time() - begun.time();
                seen = (frame.segment().tsVal() - begun.segment().tsVal()) * 1e9 / longest;
            }
        }
        for (int rate : RATES) {
            if (Math.abs(seen - rate) < rate * 0.1) {
                return rate;
            }
        }
        return 0;
    }

    /** How many lines the SYNs lie on; 1 when too few lie on each to tell. */
    private static int lines(List<Frame> frames, int hz) {
        List<Integer> starts = new ArrayList<>();
        int syns = 0;
        for (Frame frame : frames) {
            if (frame.has(TcpFlags.SYN)) {
                syns++;
                int start = frame.segment().tsVal() - ticks(frame.time(), hz);
                if (starts.stream().noneMatch(known -> Math.abs((long) (start - known)) < NEAR_SECONDS * hz)) {
                    starts.add(start);
                }
            }
        }
        return syns >= FEWEST_SYNS * starts.size() ? starts.size() : 1;
    }
}
