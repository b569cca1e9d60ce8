package timewaitlab.nat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/**
 * A NAT's connection tracking at work: finds the entry a segment belongs to, has the rules judge, and does what they
 * say. Whoever owns it forwards the segment.
 */
public final class Tracker {
    /** Who keeps the proofs. Without one, judging keeps nothing. */
    public interface Journal {
        /** Judges and writes down. {@code before}: the state of the entry, NONE when there is none. */
        <S extends Situation<S>> Outcome judge(RuleChain<S> chain, S situation, ConntrackState before);
    }

    /**
     * What the rules of a kernel are.
     *
     * @param tracked for a segment on a known connection
     * @param first for one that none is known for, translated or not as the tracker does it
     */
    public record Chains(RuleChain<SegmentOnConntrack> tracked, RuleChain<NewFlow> first) {}

    private final ConntrackTable table = new ConntrackTable();
    private final Chains chains;
    private final AddressBook book;
    private final FreePorts ports;
    private final SegmentOnConntrack onEntry = new SegmentOnConntrack();
    private final NewFlow onNothing = new NewFlow();
    private final ConntrackEntry entry = new ConntrackEntry();
    private final EntryMoves moves = new EntryMoves(table);
    private final Unconfirmed unconfirmed = new Unconfirmed();
    private final long[] counters = new long[ConntrackCounter.values().length];

    private ConntrackSettings settings;
    private NatFilter filter;
    private @Nullable Journal journal;
    private int row = ConntrackTable.NONE;
    private long insideKey;
    private long drops;
    private long outsideKey;
    /** Whether the last segment began a connection. */
    private boolean begun;
    /** When the collector runs next; only waited for once the table was full. */
    private long collects = SimTime.NEVER;
    /** The row it looked at last. */
    private int collected = -1;

    public Tracker(Chains chains, ConntrackSettings settings, NatFilter filter, FreePorts ports, AddressBook book) {
        this.chains = chains;
        this.settings = settings;
        this.filter = filter;
        this.ports = ports;
        this.book = book;
        ports.in(table, unconfirmed);
    }

    /** Who keeps the proofs from now on. */
    public void tells(Journal newJournal) {
        journal = newJournal;
    }

    /** The connections. */
    public ConntrackTable table() {
        return table;
    }

    public ConntrackSettings settings() {
        return settings;
    }

    /** An operator writes a setting. Timers that run are left alone. */
    public void sysctl(ConntrackSysctl sysctl, long value) {
        settings = settings.with(sysctl, value);
    }

    /** An operator changes the rule set. */
    public void filter(NatFilter newFilter) {
        filter = newFilter;
    }

    /**
     * An operator has ports given out otherwise: to flows that begin from now on, since the rules that choose a port
     * are asked at the first packet alone (nf_nat_inet_fn(), net/netfilter/nf_nat_core.c, 6.18).
     */
    public void ports(PortAllocator.Policy policy) {
        ports.policy(policy);
    }

    /** Value of a counter. */
    public long counter(ConntrackCounter counter) {
        return counters[counter.ordinal()];
    }

    /** Segments it threw away so far. */
    public long drops() {
        return drops;
    }

    /** The row the last segment was translated by; {@link ConntrackTable#NONE} when it was not or the entry ended. */
    public int row() {
        return row;
    }

    /** The quadruplet inside of the connection by which the last segment was translated. */
    public long insideKey() {
        return insideKey;
    }

    /** The same as it looks outside. */
    public long outsideKey() {
        return outsideKey;
    }

    /** Judges a segment from inside and does what follows for the entry. */
    public Outcome outward(Segment segment, long now) {
        table.expire(now);
        return from(segment, keyOf(segment), Way.FROM_INSIDE, now);
    }

    /**
     * Judges a segment where nothing is translated, and does what follows for the entry. Either side may open a
     * connection; whose first segment is seen first is the one that did.
     */
    public Outcome untranslated(Segment segment, Way way, long now) {
        table.expire(now);
        row = table.findOutside(FourTuple.key(segment.dst(), segment.dstPort(), segment.src(), segment.srcPort()));
        if (row == ConntrackTable.NONE) {
            return from(segment, keyOf(segment), way, now);
        }
        Outcome outcome = track(segment, 1, way, now);
        return outcome.has(ConntrackEffect.REOPEN.bit()) ? anew(segment, keyOf(segment), way, now) : outcome;
    }

    private Outcome from(Segment segment, long key, Way way, long now) {
        row = table.find(key);
        if (row == ConntrackTable.NONE) {
            return begin(segment, key, way, now);
        }
        Outcome outcome = track(segment, 0, way, now);
        return outcome.has(ConntrackEffect.REOPEN.bit()) ? anew(segment, key, way, now) : outcome;
    }

    private static long keyOf(Segment segment) {
        return FourTuple.key(segment.src(), segment.srcPort(), segment.dst(), segment.dstPort());
    }

    /** {@code NF_REPEAT}: the entry is gone, and the segment a first one. */
    private Outcome anew(Segment segment, long key, Way way, long now) {
        table.remove(row);
        return begin(segment, key, way, now);
    }

    /**
     * An established connection that nobody opened here, as {@code conntrack -I} makes it; nothing is translated.
     *
     * @param key its quadruplet, which none may have yet
     * @param assured whether it gives way to nobody
     */
    public void insert(long key, boolean assured, long now) {
        int made = table.add(key, FourTuple.localAddressOf(key), FourTuple.localPortOf(key));
        table.view(made, entry);
        entry.state(ConntrackState.ESTABLISHED);
        if (assured) {
            entry.setSeenReply();
            entry.setAssured();
        }
        table.arm(made, now, settings.timeout(ConntrackState.ESTABLISHED));
    }

    /** The last segment was dropped behind this: a connection that it began is never confirmed. */
    public void unconfirm() {
        if (begun && row != ConntrackTable.NONE) {
            table.remove(row);
            row = ConntrackTable.NONE;
        }
    }

    /** Judges a segment for the NAT's own address and does what follows for the entry. */
    public Outcome inward(Segment segment, long now) {
        table.expire(now);
        row = table.findOutside(FourTuple.key(segment.dst(), segment.dstPort(), segment.src(), segment.srcPort()));
        if (row != ConntrackTable.NONE) {
            return track(segment, 1, Way.TO_NAT, now);
        }
        onNothing.cause(segment, settings, filter, Way.TO_NAT).meets(table.size(), false);
        return counted(first(segment));
    }

    private Outcome first(Segment segment) {
        return judge(ConntrackChecksum.of(segment, chains.first), onNothing, ConntrackState.NONE);
    }

    private Outcome track(Segment segment, int side, Way way, long now) {
        begun = false;
        name(row);
        onEntry.cause(segment, settings, filter, way).meets(entry, side);
        Outcome outcome = counted(judge(ConntrackChecksum.of(segment, chains.tracked), onEntry, entry.state()));
        if (!moves.apply(outcome, onEntry, row, now)) {
            row = ConntrackTable.NONE;
        }
        return outcome;
    }

    private void name(int known) {
        table.view(known, entry);
        insideKey = entry.key();
        outsideKey = entry.outsideKey();
    }

    private Outcome begin(Segment segment, long key, Way way, long now) {
        row = ConntrackTable.NONE;
        if (now >= collects) {
            collect();
        }
        long max = settings.get(ConntrackSysctl.MAX);
        int near = table.size() >= max ? table.evictable(key, bucketShare(max)) : ConntrackTable.NONE;
        onNothing.cause(segment, settings, filter, way).meets(table.size(), near != ConntrackTable.NONE);
        unconfirmed.at(now, (int) settings.get(ConntrackConstant.CPUS));
        ports.search(segment, key, settings, near);
        onNothing.gets(ports.port(), ports.isReused(), ports.evicts()).races(ports.clashes());
        Outcome outcome = counted(first(segment));
        if (outcome.has(ConntrackEffect.DROP_EARLY.bit())) {
            table.remove(near);
        }
        if (outcome.has(ConntrackEffect.CALL_COLLECTOR.bit()) && collects == SimTime.NEVER) {
            callCollector(now);
        }
        if (outcome.has(ConntrackEffect.EVICT.bit())) {
            ports.evict();
        }
        begun = outcome.has(ConntrackEffect.BEGIN.bit());
        if (begun) {
            make(segment, key, way, now);
        }
        return outcome;
    }

    /** The entry, and the segment's own effect on it. */
    private void make(Segment segment, long key, Way way, long now) {
        row = table.add(key, ports.address(), ports.port());
        unconfirmed.begins(row);
        name(row);
        EntryMoves.initialise(entry, segment);
        onEntry.cause(segment, settings, filter, way).meets(entry, 0);
        moves.apply(chains.tracked.judge(onEntry), onEntry, row, now);
    }

    private double bucketShare(long max) {
        double buckets = Math.max(1.0, (double) max / settings.get(ConntrackConstant.ENTRIES_PER_BUCKET));
        return settings.get(ConntrackConstant.EVICTION_RANGE) / buckets;
    }

    private void callCollector(long now) {
        if (settings.get(ConntrackConstant.COLLECT_CLOSING) != 0) {
            long interval = settings.get(ConntrackConstant.COLLECT_MILLISECONDS) * SimTime.MILLISECOND;
            collects = (now / interval + 1) * interval;
        }
    }

    /**
     * One run of {@code gc_worker()} after the table was full: while 95 % of the limit are taken, what is not assured
     * goes in the part of the table that is looked at, and what is closing.
     */
    private void collect() {
        collects = SimTime.NEVER;
        long enough = settings.get(ConntrackSysctl.MAX) / 100 * 95;
        int rows = table.rows();
        long runs = settings.get(ConntrackConstant.COLLECT_RUNS);
        for (long left = enough == 0 ? 0 : (rows + runs - 1) / runs; left > 0 && table.size() >= enough; left--) {
            collected = collected + 1 < rows ? collected + 1 : 0;
            if (table.isAlive(collected)) {
                ConntrackEntry seen = table.view(collected, entry);
                if (!seen.isAssured() || seen.state().isClosing()) {
                    table.remove(collected);
                }
            }
        }
    }

    private <S extends Situation<S>> Outcome judge(RuleChain<S> chain, S situation, ConntrackState before) {
        return journal == null ? chain.judge(situation) : journal.judge(chain, situation, before);
    }

    private Outcome counted(Outcome outcome) {
        drops += outcome.disposition() == Disposition.DROP ? 1 : 0;
        for (long left = outcome.counts(); left != 0; left &= left - 1) {
            counters[Long.numberOfTrailingZeros(left)]++;
        }
        return outcome;
    }

    /** The address under which new flows go out. */
    public void address(Address newAddress) {
        ports.address(newAddress);
    }

    /**
     * A connection as {@code conntrack -L} lists it.
     *
     * @param left nanoseconds until it ends
     * @param original the tuple of the side that opened, as {@code source-destination}
     * @param reply the tuple in which answers come
     * @param unreplied whether no answer was seen
     */
    public record Listed(
            ConntrackState state, long left, FourTuple original, FourTuple reply, boolean assured, boolean unreplied) {}

    /** All connections, in the order of their rows. */
    public List<Listed> list(long now) {
        table.expire(now);
        List<Listed> listed = new ArrayList<>();
        for (int each = 0; each < table.rows(); each++) {
            if (table.isAlive(each)) {
                listed.add(listed(table.view(each, entry), now));
            }
        }
        return listed;
    }

    private Listed listed(ConntrackEntry seen, long now) {
        FourTuple outside = FourTuple.of(seen.outsideKey(), book);
        return new Listed(
                seen.state(),
                seen.due() - now,
                FourTuple.of(seen.key(), book),
                new FourTuple(outside.remote(), outside.local()),
                seen.isAssured(),
                !seen.seenReply());
    }
}
