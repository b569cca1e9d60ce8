package timewaitlab.node;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.ChecksumRules;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.Jiffies;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.tcp.SegmentOnSocket;
import timewaitlab.tcp.SegmentOnTimeWait;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/**
 * A machine with a kernel. Segments, timers and calls come in; segments go out. Every arrival is judged by the chains
 * of the host's kernel, and the outcome is applied by {@link SocketMoves} and {@link TimeWaits}.
 */
public final class Host {
    private final HostIdentity identity;
    private final Surroundings surroundings;
    private final RuleChain<SegmentOnTimeWait> timeWaitChain;
    private final RuleChain<SegmentOnSocket> synSentChain;
    private final RuleChain<SegmentOnSocket> synRecvChain;
    private final RuleChain<SegmentOnSocket> crossedChain;
    private final RuleChain<SegmentOnSocket> socketChain;

    private final SocketTable sockets = new SocketTable();
    private final ListenTable listeners;
    private final LocalPorts ports;
    private final SocketPool pool = new SocketPool();
    private final PeerTimestampCache peers;
    private final HostCounters counters = new HostCounters();
    private final SegmentWriter writer;
    private final SocketMoves moves;
    private final SocketTimers timers;
    private final Jiffies jiffies;
    private final HostClock clock;
    private final TimeWaits timeWaits;
    private final SocketCalls calls;
    private final Closing closing;
    private final Listening listening;
    private final @Nullable HostJournal journal;
    private final ChallengeBudget challenges = new ChallengeBudget();

    private final SegmentOnTimeWait onTimeWait = new SegmentOnTimeWait();
    private final SegmentOnSocket onSocket = new SegmentOnSocket();
    private final TimeWaitSocket entry = new TimeWaitSocket();

    private Settings settings;
    private Application application = Application.NONE;
    private long now;

    public Host(HostIdentity identity, Surroundings surroundings) {
        this.identity = identity;
        this.surroundings = surroundings;
        KernelProfile kernel = identity.kernel();
        timeWaitChain = kernel.chain(Hook.TIME_WAIT);
        synSentChain = kernel.chain(Hook.SYN_SENT);
        crossedChain = kernel.chain(Hook.CROSSED);
        synRecvChain = kernel.chain(Hook.SYN_RECV);
        socketChain = kernel.chain(Hook.SOCKET);
        settings = identity.settings();
        jiffies = new Jiffies(settings, identity.startJiffies());
        clock = new HostClock(identity.clock(), settings);
        peers = new PeerTimestampCache(settings, surroundings.chance().metricsSalt());
        ports = new LocalPorts(identity.addresses());
        listeners = new ListenTable(ports, surroundings.chance());
        writer = new SegmentWriter(this, surroundings.pool());
        journal = surroundings.recorder() == null ? null : new HostJournal(this, identity, surroundings.recorder());
        timeWaits = new TimeWaits(this);
        moves = new SocketMoves(this);
        timers = new SocketTimers(this);
        calls = new SocketCalls(this);
        closing = new Closing(this);
        listening = new Listening(this);
    }

    public String name() {
        return identity.name();
    }

    public KernelProfile kernel() {
        return identity.kernel();
    }

    public List<Address> addresses() {
        return ports.addresses();
    }

    /** The first of its addresses of the same IP version as this one; its first where it has none. */
    public Address addressLike(Address other) {
        return ports.addressLike(other);
    }

    public Settings settings() {
        return settings;
    }

    /** What applications do with sockets. */
    public SocketCalls calls() {
        return calls;
    }

    /** How applications end connections. */
    public Closing closing() {
        return closing;
    }

    /** Who is told when a blocked call may go on. */
    public void runs(Application newApplication) {
        application = newApplication;
    }

    /** An operator writes a sysctl. */
    public void sysctl(Sysctl sysctl, long value) {
        settings = settings.with(sysctl, value);
    }

    /** An operator writes ip_local_reserved_ports: pairs of the lowest and the highest port of a range. */
    public void reservePorts(int... ranges) {
        ports.reserve(ranges);
    }

    /** An operator sets the wall clock forward or back; a kernel that counts monotonic seconds does not notice. */
    public void stepClock(int seconds) {
        if (settings.get(Constant.MONOTONIC_SECONDS) == 0) {
            clock.step(seconds);
        }
    }

    /** Value of a counter. */
    public long counter(Counter counter) {
        return counters.get(counter);
    }

    /** Counters that are not 0, by nstat name. */
    public Map<String, Long> counters() {
        return counters.named(kernel());
    }

    /** The socket of this quadruplet, or null. */
    public @Nullable Tcb socket(long key) {
        return sockets.find(key);
    }

    /** The time-wait entries. */
    public TimeWaits timeWaits() {
        return timeWaits;
    }

    /** The per-host timestamp memory. */
    public PeerTimestampCache peers() {
        return peers;
    }

    /** The state of a quadruplet; CLOSED for none. */
    public TcpState stateOf(long key) {
        Tcb socket = sockets.find(key);
        if (socket != null) {
            return socket.state;
        }
        int row = timeWaits.table().find(key);
        if (row == TimeWaitTable.NONE) {
            return TcpState.CLOSED;
        }
        return timeWaits.table().load(row, new TimeWaitSocket()).state();
    }

    /** The clocks as they stand at {@code time}. */
    public int secondAt(long time) {
        return clock.second(time);
    }

    /** A segment arrives. It is read only; the caller takes it back. */
    public void receive(Segment segment, long time) {
        now = time;
        long key = FourTuple.keyOfArrival(segment);
        about(key);
        Tcb socket = sockets.find(key);
        int row = socket == null ? timeWaits.table().find(key) : TimeWaitTable.NONE;
        if (socket != null && ports.isFor(segment, socket.boundDevice)) {
            receiveOnSocket(segment, socket);
        } else if (row != TimeWaitTable.NONE
                && ports.isFor(segment, timeWaits.table().boundDevice(row))) {
            receiveOnTimeWait(segment, row);
        } else {
            // a quadruplet is held once here, so that what is bound elsewhere keeps a listener from making another
            boolean held = socket != null || row != TimeWaitTable.NONE;
            listening.receive(segment, held ? null : listeners.of(segment));
        }
        HostJournal told = journal();
        if (told != null) {
            told.flush(key);
        }
        moves.wakeUp();
        pool.settle();
    }

    /** When the first timer fires; NEVER for none. */
    public long nextTimer() {
        return Math.min(timers.nextTimer(), timeWaits.nextTimer());
    }

    /** Fires what is due. */
    public void fire(long time) {
        now = time;
        timeWaits.fire();
        timers.fire();
        moves.wakeUp();
        pool.settle();
    }

    private void receiveOnTimeWait(Segment segment, int row) {
        TimeWaitTable table = timeWaits.table();
        table.load(row, entry);
        onTimeWait.cause(segment, settings, now, second());
        onTimeWait.meets(entry, listeners.of(segment) != null).until(table.due(row));
        Outcome outcome = judge(ChecksumRules.of(segment, timeWaitChain), onTimeWait, entry.state());
        count(outcome.counts());
        if (outcome.code() == ReplyKind.RST) {
            writer.resetFor(segment);
        }
        int nextIsn = entry.nextIsn(settings);
        timeWaits.apply(outcome, segment, row, entry);
        if (outcome.code() == ReplyKind.ACK) {
            writer.timeWaitAck(segment, entry);
        }
        if (outcome.has(Effect.HAND_TO_LISTENER.bit())) {
            listening.takesOver(segment, nextIsn);
        }
    }

    /** Hands a segment to a live socket. */
    void receiveOnSocket(Segment segment, Tcb socket) {
        Outcome outcome = judgeOnSocket(segment, socket);
        moves.apply(outcome, segment, socket);
        if (outcome.has(Effect.MAKE_SOCKET.bit()) && segment.sequenceLength() > 0 && !segment.has(TcpFlags.SYN)) {
            moves.apply(judgeOnSocket(segment, socket), segment, socket);
        }
    }

    private Outcome judgeOnSocket(Segment segment, Tcb socket) {
        onSocket.cause(segment, settings, now, second());
        onSocket.meets(socket, tick(socket.usecTs), challenges.left(now, settings, surroundings.chance()));
        Listener behind = socket.listener;
        if (socket.state == TcpState.SYN_RECV && behind != null) {
            onSocket.joins(behind.acceptQueue, behind.backlog());
        }
        RuleChain<SegmentOnSocket> chain = switch (socket.state) {
            case SYN_SENT -> synSentChain;
            case SYN_RECV -> socket.crossed ? crossedChain : synRecvChain;
            default -> socketChain;
        };
        return judge(ChecksumRules.of(segment, chain), onSocket, socket.state);
    }

    <S extends Situation<S>> Outcome judge(RuleChain<S> chain, S situation, TcpState before) {
        HostJournal told = journal();
        return counters.noted(told == null ? chain.judge(situation) : told.judge(chain, situation, before));
    }

    void count(long mask) {
        counters.count(mask);
    }

    void count(Counter counter) {
        counters.count(counter);
    }

    HostCounters counterValues() {
        return counters;
    }

    boolean send(Segment segment, boolean retransmission) {
        return surroundings.outbox().send(segment, retransmission);
    }

    long now() {
        return now;
    }

    void now(long time) {
        now = time;
    }

    /** The timestamp clock, without an offset, of a connection that stamps microseconds or does not. */
    int tick(boolean micros) {
        return micros ? clock.micros(now) : clock.tick(now);
    }

    int second() {
        return clock.second(now);
    }

    AddressBook book() {
        return surroundings.book();
    }

    SocketPool pool() {
        return pool;
    }

    SocketTable sockets() {
        return sockets;
    }

    SegmentWriter writer() {
        return writer;
    }

    SocketMoves moves() {
        return moves;
    }

    SocketTimers timers() {
        return timers;
    }

    Jiffies jiffies() {
        return jiffies;
    }

    /** Who is told what happens now; null for nobody. */
    @Nullable
    HostJournal journal() {
        return journal == null || !journal.attends() ? null : journal;
    }

    /** What happens now is about this connection. */
    void about(long key) {
        if (journal != null) {
            journal.about(key);
        }
    }

    Application application() {
        return application;
    }

    ChallengeBudget challenges() {
        return challenges;
    }

    @Nullable
    Listener listener(int port) {
        return listeners.at(port);
    }

    /** What comes in for listeners. */
    Listening listening() {
        return listening;
    }

    ListenTable listeners() {
        return listeners;
    }

    LocalPorts ports() {
        return ports;
    }

    Chance chance() {
        return surroundings.chance();
    }

    /** A connection with this quadruplet's peer stands or ends: what is kept of the peer is of use. */
    void meetPeer(long key) {
        if (settings.get(Sysctl.TCP_TW_RECYCLE) != 0) {
            Address remote = book().at(FourTuple.remoteAddressOf(key));
            peers.meet(peerKey(key), remote.number(), chance().exactTick(tick(false)));
        }
    }

    /** Key of the per-host memory for this quadruplet: the remote address, or both. */
    public long peerKey(long key) {
        long remote = FourTuple.remoteAddressOf(key);
        return settings.get(Constant.PEER_MEMORY_PER_PAIR) == 0
                ? remote
                : remote | (long) FourTuple.localAddressOf(key) << 16;
    }
}
