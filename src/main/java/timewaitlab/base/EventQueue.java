package timewaitlab.base;

import java.util.Arrays;

/**
 * Which of several sources has the next event. A source (a link, a host's timers, the script) keeps its own events in
 * order; this heap keeps the sources in order of (time of the first event, number of the source): a total order.
 */
public final class EventQueue {
    private final long[] due;
    /** Heap of source numbers, and where in it each source stands. */
    private final int[] heap;

    private final int[] place;

    /** All {@code sources} begin without an event. */
    public EventQueue(int sources) {
        due = new long[sources];
        heap = new int[sources];
        place = new int[sources];
        Arrays.fill(due, SimTime.NEVER);
        for (int i = 0; i < sources; i++) {
            heap[i] = i;
            place[i] = i;
        }
    }

    /** The source with the next event. */
    public int first() {
        return heap[0];
    }

    /** When that is, {@link SimTime#NEVER} when nothing is left to happen. */
    public long firstDue() {
        return due[heap[0]];
    }

    /** The first event of a source is now due at {@code time}. */
    public void update(int source, long time) {
        long before = due[source];
        due[source] = time;
        if (time < before) {
            siftUp(place[source]);
        } else if (time > before) {
            siftDown(place[source]);
        }
    }

    private void siftUp(int start) {
        int at = start;
        while (at > 0 && isBefore(heap[at], heap[at - 1 >>> 1])) {
            swap(at, at - 1 >>> 1);
            at = at - 1 >>> 1;
        }
    }

    private void siftDown(int start) {
        int at = start;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heap.length) {
                return;
            }
            if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], heap[at])) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private boolean isBefore(int a, int b) {
        return due[a] < due[b] || due[a] == due[b] && a < b;
    }

    private void swap(int a, int b) {
        int source = heap[a];
        heap[a] = heap[b];
        heap[b] = source;
        place[heap[a]] = a;
        place[heap[b]] = b;
    }
}
