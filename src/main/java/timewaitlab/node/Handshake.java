package timewaitlab.node;

import timewaitlab.base.Sysctl;
import timewaitlab.decide.Outcome;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Effect;
import timewaitlab.tcp.Keepalive;
import timewaitlab.tcp.Listener;
import timewaitlab.tcp.SynCookie;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.FourTuple;
import timewaitlab.wire.Segment;

/** How connections come to stand: requests, active opens, and both at once. */
final class Handshake {
    private static final int MAX_SHIFT = 14;

    private final Host host;
    private final SocketMoves moves;

    Handshake(Host host, SocketMoves moves) {
        this.host = host;
        this.moves = moves;
    }

    void makeRequest(Segment syn, Listener listener, int isn) {
        Tcb request = request(syn, listener, isn);
        host.sockets().add(request);
        listener.asked();
        moves.move(request, TcpState.SYN_RECV);
        request.timedSince = host.now();
        request.timedSeq = request.sndNxt;
        host.writer().synAck(request, false);
        moves.retransmission().start(request);
        host.timers().arm(request);
    }

    private Tcb request(Segment syn, Listener listener, int isn) {
        Tcb request = inherited(FourTuple.keyOfArrival(syn), listener);
        request.iss = isn;
        request.sndUna = isn;
        request.sndNxt = isn + 1;
        request.writeSeq = isn + 1;
        request.smallUpTo = isn;
        request.timestamps = syn.isTimestamped() && host.writer().usesTimestamps();
        request.usecTs = request.timestamps && host.settings().get(Sysctl.TCP_USEC_TS) != 0;
        request.tsOffset = host.writer().timestampOffset(request.key);
        hears(request, syn, syn.seq());
        negotiate(request, syn);
        return request;
    }

    private Tcb inherited(long key, Listener listener) {
        Tcb socket = host.pool().take();
        socket.key = key;
        socket.advmss = host.writer().advertised(FourTuple.remoteAddressOf(key));
        socket.listener = listener;
        socket.reuseAddress = listener.reuseAddress;
        socket.options = listener.options;
        socket.reusePort = listener.reusePort;
        socket.boundDevice = listener.boundDevice;
        socket.receiveBuffer = listener.receiveBuffer;
        socket.rto = host.settings().get(Constant.TCP_TIMEOUT_INIT);
        return socket;
    }

    private void hears(Tcb socket, Segment segment, int irs) {
        socket.irs = irs;
        socket.rcvNxt = irs + 1;
        socket.rcvWup = socket.rcvNxt;
        socket.tsRecent = socket.timestamps ? segment.tsVal() : 0;
        socket.tsRecentStamp = socket.timestamps ? host.second() : 0;
    }

    /** Answers with everything in the numbers of the SYN-ACK, and keeps nothing: {@code cookie_v4_init_sequence}. */
    void sendCookie(Segment syn, Listener listener) {
        long key = FourTuple.keyOfArrival(syn);
        int cookie = host.chance().cookie(key, syn.seq(), SynCookie.minute(host.now()));
        Tcb request = request(syn, listener, cookie);
        if (!request.timestamps) {
            // there is no place for them: tcp_clear_options()
            request.sack = false;
            request.sndScale = -1;
        }
        request.state = TcpState.SYN_RECV;
        host.writer().cookie(request);
        request.released = true;
        host.pool().left(request);
    }

    /**
     * {@code cookie_v4_check}: a connection out of the numbers of an ACK. With tcp_timestamps off meanwhile
     * {@code tcp_parse_options} passes over the option, and with it over what the cookie had in the timestamp.
     */
    Tcb makeOfCookie(Segment ack, Listener listener) {
        Tcb socket = inherited(FourTuple.keyOfArrival(ack), listener);
        socket.iss = ack.ack() - 1;
        socket.sndUna = socket.iss;
        socket.sndNxt = ack.ack();
        socket.writeSeq = socket.sndNxt;
        socket.smallUpTo = socket.iss;
        socket.timestamps = ack.isTimestamped() && host.settings().get(Sysctl.TCP_TIMESTAMPS) != 0;
        socket.tsOffset = host.writer().timestampOffset(socket.key);
        hears(socket, ack, ack.seq() - 1);
        int echo = ack.tsEcr() - socket.tsOffset;
        socket.sack = socket.timestamps && SynCookie.isSack(echo);
        socket.sndScale = socket.timestamps ? SynCookie.sndScale(echo) : -1;
        host.writer().openWindow(socket);
        host.sockets().add(socket);
        moves.retransmission().sampleHandshake(socket, ack);
        join(socket, listener);
        socket.sndUna = ack.ack();
        SocketMoves.window(socket, ack);
        stands(socket);
        moves.isAcceptable(socket);
        return socket;
    }

    /** A SYN came again, or crossed one that was sent from here. */
    void answerAgain(Tcb socket, Outcome outcome) {
        if (outcome.has(Effect.RESTART_REQUEST.bit())) {
            moves.retransmission().start(socket);
        }
        if (socket.crossed) {
            host.writer().synAck(socket, true);
        } else {
            repeat(socket);
        }
    }

    /** {@code tcp_rtx_synack}. Which of two SYN-ACKs an ACK answers is not known: neither is timed. */
    void repeat(Tcb request) {
        request.timedSince = -1;
        if (host.settings().get(Constant.SYNACK_RETRANS_COUNTED) != 0) {
            host.count(Counter.TcpRetransSegs);
            host.count(Counter.TcpExtTCPSynRetrans);
        }
        host.writer().synAck(request, true);
    }

    private static void negotiate(Tcb socket, Segment syn) {
        socket.sack = syn.isSackPermitted();
        boolean scales = syn.windowScale() != Segment.NO_SCALE;
        socket.sndScale = scales ? Math.min(syn.windowScale(), MAX_SHIFT) : -1;
        socket.rcvScale = scales ? socket.rcvScale : 0;
        socket.sndWl1 = syn.seq();
        socket.sndWnd = syn.window();
        socket.maxWindow = syn.window();
    }

    void establish(Segment segment, Tcb socket) {
        moves.retransmission().stop(socket);
        Listener behind = socket.listener;
        if (behind != null) {
            behind.settled(socket);
            join(socket, behind);
        }
        socket.retransmits = 0;
        socket.undoubled = 0;
        if (!socket.crossed) {
            // a request counts its answers for itself: struct tcp_request_sock
            socket.lastOowAck = Long.MIN_VALUE;
        }
        moves.retransmission().sampleHandshake(socket, segment);
        socket.sndUna = segment.ack();
        SocketMoves.window(socket, segment);
        stands(socket);
    }

    private void join(Tcb socket, Listener behind) {
        behind.acceptQueue++;
        behind.waiting.add(socket);
        host.ports().take(socket);
    }

    void crossed(Segment syn, Tcb socket) {
        socket.crossed = true;
        socket.rto = moves.retransmission().backedOff(socket);
        socket.undoubled = socket.retransmits;
        // the SYN leaves once more as a SYN-ACK, tcp_send_synack(), and is timed from here unless it had been repeated
        socket.timedSince = socket.timedSince < 0 ? socket.timedSince : host.now();
        meet(syn, socket);
        moves.move(socket, TcpState.SYN_RECV);
    }

    /** Takes the peer's SYN into a socket that was opened from here. */
    private void meet(Segment syn, Tcb socket) {
        socket.irs = syn.seq();
        socket.rcvNxt = syn.seq() + 1;
        socket.rcvWup = socket.rcvNxt;
        socket.timestamps &= syn.isTimestamped();
        socket.tsRecent = syn.tsVal();
        socket.tsRecentStamp = socket.timestamps ? host.second() : 0;
        negotiate(socket, syn);
    }

    void connected(Segment segment, Tcb socket) {
        meet(segment, socket);
        socket.retransmits = 0;
        moves.retransmission().stop(socket);
        if (socket.timedSince < 0) {
            // unless the echoed timestamp times it: tcp_init_metrics()
            socket.rto = host.settings().get(Constant.TCP_TIMEOUT_FALLBACK);
        }
        stands(socket);
        moves.wake(socket);
    }

    /** Both sides have heard each other: silence counts from here. */
    private void stands(Tcb socket) {
        socket.lastReceived = host.now();
        socket.lastAckReceived = host.now();
        socket.lastSent = host.now();
        moves.move(socket, TcpState.ESTABLISHED);
        host.meetPeer(socket.key);
        host.timers().startKeepalive(socket, Keepalive.idleMillis(socket, host.settings()));
    }
}
