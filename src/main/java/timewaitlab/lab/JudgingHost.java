package timewaitlab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.node.Host;
import timewaitlab.node.HostIdentity;
import timewaitlab.node.Outbox;
import timewaitlab.node.Replay;
import timewaitlab.node.SegmentPool;
import timewaitlab.node.Surroundings;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.tcp.TimestampClock;
import timewaitlab.trace.Recorder;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressText;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/** The host of a capture, built from the capture, and what it would do if. */
final class JudgingHost {
    private static final int BACKLOG = 1 << 20;

    /** Frames are stamped by the wall clock, a little before or after the kernel looks at its seconds. */
    private static final long PHASE_ERROR = SimTime.MILLISECOND;

    private final ExplainRequest request;
    private final Guesses guesses;
    private final Map<Address, Boolean> unreachable = new HashMap<>();
    private final CapturedClock clock;
    private final Recorder recorder = new Recorder(RecordingPlan.ALL);
    private final Host host;
    private final Replay replay;
    private final TimerSlack slack;

    JudgingHost(ExplainRequest request, CaptureIndex index, Guesses guesses, Outbox outbox) {
        this.request = request;
        this.guesses = guesses;
        clock = new CapturedClock(index, request);
        host = new Host(identity(), new Surroundings(request.book(), clock, new SegmentPool(), outbox, recorder));
        replay = new Replay(host);
        slack = new TimerSlack(request.settings(), clock.unevenness());
    }

    private HostIdentity identity() {
        return new HostIdentity(
                request.hosts().get(0).text(), request.hosts(), request.profile(), request.settings(), clock.clock());
    }

    Host host() {
        return host;
    }

    Replay replay() {
        return replay;
    }

    Recorder recorder() {
        return recorder;
    }

    CapturedClock clock() {
        return clock;
    }

    TimerSlack slack() {
        return slack;
    }

    /** Whether it is known that the host has no way to this address. */
    boolean isUnreachable(Address peer) {
        return unreachable.computeIfAbsent(peer, address -> {
            byte[] bytes = AddressText.parse(address.text()).orElse(new byte[0]);
            return request.context().unreachable().stream().anyMatch(network -> network.holds(bytes));
        });
    }

    /** Hidden values are looked up from this frame on. */
    void at(Frame frame) {
        clock.at(frame.at());
    }

    /** Somebody listens, with the backlog guessed or one that never fills. */
    void listen(int port) {
        int guessed = guesses.value(Guesses.Kind.BACKLOG, port);
        host.calls().listen(0, port, guessed == Guesses.NONE ? BACKLOG : guessed, true);
        if (guessed == Guesses.NONE) {
            replay.giveRoom(port);
        }
    }

    /** Whether the accept queue behind this port is full for a reason that was only guessed. */
    boolean isQueueGuessedFull(int port) {
        Listener listener = replay.listener(port);
        return listener != null
                && (listener.acceptQueue > listener.backlog() || listener.requests >= listener.backlog())
                && guesses.value(Guesses.Kind.BACKLOG, port) != Guesses.NONE;
    }

    /**
     * What the host would answer to this segment, without hearing it.
     *
     * @param listening whether somebody listens on the port
     * @param entry whether the time-wait entry, if there is one, is still there
     */
    @Nullable
    Segment wouldAnswer(Frame frame, boolean listening, boolean entry) {
        return wouldAnswer(frame, listening, entry, 0);
    }

    /** How far the seconds of the host's clock may be from those of the frames, in nanoseconds. */
    long phaseError() {
        return request.context().secondPhase().isPresent() ? 0 : PHASE_ERROR;
    }

    /** Whether the host remembers a timestamp of this frame's sender. */
    boolean remembersPeer(Frame frame) {
        return host.peers().find(host.peerKey(frame.key())) != null;
    }

    /** Whether it may have forgotten a timestamp of this frame's sender, for a hash whose salt no capture shows. */
    boolean mayHaveForgottenPeer(Frame frame) {
        return remembersPeer(frame) && host.peers().mayBeForgotten(host.peerKey(frame.key()));
    }

    /** What it would answer to this request if it remembered nothing of its sender. */
    @Nullable
    Segment wouldAnswerStranger(Frame frame, boolean listening) {
        return wouldAnswer(frame, listening, true, 0, false);
    }

    /** The same if its clock were so many seconds ahead. */
    @Nullable
    Segment wouldAnswer(Frame frame, boolean listening, boolean entry, int seconds) {
        return wouldAnswer(frame, listening, entry, seconds, true);
    }

    private @Nullable Segment wouldAnswer(
            Frame frame, boolean listening, boolean entry, int seconds, boolean remembered) {
        List<Segment> answers = new ArrayList<>();
        TimestampClock now = clock.clock()
                .stepped(host.secondAt(frame.time()) + seconds - clock.clock().second(frame.time()));
        HostIdentity same = new HostIdentity("scratch", request.hosts(), request.profile(), host.settings(), now);
        Outbox outbox = (segment, again) -> answers.add(segment.copy());
        Host scratch = new Host(same, new Surroundings(request.book(), clock, new SegmentPool(), outbox, null));
        int row = host.timeWaits().table().find(frame.key());
        if (entry && row >= 0) {
            scratch.timeWaits()
                    .put(frame.key(), host.timeWaits().table().load(row, new TimeWaitSocket()), frame.time());
        }
        if (listening) {
            scratch.calls().listen(0, FourTuple.localPortOf(frame.key()), BACKLOG, true);
        }
        long peer = host.peerKey(frame.key());
        PeerTimestampCache.Entry known = host.peers().find(peer);
        if (known != null && remembered) {
            scratch.peers().put(peer, known.ts(), known.stamp());
        }
        scratch.receive(frame.segment(), frame.time());
        return answers.isEmpty() ? null : answers.get(0);
    }
}
