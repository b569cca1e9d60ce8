package timewaitlab.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
    private static final int MOST_TEXTS = 1_000;
    private static final Counter[] COUNTERS = Counter.values();

    private final Host host;
    /** The host's as it began: steps are whole seconds and leave the phase alone. */
    private final TimestampClock clock;

    private final Recorder recorder;
    private final MemoryBook book;
    private final FieldOrigins origins;
    /** Texts of lengths of time: many timers are as long as each other. */
    private final Map<Long, String> lengths = new HashMap<>();
    /** What moved by one together, by the counters' bits. */
    private final Map<Long, Map<String, Long>> steps = new HashMap<>();

    private final List<Pending> pending = new ArrayList<>();
    private final long[] countersBefore = new long[COUNTERS.length];
    /** Counters that may differ from that, and from what was told. */
    private long moved;

    private long untold;
    private @Nullable String timer;

    /** A verdict whose consequences are still being drawn. */
    private record Pending(Verdict<?> verdict, TcpState before) {}

    HostJournal(Host host, HostIdentity identity, Recorder recorder) {
        this.host = host;
        clock = identity.clock();
        this.recorder = recorder;
        book = new MemoryBook(host, recorder);
        origins = new FieldOrigins(
                host, identity.settings(), book, recorder.plan().isComplete());
        recorder.onEnd(this::settle);
        recorder.onSent(
                host.name(),
                segment ->
                        book.touch(FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort())));
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
            rememberCounters();
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
        book.touch(key);
        String socket = book.story(key).name;
        Map<String, Long> counted = pending.isEmpty() ? Map.of() : countersMoved();
        for (int i = 0; i < pending.size(); i++) {
            Pending next = pending.get(i);
            boolean vanished = after == TcpState.CLOSED && next.before == TcpState.LISTEN;
            boolean orphan = next.before == TcpState.FIN_WAIT_2
                    && next.verdict.chain().hook().equals("time-wait");
            TcpState left = vanished ? TcpState.LISTEN : after;
            Map<String, Long> counters = i == 0 ? counted : Map.of();
            recorder.judged(
                    host.name(),
                    socket,
                    next.verdict,
                    new Recorder.Aftermath(next.before, orphan, left, counters, i == 0 ? timer : null));
            origins.tell(recorder, key);
        }
        pending.clear();
    }

    private void settle(Cause ended) {
        look();
        book.settle(ended, untold);
        untold = 0;
        origins.settle(ended);
    }

    private void look() {
        long since = host.counterValues().moved();
        moved |= since;
        untold |= since;
    }

    private void rememberCounters() {
        look();
        for (long left = moved; left != 0; left &= left - 1) {
            int counter = Long.numberOfTrailingZeros(left);
            countersBefore[counter] = host.counter(COUNTERS[counter]);
        }
        moved = 0;
    }

    private Map<String, Long> countersMoved() {
        look();
        if (moved == 0) {
            return Map.of();
        }
        boolean byOne = true;
        for (long left = moved; left != 0; left &= left - 1) {
            byOne &= difference(Long.numberOfTrailingZeros(left)) == 1;
        }
        return byOne ? steps.computeIfAbsent(moved, this::named) : named(moved);
    }

    private long difference(int counter) {
        return host.counter(COUNTERS[counter]) - countersBefore[counter];
    }

    private Map<String, Long> named(long counters) {
        Map<String, Long> named = new TreeMap<>();
        for (long left = counters; left != 0; left &= left - 1) {
            int counter = Long.numberOfTrailingZeros(left);
            if (difference(counter) != 0 && host.kernel().counts(COUNTERS[counter])) {
                named.put(COUNTERS[counter].name(), difference(counter));
            }
        }
        return Collections.unmodifiableMap(named);
    }

    /** A length of time as text, with its unit. */
    String seconds(long nanos) {
        if (lengths.size() > MOST_TEXTS) {
            lengths.clear();
        }
        return lengths.computeIfAbsent(nanos, length -> SimTime.text(length) + " s");
    }

    /** Something of this socket is different, though no segment and no timer says so. */
    void touch(long key) {
        book.touch(key);
    }

    void cause(long now, String timerName) {
        recorder.cause(now, new Cause.ByTimer(timerName));
    }

    void moved(long key, TcpState from, TcpState to, boolean orphan) {
        book.touch(key);
        recorder.moved(host.name(), book.story(key).tuple, from, to, orphan);
    }

    /** {@code seconds}: how many whole ones of the wall clock it is remembered, the current one included. */
    void peerRemembered(long key, long ts, long seconds) {
        long due = host.now() + seconds * SimTime.SECOND - clock.intoSecond(host.now());
        origins.peerKept(key, recorder.cause(), due);
        String peer = host.book().at(FourTuple.remoteAddressOf(key)).text();
        recorder.timerSet(host.name(), TimerKind.PEER_MEMORY, peer, Long.toString(ts), due);
    }

    void timerSet(TimerKind kind, long key, String value, long due) {
        book.touch(key);
        recorder.timerSet(host.name(), kind, book.name(key), value, due);
    }

    void timerEnded(TimerKind kind, long key) {
        recorder.timerEnded(host.name(), kind, book.name(key));
    }
}
