package timewaitlab.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import timewaitlab.decide.Verdict;
import timewaitlab.nat.ConntrackState;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.Counted;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.Tracked;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/** Writes down what happens while a run goes on. The nodes tell it; {@link #finish} makes the {@link Trace}. */
public final class Recorder {
    /** Why something was sent before anybody attended. */
    private static final Cause EARLIER = new Cause.ByTimer("earlier");

    private final RecordingPlan plan;
    private final LegRows legs = new LegRows();
    private final VerdictRows verdicts = new VerdictRows();
    private final List<Tracked> tracked = new ArrayList<>();
    private final StateRows states = new StateRows();
    private final CallRows calls = new CallRows();
    private final TimerSpans timers = new TimerSpans();
    private final KeptRows kept = new KeptRows();
    private final List<Counted> counted = new ArrayList<>();
    private final List<Consumer<Cause>> endListeners = new ArrayList<>();
    private final Map<String, Consumer<Segment>> sentListeners = new HashMap<>();
    private final Attention attention;
    private Cause cause = new Cause.ByTimer("start");
    private long now;
    private boolean attends;
    /** A call that nobody attended to when it began, and what it became when somebody did. */
    private CallRows.@Nullable Unheard unheard;

    private int heard;
    /** Legs sent since the cause was named: the first one and how many, one right after the other. */
    private int firstSent;

    private int sentSince;

    /** For whoever records everything. */
    public Recorder(RecordingPlan plan) {
        this(plan, new AddressBook());
    }

    /** @param book the addresses of the run, for the plan's connections */
    public Recorder(RecordingPlan plan, AddressBook book) {
        this.plan = plan;
        attention = new Attention(plan, book);
        attends = plan.isComplete();
    }

    /** What is to be recorded at all. */
    public RecordingPlan plan() {
        return plan;
    }

    /** Whether what happens now is to be told at all. */
    public boolean attends() {
        return attends;
    }

    /** An event begins. Unless the plan wants it, nothing is told of it. */
    public void begins(long time, Cause newCause) {
        cause(time, newCause);
        if (legs.size() >= RecordingPlan.MOST_SEGMENTS && !plan.isComplete()) {
            attention.end(time);
        }
        attends = attention.atBeginning(time);
        unheard = null;
        heard = 0;
    }

    /** An event begins with a segment's arrival; one that was sent while nobody attended is told of now. */
    public void arrives(long time, Segment segment, String from, String to, long sent) {
        begins(time, new Cause.BySegment(segment.id()));
        about(FourTuple.keyOfArrival(segment));
        if (attends && segment.id() == 0) {
            segment.id(legs.add(sent, from, segment, EARLIER));
            travels(segment.id(), to, time);
            cause = new Cause.BySegment(segment.id());
        }
    }

    /** From here on the event is about this connection. */
    public void about(long key) {
        boolean before = attends;
        attends = attention.toConnection(key);
        if (before && !attends) {
            settle();
        }
        CallRows.Unheard call = unheard;
        if (!before && attends && call != null) {
            heard = called(call.time(), call.at(), call.call());
            cause(now, new Cause.ByCall(heard));
        }
    }

    /** Everything told from now on happens at this time and because of this. */
    public void cause(long time, Cause newCause) {
        if (attends) {
            settle();
        }
        now = time;
        cause = newCause;
        sentSince = 0;
    }

    private void settle() {
        for (Consumer<Cause> listener : endListeners) {
            listener.accept(cause);
        }
    }

    /** Whoever wants to know what an event wrote is told when it has ended. */
    public void onEnd(Consumer<Cause> listener) {
        endListeners.add(listener);
    }

    /** Whoever keeps book of this party's sockets is told what they send. */
    public void onSent(String party, Consumer<Segment> listener) {
        sentListeners.put(party, listener);
    }

    public Cause cause() {
        return cause;
    }

    /**
     * A segment was put on a link; its number is the answer, 0 while nobody attends.
     *
     * @param rewrites the leg it continues, or 0
     */
    public int sent(String from, Segment segment, int rewrites, boolean retransmission) {
        if (!attends) {
            return 0;
        }
        int number = legs.add(now, from, segment, cause);
        legs.continues(rewrites, retransmission);
        attention.follow(FourTuple.keyOfArrival(segment));
        Consumer<Segment> listener = sentListeners.get(from);
        if (listener != null) {
            listener.accept(segment);
        }
        if (sentSince++ == 0) {
            firstSent = number;
        }
        return number;
    }

    /** A segment arrives with a wrong checksum. */
    public void damaged(int leg) {
        if (leg > 0) {
            legs.damage(leg);
        }
    }

    /** The frozen copy of a segment that has a leg, or else the segment itself. */
    public Segment kept(Segment segment) {
        return segment.id() > 0 ? legs.segment(segment.id()) : segment;
    }

    /** What is told until {@link #judged(Cause)} is about this leg, at the machine that sends it. */
    public Cause judging(int leg) {
        Cause before = cause;
        if (leg > 0) {
            cause = new Cause.BySegment(leg);
        }
        return before;
    }

    /** What is told from now on has this cause again. */
    public void judged(Cause again) {
        cause = again;
    }

    /** Where a leg goes and when it arrives. */
    public void travels(int leg, String to, long arrives) {
        if (leg > 0) {
            legs.travels(leg, to, arrives);
        }
    }

    /** What became of a leg. */
    public void fate(int leg, Fate fate) {
        if (leg > 0) {
            legs.fate(leg, fate);
        }
    }

    /** A verdict was reached and applied; {@link #from} follows. */
    public void judged(String at, String socket, Verdict<?> verdict, Aftermath after) {
        verdicts.add(now, at, cause, socket, verdict);
        verdicts.left(after, firstSent, sentSince);
    }

    /**
     * Says of the verdict told last where the values that it rests on came from.
     *
     * @param origins knows it, for whoever asks later
     * @param before what was there before the verdict, frozen; null for nothing
     * @param port of the socket at its own end
     */
    public void from(Origins.Finder origins, @Nullable Object before, int port) {
        verdicts.from(origins, before, port);
    }

    /**
     * What a verdict found and left.
     *
     * @param orphan whether the state before was FIN-WAIT-2 held as an entry
     * @param timer what happened to the socket's timer; null for nothing
     */
    public record Aftermath(
            TcpState before,
            boolean orphan,
            TcpState state,
            Map<String, Long> counters,
            @Nullable String timer) {}

    /**
     * What a NAT's verdict found and left.
     *
     * @param connection the mapping; empty when there is none
     */
    public record Tracking(
            String connection, ConntrackState before, ConntrackState after, Map<String, Long> counters) {}

    /** A NAT decided about a segment. */
    public void tracked(String at, Verdict<?> verdict, Tracking tracking) {
        tracked.add(new Tracked(
                tracked.size() + 1,
                now,
                at,
                cause,
                tracking.connection(),
                tracking.before(),
                verdict,
                tracking.counters(),
                tracking.after()));
    }

    /** What a party remembers of this now. */
    public void kept(String at, String subject, List<FourTuple> tuples, Remembered memory) {
        kept.add(now, at, subject, tuples, memory);
        kept.because(cause);
    }

    /** A counter of this host stands here now. */
    public void counted(String at, String name, long value) {
        counted.add(new Counted(now, at, name, value, cause));
    }

    /** A socket moved. */
    public void moved(String at, FourTuple socket, TcpState from, TcpState to, boolean orphan) {
        states.add(now, at, socket, cause);
        states.went(from, to, orphan);
    }

    /** An application called; the number is for {@link #returned}. */
    public int called(long time, String at, String call) {
        return calls.add(time, at, call);
    }

    /** The same while nobody attends; it gets a number once it turns out to be about a connection that is wanted. */
    public void callsUnheard(long time, String at, String call) {
        unheard = new CallRows.Unheard(time, at, call);
    }

    /** The number of the call that was told late in this event, 0 for none. */
    public int heard() {
        return heard;
    }

    /** The call with this number returned. */
    public void returned(int call, long time, String result) {
        if (call > 0) {
            calls.returned(call, time, result);
        }
    }

    /** A timer was set, or set again. */
    public void timerSet(String at, TimerKind kind, String subject, String value, long due) {
        timers.set(now, new TimerSpans.Name(at, kind, subject), value, due);
    }

    /** A timer ended, by ringing or by being stopped. One that nobody looked after ended when it was due. */
    public void timerEnded(String at, TimerKind kind, String subject) {
        timers.ended(now, new TimerSpans.Name(at, kind, subject));
    }

    /** What the recorder does not see itself. */
    public record RunFacts(
            String scenario,
            long seed,
            long until,
            List<Party> parties,
            Map<String, Map<String, Long>> counters,
            String digest,
            Census census) {}

    /** Closes the books. A memory whose time has passed ended when it was due. */
    public Trace finish(RunFacts run) {
        endListeners.forEach(listener -> listener.accept(cause));
        return new Trace(
                run.scenario(),
                run.seed(),
                run.until(),
                run.parties(),
                legs.list(),
                verdicts.list(),
                states.list(),
                calls.list(),
                timers.close(run.until()),
                run.counters(),
                run.digest(),
                tracked.stream().map(this::numberedOn).toList(),
                kept.list(),
                counted,
                run.census(),
                attention.followed());
    }

    private Tracked numberedOn(Tracked each) {
        return new Tracked(
                verdicts.size() + each.id(),
                each.time(),
                each.at(),
                each.cause(),
                each.connection(),
                each.before(),
                each.verdict(),
                each.counters(),
                each.after());
    }
}
