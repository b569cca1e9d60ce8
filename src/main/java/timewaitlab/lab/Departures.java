package timewaitlab.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.By;
import timewaitlab.lab.Explanation.Doubt;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** What the model sends against what the recording shows: each departure has one cause, and none is missing. */
final class Departures {
    private static final long LONGEST_DELAY = 200 * SimTime.MILLISECOND;
    private static final int KIND = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.FIN | TcpFlags.RST;

    private final JudgingHost judge;
    private final CapturePass pass;
    private final GuessedCalls calls;
    private final PriorityQueue<Watch> watches = new PriorityQueue<>(Comparator.comparingLong(Watch::time));
    private final Set<Integer> joinedLegs = new HashSet<>();
    private @Nullable Heard hearing;
    private long now;
    private long lateness;
    private int missingTimers;
    /** Position of the latest arrival that was answered: machines deal with arrivals in their order. */
    private int lastAnswered = -1;

    private record Watch(long time, Conversation talk) {}

    Departures(JudgingHost judge, CapturePass pass) {
        this.judge = judge;
        this.pass = pass;
        calls = new GuessedCalls(judge, pass);
    }

    /** What is sent from now on answers this arrival; null when that is over. */
    void hearing(@Nullable Heard newHearing, long time) {
        hearing = newHearing;
        now = time;
    }

    /** Departures due by timers that never came, where no arrival can be blamed. */
    int missingTimers() {
        return missingTimers;
    }

    /** Legs that the recording shows as part of another. */
    Set<Integer> joinedLegs() {
        return joinedLegs;
    }

    /** The model sends. */
    void expect(Conversation talk, Segment segment, boolean again) {
        Cause cause = judge.recorder().cause();
        int leg = judge.recorder().sent(judge.host().name(), segment, 0, again);
        Heard answered = cause instanceof Cause.BySegment ? hearing : null;
        long deadline = now + TimerSlack.MACHINE;
        By by = By.call(calls.name());
        if (answered != null) {
            by = By.segment(answered.frame.captured().frame());
        } else if (cause instanceof Cause.ByTimer timer) {
            by = By.timer(timer.name());
            deadline = now + lateness;
        }
        boolean cookie = (segment.flags() & KIND) == (TcpFlags.SYN | TcpFlags.ACK)
                && judge.host().socket(talk.key) == null;
        talk.expected.add(new Expected(segment, now, deadline, again, cookie, leg, answered, by));
    }

    /** Finds why the host sent this; null when nothing explains it. */
    @Nullable
    By attribute(Frame frame, Conversation talk, Heard said) {
        now = frame.time();
        Expected match = take(frame, talk);
        if (match == null) {
            match = fireFor(frame, talk);
        }
        if (match == null) {
            By call = calls.explain(frame, talk);
            match = call == null ? null : takeJoined(frame, talk);
            if (call != null && match == null && !calls.isSilent()) {
                return null;
            }
            if (call != null && match == null) {
                said.leg = judge.recorder().sent(judge.host().name(), frame.segment(), 0, false);
                Revealed.by(frame, talk, judge.host().socket(talk.key));
                return call;
            }
        }
        if (match == null) {
            return null;
        }
        said.leg = match.leg();
        if (!match.isStampedRightly(frame, judge.clock())) {
            blame(match.cause() == null ? talk.last : match.cause(), "TSval of " + frame.segment());
            said.note = "TSval is not that of the clock";
        }
        if (match.cause() != null) {
            match.cause().answeredBy(frame);
            lastAnswered = Math.max(lastAnswered, match.cause().frame.at());
        }
        Tcb socket = judge.host().socket(talk.key);
        Revealed.by(frame, talk, socket);
        Revealed.moment(frame, match, socket);
        return match.by();
    }

    private @Nullable Expected take(Frame frame, Conversation talk) {
        for (Expected next : talk.expected) {
            if (next.is(frame.segment())) {
                talk.expected.remove(next);
                return next;
            }
        }
        return null;
    }

    /** A write may leave in pieces that the recorder saw as one, and a FIN with it. */
    private @Nullable Expected takeJoined(Frame frame, Conversation talk) {
        Expected whole = take(frame, talk);
        if (whole != null || talk.expected.isEmpty()) {
            return whole;
        }
        List<Expected> pieces = new ArrayList<>();
        int length = 0;
        int flags = 0;
        for (Expected next : talk.expected) {
            if (next.time() == frame.time() && next.cause() == null && next.by().call() != null) {
                pieces.add(next);
                length += next.segment().length();
                flags |= next.segment().flags();
            }
        }
        if (pieces.isEmpty()) {
            return null;
        }
        talk.expected.removeAll(pieces);
        Expected joined = pieces.get(0).joined(length, flags);
        pieces.stream().skip(1).forEach(piece -> joinedLegs.add(piece.leg()));
        if (joined.is(frame.segment())) {
            return joined;
        }
        joinedLegs.add(joined.leg());
        return null;
    }

    /** A timer of this socket that may fire about now, and explains the departure. */
    private @Nullable Expected fireFor(Frame frame, Conversation talk) {
        Tcb socket = judge.host().socket(talk.key);
        if (socket == null) {
            return null;
        }
        Segment seen = frame.segment();
        lateness = TimerSlack.MACHINE;
        boolean bare = (seen.flags() & KIND) == TcpFlags.ACK && seen.length() == 0;
        if (bare
                && socket.delayedAckDue != SimTime.NEVER
                && seen.ack() == socket.rcvNxt
                && seen.seq() == socket.sndNxt) {
            boolean timely =
                    frame.time() >= socket.delayedAckDue - judge.slack().early(0);
            socket.delayedAckDue = frame.time();
            judge.replay().fire(talk.key, frame.time());
            Expected match = take(frame, talk);
            return match == null || timely ? match : match.because(By.call("read"));
        }
        if (socket.probing && socket.probeOut && frame.time() >= socket.retransmitDue) {
            // sends nothing, and lets the timer have what is left of its time
            judge.replay().fire(talk.key, socket.retransmitDue);
        }
        boolean due = socket.retransmitDue != SimTime.NEVER && frame.time() >= socket.retransmitDue - talk.timerEarly;
        if (due && HeldWrites.mayProbe(socket, frame.time()) && HeldWrites.wouldHold(judge, seen, socket)) {
            HeldWrites.write(judge, seen, socket, frame.time());
        }
        // before its time where something had been written earlier, which could not leave either
        boolean probe = bare && socket.persisting && seen.seq() == socket.sndUna - 1;
        if (probe || !bare && due && (repeats(seen, socket) || socket.probing && HeldWrites.isHeld(seen, socket))) {
            socket.delayedAckDue = SimTime.NEVER;
            socket.retransmitDue = Math.min(socket.retransmitDue, frame.time());
            judge.replay().fire(talk.key, frame.time());
            return take(frame, talk);
        }
        return null;
    }

    private static boolean repeats(Segment seen, Tcb socket) {
        int length = seen.sequenceLength();
        return length > 0
                && !SeqNum.isBefore(seen.seq(), socket.sndUna)
                && !SeqNum.isAfter(seen.seq() + length, socket.sndNxt);
    }

    /** Nothing explains what the host sent. */
    void unexplained(Frame frame, Conversation talk) {
        for (Expected next : talk.expected) {
            if (next.looksLike(frame.segment())) {
                talk.expected.remove(next);
                blame(
                        next.cause() == null ? talk.last : next.cause(),
                        "expected " + next.segment() + "; sent " + frame.segment());
                return;
            }
        }
        blame(talk.last, "nothing explains " + frame.segment());
        int kind = frame.segment().flags() & KIND;
        if (kind != TcpFlags.ACK && kind != TcpFlags.RST || frame.segment().length() > 0) {
            judge.replay().forget(talk.key, frame.time());
            talk.lose(null);
        }
    }

    private static void blame(@Nullable Heard heard, String what) {
        if (heard != null) {
            heard.contradict(what);
        }
    }

    /** Whether a timer of this quadruplet that was not seen to fire may have fired by now. */
    boolean mayHaveFired(Conversation talk, long time) {
        Tcb socket = judge.host().socket(talk.key);
        return socket != null
                && (socket.retransmitDue != SimTime.NEVER && time >= socket.retransmitDue - talk.timerEarly
                        || socket.finWait2Due != SimTime.NEVER && time >= socket.finWait2Due);
    }

    /** Remembers when this quadruplet has to be looked at again. */
    void watch(Conversation talk, long time) {
        long until = SimTime.NEVER;
        for (Expected next : talk.expected) {
            until = Math.min(until, next.deadline());
        }
        Tcb socket = judge.host().socket(talk.key);
        if (socket != null) {
            if (socket.retransmitDue != talk.timerDue) {
                talk.timerDue = socket.retransmitDue;
                long length = socket.retransmitDue == SimTime.NEVER ? 0 : Math.max(0, socket.retransmitDue - time);
                talk.timerLate = socket.state == TcpState.SYN_RECV
                        ? judge.slack().requestLate(length)
                        : judge.slack().late(length);
                talk.timerEarly = judge.slack().early(length);
            }
            until = Math.min(until, later(socket.retransmitDue, talk.timerLate));
            until = Math.min(until, later(socket.delayedAckDue, LONGEST_DELAY + TimerSlack.MACHINE));
            until = Math.min(until, later(socket.finWait2Due, judge.slack().late(60 * SimTime.SECOND)));
        }
        if (socket == null) {
            judge.replay().timeWait(talk.key).ifPresent(entry -> {
                talk.entry = entry;
                talk.entryDue = judge.replay().timeWaitDue(talk.key);
                talk.entryLength = judge.replay().timeWaitLength(talk.key);
            });
        }
        talk.watchedUntil = until;
        if (until != SimTime.NEVER) {
            watches.add(new Watch(until, talk));
        }
    }

    private static long later(long due, long by) {
        return due == SimTime.NEVER ? due : due + by;
    }

    /** Deals with everything that should have happened before {@code time}. */
    void settleUntil(long time) {
        while (!watches.isEmpty() && watches.peek().time() < time) {
            Watch watch = watches.remove();
            if (watch.time() == watch.talk().watchedUntil) {
                settle(watch.talk(), time);
                watch(watch.talk(), now);
            }
        }
    }

    private void settle(Conversation talk, long time) {
        do {
            for (Iterator<Expected> each = talk.expected.iterator(); each.hasNext(); ) {
                Expected next = each.next();
                if (next.deadline() < time) {
                    each.remove();
                    missing(next, talk);
                }
            }
        } while (fireOverdue(talk, time));
    }

    private boolean fireOverdue(Conversation talk, long time) {
        Tcb socket = judge.host().socket(talk.key);
        if (socket == null) {
            return false;
        }
        long delayed = later(socket.delayedAckDue, LONGEST_DELAY + TimerSlack.MACHINE);
        long retransmit = later(socket.retransmitDue, talk.timerLate);
        long finWait2 = later(socket.finWait2Due, judge.slack().late(60 * SimTime.SECOND));
        long first = Math.min(delayed, Math.min(retransmit, finWait2));
        if (first >= time) {
            return false;
        }
        long due = first == delayed
                ? socket.delayedAckDue
                : first == retransmit ? socket.retransmitDue : socket.finWait2Due;
        if (first == retransmit && socket.state == TcpState.SYN_SENT && !isSentAgain(talk, due)) {
            // nothing is sent by close() of a connection that does not stand yet
            judge.replay().forget(talk.key, due);
            return true;
        }
        // nothing was sent: late enough to give up is the reading that explains it
        boolean gaveUp = first == retransmit && judge.replay().givesUpAt(talk.key, first);
        now = gaveUp ? first : due;
        lateness = first - now;
        judge.replay().fire(talk.key, now);
        watch(talk, now);
        return true;
    }

    /** Whether the SYN of this quadruplet leaves once more. */
    private boolean isSentAgain(Conversation talk, long after) {
        Tcb socket = judge.host().socket(talk.key);
        return socket != null && pass.index().isSynSentAfter(talk.key, socket.iss, after);
    }

    private void missing(Expected never, Conversation talk) {
        String what = never.segment() + " was not sent";
        if (never.cause() != null) {
            never.cause().contradict(what);
        } else if (talk.last != null) {
            talk.last.contradict(never.by().timer() + " due at " + SimTime.text(never.time()) + " s: " + what);
        } else {
            missingTimers++;
        }
    }

    /** The recording ends: what is still to come cannot be told. */
    void close(long end) {
        settleUntil(end);
        for (Conversation talk : pass.conversations()) {
            Tcb socket = judge.host().socket(talk.key);
            for (Expected next : talk.expected) {
                if (next.cause() != null && next.cause().frame.at() < lastAnswered) {
                    missing(next, talk);
                } else if (next.cause() != null) {
                    next.cause().doubt(Doubt.CAPTURE_ENDS);
                }
            }
            if (socket != null && socket.delayedAckDue != SimTime.NEVER && talk.last != null && !talk.lost) {
                talk.last.doubt(Doubt.CAPTURE_ENDS);
            }
        }
    }
}
