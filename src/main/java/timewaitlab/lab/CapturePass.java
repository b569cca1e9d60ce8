package timewaitlab.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import timewaitlab.capture.Checksum;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.By;
import timewaitlab.lab.Explanation.Doubt;
import timewaitlab.node.Application;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Cause;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * One way through a capture: arrivals drive the host, departures are matched with what it sends. Where the host could
 * have done several things because its application is hidden, {@link Guesses} say which was tried.
 */
final class CapturePass {
    private static final Cause PEER = new Cause.ByTimer("peer");

    private final CaptureIndex index;
    private final Guesses guesses;
    private final JudgingHost judge;
    private final Departures departures;
    private final KnownSteps known;
    private final Hearing hearing;
    private final ClockEdge edge;
    private final List<Heard> heard = new ArrayList<>();
    private final Map<Long, Conversation> conversations = new HashMap<>();
    private final Map<Integer, List<Frame>> waiting = new HashMap<>();
    private final Map<Long, Integer> contradictions = new HashMap<>();
    /** Up to which arrival nothing of a connection is read. */
    private final Map<Long, Integer> unreadUntil;

    private long allContradictions;
    /** Position of the frame that is dealt with. */
    private int now;

    CapturePass(ExplainRequest request, CaptureIndex index, Guesses guesses) {
        this.index = index;
        this.guesses = guesses;
        unreadUntil = guesses.unreadUntil(index);
        judge = new JudgingHost(request, index, guesses, this::sent);
        departures = new Departures(judge, this);
        known = new KnownSteps(judge, index, request.context());
        hearing = new Hearing(judge, index, known);
        edge = new ClockEdge(request.settings(), judge.clock().clock());
        judge.host().runs(new Application() {
            @Override
            public void accepted(Tcb socket) {
                // whether somebody accepts is only seen where it speaks
            }

            @Override
            public void woken(Tcb socket) {
                if (now > unreadUntil.getOrDefault(socket.key, Guesses.NONE)) {
                    // and the end of file, where it is there
                    judge.host().calls().read(socket, socket.unread + 1);
                }
            }
        });
    }

    /** Goes through it; {@code watch} is told each frame before it is dealt with. */
    CapturePass run(IntConsumer watch) {
        index.openPorts().stream().filter(port -> !known.tellsOf(port)).forEach(judge::listen);
        for (Frame frame : index.frames()) {
            watch.accept(frame.at());
            known.until(frame.time());
            departures.settleUntil(frame.time());
            judge.replay().fireTimeWaits(frame.time() - judge.slack().timeWaitKept());
            judge.at(frame);
            now = frame.at();
            if (!frame.inbound()) {
                say(frame);
                hearWhatWaitedFor(frame);
            } else if (!waits(frame)) {
                hear(frame, frame.time());
            }
        }
        departures.close(index.end());
        heard.sort(Comparator.comparingInt(one -> one.frame.at()));
        for (Heard one : heard) {
            if (one.isContradicted()) {
                contradictions.merge(one.frame.key(), 1, Integer::sum);
                allContradictions++;
            }
        }
        return this;
    }

    /** Whether the host dealt with this arrival only after a departure that was captured behind it. */
    private boolean waits(Frame frame) {
        int guessed = guesses.value(Guesses.Kind.LATE, frame.at());
        int until = guessed != Guesses.NONE ? guessed : hearing.overtakenBy(frame, conversation(frame.key()));
        if (until < 0) {
            return false;
        }
        waiting.computeIfAbsent(until, at -> new ArrayList<>()).add(frame);
        conversation(frame.key()).waitsUntil = until;
        return true;
    }

    private void hearWhatWaitedFor(Frame departure) {
        List<Frame> late = waiting.remove(departure.at());
        if (late != null) {
            conversation(departure.key()).waitsUntil = Conversation.NOT_WAITING;
            late.forEach(frame -> hear(frame, departure.time()));
        }
    }

    /** How much contradicts on this quadruplet. */
    int contradictions(long key) {
        return contradictions.getOrDefault(key, 0);
    }

    long allContradictions() {
        return allContradictions;
    }

    List<Heard> heard() {
        return heard;
    }

    JudgingHost judge() {
        return judge;
    }

    CaptureIndex index() {
        return index;
    }

    Departures departures() {
        return departures;
    }

    /** Whether nothing but the capture tells which call sent this FIN. */
    boolean isCallHidden(Frame fin) {
        return known.isShutdown(fin) == null;
    }

    boolean isShutdown(Frame fin) {
        Boolean told = known.isShutdown(fin);
        return told == null ? guesses.has(Guesses.Kind.SHUTDOWN, fin) : told;
    }

    Conversation conversation(long key) {
        return conversations.computeIfAbsent(key, Conversation::new);
    }

    Iterable<Conversation> conversations() {
        return conversations.values();
    }

    private void hear(Frame frame, long time) {
        Heard next = new Heard(frame);
        heard.add(next);
        judge.recorder().cause(time, PEER);
        next.leg = judge.recorder().sent(frame.segment().src().text(), frame.segment(), 0, false);
        judge.recorder().travels(next.leg, judge.host().name(), time);
        Conversation talk = conversation(frame.key());
        if (guesses.has(Guesses.Kind.DAMAGED, frame)) {
            next.doubt(Doubt.CHECKSUM_CUT);
        }
        if (next.doubt != null) {
            judge.recorder().fate(next.leg, Fate.FILTERED);
            return;
        }
        judge.recorder().fate(next.leg, Fate.JUDGED);
        if (frame.captured().checksum() == Checksum.BAD) {
            judge.recorder().damaged(next.leg);
            judge.recorder().cause(time, new Cause.BySegment(next.leg));
            judge.host().receive(frame.segment().copy().id(next.leg).damaged(true), time);
            return;
        }
        if (talk.lost && !hearing.begins(frame)) {
            leave(next, talk);
            return;
        }
        if (talk.lost) {
            judge.replay().forget(talk.key, time);
            talk.lost = false;
        }
        fireBefore(next, talk, time);
        boolean full = meetsGuessedQueue(next);
        Doubt doubt = hearing.before(next, talk);
        talk.begun = true;
        talk.last = next;
        if (talk.lost) {
            leave(next, talk);
            return;
        }
        if (doubt != null) {
            next.doubt(doubt);
        }
        if (full) {
            next.doubt(Doubt.QUEUE_UNKNOWN);
        }
        if (guesses.has(Guesses.Kind.UNREAD, frame)) {
            next.doubt(Doubt.APP_UNKNOWN);
        }
        receive(frame, next, talk, time);
    }

    /** A timer that was about due may have fired before the segment was dealt with. */
    private void fireBefore(Heard next, Conversation talk, long time) {
        next.timer = departures.mayHaveFired(talk, time);
        if (next.timer && guesses.has(Guesses.Kind.FIRED, next.frame)) {
            judge.replay().fire(talk.key, time);
            next.doubt(Doubt.TIMER_EDGE);
        }
    }

    /** Whether the segment wants to join an accept queue that is only guessed to be full. */
    private boolean meetsGuessedQueue(Heard next) {
        int port = FourTuple.localPortOf(next.frame.key());
        Listener listener = judge.replay().listener(port);
        if (listener != null && next.frame.isRequest()) {
            next.waiting = listener.acceptQueue;
            next.requests = listener.requests;
        }
        Tcb socket = judge.host().socket(next.frame.key());
        boolean joins = socket == null ? next.frame.isRequest() : socket.state == TcpState.SYN_RECV;
        return joins && judge.isQueueGuessedFull(port);
    }

    private static void leave(Heard next, Conversation talk) {
        if (talk.why == null) {
            next.free();
        } else {
            next.doubt(talk.why);
        }
    }

    private void receive(Frame frame, Heard next, Conversation talk, long time) {
        talk.suppressed = false;
        judge.recorder().cause(time, new Cause.BySegment(next.leg));
        departures.hearing(next, time);
        Runnable home = crossEdge(next, time);
        judge.host().stepClock(next.secondsOff);
        judge.host().receive(frame.segment(), time);
        judge.host().stepClock(-next.secondsOff);
        home.run();
        departures.hearing(null, time);
        if (talk.suppressed) {
            next.doubt(Doubt.FILTER_OR_ROUTE);
            judge.replay().forget(talk.key, time);
        }
        departures.watch(talk, time);
    }

    /** Where a clock was about to tick, a guess has it stand beyond its edge until the segment is judged. */
    private Runnable crossEdge(Heard next, long time) {
        Segment segment = next.frame.segment();
        Tcb socket = judge.host().socket(next.frame.key());
        next.edge = socket != null && edge.isNear(segment, socket, time);
        if (socket == null || !next.edge || !guesses.has(Guesses.Kind.EDGE, next.frame)) {
            return () -> {};
        }
        next.doubt(Doubt.CLOCK_PHASE);
        return edge.cross(segment, socket, time);
    }

    private void say(Frame frame) {
        Heard said = new Heard(frame);
        heard.add(said);
        Conversation talk = conversation(frame.key());
        boolean connects = frame.isRequest() && judge.host().socket(frame.key()) == null;
        if (!talk.begun && !connects) {
            talk.lose(Doubt.CAPTURE_STARTS_LATE);
        }
        talk.begun = true;
        if (talk.lost && connects) {
            talk.lost = false;
        }
        if (talk.lost) {
            said.doubt = talk.why;
            said.leg = record(frame);
            return;
        }
        By by = departures.attribute(frame, talk, said);
        said.by = by;
        if (by == null) {
            said.attributed = false;
            said.leg = record(frame);
            departures.unexplained(frame, talk);
        }
        departures.watch(talk, frame.time());
    }

    /** A departure that the model did not send: the recording alone vouches for it. */
    private int record(Frame frame) {
        judge.recorder().cause(frame.time(), new Cause.ByTimer("unexplained"));
        return judge.recorder().sent(judge.host().name(), frame.segment(), 0, false);
    }

    private boolean sent(Segment segment, boolean again) {
        long key = FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
        Conversation talk = conversation(key);
        if (talk.lost || judge.isUnreachable(segment.dst())) {
            return true;
        }
        if (!index.isAnswered(segment.dst())) {
            talk.suppressed = true;
            return true;
        }
        departures.expect(talk, segment.copy(), again);
        return true;
    }

    /** The word for a call that sends a SYN, a FIN, data. */
    static String call(Segment segment) {
        if (segment.has(TcpFlags.SYN)) {
            return "connect";
        }
        return segment.has(TcpFlags.RST) ? "abort" : segment.has(TcpFlags.FIN) ? "close" : "write";
    }

    @Nullable
    Tcb socket(long key) {
        return judge.host().socket(key);
    }
}
