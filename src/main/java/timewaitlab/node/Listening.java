package timewaitlab.node;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.RuleChain;
import timewaitlab.kernel.Hook;
import timewaitlab.tcp.ChecksumRules;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.PeerTimestampCache;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.tcp.SegmentOnListen;
import timewaitlab.tcp.SynCookie;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** What becomes of a segment that has no socket of its own: a request, a SYN cookie, a connection out of one. */
final class Listening {
    private static final int MINUTES = 0xff;

    private final Host host;
    private final RuleChain<SegmentOnListen> chain;
    private final SegmentOnListen onListen = new SegmentOnListen();
    /** Remote addresses with which a connection ended that had timed a round trip; kept while cookies are off. */
    private final Set<Integer> proven = new HashSet<>();

    Listening(Host host) {
        this.host = host;
        chain = host.kernel().chain(Hook.LISTEN);
    }

    /** A segment for this listener, null where nobody listens. */
    void receive(Segment segment, @Nullable Listener listener) {
        receive(segment, listener, false, 0);
    }

    /** A SYN that comes out of a time-wait entry, which preset the initial sequence number. */
    void takesOver(Segment syn, int isn) {
        receive(syn, host.listeners().of(syn), true, isn);
    }

    private void receive(Segment segment, @Nullable Listener listener, boolean preset, int isn) {
        long key = FourTuple.keyOfArrival(segment);
        onListen.cause(segment, host.settings(), host.now(), host.second());
        onListen.meets(listener, preset);
        if (listener != null) {
            remember(segment, listener, key);
        }
        TcpState before = listener == null ? TcpState.CLOSED : TcpState.LISTEN;
        Outcome outcome = host.judge(ChecksumRules.of(segment, chain), onListen, before);
        host.count(outcome.counts());
        if (outcome.code() == ReplyKind.RST) {
            host.writer().resetFor(segment);
        } else if (listener != null) {
            open(outcome, segment, listener, preset ? isn : 0);
        }
    }

    private void remember(Segment segment, Listener listener, long key) {
        if (host.settings().get(Sysctl.TCP_TW_RECYCLE) != 0) {
            PeerTimestampCache.Entry known = host.peers().find(host.peerKey(key));
            if (known != null) {
                onListen.remembers(known.ts(), known.stamp());
            }
        }
        if (host.settings().get(Sysctl.TCP_SYNCOOKIES) == 0) {
            onListen.provesPeer(proven.contains(FourTuple.remoteAddressOf(key)));
        } else if (listener.hasSentCookies() && !segment.has(TcpFlags.SYN)) {
            long minute = SynCookie.minute(host.now());
            int irs = segment.seq() - 1;
            int cookie = segment.ack() - 1;
            int age = host.chance().cookieAge(key, irs, cookie, minute) & MINUTES;
            onListen.returnsCookie(age, host.chance().cookieData(key, irs, cookie, minute - age));
        }
    }

    private void open(Outcome outcome, Segment segment, Listener listener, int preset) {
        Handshake handshake = host.moves().handshake();
        if (outcome.has(Effect.MAKE_REQUEST.bit())) {
            long key = FourTuple.keyOfArrival(segment);
            long rekey = host.settings().get(Constant.ISN_REKEY);
            int isn = preset != 0 ? preset : host.chance().initialSequence(key, host.now(), rekey);
            handshake.makeRequest(segment, listener, isn);
        } else if (outcome.has(Effect.SEND_COOKIE.bit())) {
            listener.overflowed = host.now();
            handshake.sendCookie(segment, listener);
        } else if (outcome.has(Effect.MAKE_SOCKET_OF_COOKIE.bit())) {
            Tcb socket = handshake.makeOfCookie(segment, listener);
            if (segment.sequenceLength() > 0) {
                host.receiveOnSocket(segment, socket);
            }
        }
    }

    /** A connection ended: from now on its peer is known to be there. */
    void ended(Tcb socket) {
        if (socket.srtt > 0 && host.settings().get(Sysctl.TCP_SYNCOOKIES) == 0) {
            proven.add(FourTuple.remoteAddressOf(socket.key));
        }
    }
}
