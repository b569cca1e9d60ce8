package timewaitlab.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.base.TimerHeap;
import timewaitlab.wire.Segment;

/** One direction of a wire. Segments arrive in the order they were sent, unless a fault delays some. */
public final class Link {
    private final String from;
    private final String to;
    private final long delay;
    private final List<Fault> faults;
    private final int[] used;
    private Segment[] waiting = new Segment[16];
    private long[] arrives = new long[16];
    private int head;
    private int count;
    private final TimerHeap<Segment> late = new TimerHeap<>();
    /** Segments that let the next one pass. */
    private final Deque<Segment> keptBack = new ArrayDeque<>();

    private long order;

    /** @param delay nanoseconds from end to end */
    public Link(String from, String to, long delay, List<Fault> faults) {
        this.from = from;
        this.to = to;
        this.delay = delay;
        this.faults = List.copyOf(faults);
        used = new int[faults.size()];
    }

    public String from() {
        return from;
    }

    public String to() {
        return to;
    }

    /** Whether it leads back to where it begins. */
    public boolean isLoopback() {
        return from.equals(to);
    }

    public long delay() {
        return delay;
    }

    /** The fault that befalls this segment, or null; counts it as used. */
    public @Nullable Fault befalls(Segment segment, long now) {
        for (int i = 0; i < used.length; i++) {
            Fault fault = faults.get(i);
            if (used[i] < fault.count() && fault.concerns(segment, now)) {
                used[i]++;
                return fault;
            }
        }
        return null;
    }

    /** When a segment arrives that leaves now; one that is hurried never arrives before it left. */
    public long arrival(long now, long extra) {
        return now + Math.max(0, delay + extra);
    }

    /** Takes a segment that arrives {@code extra} nanoseconds later than usual, or earlier when negative. */
    public void carry(Segment segment, long now, long extra) {
        if (extra != 0) {
            carryBehind(segment, now, extra);
            return;
        }
        if (count == waiting.length) {
            widen();
        }
        int slot = head + count++ & waiting.length - 1;
        waiting[slot] = segment;
        arrives[slot] = now + delay;
    }

    /** The same, behind whatever else arrives at that moment. */
    public void carryBehind(Segment segment, long now, long extra) {
        late.add(arrival(now, extra), order++, segment);
    }

    /** Takes a segment that does not travel until another one has passed it. */
    public void keepBack(Segment segment) {
        keptBack.add(segment);
    }

    /** The segment that was kept back first and may travel now that another one has passed it; null for none. */
    public @Nullable Segment takeKeptBack() {
        return keptBack.poll();
    }

    /** When the next segment arrives. */
    public long nextArrival() {
        long regular = count == 0 ? SimTime.NEVER : arrives[head];
        return Math.min(regular, late.firstDue());
    }

    /** Takes the segment that arrives next off the wire. */
    public Segment arrive() {
        if (count == 0 || late.firstDue() < arrives[head]) {
            return late.remove();
        }
        Segment next = waiting[head];
        head = head + 1 & waiting.length - 1;
        count--;
        return next;
    }

    private void widen() {
        int old = waiting.length;
        Segment[] segments = new Segment[old * 2];
        long[] times = new long[old * 2];
        for (int i = 0; i < old; i++) {
            segments[i] = waiting[head + i & old - 1];
            times[i] = arrives[head + i & old - 1];
        }
        waiting = segments;
        arrives = times;
        head = 0;
    }
}
