package timewaitlab.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.nat.ConntrackCounter;
import timewaitlab.nat.ConntrackEntry;
import timewaitlab.nat.ConntrackState;
import timewaitlab.nat.ConntrackTable;
import timewaitlab.nat.Tracker;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memory;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/** What a recorded NAT tells its recorder. A silent one has none. */
final class NatJournal implements Tracker.Journal {
    private final String name;
    private final Tracker tracker;
    private final AddressBook book;
    private final Recorder recorder;
    private final List<Pending> pending = new ArrayList<>();
    private final ConntrackEntry look = new ConntrackEntry();

    /** A verdict whose consequences are still being drawn. */
    private record Pending(Verdict<?> verdict, ConntrackState before) {}

    NatJournal(String name, Tracker tracker, AddressBook book, Recorder recorder) {
        this.name = name;
        this.tracker = tracker;
        this.book = book;
        this.recorder = recorder;
        tracker.tells(this);
        tracker.table().whenGone(row -> {
            if (!recorder.attends()) {
                return;
            }
            tracker.table().view(row, look);
            recorder.timerEnded(name, TimerKind.NAT_MAPPING, mapping(look.key(), look.outsideKey()));
            keep(Memory.gone());
        });
    }

    @Override
    public <S extends Situation<S>> Outcome judge(RuleChain<S> chain, S situation, ConntrackState before) {
        if (!recorder.attends()) {
            return chain.judge(situation);
        }
        Verdict<S> verdict = chain.verdict(situation);
        pending.add(new Pending(verdict, before));
        return verdict.outcome();
    }

    /** All consequences for the entry are drawn. */
    void flush(int leg, Fate fate, long now) {
        recorder.fate(leg, fate);
        if (!recorder.attends()) {
            return;
        }
        ConntrackTable table = tracker.table();
        int row = tracker.row();
        boolean mapped = row != ConntrackTable.NONE;
        ConntrackState after = mapped ? table.view(row, look).state() : ConntrackState.NONE;
        String subject = mapped ? mapping(look.key(), look.outsideKey()) : "";
        for (Pending next : pending) {
            Recorder.Tracking tracking = new Recorder.Tracking(subject, next.before, after, counted(next.verdict));
            recorder.tracked(name, next.verdict, tracking);
        }
        pending.clear();
        if (mapped) {
            recorder.timerSet(name, TimerKind.NAT_MAPPING, subject, after.name(), look.due());
            keep(memory());
        }
    }

    private void keep(Memory memory) {
        List<FourTuple> tuples = List.of(FourTuple.of(look.key(), book), FourTuple.of(look.outsideKey(), book));
        recorder.kept(name, tuples.get(0) + " " + tuples.get(1), tuples, memory);
    }

    private Memory memory() {
        return Memory.of(Memory.Kind.MAPPING)
                .put(Field.CONNTRACK, look.state().ordinal())
                .put(Field.TIMEOUT_DUE, look.due())
                .put(Field.SEEN_REPLY, look.seenReply())
                .put(Field.ASSURED, look.isAssured())
                .put(Field.OPENER_END, look.end(0))
                .put(Field.OPENER_MAX_END, look.maxEnd(0))
                .put(Field.OPENER_MAX_WIN, look.maxWin(0))
                .put(Field.REPLIER_END, look.end(1))
                .put(Field.REPLIER_MAX_END, look.maxEnd(1))
                .put(Field.REPLIER_MAX_WIN, look.maxWin(1))
                .build();
    }

    private static Map<String, Long> counted(Verdict<?> verdict) {
        Map<String, Long> counted = new TreeMap<>();
        for (ConntrackCounter counter : ConntrackCounter.values()) {
            if ((verdict.outcome().counts() & counter.bit()) != 0) {
                counted.put(counter.name(), 1L);
            }
        }
        return counted;
    }

    /** {@code 10.0.0.2:40000 -> 203.0.113.7:40000}. */
    private String mapping(long insideKey, long outsideKey) {
        return source(insideKey) + " -> " + source(outsideKey);
    }

    private Endpoint source(long key) {
        return new Endpoint(book.at(FourTuple.localAddressOf(key)), FourTuple.localPortOf(key));
    }
}
