package timewaitlab.lab;

import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.Doubt;
import timewaitlab.tcp.AckPolicy;
import timewaitlab.tcp.Nagle;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * What has to be settled before an arrival is judged, because a recording does not show it: whether the connection is
 * older than the recording, whether a time-wait entry has just ended, whether somebody listens.
 */
final class Hearing {
    /** An arrival waits no longer than this for the processor. */
    static final long LONGEST_WAIT = 50 * SimTime.MILLISECOND;

    private final JudgingHost judge;
    private final CaptureIndex index;
    private final KnownSteps known;

    Hearing(JudgingHost judge, CaptureIndex index, KnownSteps known) {
        this.judge = judge;
        this.index = index;
        this.known = known;
    }

    /** Whether a quadruplet of which nothing is known begins anew with this segment. */
    boolean begins(Frame frame) {
        return frame.isRequest() && is(answer(frame), ReplyKind.SYN_ACK);
    }

    /** Sets the host up for the segment. Returns why its answer cannot be told, or null. */
    @Nullable
    Doubt before(Heard next, Conversation talk) {
        Frame frame = next.frame;
        Tcb socket = judge.host().socket(frame.key());
        if (socket != null) {
            if (!next.timer) {
                settleRequest(frame, socket);
            }
            settleHeld(frame, socket);
            return null;
        }
        if (!talk.begun && isOlderThanCapture(frame)) {
            boolean spokenTo = index.isAnswered(index.peerOf(frame));
            talk.lose(spokenTo ? Doubt.CAPTURE_STARTS_LATE : Doubt.FILTER_OR_ROUTE);
            return null;
        }
        Doubt phase = settlePhase(next);
        Doubt memory = phase == null ? settleMemory(frame) : phase;
        if (memory != null) {
            return memory;
        }
        Doubt edge = settleEntry(frame);
        Doubt listener = frame.isRequest() ? settleListener(frame) : null;
        return edge == null ? listener : edge;
    }

    /**
     * The position of the last departure that was captured after {@code frame} but sent before it was dealt with: it
     * carries payload or a FIN with the acknowledgement and echo of before. Negative for none.
     */
    int overtakenBy(Frame frame, Conversation talk) {
        Tcb socket = judge.host().socket(frame.key());
        if (talk.waitsUntil > frame.at()) {
            return talk.waitsUntil;
        }
        if (socket == null || talk.lost || !isInOrder(frame.segment(), socket)) {
            return Conversation.NOT_WAITING;
        }
        int last = Conversation.NOT_WAITING;
        int end = socket.sndNxt;
        for (Frame next : index.departuresAfter(frame, LONGEST_WAIT)) {
            Segment spoken = next.segment();
            boolean speaks = spoken.sequenceLength() > 0
                    && !next.has(TcpFlags.SYN)
                    && SeqNum.isBetween(spoken.seq(), socket.sndUna, end);
            if (!speaks || !isOfBefore(spoken, frame.segment(), socket)) {
                break;
            }
            end = SeqNum.isAfter(spoken.endSeq(), end) ? spoken.endSeq() : end;
            last = next.at();
        }
        return last;
    }

    private static boolean isOfBefore(Segment spoken, Segment arrival, Tcb socket) {
        boolean stamped = socket.timestamps && spoken.isTimestamped();
        boolean before = spoken.ack() == socket.rcvNxt && (!stamped || spoken.tsEcr() == socket.tsRecent);
        boolean after = spoken.ack() == arrival.endSeq() && (!stamped || spoken.tsEcr() == arrival.tsVal());
        return before && !after;
    }

    private static boolean isInOrder(Segment segment, Tcb socket) {
        boolean plain = segment.has(TcpFlags.ACK) && !segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.RST);
        boolean fresh =
                !socket.timestamps || !segment.isTimestamped() || !SeqNum.isBefore(segment.tsVal(), socket.tsRecent);
        return plain && fresh && segment.seq() == socket.rcvNxt && socket.state != TcpState.SYN_SENT;
    }

    /** Up to 150 ms later: whatever is later is no answer but something else. */
    private @Nullable Frame answer(Frame frame) {
        return index.answerTo(frame, TimerSlack.MACHINE);
    }

    private boolean isOlderThanCapture(Frame frame) {
        if (judge.isUnreachable(index.peerOf(frame))) {
            return false;
        }
        Frame answer = answer(frame);
        if (frame.isRequest()) {
            boolean atOnce = answer != null && answer.order() == frame.order() + 1;
            return atOnce && is(answer, ReplyKind.ACK);
        }
        if (frame.has(TcpFlags.RST)) {
            return answer != null;
        }
        Segment would = judge.wouldAnswer(frame, isListening(frame), true);
        return would == null
                ? answer != null
                : answer == null
                        || !answer.has(TcpFlags.RST)
                        || answer.segment().seq() != would.seq();
    }

    private boolean isListening(Frame frame) {
        return judge.replay().listener(FourTuple.localPortOf(frame.key())) != null;
    }

    /** Ends an entry that must have ended; near its end, both cases are tried and the recording decides. */
    private @Nullable Doubt settleEntry(Frame frame) {
        long due = judge.replay().timeWaitDue(frame.key());
        if (due < 0) {
            return null;
        }
        long length = judge.replay().timeWaitLength(frame.key());
        if (frame.time() < due - judge.slack().timeWaitEarly(length)) {
            return null;
        }
        boolean gone = frame.time() > due + judge.slack().timeWaitLate(length);
        boolean differ = false;
        if (!gone) {
            Segment with = judge.wouldAnswer(frame, isListening(frame), true);
            Segment without = judge.wouldAnswer(frame, isListening(frame), false);
            Frame answer = answer(frame);
            differ = !isSame(with, without);
            gone = differ && !isGiven(with, answer);
        }
        if (gone) {
            judge.replay().forget(frame.key(), frame.time());
        }
        return differ ? Doubt.TIMER_EDGE : null;
    }

    /** Where the age of a peer's timestamp reaches a whole second just now, both seconds are tried. */
    private @Nullable Doubt settlePhase(Heard next) {
        Frame frame = next.frame;
        int now = judge.host().secondAt(frame.time());
        int least = judge.host().secondAt(frame.time() - judge.phaseError()) - now;
        int most = judge.host().secondAt(frame.time() + judge.phaseError()) - now;
        if (least == most || !frame.isRequest() || !judge.remembersPeer(frame)) {
            return null;
        }
        Segment early = judge.wouldAnswer(frame, isListening(frame), true, least);
        Segment late = judge.wouldAnswer(frame, isListening(frame), true, most);
        if (isSame(early, late)) {
            return null;
        }
        next.secondsOff = isGiven(early, answer(frame)) ? least : most;
        return Doubt.CLOCK_PHASE;
    }

    /** Where others may have taken the place of what is remembered of a peer, the recording decides. */
    private @Nullable Doubt settleMemory(Frame frame) {
        if (!frame.isRequest() || !judge.mayHaveForgottenPeer(frame)) {
            return null;
        }
        Segment with = judge.wouldAnswer(frame, isListening(frame), true);
        Segment without = judge.wouldAnswerStranger(frame, isListening(frame));
        if (isSame(with, without)) {
            return null;
        }
        if (!isGiven(with, answer(frame))) {
            judge.host().peers().forget(judge.host().peerKey(frame.key()));
        }
        return Doubt.HASH_SALT;
    }

    /** A handshake that ends in a RST shows that nobody listens any more: requests go with their listener. */
    private void settleRequest(Frame frame, Tcb socket) {
        int port = FourTuple.localPortOf(frame.key());
        Frame answer = answer(frame);
        boolean refused = answer != null
                && answer.order() == frame.order() + 1
                && answer.has(TcpFlags.RST)
                && !answer.has(TcpFlags.ACK)
                && answer.segment().seq() == frame.segment().ack();
        if (socket.state == TcpState.SYN_RECV
                && refused
                && frame.segment().ack() == socket.sndNxt
                && !index.opensFrom(port, frame.at())) {
            judge.replay().closeListener(port);
        }
    }

    /** Where text leaves instead of the ACK that is due, it had been written before and Nagle's rule had held it. */
    private void settleHeld(Frame frame, Tcb socket) {
        Segment heard = frame.segment();
        boolean releases = Nagle.waits(socket) && !SeqNum.isBefore(heard.ack(), socket.smallUpTo);
        boolean quick = socket.ackTimeout == 0 || AckPolicy.isQuick(socket);
        if (!releases || !quick || !isInOrder(heard, socket) || heard.sequenceLength() == 0) {
            return;
        }
        Frame answer = answer(frame);
        if (answer != null && HeldWrites.wouldHold(judge, answer.segment(), socket)) {
            HeldWrites.write(judge, answer.segment(), socket, frame.time());
        }
    }

    private @Nullable Doubt settleListener(Frame frame) {
        int port = FourTuple.localPortOf(frame.key());
        boolean listening = isListening(frame);
        Frame answer = answer(frame);
        Segment would = judge.wouldAnswer(frame, listening, true);
        if (isGiven(would, answer)) {
            return null;
        }
        Segment otherwise = judge.wouldAnswer(frame, !listening, true);
        if (listening && isGiven(otherwise, answer) && answer != null) {
            if (!index.opensFrom(port, frame.at()) || !index.openedBefore(port, frame.at())) {
                judge.host().calls().stopListening(port);
            }
        } else if (known.tellsOf(port) || judge.isUnreachable(index.peerOf(frame))) {
            return null;
        } else if (!listening && isGiven(otherwise, answer)) {
            judge.listen(port);
        } else if (answer == null && index.isUnknown(port)) {
            return Doubt.FILTER_OR_ROUTE;
        }
        return null;
    }

    /** Whether two answers are the same, as far as they are not drawn by lot. */
    private static boolean isSame(@Nullable Segment one, @Nullable Segment other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.flags() == other.flags() && one.seq() == other.seq() && one.ack() == other.ack();
    }

    private static boolean isGiven(@Nullable Segment would, @Nullable Frame answer) {
        if (would == null || answer == null) {
            return would == null && answer == null;
        }
        Segment given = answer.segment();
        return VerdictJson.kind(would) == VerdictJson.kind(given) && would.seq() == given.seq();
    }

    private static boolean is(@Nullable Frame answer, ReplyKind kind) {
        return answer != null && VerdictJson.kind(answer.segment()) == kind;
    }
}
