package timewaitlab.node;

import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.base.TimerHeap;
import timewaitlab.base.TimerLane;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.kernel.Hook;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.EntryWanted;
import timewaitlab.tcp.RttEstimator;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitCalendar;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimeWaitTable;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;

/** The time-wait entries of a host and their timers: net/ipv4/inet_timewait_sock.c. */
public final class TimeWaits {
    private static final long FAST = 4 * SimTime.SECOND;

    private final Host host;
    private final RuleChain<EntryWanted> entryChain;
    private final EntryWanted wanted = new EntryWanted();
    private final TimeWaitTable table = new TimeWaitTable();
    private final TimeWaitCalendar calendar;
    /** Entries that wait the full 60 s by timers of their own. */
    private final TimerLane lane = new TimerLane(table);
    /** Every other entry, by row. */
    private final TimerHeap<Integer> others = new TimerHeap<>();

    private final TimeWaitSocket scratch = new TimeWaitSocket();
    private long alarms;
    private int peak;
    private long reopened;
    /** Entries that hold FIN-WAIT-2. */
    private int finWait2;

    TimeWaits(Host host) {
        this.host = host;
        entryChain = host.kernel().chain(Hook.TIME_WAIT_ENTRY);
        calendar = new TimeWaitCalendar(host.settings());
    }

    /** The entries. Judging reads them; only this class writes. */
    public TimeWaitTable table() {
        return table;
    }

    /** The most entries there ever were at one instant; one whose time is over at that instant is not among them. */
    public int peak() {
        return peak;
    }

    /** SYNs for which an entry made way. */
    public long reopened() {
        return reopened;
    }

    /** Entries that hold FIN-WAIT-2. */
    int finWait2() {
        return finWait2;
    }

    private void notePeak() {
        int alive = table.size();
        for (int row = lane.head(); alive > peak && row != TimerLane.NONE; row = lane.next(row)) {
            if (table.due(row) > host.now()) {
                break;
            }
            alive--;
        }
        peak = Math.max(peak, alive);
    }

    long nextTimer() {
        long first = lane.head() == TimerLane.NONE ? SimTime.NEVER : table.due(lane.head());
        return Math.min(first, others.firstDue());
    }

    void fire() {
        long now = host.now();
        for (int row = lane.head(); row != TimerLane.NONE && table.due(row) <= now; row = lane.head()) {
            expire(row);
        }
        while (others.firstDue() <= now) {
            long due = others.firstDue();
            int row = others.remove();
            if (isArmed(row, due)) {
                expire(row);
            }
        }
    }

    /** Ends the entry of one quadruplet if it is due. */
    void fire(long key) {
        int row = table.find(key);
        if (row != TimeWaitTable.NONE && table.due(row) <= host.now()) {
            expire(row);
        }
    }

    private void expire(int row) {
        host.about(table.key(row));
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.cause(host.now(), "timewait");
        }
        if (host.settings().get(Constant.TW_COUNTED_EARLY) == 0) {
            host.count(isFast(row) ? Counter.TcpExtTWKilled : Counter.TcpExtTW);
        }
        remove(row);
    }

    /** Up to 4.0 by the calendar it waited in, then by the length it was armed with. */
    private boolean isFast(int row) {
        return calendar.isSlotted() ? calendar.isFast(table.wait(row)) : table.wait(row) <= FAST;
    }

    /** Every entry is gone. */
    void clear() {
        for (int row = 0; row < table.rows(); row++) {
            if (table.find(table.key(row)) == row) {
                remove(row);
            }
        }
    }

    /** What a verdict on an entry asks for. {@code entry} is the row as loaded; the row is written back. */
    void apply(Outcome outcome, Segment segment, int row, TimeWaitSocket entry) {
        if (outcome.has(Effect.RETIRE.bit())) {
            note("gone");
            reopened += outcome.has(Effect.HAND_TO_LISTENER.bit()) ? 1 : 0;
            remove(row);
            return;
        }
        if (outcome.has(Effect.ADOPT_TSVAL.bit()) && segment.isTimestamped() && entry.hasTimestamps()) {
            entry.tsRecent = segment.tsVal();
            entry.tsRecentStamp = host.second();
        }
        if (outcome.has(Effect.REFRESH_ENTRY_STAMP.bit())) {
            entry.entryStamp = (int) (host.now() / SimTime.MILLISECOND);
        }
        if (outcome.has(Effect.STAMP_OOW_ACK.bit())) {
            entry.lastOowAck = host.now();
        }
        long wait = host.settings().get(Constant.TCP_TIMEWAIT_LEN) * SimTime.SECOND;
        if (outcome.has(Effect.ENTRY_TAKES_FIN.bit())) {
            entry.rcvNxt = segment.endSeq();
            finWait2 -= entry.finWait2 ? 1 : 0;
            entry.finWait2 = false;
            boolean recycles = remember(table.key(row), entry.tsRecent, entry.tsRecentStamp);
            wait = recycles ? table.shortWait(row) : wait;
            moved(table.key(row), TcpState.FIN_WAIT_2, TcpState.TIME_WAIT);
        }
        table.store(row, entry);
        if (outcome.has(Effect.RESTART_TIMEWAIT.bit())) {
            note("restart " + wait / SimTime.SECOND + " s");
            arm(row, wait);
        }
    }

    /** {@code tcp_time_wait}: the socket's quadruplet becomes an entry, or nothing. The socket is gone afterwards. */
    void enter(Tcb socket, boolean finWait2, long timeout) {
        TcpState from = socket.state;
        host.moves().forget(socket);
        socket.state = TcpState.CLOSED;
        fill(socket, finWait2);
        boolean recycles = remember(socket.key, scratch.tsRecent, scratch.tsRecentStamp);
        long shortWait = RttEstimator.threeAndAHalf(socket, host.settings());
        wanted.wants(host.settings(), table.size(), finWait2, recycles)
                .withItself(host.ports().isOwn(FourTuple.remoteAddressOf(socket.key)))
                .waits(timeout, shortWait);
        Outcome outcome = entryChain.judge(wanted);
        if (outcome.disposition() == Disposition.DROP) {
            tell(outcome, socket.key, from);
            moved(socket.key, from, TcpState.CLOSED);
            return;
        }
        if (outcome.has(Effect.RETIRE_OLDEST.bit())) {
            tell(outcome, socket.key, from);
            retireOldest();
            fill(socket, finWait2);
        }
        long full = host.settings().get(Constant.TCP_TIMEWAIT_LEN) * SimTime.SECOND;
        long wait = outcome.has(Effect.SHORT_WAIT.bit()) ? shortWait : finWait2 ? timeout : full;
        int row = table.add(socket.key, scratch, SimTime.NEVER);
        this.finWait2 += finWait2 ? 1 : 0;
        host.ports().take(socket.key, scratch);
        table.shortWait(row, shortWait);
        if (host.settings().get(Constant.TW_COUNTED_EARLY) != 0) {
            host.count(wait <= FAST ? Counter.TcpExtTWKilled : Counter.TcpExtTW);
        }
        arm(row, wait);
        notePeak();
        moved(socket.key, from, finWait2 ? TcpState.FIN_WAIT_2 : TcpState.TIME_WAIT);
    }

    /** {@code tcp_tw_2msl_scan}: the entry that would be the first to end ends now. */
    private void retireOldest() {
        while (!others.isEmpty() && !isArmed(others.first(), others.firstDue())) {
            others.remove();
        }
        int first = lane.head();
        boolean otherIsFirst = first == TimerLane.NONE || others.firstDue() < table.due(first);
        remove(otherIsFirst ? others.first() : first);
    }

    /** Whether an alarm of {@link #others} is still that of its row. */
    private boolean isArmed(int row, long due) {
        return table.due(row) == due && !lane.contains(row);
    }

    /** An entry that is made is the rule and says so by being there; other than that is a verdict worth telling. */
    private void tell(Outcome outcome, long key, TcpState from) {
        HostJournal journal = host.journal();
        if (journal == null) {
            host.count(outcome.counts());
            return;
        }
        boolean alone = !journal.isJudging();
        journal.judge(entryChain, wanted, from);
        host.count(outcome.counts());
        if (alone) {
            journal.flush(key);
        }
    }

    /** Puts an entry there as it stands, with the full wait before it: for questions about one segment. */
    public void put(long key, TimeWaitSocket entry, long time) {
        host.now(time);
        entry.autoPort = !host.ports().ofBind().has(FourTuple.localPortOf(key));
        int row = table.add(key, entry, SimTime.NEVER);
        finWait2 += entry.finWait2 ? 1 : 0;
        host.ports().take(key, entry);
        arm(row, host.settings().get(Constant.TCP_TIMEWAIT_LEN) * SimTime.SECOND);
    }

    private void fill(Tcb socket, boolean finWait2) {
        scratch.finWait2 = finWait2;
        scratch.rcvNxt = socket.rcvNxt;
        scratch.sndNxt = socket.sndNxt;
        scratch.rcvWnd = Math.max(0, socket.rcvWup + socket.rcvWnd - socket.rcvNxt);
        scratch.rcvWindowScale = socket.rcvScale;
        scratch.tsRecent = socket.tsRecent;
        scratch.tsRecentStamp = socket.timestamps ? socket.tsRecentStamp : 0;
        scratch.tsOffset = socket.tsOffset;
        scratch.usecTs = socket.usecTs;
        scratch.reuseAddress = socket.reuseAddress;
        scratch.reusePort = socket.reusePort;
        scratch.boundDevice = socket.boundDevice;
        scratch.autoPort = socket.autoPort;
        // tcp_time_wait(): an entry has answered nothing yet, whatever its socket did
        scratch.lastOowAck = Long.MIN_VALUE;
        scratch.entryStamp = (int) (host.now() / SimTime.MILLISECOND);
    }

    /** An entry goes before its time, because its quadruplet is taken over. */
    void remove(int row) {
        long key = table.key(row);
        table.load(row, scratch);
        calendar.left(calendar.isFast(table.wait(row)), host.now());
        if (lane.contains(row)) {
            lane.remove(row);
        }
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.timerEnded(scratch.finWait2 ? TimerKind.FIN_WAIT_2 : TimerKind.TIME_WAIT, key);
        }
        table.remove(row);
        finWait2 -= scratch.finWait2 ? 1 : 0;
        host.ports().release(key, scratch);
        moved(key, scratch.state(), TcpState.CLOSED);
    }

    private void arm(int row, long wait) {
        if (table.due(row) != SimTime.NEVER) {
            calendar.left(calendar.isFast(table.wait(row)), host.now());
        }
        if (lane.contains(row)) {
            lane.remove(row);
        }
        long due = calendar.isSlotted()
                ? calendar.schedule(host.now(), wait)
                : host.jiffies().firesWithoutSlack(host.now(), wait);
        table.due(row, due);
        table.wait(row, wait);
        if (!calendar.isSlotted() && wait == host.settings().get(Constant.TCP_TIMEWAIT_LEN) * SimTime.SECOND) {
            lane.append(row);
        } else {
            others.add(due, alarms++, row);
        }
        HostJournal journal = host.journal();
        if (journal != null) {
            table.load(row, scratch);
            TimerKind kind = scratch.finWait2 ? TimerKind.FIN_WAIT_2 : TimerKind.TIME_WAIT;
            if (!scratch.finWait2) {
                journal.timerEnded(TimerKind.FIN_WAIT_2, table.key(row));
            }
            String length = journal.seconds((due - host.now()) / SimTime.MILLISECOND * SimTime.MILLISECOND);
            journal.timerSet(kind, table.key(row), length, due);
        }
    }

    private void note(String timer) {
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.timer(timer);
        }
    }

    private void moved(long key, TcpState from, TcpState to) {
        HostJournal journal = host.journal();
        if (journal != null) {
            journal.moved(key, from, to, from == TcpState.FIN_WAIT_2 || to == TcpState.FIN_WAIT_2);
        }
    }

    /** Whether the memory takes such an address: {@code tcp_v6_remember_stamp} of 2.6.32 is "Alas, not yet...". */
    private boolean takes(long key) {
        boolean ipv6 = host.book().at(FourTuple.remoteAddressOf(key)).isIpv6();
        return !ipv6 || host.settings().get(Constant.PEER_MEMORY_OVER_IPV6) != 0;
    }

    /** Remembers a peer's timestamp, if tcp_tw_recycle asks for it. Returns whether TIME-WAIT may be short. */
    private boolean remember(long key, int tsRecent, int stamp) {
        if (host.settings().get(Sysctl.TCP_TW_RECYCLE) == 0 || stamp == 0 || !takes(key)) {
            return false;
        }
        host.meetPeer(key);
        long lifetime = host.settings().get(Constant.TCP_PAWS_MSL);
        boolean written = host.peers().remember(host.peerKey(key), tsRecent, stamp, host.second(), lifetime);
        HostJournal journal = host.journal();
        if (written && journal != null) {
            journal.peerRemembered(key, SeqNum.unsigned(tsRecent), stamp + lifetime - host.second());
        }
        return true;
    }
}
