package timewaitlab.base;

import java.util.Arrays;

/**
 * Which of several sources has the next event. A source (a link, a host's timers, the script) keeps its own events in
 * order; this keeps the sources in order of (time of the first event, number of the source): a total order.
 *
 * <p>2026-11-20: looks through all sources once an event. They are a handful, and each changes several times an event:
 * keeping a heap of them in order each time took longer.
 */
public final class EventQueue {
    private final long[] due;
    private int first;
    /** Whether {@link #first} may not be the first any more. */
    private boolean stale;

    /** All {@code sources} begin without an event. */
    public EventQueue(int sources) {
        due = new long[sources];
        Arrays.fill(due, SimTime.NEVER);
    }

    /** The source with the next event. */
    public int first() {
        if (stale) {
            look();
        }
        return first;
    }

    /** When that is, {@link SimTime#NEVER} when nothing is left to happen. */
    public long firstDue() {
        return due[first()];
    }

    /** The first event of a source is now due at {@code time}. */
    public void update(int source, long time) {
        long before = due[source];
        due[source] = time;
        if (source == first) {
            stale |= time > before;
        } else if (time < due[first] || time == due[first] && source < first) {
            // if that one is not the first any more, this one need not be either: it is looked for all the same
            first = source;
        }
    }

    private void look() {
        int earliest = 0;
        long time = due[0];
        for (int source = 1; source < due.length; source++) {
            if (due[source] < time) {
                earliest = source;
                time = due[source];
            }
        }
        first = earliest;
        stale = false;
    }
}
