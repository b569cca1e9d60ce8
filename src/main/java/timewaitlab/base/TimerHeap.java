package timewaitlab.base;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Alarms in order of (time, sequence number): a total order, no tie left to chance. An alarm is not taken out when it
 * is no longer wanted; its owner ignores it when it rings.
 *
 * @param <T> who set the alarm
 */
public final class TimerHeap<T> {
    private long[] due = new long[16];
    private long[] sequence = new long[16];
    private @Nullable Object[] owner = new Object[16];
    private int size;

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    /** When the first alarm rings, {@link SimTime#NEVER} when there is none. */
    public long firstDue() {
        return size == 0 ? SimTime.NEVER : due[0];
    }

    /** Sequence number of the first alarm. */
    public long firstSequence() {
        return size == 0 ? Long.MAX_VALUE : sequence[0];
    }

    /** Sets an alarm. */
    public void add(long time, long order, T who) {
        if (size == due.length) {
            int wide = size * 2;
            due = Arrays.copyOf(due, wide);
            sequence = Arrays.copyOf(sequence, wide);
            owner = Arrays.copyOf(owner, wide);
        }
        int at = size++;
        while (at > 0) {
            int parent = at - 1 >>> 1;
            if (!isBefore(time, order, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, time, order, who);
    }

    /** Whose the first alarm is. */
    @SuppressWarnings("unchecked") // only add() puts owners in
    public T first() {
        Object first = owner[0];
        if (size == 0 || first == null) {
            throw new IllegalStateException("no alarm is set");
        }
        return (T) first;
    }

    /** Takes the first alarm out and says whose it was. */
    public T remove() {
        T first = first();
        int last = --size;
        long time = due[last];
        long order = sequence[last];
        Object who = owner[last];
        owner[last] = null;
        if (last > 0) {
            siftDown(time, order, who);
        }
        return first;
    }

    private void siftDown(long time, long order, @Nullable Object who) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isBefore(due[child + 1], sequence[child + 1], child)) {
                child++;
            }
            if (!isBefore(due[child], sequence[child], time, order)) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, time, order, who);
    }

    private boolean isBefore(long time, long order, int other) {
        return isBefore(time, order, due[other], sequence[other]);
    }

    private static boolean isBefore(long time, long order, long otherTime, long otherOrder) {
        return time < otherTime || time == otherTime && order < otherOrder;
    }

    private void move(int from, int to) {
        due[to] = due[from];
        sequence[to] = sequence[from];
        owner[to] = owner[from];
    }

    private void put(int at, long time, long order, @Nullable Object who) {
        due[at] = time;
        sequence[at] = order;
        owner[at] = who;
    }
}
