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
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Counted;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
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
    private final List<OpenLeg> legs = new ArrayList<>();
    private final List<Judged> verdicts = new ArrayList<>();
    private final List<Tracked> tracked = new ArrayList<>();
    private final List<StateChange> states = new ArrayList<>();
    private final List<OpenCall> calls = new ArrayList<>();
    private final TimerSpans timers = new TimerSpans();
    private final List<Kept> kept = new ArrayList<>();
    private final List<Counted> counted = new ArrayList<>();
    private final List<Integer> sentSinceCause = new ArrayList<>();
    private final List<Consumer<Cause>> endListeners = new ArrayList<>();
    private final Map<String, Consumer<Segment>> sentListeners = new HashMap<>();
    private final Attention attention;
    private Cause cause = new Cause.ByTimer("start");
    private long now;
    private boolean attends;
    /** A call that nobody attended to when it began, and what it became when somebody did. */
    private @Nullable OpenCall unheard;

    private int heard;

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
        attends = attention.atBeginning(time);
        unheard = null;
        heard = 0;
    }

    /** An event begins with a segment's arrival; one that was sent while nobody attended is told of now. */
    public void arrives(long time, Segment segment, String from, String to, long sent) {
        begins(time, new Cause.BySegment(segment.id()));
        about(FourTuple.keyOfArrival(segment));
        if (attends && segment.id() == 0) {
            segment.id(leg(new OpenLeg(legs.size() + 1, 0, sent, from, segment.copy(), false, EARLIER)));
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
        OpenCall call = unheard;
        if (!before && attends && call != null) {
            heard = called(call.time, call.at, call.call);
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
        sentSinceCause.clear();
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
        int number = leg(new OpenLeg(legs.size() + 1, rewrites, now, from, segment.copy(), retransmission, cause));
        attention.follow(FourTuple.keyOfArrival(segment));
        Consumer<Segment> listener = sentListeners.get(from);
        if (listener != null) {
            listener.accept(segment);
        }
        sentSinceCause.add(number);
        return number;
    }

    private int leg(OpenLeg leg) {
        leg.segment.id(leg.id);
        legs.add(leg);
        return leg.id;
    }

    /** Where a leg goes and when it arrives. */
    public void travels(int leg, String to, long arrives) {
        if (leg > 0) {
            legs.get(leg - 1).to = to;
            legs.get(leg - 1).arrives = arrives;
        }
    }

    /** What became of a leg. */
    public void fate(int leg, Fate fate) {
        if (leg > 0) {
            legs.get(leg - 1).fate = fate;
        }
    }

    /** Legs sent since the cause was named. */
    public List<Integer> sentSinceCause() {
        return List.copyOf(sentSinceCause);
    }

    /** A verdict was reached and applied. {@code origins}: of the two values of each finding, in order. */
    public void judged(String at, String socket, Verdict<?> verdict, Aftermath after, List<Origin> origins) {
        verdicts.add(new Judged(
                verdicts.size() + 1,
                now,
                at,
                cause,
                socket,
                after.before(),
                after.orphan(),
                verdict,
                sentSinceCause(),
                after.counters(),
                after.state(),
                after.timer(),
                origins));
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
    public void kept(String at, String subject, List<FourTuple> tuples, Memory memory) {
        kept.add(new Kept(now, at, subject, tuples, memory, cause));
    }

    /** A counter of this host stands here now. */
    public void counted(String at, String name, long value) {
        counted.add(new Counted(now, at, name, value, cause));
    }

    /** A socket moved. */
    public void moved(String at, FourTuple socket, TcpState from, TcpState to, boolean orphan) {
        states.add(new StateChange(now, at, socket, from, to, orphan, cause));
    }

    /** An application called; the number is for {@link #returned}. */
    public int called(long time, String at, String call) {
        calls.add(new OpenCall(calls.size() + 1, time, at, call));
        return calls.size();
    }

    /** The same while nobody attends; it gets a number once it turns out to be about a connection that is wanted. */
    public void callsUnheard(long time, String at, String call) {
        unheard = new OpenCall(0, time, at, call);
    }

    /** The number of the call that was told late in this event, 0 for none. */
    public int heard() {
        return heard;
    }

    /** The call with this number returned. */
    public void returned(int call, long time, String result) {
        if (call == 0) {
            return;
        }
        OpenCall open = calls.get(call - 1);
        open.result = result;
        open.took = time - open.time;
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
            String digest) {}

    /** Closes the books. A memory whose time has passed ended when it was due. */
    public Trace finish(RunFacts run) {
        endListeners.forEach(listener -> listener.accept(cause));
        return new Trace(
                run.scenario(),
                run.seed(),
                run.until(),
                run.parties(),
                legs.stream().map(OpenLeg::close).toList(),
                verdicts,
                states,
                calls.stream().map(OpenCall::close).toList(),
                timers.close(run.until()),
                run.counters(),
                run.digest(),
                tracked.stream().map(this::numberedOn).toList(),
                kept,
                counted);
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

    private static final class OpenLeg {
        private final int id;
        private final int rewrites;
        private final long time;
        private final String at;
        private final Segment segment;
        private final boolean retransmission;
        private final Cause cause;
        private String to = "";
        private long arrives;
        private Fate fate = Fate.IN_FLIGHT;

        private OpenLeg(
                int id, int rewrites, long time, String at, Segment segment, boolean retransmission, Cause cause) {
            this.id = id;
            this.rewrites = rewrites;
            this.time = time;
            this.at = at;
            this.segment = segment;
            this.retransmission = retransmission;
            this.cause = cause;
        }

        private Leg close() {
            return new Leg(id, rewrites, time, at, arrives, to, fate, segment, retransmission, cause);
        }
    }

    private static final class OpenCall {
        private final int id;
        private final long time;
        private final String at;
        private final String call;
        private String result = "pending";
        private long took;

        private OpenCall(int id, long time, String at, String call) {
            this.id = id;
            this.time = time;
            this.at = at;
            this.call = call;
        }

        private AppCall close() {
            return new AppCall(id, time, at, call, result, took);
        }
    }
}
