package timewaitlab.lab;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Dice;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.node.Chance;
import timewaitlab.node.Host;
import timewaitlab.node.HostIdentity;
import timewaitlab.node.Replay;
import timewaitlab.node.SegmentPool;
import timewaitlab.node.Surroundings;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Census;
import timewaitlab.trace.Party;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** One or more segments against one state: a host is put into the state and hears them. */
public final class JudgeSegments {
    /** Long enough before the question that any age has begun after the host was booted. */
    private static final long START = 40L * 86_400 * SimTime.SECOND;

    private static final long LONGEST_DELAYED_ACK = 300 * SimTime.MILLISECOND;
    private static final int LOCAL_PORT = 80;
    private static final int REMOTE_PORT = 40_000;
    private static final int DEFAULT_BACKLOG = 128;

    private final VerdictRequest request;
    private final AddressBook book = new AddressBook();
    private final Recorder recorder = new Recorder(RecordingPlan.ALL);
    private final Host host;
    private final long key;
    private long now = START;

    private JudgeSegments(VerdictRequest request) {
        this.request = request;
        Settings settings = request.profile().settings();
        if (request.fields().containsKey("hz")) {
            settings = request.profile().settings(value("hz", 0).intValue());
        }
        for (Map.Entry<Sysctl, Long> sysctl : request.sysctls().entrySet()) {
            settings = settings.with(sysctl.getKey(), sysctl.getValue());
        }
        HostIdentity identity = new HostIdentity(
                "host",
                List.of(book.intern("198.51.100.9")),
                request.profile(),
                settings,
                TimestampClock.startingAt(0));
        host = new Host(
                identity,
                new Surroundings(
                        book,
                        Chance.of(new Dice(1)),
                        new SegmentPool(),
                        (segment, again) -> recorder.sent("host", segment, 0, again) > 0,
                        recorder));
        key = FourTuple.key(book.intern("198.51.100.9"), LOCAL_PORT, book.intern("203.0.113.7"), REMOTE_PORT);
    }

    /**
     * What was decided about each segment.
     *
     * @param replies what was sent because of it, at once or as a delayed acknowledgement
     */
    public record Answer(Judged judged, List<Reply> replies, After after) {}

    /** A reply and how many nanoseconds after the segment it left. */
    public record Reply(long after, Leg leg) {}

    /** The state afterwards; at most one of the two is present. */
    public record After(
            TcpState state, @Nullable Tcb socket, @Nullable TimeWaitSocket entry) {}

    /** Answers a request. */
    public static List<Answer> answer(VerdictRequest request) {
        JudgeSegments judge = new JudgeSegments(request);
        judge.prepare();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < request.segments().size(); i++) {
            VerdictRequest.Arriving next = request.segments().get(i);
            boolean last = i == request.segments().size() - 1;
            long until = last
                    ? next.at() + LONGEST_DELAYED_ACK
                    : request.segments().get(i + 1).at();
            answers.add(judge.hear(next, until));
        }
        return answers;
    }

    private Answer hear(VerdictRequest.Arriving next, long until) {
        passTime(START + next.at());
        Segment segment = next.segment().copy();
        segment.from(book.intern("203.0.113.7"), REMOTE_PORT).to(book.intern("198.51.100.9"), LOCAL_PORT);
        Trace before = trace();
        now = START + next.at();
        recorder.cause(now, new Cause.BySegment(before.legs().size() + 1));
        host.receive(segment, now);
        After after = after();
        passTime(START + until - 1);
        Trace trace = trace();
        Judged judged = trace.verdicts().get(before.verdicts().size());
        List<Reply> replies = trace.legs().stream()
                .skip(before.legs().size())
                .filter(leg -> isReply(leg, START + next.at()))
                .map(leg -> new Reply(leg.time() - START - next.at(), leg))
                .toList();
        return new Answer(judged, replies, after);
    }

    /** Retransmissions that were due anyway are nobody's answer. */
    private static boolean isReply(Leg leg, long arrived) {
        boolean delayedAck =
                leg.cause() instanceof Cause.ByTimer timer && timer.name().equals("delack");
        boolean quickSyn = leg.cause() instanceof Cause.ByTimer
                && leg.segment().flags() == TcpFlags.SYN
                && leg.time() - arrived < LONGEST_DELAYED_ACK / 2;
        return leg.time() == arrived || delayedAck || quickSyn;
    }

    private void passTime(long until) {
        while (host.nextTimer() <= until) {
            now = host.nextTimer();
            recorder.cause(now, new Cause.ByTimer("timer"));
            host.fire(now);
        }
        now = until;
    }

    private Trace trace() {
        return recorder.finish(
                new Recorder.RunFacts("verdict", 1, now, List.<Party>of(), Map.of(), "unused", Census.NONE));
    }

    private After after() {
        TcpState state = host.stateOf(key);
        int row = host.timeWaits().table().find(key);
        TimeWaitSocket entry = row < 0 ? null : host.timeWaits().table().load(row, new TimeWaitSocket());
        return new After(state, host.socket(key), entry);
    }

    private void prepare() {
        if (request.listener()) {
            int backlog = value("backlog", DEFAULT_BACKLOG).intValue();
            host.calls().listen(START, LOCAL_PORT, backlog, true);
        }
        boolean entry =
                request.state() == TcpState.TIME_WAIT || request.state() == TcpState.FIN_WAIT_2 && request.orphan();
        if (entry) {
            host.timeWaits().put(key, entry(), START);
        } else if (request.state() != TcpState.LISTEN && request.state() != TcpState.CLOSED) {
            new Replay(host).put(socket(), START);
        }
        if (request.fields().containsKey("peer_ts")) {
            int stamp = host.secondAt(START) - value("peer_ts_age", 0).intValue();
            host.peers().put(host.peerKey(key), number("peer_ts", 0), stamp);
        }
        new Replay(host).fillQueue(LOCAL_PORT, value("accept_queue", 0).intValue());
        int requests = value("requests", 0).intValue();
        new Replay(host)
                .fillSynQueue(
                        LOCAL_PORT, requests, value("young_requests", requests).intValue());
    }

    private TimeWaitSocket entry() {
        TimeWaitSocket entry = new TimeWaitSocket();
        entry.finWait2 = request.state() == TcpState.FIN_WAIT_2;
        entry.rcvNxt = number("rcv_nxt", 0);
        entry.sndNxt = number("snd_nxt", 0);
        entry.rcvWnd = value("rcv_wnd", 65_160).intValue();
        entry.tsRecent = number("ts_recent", 0);
        entry.tsRecentStamp = stamp();
        entry.tsOffset = number("ts_offset", 0);
        entry.usecTs = host.settings().get(Sysctl.TCP_USEC_TS) != 0;
        entry.lastOowAck = lastOowAck();
        entry.entryStamp = (int) (START / SimTime.MILLISECOND);
        return entry;
    }

    private Tcb socket() {
        Tcb socket = new Tcb();
        socket.key = key;
        socket.state = request.state();
        socket.crossed = value("crossed", 0).signum() != 0;
        socket.opensActively = socket.crossed || socket.state == TcpState.SYN_SENT;
        socket.orphan = request.orphan();
        socket.timestamps = request.timestamps();
        socket.sack = true;
        socket.rcvNxt = number("rcv_nxt", 0);
        socket.rcvWup = number("rcv_wup", socket.rcvNxt);
        socket.irs = number("irs", socket.rcvNxt - 1);
        socket.sndWl1 = number("snd_wl1", socket.crossed ? socket.irs : socket.rcvNxt);
        socket.rcvWnd = value("rcv_wnd", 65_160).intValue();
        socket.rcvSsthresh = socket.rcvWnd;
        socket.sndNxt = number("snd_nxt", 0);
        boolean owes = List.of(
                        TcpState.SYN_SENT, TcpState.SYN_RECV, TcpState.FIN_WAIT_1, TcpState.CLOSING, TcpState.LAST_ACK)
                .contains(socket.state);
        socket.sndUna = number("snd_una", owes ? socket.sndNxt - 1 : socket.sndNxt);
        // what went before is not known: as much as the peer's largest window may have been acknowledged
        socket.maxWindow = value("max_window", 65_535).intValue();
        socket.smallUpTo = socket.sndUna;
        socket.iss = number("iss", owes ? socket.sndUna : socket.sndUna - 1 - socket.maxWindow);
        socket.finSent = List.of(TcpState.FIN_WAIT_1, TcpState.FIN_WAIT_2, TcpState.CLOSING, TcpState.LAST_ACK)
                .contains(socket.state);
        socket.finQueued = socket.finSent;
        socket.writeSeq = socket.finSent ? socket.sndNxt - 1 : socket.sndNxt;
        socket.finReceived = List.of(TcpState.CLOSE_WAIT, TcpState.CLOSING, TcpState.LAST_ACK)
                .contains(socket.state);
        socket.tsRecent = number("ts_recent", 0);
        boolean remembers =
                socket.state != TcpState.SYN_SENT || request.fields().containsKey("ts_recent");
        socket.tsRecentStamp = remembers ? stamp() : 0;
        socket.tsOffset = number("ts_offset", 0);
        socket.usecTs = socket.timestamps && host.settings().get(Sysctl.TCP_USEC_TS) != 0;
        socket.lastOowAck = lastOowAck();
        socket.firstSynTick = number("synack_tsval_first", 0);
        socket.lastSynTick = number("synack_tsval_last", socket.firstSynTick);
        socket.synRetransmitted = value("syn_retransmitted", 0).signum() != 0;
        socket.retransmits = value("syn_retransmitted", 0).intValue();
        boolean opening = socket.state == TcpState.SYN_SENT || socket.state == TcpState.SYN_RECV;
        socket.rto = value("rto", opening ? host.settings().get(Constant.TCP_TIMEOUT_INIT) : freshRto())
                .longValue();
        socket.unread = value("unread", 0).intValue();
        socket.finRead = socket.finReceived && socket.unread == 0;
        socket.ackTimeout = opening ? 0 : 40;
        socket.pingpong = !opening;
        return socket;
    }

    /** RTO of a connection whose round trips take no time: 200 ms and a jiffy. */
    private long freshRto() {
        long least = host.settings().shortestRtoMicros() / 1000;
        return Math.max(least, host.settings().get(Constant.TCP_RTO_FLOOR))
                + 1000 / host.settings().get(Constant.HZ);
    }

    private int stamp() {
        return request.timestamps()
                ? host.secondAt(START) - value("ts_recent_age", 0).intValue()
                : 0;
    }

    private long lastOowAck() {
        return request.fields().containsKey("last_oow_ack_age")
                ? START - SimTime.ofSeconds(value("last_oow_ack_age", 0))
                : Long.MIN_VALUE;
    }

    private BigDecimal value(String name, long otherwise) {
        return request.fields().getOrDefault(name, BigDecimal.valueOf(otherwise));
    }

    private int number(String name, int otherwise) {
        BigDecimal given = request.fields().get(name);
        return given == null ? otherwise : (int) given.longValue();
    }
}
