package timewaitlab.node;

import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.nat.Tracker;
import timewaitlab.nat.Way;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Recorder;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;

/**
 * A host's own connection tracking: every segment passes it between the wire and the host's TCP, at the hooks
 * PREROUTING and INPUT on its way in, OUTPUT and POSTROUTING on its way out. Nothing is translated.
 */
public final class HostConntrack {
    private final Tracker tracker;
    private final @Nullable Recorder recorder;
    private final @Nullable NatJournal journal;

    /** {@code recorder}: who writes down what happens; null when nobody does. */
    public HostConntrack(String host, Tracker tracker, AddressBook book, @Nullable Recorder recorder) {
        this.tracker = tracker;
        this.recorder = recorder;
        journal = recorder == null ? null : new NatJournal(host, tracker, book, recorder);
    }

    /** The connections, the settings and the rule set. */
    public Tracker tracker() {
        return tracker;
    }

    /**
     * Judges a segment that arrived; whether it goes on to TCP.
     *
     * @param filtered whether another rule drops it behind this: a connection that it began is then never confirmed
     */
    public boolean admits(Segment segment, boolean filtered, long now) {
        return judges(segment, Way.TO_HOST, filtered, now);
    }

    /** The same for one that the host sends. */
    public boolean lets(Segment segment, boolean filtered, long now) {
        if (recorder == null) {
            return judges(segment, Way.FROM_HOST, filtered, now);
        }
        Cause before = recorder.judging(segment.id());
        boolean goesOn = judges(segment, Way.FROM_HOST, filtered, now);
        recorder.judged(before);
        return goesOn;
    }

    private boolean judges(Segment segment, Way way, boolean filtered, long now) {
        // the verdict keeps what it judged, and the segment is used again
        Segment judged = journal == null ? segment : journal.kept(segment);
        Outcome outcome = tracker.untranslated(judged, way, now);
        if (filtered) {
            tracker.unconfirm();
        }
        if (journal != null) {
            journal.flush();
        }
        return outcome.disposition() == Disposition.ACCEPT && !filtered;
    }
}
