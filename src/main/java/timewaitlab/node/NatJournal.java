package timewaitlab.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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
import timewaitlab.trace.Remembered;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/** What recorded connection tracking tells its recorder. Silent tracking has none. */
final class NatJournal implements Tracker.Journal {
    private final String name;
    private final Tracker tracker;
    private final AddressBook book;
    private final Recorder recorder;
    private final List<Pending> pending = new ArrayList<>();
    private final ConntrackEntry look = new ConntrackEntry();
    /** By row of the table: a connection is named once. */
    private final List<@Nullable Mapping> mappings = new ArrayList<>();
    /** What moved by one together, by the counters' bits. */
    private final Map<Long, Map<String, Long>> steps = new HashMap<>();

    /** A verdict whose consequences are still being drawn. */
    private record Pending(Verdict<?> verdict, ConntrackState before) {}

    /**
     * What an entry is called.
     *
     * @param name {@code 10.0.0.2:40000 -> 203.0.113.7:40000}
     * @param tuples how it looks inside and outside
     * @param subject both in words
     */
    private record Mapping(String name, List<FourTuple> tuples, String subject) {
        static Mapping of(FourTuple inside, FourTuple outside) {
            return new Mapping(
                    inside.local() + " -> " + outside.local(), List.of(inside, outside), inside + " " + outside);
        }
    }

    /** An entry as it stood; nobody writes to it. */
    private record KeptEntry(ConntrackEntry entry) implements Remembered {
        @Override
        public Memory memory() {
            return Memory.of(Memory.Kind.MAPPING)
                    .put(Field.CONNTRACK, entry.state().ordinal())
                    .put(Field.TIMEOUT_DUE, entry.due())
                    .put(Field.SEEN_REPLY, entry.seenReply())
                    .put(Field.ASSURED, entry.isAssured())
                    .put(Field.OPENER_END, entry.end(0))
                    .put(Field.OPENER_MAX_END, entry.maxEnd(0))
                    .put(Field.OPENER_MAX_WIN, entry.maxWin(0))
                    .put(Field.REPLIER_END, entry.end(1))
                    .put(Field.REPLIER_MAX_END, entry.maxEnd(1))
                    .put(Field.REPLIER_MAX_WIN, entry.maxWin(1))
                    .build();
        }
    }

    NatJournal(String name, Tracker tracker, AddressBook book, Recorder recorder) {
        this.name = name;
        this.tracker = tracker;
        this.book = book;
        this.recorder = recorder;
        tracker.tells(this);
        tracker.table().whenGone(row -> {
            if (recorder.attends()) {
                Mapping gone = mapping(row);
                recorder.timerEnded(name, TimerKind.NAT_MAPPING, gone.name);
                keep(gone, Memory.gone());
            }
            forget(row);
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

    /** What of this segment nobody writes to. */
    Segment kept(Segment segment) {
        return recorder.kept(segment);
    }

    /** All consequences for the entry are drawn. */
    void flush(int leg, Fate fate) {
        recorder.fate(leg, fate);
        flush();
    }

    /** The same where somebody else says what became of the segment. */
    void flush() {
        if (!recorder.attends()) {
            return;
        }
        int row = tracker.row();
        Mapping mapping = row == ConntrackTable.NONE ? null : mapping(row);
        ConntrackState after = mapping == null ? ConntrackState.NONE : look.state();
        String subject = mapping == null ? "" : mapping.name;
        for (Pending next : pending) {
            Recorder.Tracking tracking = new Recorder.Tracking(subject, next.before, after, counted(next.verdict));
            recorder.tracked(name, next.verdict, tracking);
        }
        pending.clear();
        if (mapping != null) {
            recorder.timerSet(name, TimerKind.NAT_MAPPING, subject, after.name(), look.due());
            keep(mapping, new KeptEntry(look.copy()));
        }
    }

    private void keep(Mapping mapping, Remembered memory) {
        recorder.kept(name, mapping.subject, mapping.tuples, memory);
    }

    private Map<String, Long> counted(Verdict<?> verdict) {
        long counts = verdict.outcome().counts();
        return counts == 0 ? Map.of() : steps.computeIfAbsent(counts, NatJournal::named);
    }

    private static Map<String, Long> named(long counts) {
        Map<String, Long> named = new TreeMap<>();
        for (ConntrackCounter counter : ConntrackCounter.values()) {
            if ((counts & counter.bit()) != 0) {
                named.put(counter.name(), 1L);
            }
        }
        return Collections.unmodifiableMap(named);
    }

    /** What the entry of a row is called; points {@link #look} at it. */
    private Mapping mapping(int row) {
        tracker.table().view(row, look);
        while (mappings.size() <= row) {
            mappings.add(null);
        }
        Mapping known = mappings.get(row);
        if (known == null) {
            known = Mapping.of(FourTuple.of(look.key(), book), FourTuple.of(look.outsideKey(), book));
            mappings.set(row, known);
        }
        return known;
    }

    /** The row may be another connection's from now on. */
    private void forget(int row) {
        if (row < mappings.size()) {
            mappings.set(row, null);
        }
    }
}
