package timewaitlab.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.lab.Explanation.Doubt;
import timewaitlab.tcp.TimeWaitSocket;

/** One quadruplet while a capture is gone through. */
final class Conversation {
    static final int NOT_WAITING = -1;

    final long key;
    final List<Expected> expected = new ArrayList<>();
    /** What arrived last. */
    @Nullable
    Heard last;

    boolean begun;
    /** Nothing can be said any more, or not yet: the reason, or null when anything may have happened. */
    boolean lost;

    @Nullable
    Doubt why;
    /** The host has no way to the peer: whatever it would send is not seen. */
    boolean unreachable;

    boolean suppressed;
    /** The window field the host sent last. */
    int window = -1;

    /** The application has shown that it accepted the connection. */
    boolean accepted;

    /** The time-wait entry as it was last, when it was due to end, and the wait it was armed with. */
    @Nullable
    TimeWaitSocket entry;

    long entryDue;
    long entryLength;

    /** Position of the departure behind which arrivals wait. */
    int waitsUntil = NOT_WAITING;

    /** Retransmission timer as last seen, and how late and early it may fire. */
    long timerDue = SimTime.NEVER;

    long timerLate;
    long timerEarly;
    long watchedUntil = SimTime.NEVER;

    Conversation(long key) {
        this.key = key;
    }

    /** Nothing more is expected here. */
    void lose(@Nullable Doubt because) {
        lost = true;
        why = because;
        expected.clear();
    }
}
