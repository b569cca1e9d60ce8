package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.OnHost;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.wire.FourTuple;

/** What a recorded host tells its recorder. A silent host has none. */
final class HostJournal {
    private final Host host;
    /** The host's as it began: steps are whole seconds and leave the phase alone. */
    private final TimestampClock clock;

    private final Recorder recorder;
    private final FieldOrigins origins;
    private final List<Pending> pending = new ArrayList<>();
    private long[] countersBefore = new long[Counter.values().length];
    private @Nullable String timer;

    /** A verdict whose consequences are still being drawn. */
    private record Pending(Verdict<?> verdict, TcpState before) {}

    HostJournal(Host host, HostIdentity identity, Recorder recorder) {
        this.host = host;
        clock = identity.clock();
        this.recorder = recorder;
        MemoryBook book = new MemoryBook(host, recorder);
        origins = new FieldOrigins(
                host, identity.settings(), book, recorder.plan().isComplete());
        recorder.onEnd(origins::settle);
        recorder.onSent(
                host.name(),
                segment -> origins.touch(
                        FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort())));
    }

    /** Whether what happens now is to be told. */
    boolean attends() {
        return recorder.attends();
    }

    /** What happens now is about this connection. */
    void about(long key) {
        recorder.about(key);
        if (recorder.attends() && !recorder.plan().isComplete()) {
            origins.meet(key);
        }
    }

    <S extends Situation<S>> Outcome judge(RuleChain<S> chain, S situation, TcpState before) {
        if (pending.isEmpty()) {
            countersBefore = host.counterValues().snapshot();
            timer = null;
        }
        if (situation instanceof OnHost<?> onHost) {
            onHost.intoSecond(clock.intoSecond(host.now()));
        }
        Verdict<S> verdict = chain.verdict(situation);
        pending.add(new Pending(verdict, before));
        return verdict.outcome();
    }

    /** A verdict on a call that opens a socket, closed as yet. */
    <S extends Situation<S>> Outcome judgeCall(RuleChain<S> chain, S situation) {
        return judge(chain, situation, TcpState.CLOSED);
    }

    /** All consequences of such a call are drawn: the last verdict was the one that settled it. */
    void flushCall(long key) {
        if (pending.size() > 1) {
            pending.subList(0, pending.size() - 1).clear();
        }
        flush(key);
    }

    /** Whether a verdict was reached whose consequences are still being drawn. */
    boolean isJudging() {
        return !pending.isEmpty();
    }

    /** What happened to the timer of the socket being judged. */
    void timer(String what) {
        timer = what;
    }

    /** All consequences are drawn. */
    void flush(long key) {
        TcpState after = host.stateOf(key);
        String socket = FourTuple.of(key, host.book()).toString();
        Map<String, Long> moved = countersMoved();
        for (int i = 0; i < pending.size(); i++) {
            Pending next = pending.get(i);
            boolean vanished = after == TcpState.CLOSED && next.before == TcpState.LISTEN;
            boolean orphan = next.before == TcpState.FIN_WAIT_2
                    && next.verdict.chain().hook().equals("time-wait");
            TcpState left = vanished ? TcpState.LISTEN : after;
            Map<String, Long> counters = i == 0 ? moved : Map.of();
            recorder.judged(
                    host.name(),
                    socket,
                    next.verdict,
                    new Recorder.Aftermath(next.before, orphan, left, counters, i == 0 ? timer : null),
                    origins.of(next.verdict.findings(), key, recorder.cause()));
        }
        origins.touch(key);
        pending.clear();
    }

    private Map<String, Long> countersMoved() {
        Map<String, Long> moved = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            long difference = host.counter(counter) - countersBefore[counter.ordinal()];
            if (difference != 0 && host.kernel().counts(counter)) {
                moved.put(counter.name(), difference);
            }
        }
        return moved;
    }

    /** Something of this socket is different, though no segment and no timer says so. */
    void touch(long key) {
        origins.touch(key);
    }

    void cause(long now, String timerName) {
        recorder.cause(now, new Cause.ByTimer(timerName));
    }

    void moved(long key, TcpState from, TcpState to, boolean orphan) {
        origins.touch(key);
        recorder.moved(host.name(), FourTuple.of(key, host.book()), from, to, orphan);
    }

    /** {@code seconds}: how many whole ones of the wall clock it is remembered, the current one included. */
    void peerRemembered(long key, long ts, long seconds) {
        long due = host.now() + seconds * SimTime.SECOND - clock.intoSecond(host.now());
        origins.peerKept(key, recorder.cause(), due);
        String peer = host.book().at(FourTuple.remoteAddressOf(key)).text();
        recorder.timerSet(host.name(), TimerKind.PEER_MEMORY, peer, Long.toString(ts), due);
    }

    void timerSet(TimerKind kind, long key, String value, long due) {
        origins.touch(key);
        recorder.timerSet(host.name(), kind, FourTuple.of(key, host.book()).toString(), value, due);
    }

    void timerEnded(TimerKind kind, long key) {
        recorder.timerEnded(host.name(), kind, FourTuple.of(key, host.book()).toString());
    }
}
