package timewaitlab.base;

import java.util.Arrays;

/**
 * At most one alarm for each of many sleepers, in order of (time, sequence number): a total order, no tie left to
 * chance. Unlike in a {@link TimerHeap}, an alarm that is no longer wanted is taken out: what connections of a few
 * milliseconds set for seconds ahead would otherwise be most of the heap.
 *
 * @param <T> who is woken
 */
public final class Alarms<T extends Alarms.Sleeper> {
    /** Place of a sleeper that has no alarm. */
    public static final int NONE = -1;

    /** Knows where in the heap its alarm is; {@link #NONE} at first. */
    public interface Sleeper {
        int alarmPlace();

        void alarmPlace(int place);
    }

    private long[] due = new long[16];
    private long[] sequence = new long[16];
    private Sleeper[] sleepers = new Sleeper[16];
    private int size;

    public int size() {
        return size;
    }

    /** When the first alarm rings, {@link SimTime#NEVER} when there is none. */
    public long firstDue() {
        return size == 0 ? SimTime.NEVER : due[0];
    }

    /** Sets the alarm of a sleeper, instead of the one it may have. */
    public void set(long time, long order, T sleeper) {
        int at = sleeper.alarmPlace();
        if (at == NONE) {
            reserve();
            at = size++;
            siftUp(at, time, order, sleeper);
        } else if (isBefore(time, order, due[at], sequence[at])) {
            siftUp(at, time, order, sleeper);
        } else {
            siftDown(at, time, order, sleeper);
        }
    }

    /** Takes the alarm of a sleeper out, if it has one. */
    public void clear(T sleeper) {
        int at = sleeper.alarmPlace();
        if (at != NONE) {
            take(at);
        }
    }

    /** Takes the first alarm out and says whose it was. */
    @SuppressWarnings("unchecked") // only set() puts sleepers in
    public T ring() {
        if (size == 0) {
            throw new IllegalStateException("no alarm is set");
        }
        Sleeper first = sleepers[0];
        take(0);
        return (T) first;
    }

    private void take(int at) {
        sleepers[at].alarmPlace(NONE);
        int last = --size;
        if (at == last) {
            return;
        }
        if (isBefore(due[last], sequence[last], due[at], sequence[at])) {
            siftUp(at, due[last], sequence[last], sleepers[last]);
        } else {
            siftDown(at, due[last], sequence[last], sleepers[last]);
        }
    }

    private void siftUp(int start, long time, long order, Sleeper sleeper) {
        int at = start;
        while (at > 0) {
            int parent = at - 1 >>> 1;
            if (!isBefore(time, order, due[parent], sequence[parent])) {
                break;
            }
            put(at, due[parent], sequence[parent], sleepers[parent]);
            at = parent;
        }
        put(at, time, order, sleeper);
    }

    private void siftDown(int start, long time, long order, Sleeper sleeper) {
        int at = start;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isBefore(due[child + 1], sequence[child + 1], due[child], sequence[child])) {
                child++;
            }
            if (!isBefore(due[child], sequence[child], time, order)) {
                break;
            }
            put(at, due[child], sequence[child], sleepers[child]);
            at = child;
        }
        put(at, time, order, sleeper);
    }

    private void put(int at, long time, long order, Sleeper sleeper) {
        due[at] = time;
        sequence[at] = order;
        sleepers[at] = sleeper;
        sleeper.alarmPlace(at);
    }

    private void reserve() {
        if (size == due.length) {
            due = Arrays.copyOf(due, size * 2);
            sequence = Arrays.copyOf(sequence, size * 2);
            sleepers = Arrays.copyOf(sleepers, size * 2);
        }
    }

    private static boolean isBefore(long time, long order, long otherTime, long otherOrder) {
        return time < otherTime || time == otherTime && order < otherOrder;
    }
}
