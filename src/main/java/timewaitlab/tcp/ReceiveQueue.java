package timewaitlab.tcp;

import java.util.Arrays;
import timewaitlab.wire.SeqNum;

/** Ranges of sequence numbers that arrived beyond RCV.NXT, in order, not touching each other. Empty costs nothing. */
public final class ReceiveQueue {
    private static final int[] EMPTY = {};
    private static final int LIMIT = 64;

    private int[] starts = EMPTY;
    private int[] ends = EMPTY;
    private int size;
    private int finAt;
    private boolean fin;

    public boolean isEmpty() {
        return size == 0;
    }

    /** Keeps a range; {@code finEnds}: its last sequence number is a FIN. Ranges beyond the limit are forgotten. */
    public void add(int start, int end, boolean finEnds) {
        if (finEnds) {
            fin = true;
            finAt = end;
        }
        int from = start;
        int to = end;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (SeqNum.isAfter(starts[i], to) || SeqNum.isBefore(ends[i], from)) {
                starts[kept] = starts[i];
                ends[kept++] = ends[i];
            } else {
                from = SeqNum.isBefore(starts[i], from) ? starts[i] : from;
                to = SeqNum.isAfter(ends[i], to) ? ends[i] : to;
            }
        }
        size = kept;
        if (size == LIMIT) {
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size + 4);
            ends = Arrays.copyOf(ends, size + 4);
        }
        starts[size] = from;
        ends[size++] = to;
    }

    /** The sequence number up to which everything is there, given everything below {@code next} is; forgets it. */
    public int advance(int next) {
        int reached = next;
        boolean moved = size > 0;
        while (moved) {
            moved = false;
            for (int i = 0; i < size; i++) {
                if (!SeqNum.isAfter(starts[i], reached)) {
                    reached = SeqNum.isAfter(ends[i], reached) ? ends[i] : reached;
                    starts[i] = starts[--size];
                    ends[i] = ends[size];
                    moved = size > 0;
                    break;
                }
            }
        }
        return reached;
    }

    /** One past the last sequence number that is there, as serial numbers go; 0 when nothing is. */
    public int lastEdge() {
        int last = size == 0 ? 0 : ends[0];
        for (int i = 1; i < size; i++) {
            last = SeqNum.isAfter(ends[i], last) ? ends[i] : last;
        }
        return last;
    }

    /** Whether the peer's FIN is among what {@code reached} covers. */
    public boolean hasFinAt(int reached) {
        return fin && finAt == reached;
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
        fin = false;
        finAt = 0;
    }

    /** Whether the same is there. */
    boolean isLike(ReceiveQueue other) {
        return size == other.size
                && fin == other.fin
                && finAt == other.finAt
                && Arrays.equals(starts, 0, size, other.starts, 0, size)
                && Arrays.equals(ends, 0, size, other.ends, 0, size);
    }

    /** Takes over everything. */
    public void set(ReceiveQueue other) {
        starts = other.size == 0 ? EMPTY : other.starts.clone();
        ends = other.size == 0 ? EMPTY : other.ends.clone();
        size = other.size;
        fin = other.fin;
        finAt = other.finAt;
    }
}
